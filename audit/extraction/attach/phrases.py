"""Quoted phrases that are in no claim yet: they join the claim they continue, or make one of their own."""

from __future__ import annotations

from collections.abc import Sequence

from audit.extraction.attach.fragments import Fragment, fragments_of, governed, introduced
from audit.extraction.attach.groups import Group
from audit.extraction.attach.links import Scene
from audit.extraction.parsing.sentences import sentence_words

_ATTRIBUTED_BEHIND = frozenset({"quote.after", "quote.verb_after"})
_TELLING = 3  # more words than a term or a name has


def with_phrases(scene: Scene, groups: Sequence[Group]) -> list[Group]:
    """The groups, grown by the phrases that belong to them, and new ones for the rest."""
    found = _Groups(scene, groups)
    cues = {cue.head: cue for cue in scene.cues if cue.kind == "verb"}
    ending = {cue.words[-1]: cue for cue in cues.values()}
    for fragment in fragments_of(scene.parse):
        inside = range(fragment.first, fragment.last + 1)
        if found.hold(inside):
            continue
        adjoining, resumed = _adjoining(found, fragment), _resumed(found, fragment)
        if adjoining is not None:
            found.grow(adjoining, range(found.reach[adjoining][1] + 1, inside[-1] + 1))
            continue
        if resumed is not None:
            found.grow(resumed, inside)
            continue
        claim = introduced(scene.parse, fragment, ending) or governed(scene.parse, fragment, cues)
        if claim is None:
            _go_on(found, fragment)
        elif (owner := found.reported.get(claim.cue.head)) is not None:
            first, last = found.reach[owner]
            found.grow(owner, range(min(first, inside[0]), first))
            found.grow(owner, range(first, last + 1) if found.gapped(owner) else ())
            found.grow(owner, range(last + 1, inside[-1] + 1))
        elif not found.hold(claim.words):
            found.add(Group(claim.cue, "phrase." + claim.cue.kind, (), claim.words))
    return found.finished()


class _Groups:
    """The groups of a paragraph by what they hold, so that each phrase is looked up and not searched for."""

    def __init__(self, scene: Scene, groups: Sequence[Group]) -> None:
        self.scene = scene
        self.groups: list[Group] = []
        self.words: list[set[int]] = []
        self.reach: list[tuple[int, int]] = []  # first and last word of each
        self.of_word: dict[int, int] = {}
        self.of_quotation: dict[int, int] = {}
        self.quoting: dict[int, int] = {}  # head of the cue -> group with whole quotations
        self.reported: dict[int, int] = {}  # head of the cue -> group of words alone
        self.cue_heads = frozenset(cue.head for cue in scene.cues)
        for group in groups:
            self.add(group)

    def add(self, group: Group) -> None:
        number = len(self.groups)
        self.groups.append(group)
        self.words.append(set(group.words))
        self.reach.append((min(group.words, default=-1), max(group.words, default=-1)))
        self.of_word.update(dict.fromkeys(group.words, number))
        self.of_quotation.update(dict.fromkeys(group.quotations, number))
        if group.cue is not None:
            by_cue = self.quoting if group.quotations else self.reported
            by_cue.setdefault(group.cue.head, number)

    def grow(self, number: int, words: Sequence[int]) -> None:
        if not words:
            return
        first, last = self.reach[number] if self.words[number] else (words[0], words[-1])
        self.reach[number] = min(first, words[0]), max(last, words[-1])
        self.words[number].update(words)
        self.of_word.update(dict.fromkeys(words, number))

    def gapped(self, number: int) -> bool:
        first, last = self.reach[number]
        return len(self.words[number]) < last - first + 1

    def finished(self) -> list[Group]:
        return [group._replace(words=tuple(sorted(w))) for group, w in zip(self.groups, self.words, strict=True)]

    def hold(self, words: Sequence[int]) -> bool:
        return any(index in self.of_word for index in words)


def _adjoining(found: _Groups, fragment: Fragment) -> int | None:
    """ "said they "need more" and "soon" ": the group whose words end right before the phrase, or before its "and"."""
    words, last = found.scene.parse.words, fragment.first - 1
    while last > 0 and words[last].lower in ("a", "an", "the", "as", "of") and words[last - 1].quotation < 0:
        last -= 1
    last = fragment.first - 1 if words[last].lower not in ("and", "or") else last
    while last >= 0 and words[last].lower in (",", "and", "or"):
        last -= 1
    number = found.of_word.get(last)
    if number is None or found.reach[number][1] != last:
        return None
    return number if last == fragment.first - 1 or words[last].quotation >= 0 else None


def _resumed(found: _Groups, fragment: Fragment) -> int | None:
    """ "We lost," he said, "and we know it": the group whose attribution stands right before the comma."""
    words, at = found.scene.parse.words, fragment.first - 1
    at -= at > 0 and words[at].lower in ("and", "but", "or")
    if at >= 0 and at < fragment.first - 1 and words[at].spoken:
        return found.of_quotation.get(words[at].quotation)
    if at < 0 or words[at].text not in (",", "—", "–", "--"):
        return None
    while at > 0 and not (words[at].spoken or words[at].text in (".", "?", "!") or at in found.cue_heads):
        at -= 1
    return found.quoting.get(at)


def _go_on(found: _Groups, fragment: Fragment) -> None:
    """ "We tried," she said. That makes us "the last to go": the sentence behind goes on with what she said."""
    if fragment.last - fragment.first < _TELLING:
        return
    sentence = sentence_words(found.scene.parse, fragment.first)
    if not sentence[0] or found.cue_heads.intersection(sentence) or found.hold(sentence):
        return
    heads = found.cue_heads.intersection(sentence_words(found.scene.parse, sentence[0] - 1))
    numbers = sorted(found.quoting[head] for head in heads if head in found.quoting)
    number = next((n for n in numbers if found.groups[n].rule in _ATTRIBUTED_BEHIND), None)
    if number is not None:
        found.grow(number, sentence)
