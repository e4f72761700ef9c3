"""Events as lines of a history: who, what, with which words, and what a text was before and after."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.template.defaultfilters import pluralize

from articles.models import Article
from audit.anchoring import Run, changed_words
from audit.ledger.models import REDACTED_TEXT, TEXT_REDACTED, Event
from audit.models import VALUES, Decision, Finding, Question, Speaker
from audit.reports.history.sentences import (
    CHANGED,
    OTHERWISE,
    REDACTION,
    SENTENCES,
    TEXTS,
    THIS,
    TRIAGED,
    UNTOLD,
    WHY_REMOVED,
)
from audit.sourcing import CODES, Code, label_of

FINDINGS = {code.value: code.label.lower() for code in Finding.Code}
GONE = "removed by a redaction"
Subjects = Mapping[UUID, tuple[Question, str]]


@dataclass(frozen=True, slots=True)
class ChangedText:
    """A text that an act changed, as runs of words."""

    label: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One act: when, by which pseudonym, what, the words given with it (label, text), and the texts that it changed.

    `redact` is the kind and id of the row whose words may be removed, when there are any."""

    time: datetime
    actor: str
    sentence: str
    texts: tuple[tuple[str, str], ...]
    changes: tuple[ChangedText, ...] = ()
    redact: tuple[str, str] | None = None


def lines_of(
    events: Iterable[Event], subjects: Subjects | None = None, targets: Mapping[UUID, str] | None = None
) -> tuple[HistoryLine, ...]:
    """The lines of events that come in order, with their actors and texts; one query more for the names of speakers,
    and one for headlines where the events name articles. `targets` says what rows are called that events are about,
    where the history is of several."""
    told = [(event, json.loads(bytes(event.canonical))) for event in events]
    wanted = {said["data"]["speaker"] for _, said in told if said["data"].get("speaker")}
    names = {str(pk): speaker.name for pk, speaker in Speaker.objects.in_bulk(wanted).items()}
    articles = {said["data"]["article"] for _, said in told if said["data"].get("article")}
    headed = Article.objects.select_related("current_revision").in_bulk(articles) if articles else {}
    names |= {str(pk): article.headline or "an article without headline" for pk, article in headed.items()}
    called = targets or {}
    return tuple(
        _line(event, said, subjects or {}, names, called.get(event.target_id) or THIS.get(event.target_kind, ""))
        for event, said in told
    )


def _line(event: Event, said: dict[str, Any], subjects: Subjects, names: Mapping[str, str], this: str) -> HistoryLine:
    texts = {text.key: text.text for text in event.texts.all()}
    shown = tuple(_texts(event, said["texts"], texts))
    own = f"{event.target_kind}/{event.target_id}/"
    removable = any(key.startswith(own) and text != REDACTED_TEXT for key, text in texts.items())
    own_words = any(key.count("/") == 1 for key in texts)
    return HistoryLine(
        event.time,
        event.actor.pseudonym,
        _sentence(event, said["data"], subjects, {**names, "this": this}),
        shown,
        tuple(dict.fromkeys(_changes(said["data"], texts))),  # of many rows changed alike, once
        (event.target_kind, str(event.target_id)) if removable else ("event", str(event.pk)) if own_words else None,
    )


def _sentence(event: Event, data: dict[str, Any], subjects: Subjects, names: Mapping[str, str]) -> str:
    sentence = SENTENCES.get((event.action, event.target_kind), OTHERWISE)
    question, subject = subjects.get(event.target_id, (Question.ATTRIBUTION, ""))
    values = {
        **data,
        "action": event.action,
        "kind": event.target_kind.replace("_", " "),
        "subject": subject,
        "changed": ", ".join(CHANGED.get(name, name.replace("_", " ")) for name in data.get("changed", ())),
        "fields": ", ".join(name.replace("_", " ") for name in data.get("fields", ())),
        "codes": ", ".join(_code(code, value) for code, value in data.get("codes", ())),
        "proposed": f"{data.get('claims')} claim{pluralize(data.get('claims', 0))}",
        "this": names["this"],
        "triaged": TRIAGED[data["triage"]].format(this=names["this"]) if "triage" in data else "",
        "article": names.get(data.get("article") or "", "an article"),
        "speaker": names.get(data.get("speaker") or "", "nobody known"),
        "value": VALUES[question](data["value"]).label if "value" in data else "",
        "code": FINDINGS.get(data.get("code", ""), ""),
        "rule": Decision.Rule(data["rule"]).label if "rule" in data else "",
    }
    words = REDACTION if event.action == TEXT_REDACTED else sentence
    return words.format_map(defaultdict(str, values))


def _code(code: str, value: str) -> str:
    return f"{CODES[Code(code)].label.lower()} as “{label_of(code, value)}”"


def _texts(event: Event, digests: Mapping[str, str], texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The free texts that belong to the story; of one that a redaction took, that it is gone. A redaction itself tells
    why: what is left of the row's words is the story of the act that gave them."""
    if event.action == TEXT_REDACTED:
        yield WHY_REMOVED, texts.get("event/reason", GONE)
        return
    for key in digests:
        kind, *_, field = key.split("/")
        label = TEXTS.get(f"{kind}/{field}") or TEXTS.get(field)
        if label and not key.startswith(("event/before/", "event/after/")):
            yield label, texts.get(key, GONE)


def _changes(data: Mapping[str, Any], texts: Mapping[str, str]) -> Iterator[ChangedText]:
    """What an act on units changed, as far as it is words; such acts also say what they made."""
    for row, columns in data["before"].items() if "made" in data else ():
        for name, value in columns.items():
            before = texts.get(f"event/before/{row}/{name}", value)
            after = texts.get(f"event/after/{row}/{name}", data.get("after", {}).get(row, {}).get(name))
            if (
                name not in UNTOLD
                and isinstance(before or "", str)
                and isinstance(after or "", str)
                and before != after
            ):
                runs = changed_words(before or "", after or "")
                yield ChangedText(CHANGED.get(name, name.replace("_", " ")), runs)
