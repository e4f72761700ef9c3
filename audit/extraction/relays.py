"""Who speaks where one passes on what another said: "According to the Herald, Ruiz called it 'a joke'." """

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from audit.extraction.attach import Draft, Mention
from audit.extraction.cast import Cast
from audit.extraction.cues import Cue
from audit.extraction.grammar import noun_phrase
from audit.extraction.lexicon import entries
from audit.extraction.links import Scene
from audit.extraction.offices import is_role_noun
from audit.extraction.types import Span

_OUTLETS = frozenset(
    {"news", "times", "post", "journal", "gazette", "herald", "tribune", "telegraph", "guardian", "chronicle", "daily"}
    | {"magazine", "newspaper", "paper", "press", "agency", "outlet", "broadcaster", "radio", "weekly", "independent"}
    | {"cnn", "bbc", "nbc", "abc", "cbs", "msnbc", "npr", "itv", "reuters", "bloomberg", "axios", "politico", "wire"}
)


def with_inner_speakers(drafts: Sequence[Draft], scenes: Sequence[Scene], cast: Cast) -> list[Draft]:
    """The drafts, with the inner speaker where all the quoted words are the inner one's."""
    taken = {(draft.paragraph, span) for draft in drafts for span in draft.cue}
    found = []
    for draft in drafts:
        passes_on = draft.speaker is not None and _passes_on(scenes[draft.paragraph], draft.speaker, cast)
        inner = _inner(scenes[draft.paragraph], draft, taken, cast) if passes_on else None
        found.append(draft if inner is None else draft._replace(speaker=inner))
    return found


def _passes_on(scene: Scene, outer: Mention, cast: Cast) -> bool:
    """Whether the outer speaker is an outlet, a document or a crowd; whom the article names speaks for himself."""
    if outer.paragraph != scene.number:
        return False
    word = scene.parse.words[outer.head].lower
    number = cast.at.get((outer.paragraph, outer.head))
    if number is None:
        return word in entries("document_nouns") or word in _OUTLETS or scene.parse.words[outer.head].tag == "NNS"
    name = cast.entities[number].name.lower().split()
    return cast.entities[number].kind != "person" and (name[-1] in _OUTLETS or "news" in name)


def _inner(scene: Scene, draft: Draft, taken: set[tuple[int, Span]], cast: Cast) -> Mention | None:
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
            head = cue.subject.word
            return Mention(scene.number, head, tuple(noun_phrase(scene.parse, head)), cue.subject.antecedent)
    return None


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
