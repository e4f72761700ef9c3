"""The content of a cue by syntax: the words of the clause that is said."""

from __future__ import annotations

from audit.extraction.clauses.borders import (
    until_next_cue,
    with_conditions,
    without_aside,
    without_circumstance,
    without_connective,
)
from audit.extraction.clauses.hollow import is_hollow
from audit.extraction.clauses.insertions import around_phrase, closed, fronted, inserted
from audit.extraction.clauses.passives import passive
from audit.extraction.cues.expressions import ADDRESSING, ASKING, Cue, is_speech_verb
from audit.extraction.cues.subjects import can_speak, second_subject
from audit.extraction.lexicon import entries
from audit.extraction.parsing.grammar import FINITE, SUBJECTS, is_infinitive, is_verb
from audit.extraction.parsing.parse import Parse
from audit.extraction.parsing.sentences import Clause, border_after, is_border, made, marks, sentence_words

_COMPLEMENTS = ("prep", "xcomp", "oprd", "ccomp", "acomp", "dobj")
_NEAR, _FAR = 8, 12
_NOUN_NEAR = 6  # "his statement on Wednesday that ..."
_NOMINATIVE = frozenset({"he", "she", "they", "we", "i"})
_CIRCUMSTANCES = frozenset({"on", "in", "at", "during", "after", "before", "since", "while", "when", "until"})


def clause_of(parse: Parse, cue: Cue) -> Clause | None:
    """What the cue says, leaving shortened quotations aside; None if no construction fits."""
    if cue.kind == "source":
        return around_phrase(parse, cue)
    if cue.kind == "noun":
        return _noun_content(parse, cue)
    for find in (closed, inserted, _complement, passive, _framed, _rest, _torn):
        found = find(parse, cue)
        if found is not None and found.words:
            return None if is_hollow(parse, cue, found) else found
    return None


def _noun_content(parse: Parse, cue: Cue) -> Clause | None:
    """ "her claim / that she never sent it", "his promise / to resign" """
    verb = parse.words[cue.head].head
    said = [verb] if parse.words[cue.head].dep == "nsubj" and parse.words[verb].lower in ("is", "was") else []
    for child in parse.children_by(said[0], "ccomp") if said else ():
        return made(parse, parse.subtree(child), "noun")
    for child in parse.children_by(cue.head, "acl", "ccomp", "relcl", "xcomp"):
        if child > cue.head and ("that" in marks(parse, child) or is_infinitive(parse, child)):
            return made(parse, parse.subtree(child), "noun")
    for that in range(cue.head + 1, min(cue.head + _NOUN_NEAR, len(parse.words))):
        clause = parse.words[that].head
        if is_verb(parse, that):
            break
        if parse.words[that].lower == "that" and parse.words[that].dep == "mark" and clause > that:
            return made(parse, [i for i in parse.subtree(clause) if i >= that], "noun")
    for child in parse.children_by(cue.head, "prep"):
        if child > cue.head and parse.words[child].lower in cue.frames:
            return made(parse, parse.subtree(child)[1:], "noun")
    return None


def _complement(parse: Parse, cue: Cue) -> Clause | None:
    clauses = [c for c in parse.children_by(cue.head, "ccomp") if not parse.words[c].spoken]
    if "clause" not in cue.frames:
        clauses = [c for c in clauses if c > cue.head and _goes_with_phrases(parse, cue, c)]
    if cue.verb in ASKING:
        clauses += [c for c in parse.children_by(cue.head, "advcl") if marks(parse, c) & {"if", "whether"}]
    after = [c for c in clauses if c > cue.head]
    if after:
        words = with_conditions(parse, cue, _torn_apart(parse, cue, after))
        return made(parse, without_aside(parse, until_next_cue(parse, cue, words)), "that")
    if clauses:
        return made(parse, without_connective(parse, fronted(parse, cue, clauses[0])), "fronted")
    return None


def _torn_apart(parse: Parse, cue: Cue, clauses: list[int]) -> list[int]:
    """The first clause, with the subject or the predicate that the parser hung on the cue beside it: "said / the sheet,
    which holds the ice, / is safe", "said / no one of the staff involved / was hurt"."""
    first, *others = clauses
    words = parse.subtree(first)
    subjects = [i for i in parse.children_by(cue.head, "dobj") if cue.head < i < first]
    if subjects and cue.verb not in ADDRESSING and _is_predicate(parse, first):
        words = list(range(parse.subtree(subjects[0])[0], words[-1] + 1))
    relative = parse.words[cue.head].dep == "relcl"  # "Roe, who said it was late, / left": not her own words
    for other in others if not relative else ():
        if (
            parse.subtree(other)[0] == words[-1] + 1
            and _is_predicate(parse, other)
            and not is_speech_verb(parse, other)
        ):
            words = list(range(words[0], parse.subtree(other)[-1] + 1))
    return words


def _is_predicate(parse: Parse, verb: int) -> bool:
    """A finite verb without a subject of its own."""
    finite = parse.words[verb].tag in FINITE or any(
        parse.words[i].tag in (*FINITE, "MD") for i in parse.children_by(verb, "aux", "auxpass")
    )
    return finite and not parse.children_by(verb, *SUBJECTS, "expl")


def _goes_with_phrases(parse: Parse, cue: Cue, clause: int) -> bool:
    """What verbs without clauses have all the same: "that ...", "condemned / what he did", "called / Roe unfit"."""
    verbs = (clause, *parse.children_by(clause, "aux", "auxpass"))
    finite = any(parse.words[i].tag in FINITE or parse.words[i].tag == "MD" for i in verbs)
    loose = not finite or parse.words[parse.subtree(clause)[0]].tag in ("WP", "WDT", "WRB")
    return "that" in marks(parse, clause) or ("only" in cue.frames and loose)


def _framed(parse: Parse, cue: Cue) -> Clause | None:
    """A noun phrase, an infinitive or a prepositional phrase as content: "accused / the firm of fraud"."""
    if "infinitive" in cue.frames:
        for child in parse.children_by(cue.head, "xcomp"):
            if child > cue.head:
                return made(parse, parse.subtree(child), "infinitive")
    if "object" in cue.frames:
        for child in parse.children_by(cue.head, "xcomp"):
            if child > cue.head and _is_gerund(parse, child):
                return made(parse, without_aside(parse, parse.subtree(child)), "object")
        for child in parse.children_by(cue.head, "dobj", "oprd", "dative"):
            if child > cue.head:
                words = _clause_behind(parse, cue, child) or until_next_cue(
                    parse, cue, without_circumstance(parse, _object_and_rest(parse, cue, child))
                )
                return made(parse, without_aside(parse, words), "object")
    for child in parse.children_by(cue.head, "advcl", "ccomp", "xcomp"):
        subtree = parse.subtree(child)
        if subtree[0] > cue.head and parse.words[subtree[0]].lower in cue.frames:
            return made(parse, subtree[1:], "prepositional")
    for child in parse.children_by(cue.head, "prep", "prt"):
        if child > cue.head and parse.words[child].lower in cue.frames and parse.children[child]:
            infinitives = [
                c for c in parse.children_by(cue.head, "xcomp", "advcl") if c > child and is_infinitive(parse, c)
            ]
            joined = [c for c in parse.children_by(cue.head, "conj") if parse.words[c].tag.startswith("NN")]
            behind = {i for c in (child, *infinitives) for i in parse.subtree(c)} - {child}
            behind |= {i for c in joined for i in range(max(behind) + 1, parse.subtree(c)[-1] + 1)}
            return made(parse, until_next_cue(parse, cue, sorted(behind)), "prepositional")
    return None


def _clause_behind(parse: Parse, cue: Cue, noun: int) -> list[int]:
    """ "warned drivers / that the road was icy": the clause that the parser hung on whom it is said to."""
    that = noun + 1
    if "clause" not in cue.frames or that >= len(parse.words) or parse.words[that].lower != "that":
        return []
    clause = parse.words[that].head
    told = parse.words[that].dep == "mark" and parse.words[clause].head == noun and can_speak(parse, noun)
    told = told and not any(
        parse.words[noun].lower.removesuffix("s") in entries(name) for name in ("speech_nouns", "document_nouns")
    )
    return [i for i in parse.subtree(clause) if i >= that] if told else []


def _is_gerund(parse: Parse, verb: int) -> bool:
    """ "denied / taking it", "denied / having taken it" """
    return any(parse.words[i].tag == "VBG" for i in (verb, *parse.children_by(verb, "aux")))


def _rest(parse: Parse, cue: Cue) -> Clause | None:
    """What follows the verb to the end of the sentence, if it is a clause that the parser hung elsewhere."""
    after = [i for i in sentence_words(parse, cue.head) if i > cue.head]
    that = _that_behind(parse, cue, after)
    that = None if that is not None and _is_of_another(parse, cue, that) else that
    that = _pronoun_behind(parse, cue, after) if that is None else that
    marked = that is not None and (parse.words[that].dep == "mark" or parse.words[that].tag == "PRP")
    if not marked and ("that" in cue.frames or "clause" not in cue.frames or parse.words[cue.head].tag not in FINITE):
        return None
    start = that if that is not None and not _joins(parse, cue, that) else _behind_addressee(parse, cue)
    words = [i for i in after if i >= start]
    if not words or any(parse.words[i].spoken for i in words) or (that is None and is_border(parse, start)):
        return None
    heads = {parse.words[i].head for i in words if parse.words[i].dep in SUBJECTS}
    finite = any(parse.words[i].tag in ("VBD", "VBZ", "VBP", "MD") for i in words)
    whole = heads & set(words) or parse.words[start].tag == "PRP"
    if not finite or not whole or (that is None and parse.words[start].tag in ("IN", "RB", "TO", "WRB")):
        return None
    return made(parse, without_aside(parse, until_next_cue(parse, cue, words)), "that")


def _is_of_another(parse: Parse, cue: Cue, that: int) -> bool:
    """ "It started when Roe wrote / that it was late": a verb between the two says it, and has a subject of its own."""
    between = range(cue.head + 1, that)
    return any(is_speech_verb(parse, i) and parse.children_by(i, *SUBJECTS) for i in between)


def _joins(parse: Parse, cue: Cue, that: int) -> bool:
    """ "said most had broken bones / and that many had burns": a first clause without "that" stands before it."""
    between = range(_behind_addressee(parse, cue), that - 1)
    verbs = any(parse.words[i].tag.startswith("VB") or parse.words[i].tag == "MD" for i in between)
    return verbs and parse.words[that - 1].lower in ("and", "but")


def _that_behind(parse: Parse, cue: Cue, after: list[int]) -> int | None:
    """The "that" of "told Meridian on Monday that ..."; of a verb with clauses also farther off, if it opens one."""
    near = next((i for i in after[:_NEAR] if parse.words[i].lower == "that"), None)
    if near is not None or "clause" not in cue.frames:
        return near
    return next((i for i in after[:_FAR] if parse.words[i].lower == "that" and parse.words[i].dep == "mark"), None)


def _pronoun_behind(parse: Parse, cue: Cue, after: list[int]) -> int | None:
    """The "he" of "telling reporters on Thursday / he would not go", "told officers / he had gone", "announcing / it
    would go", where the parser takes it for an object."""
    for at in after[:_NEAR]:
        word, following = parse.words[at], parse.words[min(at + 1, after[-1])]
        if is_verb(parse, at) or is_border(parse, at) or word.tag in ("WDT", "WP", "WRB", "CC"):
            return None  # nothing but a clause begins so
        finite = following.tag in FINITE or following.tag == "MD"
        if at == after[0] and finite and word.lower in _NOMINATIVE | {"it"} and word.dep == "dobj":
            return at if "clause" in cue.frames and cue.kind == "verb" else None
        if word.lower in _NOMINATIVE and finite:
            whole = bool(
                parse.children_by(word.head, "auxpass", "dobj", "ccomp", "acomp", "attr")
            )  # not "the man she met"
            told = whole and cue.verb in ADDRESSING and parse.words[at - 1].dep in ("dobj", "dative")
            opens = told or (parse.words[word.head].dep != "relcl" and parse.words[at - 1].dep == "pobj")
            return at if opens and "clause" in cue.frames and cue.kind == "verb" else None
    return None


def _torn(parse: Parse, cue: Cue) -> Clause | None:
    """All that follows a verb which the parser took for an adjective: "Roe accused / Finn, the mayor, of theft"; the
    clause of one that it took for a participle: "Two papers reported on Monday / the sheriff had left"."""
    inner = second_subject(parse, cue.head)
    if inner is not None and "clause" in cue.frames:
        return made(parse, [i for i in sentence_words(parse, cue.head) if i >= parse.subtree(inner)[0]], "that")
    if "object" not in cue.frames or parse.words[cue.head].dep != "amod":
        return None
    words = [i for i in sentence_words(parse, cue.head) if i > cue.head]
    return made(parse, without_aside(parse, until_next_cue(parse, cue, words)), "object") if words else None


def _behind_addressee(parse: Parse, cue: Cue) -> int:
    """The word behind the verb, or behind whom it tells: "told Radio Tern / it was late"."""
    told = [i for i in parse.children_by(cue.head, "dobj", "dative") if i > cue.head]
    return max(parse.subtree(told[0])) + 1 if told and cue.verb in ADDRESSING else cue.head + 1


def _object_and_rest(parse: Parse, cue: Cue, child: int) -> list[int]:
    found = parse.subtree(child)
    if "that" in cue.frames:  # "a poll puts / Roe ahead, 46 to 43"
        return [i for i in parse.subtree(cue.head) if i >= found[0]]
    for other in parse.children[cue.head]:
        word = parse.words[other]
        blamed = cue.verb == "blame" and word.lower == "on"
        if other > child and word.dep in _COMPLEMENTS and (blamed or word.lower not in _CIRCUMSTANCES):
            found += parse.subtree(other)
    at = _behind_circumstance(parse, cue, max(found) + 1)
    if at < len(parse.words) and parse.words[at].lower in ("as", "of"):
        found += range(at, border_after(parse, at, sentence_words(parse, at)[-1]) + 1)
    return sorted(set(found))


def _behind_circumstance(parse: Parse, cue: Cue, at: int) -> int:
    """ "accused people / at the club / of theft": where the "of" stands, if one follows."""
    for child in parse.children_by(cue.head, "prep"):
        subtree = parse.subtree(child)
        if subtree[0] == at and subtree[-1] + 1 < len(parse.words) and parse.words[subtree[-1] + 1].lower == "of":
            return subtree[-1] + 1
    return at
