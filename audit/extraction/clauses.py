"""The content of a cue by syntax: the words of the clause that is said."""

from __future__ import annotations

from typing import NamedTuple

from audit.extraction.cues import Cue, is_speech_verb
from audit.extraction.grammar import FINITE, SUBJECTS, agent_of, is_verb
from audit.extraction.lexicon import entries
from audit.extraction.parse import Parse
from audit.extraction.subjects import closing_subject
from audit.extraction.types import Span

_TRIM = frozenset({",", ".", ";", ":", "—", "–", "-", "--", "...", "…", '"', "''", "``", "?", "!"})
_TRIM_FRONT = frozenset({",", ".", ";", ":", "—", "–", "-", "--"})
_TRIM_BACK = _TRIM_FRONT
_CONDITIONS = frozenset({"if", "unless", "because", "until", "whether"})
_COMPLEMENTS = ("prep", "xcomp", "oprd", "ccomp", "acomp", "dobj")
ADDRESSING = frozenset({"tell", "inform", "assure", "remind", "reassure", "put it"})
_ASKING = frozenset({"ask", "inquire", "wonder", "question", "query"})
_NEAR = 8
_SHORT_PHRASE = 2
_NOUN_NEAR = 6  # "his statement on Wednesday that ..."
_LONGEST_INSERTION = 16
_CIRCUMSTANCES = frozenset({"on", "in", "at", "during", "after", "before", "since", "while", "when", "until"})


class Clause(NamedTuple):
    """The words of a content, in order, perhaps with gaps; `form` says by which construction they were found."""

    words: tuple[int, ...]
    form: str


def clause_of(parse: Parse, cue: Cue) -> Clause | None:
    """What the cue says, leaving shortened quotations aside; None if no construction fits."""
    if cue.kind == "source":
        return _around_phrase(parse, cue)
    if cue.kind == "noun":
        return _noun_content(parse, cue)
    for find in (_closed, _inserted, _complement, _passive, _framed, _rest):
        found = find(parse, cue)
        if found is not None and found.words:
            return found
    return None


def _noun_content(parse: Parse, cue: Cue) -> Clause | None:
    """ "her claim / that she never sent it", "his promise / to resign" """
    verb = parse.words[cue.head].head
    said = [verb] if parse.words[cue.head].dep == "nsubj" and parse.words[verb].lower in ("is", "was") else []
    for child in parse.children_by(said[0], "ccomp") if said else ():
        return _made(parse, parse.subtree(child), "noun")
    for child in parse.children_by(cue.head, "acl", "ccomp", "relcl", "xcomp"):
        if child > cue.head and ("that" in _marks(parse, child) or _is_infinitive(parse, child)):
            return _made(parse, parse.subtree(child), "noun")
    for that in range(cue.head + 1, min(cue.head + _NOUN_NEAR, len(parse.words))):
        clause = parse.words[that].head
        if is_verb(parse, that):
            break
        if parse.words[that].lower == "that" and parse.words[that].dep == "mark" and clause > that:
            return _made(parse, [i for i in parse.subtree(clause) if i >= that], "noun")
    for child in parse.children_by(cue.head, "prep"):
        if child > cue.head and parse.words[child].lower in cue.frames:
            return _made(parse, parse.subtree(child)[1:], "noun")
    return None


def sentence_words(parse: Parse, index: int) -> list[int]:
    """All words of the sentence around a word; inside brackets those in the brackets."""
    number = parse.words[index].sentence
    first, last = index, index
    while first > 0 and parse.words[first - 1].sentence == number:
        first -= 1
    while last + 1 < len(parse.words) and parse.words[last + 1].sentence == number:
        last += 1
    return _within_brackets(parse, list(range(first, last + 1)), index)


def _within_brackets(parse: Parse, sentence: list[int], index: int) -> list[int]:
    opened = -1
    for i in sentence:
        if parse.words[i].text == "(" and i < index:
            opened = i
        elif parse.words[i].text == ")" and i < index:
            opened = -1
        elif parse.words[i].text == ")" and opened >= 0:
            return list(range(opened + 1, i))
    return sentence


def _complement(parse: Parse, cue: Cue) -> Clause | None:
    clauses = [c for c in parse.children_by(cue.head, "ccomp") if not parse.words[c].spoken]
    if "clause" not in cue.frames:
        clauses = [c for c in clauses if c > cue.head and "that" in _marks(parse, c)]
    if cue.verb in _ASKING:
        clauses += [c for c in parse.children_by(cue.head, "advcl") if _marks(parse, c) & {"if", "whether"}]
    after = [c for c in clauses if c > cue.head]
    if after:
        words = _with_conditions(parse, cue, parse.subtree(after[0]))
        return _made(parse, _without_aside(parse, _until_next_cue(parse, cue, words)), "that")
    if clauses:
        return _made(parse, _without_connective(parse, _fronted(parse, cue, clauses[0])), "fronted")
    return None


def _with_conditions(parse: Parse, cue: Cue, words: list[int]) -> list[int]:
    """Clauses that the parser hangs on the cue, though they go on with what is said: "if", "because", "but it"."""
    for child in parse.children[cue.head]:
        if child < words[-1] or is_speech_verb(parse, child):
            continue
        subtree = parse.subtree(child)
        marks = _marks(parse, child)
        condition = parse.words[child].dep == "advcl" and marks & _CONDITIONS
        joined = parse.words[child].dep == "conj" and parse.children_by(child, *SUBJECTS)
        if (condition or joined) and not any(parse.words[i].spoken for i in subtree):
            words = list(range(words[0], subtree[-1] + 1))
    return words


def _marks(parse: Parse, clause: int) -> set[str]:
    return {parse.words[i].lower for i in parse.children_by(clause, "mark")}


def _without_aside(parse: Parse, words: list[int]) -> list[int]:
    """Without the article's own remark at the end: ", which ...", ", a charge that ...", ", throwing ..." """
    inside, last = set(words), words[-1]
    for index in words:
        if parse.words[index].text != "," or index + 1 not in inside:
            continue
        top = index + 1
        while parse.words[top].head in inside and parse.words[top].head > index and parse.words[top].head != top:
            top = parse.words[top].head
        reach = parse.subtree(top)
        quoted = any(parse.words[i].quotation >= 0 for i in range(index, last + 1))
        if not quoted and reach[-1] >= last - 1 and reach[0] > index and _is_aside(parse, top, index):
            return [i for i in words if i < index]
    return words


def _is_aside(parse: Parse, top: int, comma: int) -> bool:
    word = parse.words[top]
    if parse.words[comma + 1].lower in ("which", "who", "whose", "where"):
        return True
    if word.dep == "appos":
        return word.tag.startswith("NN")
    return word.dep in ("advcl", "acl") and word.tag == "VBG" and not parse.children_by(top, "mark")


def _until_next_cue(parse: Parse, cue: Cue, words: list[int]) -> list[int]:
    """The words before "and" with another verb of saying: "said the dam leaks / and blamed the rain"."""
    for index in words:
        joined = parse.words[index].dep in ("conj", "advcl") and is_speech_verb(parse, index)
        if joined and _adds(parse, index, words[0]):
            return [i for i in words if i < index]
        if parse.words[index].text == "," and _as_somebody_said(parse, index):
            return [i for i in words if i < index]
        if not joined or parse.words[index].tag != parse.words[cue.head].tag:
            continue
        start = min([index, *(parse.subtree(c)[0] for c in parse.children[index])])
        if parse.words[index].dep == "advcl" and parse.words[start].lower not in ("while", "but", "whereas"):
            continue
        coordinators = [i for i in words if i < start and parse.words[i].dep == "cc" and i >= start - 2]
        start = coordinators[-1] if coordinators else start
        return [i for i in words if i < start] or words
    return words


def _as_somebody_said(parse: Parse, comma: int) -> bool:
    """ ", as she put it" """
    near = parse.words[comma + 1 : comma + 5]
    said = any(w.lower in ("put", "puts") or is_speech_verb(parse, comma + 1 + n) for n, w in enumerate(near))
    return bool(near) and near[0].lower == "as" and said


def _adds(parse: Parse, verb: int, first: int) -> bool:
    """ ", claiming that ...": a participle with a clause of its own, said by the same person."""
    comma = verb - 1 > first and parse.words[verb - 1].text == ","
    return comma and parse.words[verb].tag == "VBG" and bool(parse.children_by(verb, "ccomp"))


def _fronted(parse: Parse, cue: Cue, clause: int) -> list[int]:
    """Everything in the sentence before the attribution: "But rents fell, Ruiz said." """
    stop = min([cue.head, *_subject_words(parse, cue)])
    reach = parse.subtree(clause)
    start = min(reach[0], parse.subtree(cue.head)[0])
    return list(range(start, stop)) if reach[-1] < stop else reach


def _subject_words(parse: Parse, cue: Cue) -> list[int]:
    if cue.subject is None or cue.subject.word not in parse.children[cue.head]:
        return []
    return parse.subtree(cue.subject.word)


def _closed(parse: Parse, cue: Cue) -> Clause | None:
    """What stands before an attribution at the end that the parser did not see as one."""
    closing = closing_subject(parse, cue.head) if "clause" in cue.frames else None
    if closing is None:
        return None
    host = [i for i in sentence_words(parse, cue.head) if i < closing[0]]
    return _made(parse, _without_connective(parse, host), "fronted")


def _inserted(parse: Parse, cue: Cue) -> Clause | None:
    """ "The bridge, she said, will not hold", "Rents fell, Ruiz said": what stands around the inserted clause."""
    if "clause" not in cue.frames or cue.subject is None or not _can_be_inserted(parse, cue):
        return None
    sentence = sentence_words(parse, cue.head)
    first = min([cue.words[0], *_subject_words(parse, cue), cue.subject.word])
    as_clause = first > sentence[0] and parse.words[first - 1].lower == "as"
    first -= as_clause
    end = max(parse.subtree(cue.subject.word)) if cue.subject.word > cue.head else cue.head
    last = _border_after(parse, end, sentence[-1])
    opens = first <= sentence[0] + 1
    if opens != (as_clause and opens) or last - first > _LONGEST_INSERTION:
        return None
    if not opens and (not _is_border(parse, first - 1) or parse.words[first - 1].text in (":", ";")):
        return None
    if any(parse.words[i].spoken for i in sentence) or _has_clause_inside(parse, cue, first, last):
        return None
    asides = {
        i
        for c in parse.children_by(cue.head, "advcl")
        if c > last and not _marks(parse, c) & _CONDITIONS
        for i in parse.subtree(c)
    }
    host = [i for i in sentence if (i < first or i > last) and i not in asides]
    host = _without_occasion(parse, host, first)
    host = _without_apposition(parse, host, last) if cue.subject.word > cue.head else host
    if not any(parse.words[i].dep in SUBJECTS for i in host):
        return None
    host = _without_connective(parse, host)
    return _made(parse, host, "inserted" if host[-1] > last + 1 else "fronted")


def _without_occasion(parse: Parse, host: list[int], first: int) -> list[int]:
    """Without the "Asked about it," or "In a statement," that stands before "he said, the rest": the occasion."""
    before, after = [i for i in host if i < first], [i for i in host if i > first]
    if not before or not any(parse.words[i].dep in SUBJECTS for i in after):
        return host
    lead = parse.words[before[0]]
    reported = lead.lower in ("when", "asked", "speaking", "pressed", "responding", "writing")
    named = lead.tag == "IN" and any(
        parse.words[i].lower in entries(name)
        for i in before[:6]
        for name in ("document_nouns", "speech_nouns", "occasions")
    )
    subjects = [i for i in before if parse.words[i].dep in SUBJECTS]
    return after if reported or (named and not subjects) else host


def _without_apposition(parse: Parse, host: list[int], last: int) -> list[int]:
    """Without the rest of who speaks: "Rents fell, wrote the mayor at the time, / John Finn." """
    after = [i for i in host if i > last and parse.words[i].text not in _TRIM]
    named = bool(after) and parse.words[after[0]].tag in ("NNP", "DT", "CD") and parse.words[after[0]].quotation < 0
    if named and not any(is_verb(parse, i) or parse.words[i].tag == "MD" for i in after):
        return [i for i in host if i < last]
    return host


def _without_connective(parse: Parse, words: list[int]) -> list[int]:
    """Without the "However," or "For example," by which the article leads over."""
    for count in (1, 2, 3, 4):
        lead = " ".join(parse.words[i].lower for i in words[:count])
        if (
            lead in entries("connectives")
            and parse.words[words[count : count + 1][0] if words[count:] else words[0]].text == ","
        ):
            return words[count + 1 :] or words
    return words


def _can_be_inserted(parse: Parse, cue: Cue) -> bool:
    word = parse.words[cue.head]
    return word.tag not in ("VBG", "VB") and word.dep not in ("relcl", "acl")


def _border_after(parse: Parse, index: int, last: int) -> int:
    while index < last and not _is_border(parse, index + 1):
        index += 1
    return index


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


def _is_border(parse: Parse, index: int) -> bool:
    if not 0 <= index < len(parse.words):
        return True
    word = parse.words[index]
    return (word.text in _TRIM and word.tag != "HYPH") or word.spoken


def _framed(parse: Parse, cue: Cue) -> Clause | None:
    """A noun phrase, an infinitive or a prepositional phrase as content: "accused / the firm of fraud"."""
    if "infinitive" in cue.frames:
        for child in parse.children_by(cue.head, "xcomp"):
            if child > cue.head:
                return _made(parse, parse.subtree(child), "infinitive")
    if "object" in cue.frames:
        for child in parse.children_by(cue.head, "xcomp"):
            if child > cue.head and parse.words[child].tag == "VBG":
                return _made(parse, _without_aside(parse, parse.subtree(child)), "object")
        for child in parse.children_by(cue.head, "dobj", "oprd", "dative"):
            if child > cue.head:
                return _made(parse, _object_and_rest(parse, cue, child), "object")
    for child in parse.children_by(cue.head, "advcl", "ccomp", "xcomp"):
        subtree = parse.subtree(child)
        if subtree[0] > cue.head and parse.words[subtree[0]].lower in cue.frames:
            return _made(parse, subtree[1:], "prepositional")
    for child in parse.children_by(cue.head, "prep"):
        if child > cue.head and parse.words[child].lower in cue.frames:
            infinitives = [
                c for c in parse.children_by(cue.head, "xcomp", "advcl") if c > child and _is_infinitive(parse, c)
            ]
            words = {i for c in (child, *infinitives) for i in parse.subtree(c)} - {child}
            return _made(parse, sorted(words), "prepositional")
    return None


def _rest(parse: Parse, cue: Cue) -> Clause | None:
    """What follows the verb to the end of the sentence, if it is a clause that the parser hung elsewhere."""
    if "clause" not in cue.frames:
        return None
    after = [i for i in sentence_words(parse, cue.head) if i > cue.head]
    that = next((i for i in after[:_NEAR] if parse.words[i].lower == "that"), None)
    if (that is None or parse.words[that].dep != "mark") and parse.words[cue.head].tag not in FINITE:
        return None
    start = that if that is not None else _behind_addressee(parse, cue)
    words = [i for i in after if i >= start]
    if not words or any(parse.words[i].spoken for i in words) or (that is None and _is_border(parse, start)):
        return None
    heads = {parse.words[i].head for i in words if parse.words[i].dep in SUBJECTS}
    finite = any(parse.words[i].tag in ("VBD", "VBZ", "VBP", "MD") for i in words)
    if not finite or not heads & set(words) or (that is None and parse.words[start].tag in ("IN", "RB", "TO", "WRB")):
        return None
    return _made(parse, _without_aside(parse, _until_next_cue(parse, cue, words)), "that")


def _behind_addressee(parse: Parse, cue: Cue) -> int:
    """The word behind the verb, or behind whom it tells: "told Radio Tern / it was late"."""
    told = [i for i in parse.children_by(cue.head, "dobj", "dative") if i > cue.head]
    return max(parse.subtree(told[0])) + 1 if told and cue.verb in ADDRESSING else cue.head + 1


def _is_infinitive(parse: Parse, verb: int) -> bool:
    return any(parse.words[c].lower == "to" for c in parse.children_by(verb, "aux"))


def _passive(parse: Parse, cue: Cue) -> Clause | None:
    """ "The order was denounced by Roe": the subject."""
    if agent_of(parse, cue.head) is None:
        return None
    for child in parse.children_by(cue.head, "nsubjpass"):
        return _made(parse, parse.subtree(child), "passive")
    return None


def _object_and_rest(parse: Parse, cue: Cue, child: int) -> list[int]:
    found = parse.subtree(child)
    for other in parse.children[cue.head]:
        word = parse.words[other]
        if other > child and word.dep in _COMPLEMENTS and word.lower not in _CIRCUMSTANCES:
            found += parse.subtree(other)
    at = max(found) + 1
    if at < len(parse.words) and parse.words[at].lower in ("as", "of"):
        found += range(at, _border_after(parse, at, sentence_words(parse, at)[-1]) + 1)
    return sorted(set(found))


def _around_phrase(parse: Parse, cue: Cue) -> Clause | None:
    phrase = set(parse.subtree(cue.head)) | set(cue.words)
    noun = cue.subject.word if cue.subject else cue.head
    phrase |= {i for i in parse.subtree(noun) if parse.words[i].quotation < 0}
    behind = max(cue.words[-1], noun) + 2
    if len(cue.words) > _SHORT_PHRASE and behind < len(parse.words) and parse.words[behind].quotation >= 0:
        words = [i for i in sentence_words(parse, cue.head) if i >= behind]
        return _made(parse, words, "according")  # "she was, in the words of an aide, / "the heir" of the house"
    host = [i for i in sentence_words(parse, cue.head) if i not in phrase]
    host = _without_participle(parse, host) if host and cue.head < host[0] else host
    return _made(parse, _without_connective(parse, host), "according")


def _without_participle(parse: Parse, host: list[int]) -> list[int]:
    """Without what is said of a source in front: "According to a report, / published in May, / the dam ..." """
    start = next((at for at, i in enumerate(host) if parse.words[i].text != ","), 0)
    comma = next((at for at, i in enumerate(host) if at > start and parse.words[i].text == ","), None)
    described = parse.words[host[start]].tag in ("VBN", "VBG", "WDT", "WP")
    return host[comma + 1 :] if described and comma is not None else host


def _made(parse: Parse, words: list[int], form: str) -> Clause:
    """Without marks at the ends, and without the quotation mark of a neighbour."""
    words = [i for i in words if not parse.words[i].spoken and not parse.words[i].text.isspace()]
    while words and parse.words[words[0]].text in _TRIM_FRONT:
        words = words[1:]
    while words and parse.words[words[-1]].text in _TRIM_BACK:
        words = words[:-1]
    return Clause(tuple(words), form)


def spans_of(parse: Parse, words: tuple[int, ...]) -> tuple[Span, ...]:
    """The text spans of words; a gap in the words is a gap in the spans, whose ends lose commas and dashes."""
    runs: list[list[int]] = []
    for index in words:
        if runs and all(parse.words[i].text.isspace() for i in range(runs[-1][-1] + 1, index)):
            runs[-1].append(index)
        else:
            runs.append([index])
    trimmed = [_made(parse, run, "").words for run in runs]
    return tuple(parse.span(run) for run in trimmed if run)
