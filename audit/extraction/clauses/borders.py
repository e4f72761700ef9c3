"""Where what is said begins and ends: before the article's own remark, behind the occasion, at the next cue."""

from __future__ import annotations

from audit.extraction.cues.expressions import Cue, is_speech_verb
from audit.extraction.lexicon import entries
from audit.extraction.mentions.offices import is_role_noun
from audit.extraction.parsing.grammar import SUBJECTS, is_verb
from audit.extraction.parsing.parse import Parse
from audit.extraction.parsing.sentences import TRIM, marks

_OPENING = 3  # "that, while some say so, ...": no new claim begins so soon
_OWN_CUE = 8  # words from the mark to the verb
_KEPT_BACK = frozenset(
    {"say", "share", "give", "name", "identify", "disclose", "provide", "reveal", "specify", "elaborate", "comment"}
    | {"discuss", "explain", "confirm", "offer", "release", "describe"}
)
_CONCEDING = frozenset({"although", "though", "but"})
_ONESELF = frozenset({"he", "she", "they", "it"})
_PARTING = frozenset({"although", "though", "whereas", "while", "and", "but"})
_TOLD = frozenset({"claim", "charge", "allegation", "accusation", "assertion", "figure", "version", "account"})
_GOING_ON = frozenset({"within", "by", "until", "unless", "if", "before"})
_OCCASIONS = frozenset({"during", "after", "before", "amid", "while", "when"})
CONDITIONS = frozenset({"if", "unless", "because", "until", "whether"})


def with_conditions(parse: Parse, cue: Cue, words: list[int]) -> list[int]:
    """Clauses that the parser hangs on the cue, though they go on with what is said: "if", "because", "but it"."""
    for child in parse.children[cue.head]:
        if child < words[-1] or is_speech_verb(parse, child):
            continue
        subtree = parse.subtree(child)
        condition = parse.words[child].dep == "advcl" and marks(parse, child) & CONDITIONS
        joined = parse.words[child].dep == "conj" and parse.children_by(child, *SUBJECTS, "expl")
        listed = parse.words[child].dep in ("advcl", "ccomp") and _lists(parse, child, subtree[0])
        if (condition or joined or listed) and not any(parse.words[i].spoken for i in subtree):
            words = list(range(words[0], subtree[-1] + 1))
    return words


def _lists(parse: Parse, verb: int, first: int) -> bool:
    """The second of "to find a cure, / teach people and / learn", "it fled, / the car crashed and / two were hurt"."""
    first += parse.words[first].text == ","
    bare = parse.words[verb].tag == "VB" and first == verb
    clause = parse.words[verb].dep == "ccomp" and bool(parse.children_by(verb, *SUBJECTS))
    ends = parse.children_by(verb, "cc") and parse.children_by(verb, "conj")
    return (bare or clause) and parse.words[first - 1].text == "," and bool(ends)


def without_aside(parse: Parse, words: list[int]) -> list[int]:
    """Without the article's own remark at the end: ", which ...", ", a charge that ...", ", throwing ..." """
    inside, last = set(words), words[-1]
    for index in words:
        if parse.words[index].text != "," or index + 1 not in inside:
            continue
        top = index + 1
        while parse.words[top].head in inside and parse.words[top].head > index and parse.words[top].head != top:
            top = parse.words[top].head
        reach = parse.subtree(top)
        quoted = any(parse.words[i].quotation >= 0 for i in range(index + 1, last + 1))
        quoted = quoted or (parse.words[index].quotation >= 0 and parse.words[index + 1].tag == "VBG")
        if (
            (not quoted or _is_answered(parse, top))
            and reach[-1] >= last - 1
            and reach[0] > index
            and _is_aside(parse, top, index)
            and not _is_closed(parse, index, last)
        ):
            return [i for i in words if i < index]
    return words


def _is_closed(parse: Parse, comma: int, last: int) -> bool:
    """ ", which stops all spending, within a year": behind its second comma what is said goes on."""
    behind = next((i + 1 for i in range(comma + 1, last) if parse.words[i].text == ","), last)
    return parse.words[comma + 1].lower == "which" and parse.words[behind].lower in _GOING_ON


def _is_answered(parse: Parse, noun: int) -> bool:
    """ ", a claim the rebels called "fiction"": what somebody else says of what is said."""
    clauses = parse.children_by(noun, "relcl", "acl")
    return parse.words[noun].lower in _TOLD and any(parse.children_by(clause, *SUBJECTS) for clause in clauses)


def without_circumstance(parse: Parse, words: list[int]) -> list[int]:
    """Without when it was said: "called the plan "a farce" / during a visit", "... / on Monday"."""
    quoted = [i for i in words if parse.words[i].quotation >= 0]
    behind = quoted[-1] + 1 if quoted else len(parse.words)
    if behind not in words or not _is_circumstance(parse, behind, words[-1]):
        return words
    return [i for i in words if i < behind]


def _is_circumstance(parse: Parse, first: int, last: int) -> bool:
    word = parse.words[first]
    if word.lower in _OCCASIONS:
        return True
    dated = word.lower == "on" and first < last and parse.words[first + 1].entity == "DATE"
    simple = all(parse.words[i].text != "," for i in range(first, last))
    return simple and (dated or word.entity == "DATE")


def _is_aside(parse: Parse, top: int, comma: int) -> bool:
    word = parse.words[top]
    if parse.words[comma + 1].lower in ("which", "who", "whose", "where"):
        return True
    if word.dep == "appos":
        return word.tag.startswith("NN") and not _is_listed(parse, top)
    if word.dep in ("npadvmod", "attr", "dobj") and parse.words[comma + 1].lower in ("a", "an"):
        return word.tag.startswith("NN")
    return word.dep in ("advcl", "acl") and word.tag == "VBG" and not parse.children_by(top, "mark")


def _is_listed(parse: Parse, noun: int) -> bool:
    """The gun of "with a knife, / a gun and an axe": each has an article; not so in "Roe, / a farmer and activist"."""
    word, last = parse.words[noun], [i for i in parse.children_by(noun, "conj") if i > noun]
    if not last or not parse.children_by(noun, "cc"):
        return False
    if word.tag.startswith("NNP") and parse.words[word.head].tag.startswith("NNP"):
        return True
    marked = [bool(parse.children_by(i, "det", "poss", "nummod")) for i in (noun, last[0])]
    return marked[0] == marked[1] and not is_role_noun(word.lower) and word.lower not in entries("person_nouns")


def until_next_cue(parse: Parse, cue: Cue, words: list[int]) -> list[int]:
    """The words before "and" with another verb of saying: "said the dam leaks / and blamed the rain"."""
    for index in words:
        joined = parse.words[index].dep in ("conj", "advcl") and is_speech_verb(parse, index)
        if joined and _adds(parse, index, words[0]):
            return [i for i in words if i < index - (parse.words[index - 1].lower == "while")]
        if parse.words[index].text == "," and _as_somebody_said(parse, index):
            return [i for i in words if i < index]
        if _starts_own(parse, index, words[0]):
            return [i for i in words if i < index]
        if _goes_over(parse, index):
            return [i for i in words if i < _coordinator(parse, index)]
        if _keeps_back(parse, index):
            return [i for i in words if i < _coordinator(parse, index)]
        if index > words[0] and (_is_withheld(parse, index) or _is_asked_on(parse, index)):
            return [i for i in words if i < index]
        if not joined or not _alike(parse, index, cue.head):
            continue
        start = min([index, *(parse.subtree(c)[0] for c in parse.children[index])])
        if parse.words[index].dep == "advcl" and parse.words[start].lower not in ("while", "but", "whereas"):
            continue
        coordinators = [i for i in words if i < start and parse.words[i].dep == "cc" and i >= start - 2]
        start = coordinators[-1] if coordinators else start
        return [i for i in words if i < start] or words
    return words


def _alike(parse: Parse, one: int, two: int) -> bool:
    """Whether two verbs may have one subject: of one tense, or "has called on them ... and called on others"."""
    tags = parse.words[one].tag, parse.words[two].tag
    repeated = set(tags) == {"VBD", "VBN"} and parse.words[one].lower == parse.words[two].lower
    return tags[0] == tags[1] or repeated


def _starts_own(parse: Parse, index: int, first: int) -> bool:
    """ "; one of them called it", ", although he has also said": a cue with a subject of its own behind the mark."""
    word = parse.words[index]
    if index <= first or (word.text != ";" and word.lower not in _PARTING):
        return False
    behind = range(index + 1, min(index + _OWN_CUE, len(parse.words)))
    verb = next((i for i in behind if is_verb(parse, i) and parse.words[i].dep not in ("aux", "auxpass")), None)
    said = verb is not None and is_speech_verb(parse, verb) and bool(parse.children_by(verb, *SUBJECTS))
    if not said or any(parse.words[i].tag in ("WP", "WDT") for i in range(index, verb or index)):
        return False
    return word.text == ";" or (parse.words[index - 1].text == "," and index - first > _OPENING)


def _goes_over(parse: Parse, index: int) -> bool:
    """ "said it was late, and Finn has sued, saying ...": the article goes on, and has another speak."""
    told = any(
        parse.words[i].dep == "advcl" and parse.words[i].tag == "VBG" and is_speech_verb(parse, i)
        for i in parse.children[index]
        if i > index
    )
    own = parse.words[index].dep == "conj" and bool(parse.children_by(index, *SUBJECTS))
    return told and own and parse.words[_coordinator(parse, index) - 1].text == ","


def _keeps_back(parse: Parse, index: int) -> bool:
    """ "said it would close but would not say when": no word of what is said."""
    word = parse.words[index]
    but = any(parse.words[i].lower == "but" and parse.words[i].dep == "cc" for i in parse.children[word.head])
    bare = word.dep == "conj" and not parse.children_by(index, *SUBJECTS)
    return but and bare and word.lower in _KEPT_BACK and bool(parse.children_by(index, "neg"))


def _is_withheld(parse: Parse, comma: int) -> bool:
    """ "said they sign it, though she did not discuss the terms": what the article adds of the one who speaks."""
    near = range(comma + 1, min(comma + _OWN_CUE, len(parse.words)))
    if parse.words[comma].text != "," or [parse.words[i].lower in _CONCEDING for i in near[:1]] != [True]:
        return False
    verb = next((i for i in near if parse.words[i].lower in _KEPT_BACK and is_verb(parse, i)), None)
    if verb is None or not parse.children_by(verb, "neg"):
        return False
    return any(parse.words[i].lower in _ONESELF for i in parse.children_by(verb, *SUBJECTS))


def _is_asked_on(parse: Parse, comma: int) -> bool:
    """ "said it was late, and when asked about it, she ...": the next question."""
    lead = [word.lower for word in parse.words[comma : comma + 4]]
    return lead[:3] in ([",", "and", "when"], [",", "but", "when"]) and lead[3:] in (["asked"], ["pressed"])


def _coordinator(parse: Parse, index: int) -> int:
    return max((i for i in parse.children_by(parse.words[index].head, "cc") if i < index), default=index)


def _as_somebody_said(parse: Parse, comma: int) -> bool:
    """ ", as she put it" """
    near = parse.words[comma + 1 : comma + 5]
    said = any(w.lower in ("put", "puts") or is_speech_verb(parse, comma + 1 + n) for n, w in enumerate(near))
    return bool(near) and near[0].lower == "as" and said


def _adds(parse: Parse, verb: int, first: int) -> bool:
    """ ", claiming that ...", ", while insisting ...": a participle with a clause, said by the same person."""
    at = verb - 1 - (parse.words[verb - 1].lower == "while")
    comma = at > first and parse.words[at].text == ","
    return comma and parse.words[verb].tag == "VBG" and bool(parse.children_by(verb, "ccomp"))


def without_occasion(parse: Parse, host: list[int], first: int) -> list[int]:
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


def without_apposition(parse: Parse, host: list[int], last: int) -> list[int]:
    """Without the rest of who speaks: "Rents fell, wrote the mayor at the time, / John Finn." """
    after = [i for i in host if i > last and parse.words[i].text not in TRIM]
    named = bool(after) and parse.words[after[0]].tag in ("NNP", "DT", "CD") and parse.words[after[0]].quotation < 0
    if named and not any(is_verb(parse, i) or parse.words[i].tag == "MD" for i in after):
        return [i for i in host if i < last]
    return host


def without_connective(parse: Parse, words: list[int]) -> list[int]:
    """Without the "However," or "For example," by which the article leads over."""
    for count in (1, 2, 3, 4):
        lead = " ".join(parse.words[i].lower for i in words[:count])
        if (
            lead in entries("connectives")
            and parse.words[words[count : count + 1][0] if words[count:] else words[0]].text == ","
        ):
            return words[count + 1 :] or words
    return words


def without_participle(parse: Parse, host: list[int]) -> list[int]:
    """Without what is said of a source in front: "According to a report, / published in May, / the dam ..." """
    start = next((at for at, i in enumerate(host) if parse.words[i].text != ","), 0)
    comma = next((at for at, i in enumerate(host) if at > start and parse.words[i].text == ","), None)
    described = parse.words[host[start]].tag in ("VBN", "VBG", "WDT", "WP")
    return host[comma + 1 :] if described and comma is not None else host
