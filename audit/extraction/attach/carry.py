"""Quotations without a speaker in their own paragraph: joined to the one they continue, or given its speaker."""

from __future__ import annotations

from collections.abc import Sequence

from audit.extraction.attach.links import Scene
from audit.extraction.attach.paragraph import Draft, Mention, mention_of
from audit.extraction.cues.beside import any_verb_in
from audit.extraction.cues.labels import label_before, signature_after
from audit.extraction.cues.layout import Element
from audit.extraction.cues.lost_subjects import leading_noun
from audit.extraction.cues.subjects import subject_of
from audit.extraction.parsing.grammar import noun_phrase
from audit.extraction.parsing.sentences import spans_of
from audit.extraction.quotes.quotations import Quotation
from audit.extraction.text import Paragraph
from audit.extraction.types import Span

_LONG = 4
_ATTRIBUTED_BEHIND = frozenset({"quote.after", "quote.verb_after", "clause.fronted"})


def carry(drafts: Sequence[Draft], scenes: Sequence[Scene], paragraphs: Sequence[Paragraph]) -> list[Draft]:
    """Join quotations over paragraphs and carry speakers to those that have none."""
    joined = _join_closed(_join_open(list(drafts), scenes), scenes, paragraphs)
    return [_with_speaker(joined, number, scenes, paragraphs) for number in range(len(joined))]


def _join_open(drafts: list[Draft], scenes: Sequence[Scene]) -> list[Draft]:
    """A quotation whose paragraph opens with a repeated mark belongs to the one left open before it."""
    found: list[Draft] = []
    for draft in drafts:
        first = scenes[draft.paragraph].quotations[draft.spoken[0]] if draft.spoken else None
        last = _last_spoken(found) if first is not None and first.carries_on else -1
        if last >= 0 and draft.spoken[0] - 1 in found[last].spoken:
            found[last] = _joined(found[last], draft)
        else:
            found.append(draft)
    return found


def _last_spoken(found: Sequence[Draft]) -> int:
    return next((n for n in range(len(found) - 1, -1, -1) if found[n].spoken), -1)


def _join_closed(drafts: list[Draft], scenes: Sequence[Scene], paragraphs: Sequence[Paragraph]) -> list[Draft]:
    """A paragraph that is nothing but a quotation goes on with the one attributed right before it."""
    found: list[Draft] = []
    for draft in drafts:
        last = _last_quoted(found, draft.paragraph - 1, scenes) if draft.rule == "quote.alone" else -1
        if last >= 0 and _goes_on(found[last], draft, scenes, paragraphs):
            found[last] = _joined(found[last], draft)
        else:
            found.append(draft)
    return found


def _last_quoted(found: Sequence[Draft], paragraph: int, scenes: Sequence[Scene]) -> int:
    """The last draft of a paragraph that holds a quotation, if only its own speaker says more behind it."""
    for number in range(len(found) - 1, -1, -1):
        draft = found[number]
        if draft.paragraph != paragraph or draft.speaker != found[-1].speaker:
            return -1
        if _quoted(draft, scenes):
            return number
    return -1


def _quoted(draft: Draft, scenes: Sequence[Scene]) -> list[int]:
    """The numbers of the quotations in a draft, whole ones and phrases."""
    near = scenes[draft.paragraph].quotations.items()
    return [n for n, q in near if any(start < q.end and q.start < end for start, end in draft.content)]


def _goes_on(one: Draft, two: Draft, scenes: Sequence[Scene], paragraphs: Sequence[Paragraph]) -> bool:
    if one.speaker is None or paragraphs[one.paragraph].block != paragraphs[two.paragraph].block:
        return False
    if _asks(one, scenes) or _asks(two, scenes):
        return False  # the other answers
    whole = all(word.spoken for word in scenes[two.paragraph].parse.words)
    last = scenes[one.paragraph].parse.words[-1]
    ends_with_it = last.quotation in _quoted(one, scenes) if last.quotation >= 0 else one.rule in _ATTRIBUTED_BEHIND
    return whole and ends_with_it


def _asks(draft: Draft, scenes: Sequence[Scene]) -> bool:
    """Whether the paragraph is one quoted question and nothing else."""
    words = [word for word in scenes[draft.paragraph].parse.words if word.text != '"']
    return len(draft.spoken) == 1 and words[-1].spoken and words[-1].text == "?"


def _joined(one: Draft, two: Draft) -> Draft:
    lead = one if one.speaker is not None or two.speaker is None else two
    rule = lead.rule if lead.speaker else one.rule
    return lead._replace(
        paragraph=two.paragraph, content=one.content + two.content, spoken=one.spoken + two.spoken, rule=rule
    )


def _with_speaker(drafts: list[Draft], number: int, scenes: Sequence[Scene], paragraphs: Sequence[Paragraph]) -> Draft:
    draft = drafts[number]
    if draft.speaker is not None or draft.rule != "quote.alone":
        return draft
    reach = _paragraphs(draft, scenes)
    first, last = min(reach), max(reach)
    before = first - 1 if first and paragraphs[first - 1].block == paragraphs[first].block else -1
    after = last + 1 if last + 1 < len(paragraphs) and paragraphs[last + 1].block == paragraphs[last].block else -1
    if after >= 0:
        signed = _signed(draft, scenes[after])
        if signed is not None:
            return signed
    if before >= 0:
        found = _introduced(draft, scenes[before]) or _continued(draft, drafts[max(0, number - 20) : number], scenes)
        if found is not None:
            drafts[number] = found
            return found
    if after >= 0:
        for other in drafts[number + 1 : number + 20]:
            if other.paragraph >= after and other.speaker and after in _paragraphs(other, scenes) and other.spoken:
                return draft._replace(speaker=other.speaker, cue=other.cue, rule="carry.after")
    return draft


def _paragraphs(draft: Draft, scenes: Sequence[Scene]) -> set[int]:
    near = scenes[max(0, draft.paragraph - len(draft.spoken)) : draft.paragraph + 1]
    return {scene.number for scene in near if set(draft.spoken) & scene.quotations.keys()}


def _signed(draft: Draft, scene: Scene) -> Draft | None:
    """The paragraph behind is nothing but "— Ada Roe"."""
    words = scene.parse.words
    if not words:
        return None
    cue = signature_after(scene.parse, Element(-1, 0, len(words) - 1, True))
    if cue is None:
        return None
    mark = scene.parse.span(cue.words)
    return draft._replace(speaker=mention_of(scene, cue), cue=(mark,), rule="carry.signature")


def _introduced(draft: Draft, scene: Scene) -> Draft | None:
    """The paragraph before ends with "... added:" or "Roe:"."""
    words = scene.parse.words
    if not words or words[-1].text != ":":
        return None
    cue = next((c for c in reversed(scene.cues)), None)
    if cue is not None and cue.subject is None:
        cue = cue._replace(subject=leading_noun(scene.parse, 0, cue.head))
    if cue is None:
        last = Element(-1, _last_sentence(scene), len(words) - 1, True)
        cue = label_before(scene.parse, last) or any_verb_in(scene.parse, last)
    if cue is None or cue.subject is None:
        return None
    return draft._replace(speaker=mention_of(scene, cue), cue=spans_of(scene.parse, cue.words), rule="carry.colon")


def _last_sentence(scene: Scene) -> int:
    words = scene.parse.words
    return next(i for i in range(len(words)) if words[i].sentence == words[-1].sentence)


def _continued(draft: Draft, earlier: Sequence[Draft], scenes: Sequence[Scene]) -> Draft | None:
    """The one who speaks in the paragraph before, or whom its last sentence is about; to a question the other one."""
    scene = scenes[min(_paragraphs(draft, scenes)) - 1]
    last = next((d for d in reversed(earlier) if d.paragraph == scene.number and d.speaker is not None), None)
    if last is None:
        return None
    if _asks(draft, scenes) or _asks(last, scenes):
        last = next((d for d in reversed(earlier) if d.spoken and _another(d, last, scenes)), last)
        return draft._replace(speaker=last.speaker, cue=last.cue, rule="carry.before")
    speaker: Mention | None = last.speaker
    cue: tuple[Span, ...] = last.cue
    topic = _topic(scene)
    if topic is not None and speaker is not None and topic.head > speaker.head:
        speaker, cue = topic, ()
    return draft._replace(speaker=speaker, cue=cue, rule="carry.before")


def _another(one: Draft, two: Draft, scenes: Sequence[Scene]) -> bool:
    """Whether two speakers are named by different words."""
    if one.speaker is None or two.speaker is None:
        return False
    names = [scenes[who.paragraph].parse.words[who.head].lower for who in (one.speaker, two.speaker)]
    return names[0] != names[1]


def _topic(scene: Scene) -> Mention | None:
    """The subject of the last sentence of a paragraph, if it is a person."""
    words = scene.parse.words
    for index in range(len(words) - 1, -1, -1):
        if words[index].sentence != words[-1].sentence:
            return None
        if words[index].dep == "ROOT" and not words[index].spoken:
            subject = subject_of(scene.parse, index)
            if subject is None or not _is_person(scene, subject.word):
                return None
            return Mention(scene.number, subject.word, tuple(noun_phrase(scene.parse, subject.word)))
    return None


def _is_person(scene: Scene, index: int) -> bool:
    word = scene.parse.words[index]
    return word.lower in ("he", "she") or word.entity == "PERSON"


def unattributed(quotations: Sequence[Quotation], text: str) -> list[Draft]:
    """Drafts of a text that is not parsed: every quotation of some length, nobody's."""
    long = [(n, q) for n, q in enumerate(quotations) if len(text[slice(*q.inner)].split()) >= _LONG]
    return [Draft(q.paragraph, (q.inner,), (), None, None, "quote.unparsed", (n,)) for n, q in long]
