"""Who speaks where one passes on what another said: "According to the Herald, Ruiz called it 'a joke'." """

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from audit.extraction.attach.links import Scene
from audit.extraction.attach.paragraph import Draft, Mention, content_spans, mention_of
from audit.extraction.clauses.content import clause_of
from audit.extraction.cues.expressions import Cue
from audit.extraction.lexicon import entries
from audit.extraction.mentions.cast import Cast
from audit.extraction.mentions.offices import is_role_noun
from audit.extraction.parsing.grammar import noun_phrase
from audit.extraction.parsing.parse import Word
from audit.extraction.parsing.sentences import spans_of
from audit.extraction.resolve.known import OUTLETS
from audit.extraction.types import Span

_MEDIA = frozenset({"news", "press", "radio", "television", "tv"})  # "Fairtown Press Service"
_NEAR = 6  # claims before that one may hang on


def with_inner_speakers(drafts: Sequence[Draft], scenes: Sequence[Scene], cast: Cast) -> list[Draft]:
    """The drafts, with the inner speaker where all the quoted words are the inner one's.

    A subject that stands in what is said does not say it: there the outer speaker counts."""
    drafts = [_with_owner(draft, scenes) for draft in drafts]
    drafts = [_with_outer(draft, drafts[max(0, n - _NEAR) : n], scenes, cast) for n, draft in enumerate(drafts)]
    taken = {(draft.paragraph, span) for draft in drafts for span in draft.cue}
    found = []
    for draft in drafts:
        passes_on = draft.speaker is not None and _passes_on(scenes[draft.paragraph], draft.speaker, cast)
        inner = _inner(scenes[draft.paragraph], draft, taken, cast) if passes_on else None
        found.append(draft if inner is None else _said_by(scenes[draft.paragraph], draft, inner))
    return found


def _said_by(scene: Scene, draft: Draft, inner: Cue) -> Draft:
    """The draft with the inner speaker, and of its words those that the inner verb reports, if they hold the quoted."""
    mention = mention_of(scene, inner)
    clause = clause_of(scene.parse, inner)
    said = content_spans(scene, clause.words) if clause is not None else []
    quoted = [(w.start, w.end) for span in draft.content for w in _words(scene, span) if w.quotation >= 0]
    if not said or not all(_holds(said, word) for word in quoted):
        return draft._replace(speaker=mention)
    return draft._replace(speaker=mention, content=tuple(said), cue=spans_of(scene.parse, inner.words))


def _with_owner(draft: Draft, scenes: Sequence[Scene]) -> Draft:
    """Ana Roe for "whose father" in "Ana Roe, whose father built the mill, said"."""
    mention = draft.speaker
    if mention is None or mention.antecedent >= 0:
        return draft
    words = scenes[mention.paragraph].parse.words
    whose = next(
        (i for i in mention.words if words[i].lower in ("whose", "who") and i not in (0, 1, mention.head)), None
    )
    if whose is None or words[whose - 1].text != "," or not words[whose - 2].tag.startswith("NN"):
        return draft
    head = whose - 2
    return draft._replace(speaker=Mention(mention.paragraph, head, tuple(_up_to(scenes[mention.paragraph], head))))


def _up_to(scene: Scene, head: int) -> list[int]:
    return [i for i in noun_phrase(scene.parse, head) if i <= head]


def _with_outer(draft: Draft, before: Sequence[Draft], scenes: Sequence[Scene], cast: Cast) -> Draft:
    """The outer speaker, where the subject stands in another claim and the verb does not."""
    mention = draft.speaker
    if mention is None or mention.paragraph != draft.paragraph or not draft.cue:
        return draft
    head = scenes[mention.paragraph].parse.words[mention.head]
    where, cue = (head.start, head.end), draft.cue[0]
    if _holds(draft.content, where):
        named = _named_before(scenes[draft.paragraph], cue, cast)
        return draft if named is None else draft._replace(speaker=named)
    for outer in reversed(before):
        same = outer.paragraph == draft.paragraph and outer.speaker is not None and outer.cue != draft.cue
        if same and _holds(outer.content, where) and not _holds(outer.content, cue):
            return draft._replace(speaker=outer.speaker)
    return draft


def _holds(content: Sequence[Span], inner: Span) -> bool:
    return any(start <= inner[0] and inner[1] <= end for start, end in content)


def _named_before(scene: Scene, cue: Span, cast: Cast) -> Mention | None:
    """The person whose name ends right before a verb, where the parser took another subject."""
    words = scene.parse.words
    at = bisect_left(words, cue[0], key=lambda word: word.start) - 1
    at -= at > 0 and words[at].text == ","
    number = cast.at.get((scene.number, at))
    if number is None or cast.entities[number].kind != "person":
        return None
    return Mention(scene.number, at, tuple(_up_to(scene, at)))


def _passes_on(scene: Scene, outer: Mention, cast: Cast) -> bool:
    """Whether the outer speaker is an outlet, a document or a crowd; whom the article names speaks for himself."""
    if outer.paragraph != scene.number:
        return False
    word = scene.parse.words[outer.head].lower
    number = cast.at.get((outer.paragraph, outer.head))
    if number is None:
        return word in entries("document_nouns") or word in OUTLETS or scene.parse.words[outer.head].tag == "NNS"
    name = cast.entities[number].name.lower().split()
    return cast.entities[number].kind != "person" and (name[-1] in OUTLETS or not _MEDIA.isdisjoint(name))


def _inner(scene: Scene, draft: Draft, taken: set[tuple[int, Span]], cast: Cast) -> Cue | None:
    """The verb inside what is said that has the quoted words' own speaker for its subject."""
    words = scene.parse.words
    inside = [i for span in draft.content for i in _words_in(scene, span)]
    quoted = [i for i in inside if words[i].quotation >= 0]
    if not quoted or len(quoted) == len(inside):
        return None
    first = bisect_left(scene.cues, inside[0], key=lambda cue: cue.head)
    last = bisect_left(scene.cues, quoted[0], key=lambda cue: cue.head)
    for cue in reversed(scene.cues[first:last]):
        own = {(scene.number, (words[i].start, words[i].end)) for i in cue.words} & taken
        if not own and cue.subject is not None and _names_somebody(scene, cue, range(inside[0], quoted[0]), cast):
            return cue
    return None


def _words(scene: Scene, span: Span) -> list[Word]:
    return [scene.parse.words[i] for i in _words_in(scene, span)]


def _words_in(scene: Scene, span: Span) -> range:
    words = scene.parse.words
    return range(
        bisect_right(words, span[0], key=lambda word: word.end),
        bisect_left(words, span[1], key=lambda word: word.start),
    )


def _names_somebody(scene: Scene, cue: Cue, before: range, cast: Cast) -> bool:
    """Whether a verb has its subject, by name or role, before the first quoted word."""
    if cue.kind != "verb" or cue.subject is None or cue.subject.word not in before:
        return False
    word = scene.parse.words[cue.subject.word]
    number = cast.at.get((scene.number, cue.subject.word))
    named = number is not None and cast.entities[number].kind in ("person", "organization")
    return named or (word.tag == "NN" and is_role_noun(word.lower))
