"""Attributions inside a sentence or at its end: the content is what stands around them."""

from __future__ import annotations

from audit.extraction.clauses.borders import (
    CONDITIONS,
    without_apposition,
    without_connective,
    without_occasion,
    without_participle,
)
from audit.extraction.cues.expressions import ADDRESSING, Cue
from audit.extraction.cues.lost_subjects import closing_subject
from audit.extraction.parsing.grammar import FINITE, SUBJECTS
from audit.extraction.parsing.parse import Parse
from audit.extraction.parsing.sentences import (
    Clause,
    between_semicolons,
    border_after,
    is_border,
    made,
    marks,
    sentence_words,
)

_SHORT_PHRASE = 2
_SHARING = frozenset(
    {"in", "of", "out", "than", "about", "nearly", "almost", "over", "under", "roughly", "at", "least"}
)
_LONGEST_INSERTION = 16


def closed(parse: Parse, cue: Cue) -> Clause | None:
    """What stands before an attribution at the end that the parser did not see as one."""
    closing = closing_subject(parse, cue.head) if "clause" in cue.frames else None
    if closing is None:
        return None
    sentence = between_semicolons(parse, sentence_words(parse, cue.head), cue.head)
    host = without_connective(parse, [i for i in sentence if i < closing.comma or i > closing.last])
    return made(parse, host, "inserted" if host and host[-1] > closing.last + 1 else "fronted")


def inserted(parse: Parse, cue: Cue) -> Clause | None:
    """ "The bridge, she said, will not hold", "Rents fell, Ruiz said": what stands around the inserted clause."""
    if "clause" not in cue.frames or cue.subject is None or not _can_be_inserted(parse, cue):
        return None
    sentence = between_semicolons(parse, sentence_words(parse, cue.head), cue.head)
    first = min([cue.words[0], *subject_words(parse, cue), cue.subject.word])
    opening = parse.words[sentence[0]].lower == "as" and parse.words[cue.head].dep == "advcl"
    first = sentence[0] + 1 if opening else first  # "As the head of the board, Ana Roe, told reporters, ..."
    as_clause = first > sentence[0] and parse.words[first - 1].lower == "as"
    first -= as_clause
    end = max(parse.subtree(cue.subject.word)) if cue.subject.word > cue.head else cue.head
    last = border_after(parse, end, sentence[-1])
    opens = first <= sentence[0] + 1
    if opens != (as_clause and opens) or last - first > _LONGEST_INSERTION:
        return None
    if not opens and (not is_border(parse, first - 1) or parse.words[first - 1].text in (":", ";")):
        return None
    if any(parse.words[i].spoken for i in sentence) or _has_clause_inside(parse, cue, first, last):
        return None
    asides = {
        i
        for c in parse.children_by(cue.head, "advcl")
        if c > last and not marks(parse, c) & CONDITIONS
        for i in parse.subtree(c)
    }
    passed_on = next((i for i in sentence if i > last and parse.words[i].lower == "according"), sentence[-1] + 1)
    host = [i for i in sentence if (i < first or last < i < passed_on) and i not in asides]
    host = _that_clause(parse, host, first) or host
    host = without_occasion(parse, host, first)
    host = without_apposition(parse, host, last) if cue.subject.word > cue.head else host
    whole = any(parse.words[i].dep in SUBJECTS for i in host) or _is_act(parse, host, last)
    if not whole and not _is_clause(parse, host, sentence[-1]):
        return None
    host = without_connective(parse, host)
    return made(parse, host, "inserted" if host[-1] > last + 1 else "fronted")


def _is_clause(parse: Parse, host: list[int], end: int) -> bool:
    """ "The drug relieved pain, researchers said.", which the parser takes for a relieved pain: a noun, then a verb; or
    a share of something, "More than nine in ten held lead, the study found." """
    verb = next((i for i in host if parse.words[i].tag in ("VBN", "VBD", "VBZ", "VBP")), end)
    before = [i for i in host if i < verb]
    named = parse.words[host[0]].tag in ("DT", "NNP", "NNS", "CD", "PRP$") and parse.words[host[0]].entity != "DATE"
    share = any(parse.words[i].tag == "CD" for i in before)
    named = named or (share and parse.words[host[0]].tag in ("JJR", "JJS", "RB", "RBR", "IN"))
    plain = all(
        parse.words[i].tag.startswith(("DT", "NN", "JJ", "CD", "PRP$", "HYPH"))
        or (share and parse.words[i].lower in _SHARING)
        for i in before
    )
    told = share or any(parse.words[i].tag.startswith("NN") for i in before)
    return named and plain and told and verb + 1 in host


def _is_act(parse: Parse, host: list[int], last: int) -> bool:
    """ "Walking alone, she said, / can be hard": a gerund at the start and a finite verb right behind the insertion."""
    behind = next((i for i in host if i > last and parse.words[i].text != ","), None)
    finite = behind is not None and (parse.words[behind].tag in FINITE or parse.words[behind].tag == "MD")
    return finite and parse.words[host[0]].tag == "VBG"


def _that_clause(parse: Parse, host: list[int], first: int) -> list[int]:
    """ "In May, Roe reported, citing two people, / that it leaks": no clause before, one with "that" behind."""
    if any(parse.words[i].dep in SUBJECTS for i in host if i < first):
        return []
    that = next(
        (i for i in host if i > first and parse.words[i].lower == "that" and parse.words[i].dep == "mark"), None
    )
    return [] if that is None or parse.words[that - 1].text != "," else [i for i in host if i >= that]


def _can_be_inserted(parse: Parse, cue: Cue) -> bool:
    word = parse.words[cue.head]
    if word.dep == "relcl" and word.tag in FINITE and cue.subject is not None and not _has_relative(parse, cue.head):
        return cue.subject.word in parse.children_by(cue.head, "nsubj")  # "..., Ana Roe wrote", hung on the last noun
    return word.tag not in ("VBG", "VB") and word.dep not in ("relcl", "acl")


def _has_relative(parse: Parse, verb: int) -> bool:
    """Whether a "which" or "where" is among the words of the clause before its verb."""
    return any(parse.words[i].tag.startswith("W") for i in parse.subtree(verb) if i < verb)


def _has_clause_inside(parse: Parse, cue: Cue, first: int, last: int) -> bool:
    """Whether the verb has its content behind it: a clause, an infinitive, an object that is no addressee."""
    later = [i for i in parse.children[cue.head] if i > cue.head]
    for child in later:
        word = parse.words[child]
        if cue.subject is not None and child == cue.subject.word:
            continue
        marked = word.dep == "ccomp" and bool(parse.children_by(child, "mark"))
        near = min(parse.subtree(child)) <= last
        object_like = (word.dep == "dobj" and cue.verb not in ADDRESSING) or (
            word.dep == "prep" and word.lower in cue.frames
        )
        if marked or (near and (word.dep in ("ccomp", "xcomp") or object_like)):
            return True
    subjects = [i for i in range(first, last + 1) if parse.words[i].dep in SUBJECTS]
    return any(i != (cue.subject.word if cue.subject else -1) for i in subjects)


def fronted(parse: Parse, cue: Cue, clause: int) -> list[int]:
    """Everything in the sentence before the attribution: "But rents fell, Ruiz said." """
    stop = min([cue.head, *subject_words(parse, cue)])
    reach = parse.subtree(clause)
    start = min(reach[0], parse.subtree(cue.head)[0])
    words = between_semicolons(parse, list(range(start, stop)) if reach[-1] < stop else reach, stop - 1)
    return _without_post(parse, words, stop)


def _without_post(parse: Parse, words: list[int], stop: int) -> list[int]:
    """Without the "co-author" of "It is "not so," co-author Ana Roe said", which the parser parts from the name."""
    comma = next((i for i in reversed(words) if parse.words[i].text == ","), stop)
    post = range(comma + 1, stop)
    plain = all(
        parse.words[i].tag.startswith(("NN", "JJ", "HYPH", "DT", "AFX")) and parse.words[i].quotation < 0 for i in post
    )
    beside = any(parse.words[i].quotation >= 0 for i in range(max(0, comma - 1), min(comma + 1, stop)))
    return [i for i in words if i < comma] if post and plain and beside else words


def subject_words(parse: Parse, cue: Cue) -> list[int]:
    """The words of the cue's own subject."""
    if cue.subject is None or cue.subject.word not in parse.children[cue.head]:
        return []
    return parse.subtree(cue.subject.word)


def around_phrase(parse: Parse, cue: Cue) -> Clause | None:
    """The sentence around "according to Roe"."""
    phrase = set(parse.subtree(cue.head)) | set(cue.words)
    noun = cue.subject.word if cue.subject else cue.head
    phrase |= {i for i in parse.subtree(noun) if parse.words[i].quotation < 0}
    behind = next((i for i in range(noun + 1, len(parse.words)) if parse.words[i].quotation >= 0), 0)
    told = all(i in phrase or parse.words[i].text == "," for i in range(noun + 1, behind))
    if len(cue.words) > _SHORT_PHRASE and behind and told:
        words = [i for i in sentence_words(parse, cue.head) if i >= behind]
        return made(parse, words, "according")  # "she was, in the words of an aide, / "the heir" of the house"
    host = [i for i in sentence_words(parse, cue.head) if i not in phrase]
    host = without_participle(parse, host) if host and cue.head < host[0] else host
    return made(parse, without_connective(parse, host), "according")
