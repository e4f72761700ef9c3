"""Speaker labels: is the name of the speaker, the affiliation, the role right, and by how much of all labels.

A label and a prediction pair if their contents overlap by half, or one covers four fifths of the other and neither
is more than four times as long. Shares are between 0 and 1, None where there is nothing to share.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from audit.extraction.evaluation.names import is_same_name, is_same_phrase, name_words
from audit.extraction.evaluation.pairing import best_pairs
from audit.extraction.evaluation.reading import Label, PredictedClaim, SpanLine

ASPECTS = ("found", "speaker", "affiliation", "role", "kind", "all three")
_KINDS: dict[Any, str | None] = {"anonymous": "unnamed", "none": None}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One label, the claim that answers it (None: not found), and which aspects of the answer are right."""

    article: str
    label: Label
    got: PredictedClaim | None
    right: Mapping[str, bool]


def judge_all(labels: Mapping[str, Sequence[Label]], claims: Mapping[str, Sequence[PredictedClaim]]) -> list[Judgement]:
    """Every label that is not marked "skip", article by article."""
    found = []
    for article, listed in labels.items():
        wanted = [label for label in listed if not label.get("skip")]
        answers = paired(wanted, claims.get(article, []))
        found += [
            Judgement(article, label, answers.get(n), judge(label, answers.get(n))) for n, label in enumerate(wanted)
        ]
    return found


def paired(labels: Sequence[Label], answers: Sequence[PredictedClaim]) -> dict[int, PredictedClaim]:
    """Label number -> answer, best pairs first, each once."""
    wanted, given = [_reach(one["content"]) for one in labels], [_reach(one["content"]) for one in answers]
    alike = ((overlap(w, g), i, j) for i, w in enumerate(wanted) for j, g in enumerate(given))
    pairs = best_pairs(pair for pair in alike if pair[0] > 0)
    return {i: answers[j] for i, (j, _) in pairs.items()}


def _reach(content: Iterable[SpanLine]) -> set[int]:
    return {i for start, end in content for i in range(start, end)}


def overlap(label: set[int], answer: set[int]) -> float:
    """How alike two contents are, 0 if they do not pair."""
    common = len(label & answer)
    if not common:
        return 0.0
    alike = common / len(label | answer)
    short, long = min(len(label), len(answer)), max(len(label), len(answer))
    covers = long <= 4 * short and common / short >= 0.8
    return alike if alike >= 0.5 else alike / 2 if covers else 0.0


def judge(label: Label, got: PredictedClaim | None) -> dict[str, bool]:
    """What of an answer is right; without an answer nothing is."""
    if got is None:
        return dict.fromkeys(ASPECTS, False)
    bodies = [label["affiliation"], *label.get("affiliation_alternatives", [])]
    beside = " ".join(body for body in (*bodies, got.get("affiliation")) if body)
    speaker = _is_speaker(label, got)
    affiliation = is_same_phrase(got.get("affiliation"), bodies)
    role = is_same_phrase(got.get("role"), [label["role"], *label.get("role_alternatives", [])], beside)
    kinds = [_KINDS.get(kind, kind) for kind in (label.get("speaker_kind"), got.get("speaker_kind"))]
    right = (True, speaker, affiliation, role, kinds[0] == kinds[1], speaker and affiliation and role)
    return dict(zip(ASPECTS, right, strict=True))


def _is_speaker(label: Label, got: PredictedClaim) -> bool:
    """One of the accepted names, or all of the joint speakers in one answer."""
    given = got.get("speaker")
    person = label.get("speaker_kind") in ("person", "anonymous")
    if is_same_name(given, [label["speaker"], *label.get("speaker_alternatives", [])], person=person):
        return True
    joint = {word for name in label.get("co_speakers") or () for word in name_words(name, person=True)}
    return bool(joint) and joint <= set(name_words(given, person=True))


def score_speakers(judged: Sequence[Judgement]) -> dict[str, float | None]:
    """Shares of the labels that were found; "found" and "end to end" of all; "macro" is the mean over articles."""
    return figures_of(by_article(judged))


def figures_of(articles: Sequence[Sequence[Judgement]]) -> dict[str, float | None]:
    """The same for judgements article by article; an article may stand there more than once."""
    judged = [one for article in articles for one in article]
    hit = [one for one in judged if one.right["found"]]
    stated = [one for one in hit if one.label["affiliation"] is not None]
    unstated = [one for one in hit if one.label["affiliation"] is None]
    return {
        "found": _share(judged, "found"),
        "speaker": _share(hit, "speaker"),
        "speaker where a pronoun": _share([one for one in hit if one.label.get("pronoun_source")], "speaker"),
        "kind": _share(hit, "kind"),
        "affiliation": _share(hit, "affiliation"),
        "affiliation where stated": _share(stated, "affiliation"),
        "affiliation where none": _share(unstated, "affiliation"),
        "role": _share(hit, "role"),
        "role where stated": _share([one for one in hit if one.label["role"] is not None], "role"),
        "end to end speaker": _share(judged, "speaker"),
        "end to end all three": _share(judged, "all three"),
        "macro end to end speaker": _macro(articles, "speaker"),
        "macro end to end all three": _macro(articles, "all three"),
    }


def by_article(judged: Iterable[Judgement]) -> list[list[Judgement]]:
    """The judgements in one list an article; those of an article stand together already."""
    return [list(group) for _, group in groupby(judged, key=lambda one: one.article)]


def _macro(articles: Sequence[Sequence[Judgement]], aspect: str) -> float | None:
    shares = [sum(one.right[aspect] for one in article) / len(article) for article in articles]
    return sum(shares) / len(shares) if shares else None


def _share(judged: Sequence[Judgement], aspect: str) -> float | None:
    return sum(one.right[aspect] for one in judged) / len(judged) if judged else None
