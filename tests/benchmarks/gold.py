"""The gold set: our own articles with marked claims, one file each in gold/; harder ones, of the same form, in hard/.

A file has header lines (`genre: war`, `punctuation: british`), an empty line, the text, a line `---`, and one line
for each claim. The first line of the text is the headline, and each further line that is not empty a paragraph.
In the text `{c1 ...}` is the content of claim 1, `{s1 ...}` the noun phrase that names its source, `{q1 ...}` its
cue. Tags nest, stay within a line, and the same tag may come again: content in pieces. Braces serve for nothing else.

What is marked: things said or written by somebody, with a cue or in quotation marks; no beliefs, wishes, orders. The
content is the whole clause with its "that" and its marks; with "urged", "called" and "accused" their object too. A
quotation interrupted by its attribution, or in several paragraphs, is one claim. Titles, nicknames, terms are none.

The line of a claim:

    1 | Ana Ruiz | person | Harbour Trust; City Council | planner | alt: role=city planner; affiliation=-

number, speaker, kind of speaker, affiliations, role, and what else would be right; `-` is nothing. Joint speakers
are written `Ana Ruiz + Tom Bell`. All names are in the fullest form that the article has, without titles. `2 | = 1`
repeats the label of claim 1.

    python -m tests.benchmarks.gold > gold.jsonl
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

FOLDER = Path(__file__).parent / "gold"
HARD = Path(__file__).parent / "hard"
GENRES = frozenset(["politics", "war", "business", "science", "sport", "local", "courts", "culture", "health"])
SPEAKER_KINDS = frozenset(["person", "organization", "group", "anonymous", "document", "none"])
PRONOUNS = frozenset(["he", "she", "it", "they", "we", "i", "you", "who", "which", "that", "those", "both"])

# A mark after "s" is an apostrophe ("the drivers' union") if the quotation closes after punctuation further on.
_APOSTROPHE = r"(?<=s)[’'](?= [a-z])(?=(?:(?!\s[‘'])[^\n])*?[,.?!…][’'](?!\w))"
_SINGLE = rf"(?<!\w)[‘'](?=\S)(?:{_APOSTROPHE}|(?!(?<!\s)[’'](?!\w))[^\n])*"
_DOUBLE = r'“[^”\n]*|"[^"\n]*(?:"|$)'
# An unclosed quotation ends with its paragraph: the next one opens it again.
MARKS = {
    "british": _SINGLE,
    "british-double": _DOUBLE,
    "american": _DOUBLE,
    "guillemets": r"«[^»\n]*",
    "low-high": r"„[^“”\n]*",
}
_TAG = re.compile(r"\{(?:([csq])(\d+) )?|\}")

Spans: TypeAlias = list[list[int]]


class MalformedError(ValueError):
    """A gold file that cannot be read; the message starts with file and line."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path.name}:{line}: {problem}")


class Tagged(NamedTuple):
    """A text without its tags, and the spans of each (letter, number) in it: code points, end exclusive."""

    text: str
    spans: dict[tuple[str, int], Spans]
    lines: dict[int, int]  # the file's line on which a number first stands


class Line(NamedTuple):
    """A line of the file with its number, from 1."""

    number: int
    words: str


def load(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """The articles in the order of their file names, each with attributions and speaker labels.

    Raises MalformedError for a file that breaks the format above."""
    return [read(path) for path in sorted(folder.glob("*.txt"))]


def read(path: Path) -> dict[str, Any]:
    """One article: id, genre, punctuation, text, attributions and speakers, as the scorers name them."""
    lines = [Line(n, words) for n, words in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)]
    head, body, tail = _parts(path, lines)
    header = _header(path, head)
    tagged = _untag(path, body)
    labels = _labels(path, tail)
    _check(path, tagged, labels, tail)
    quoted = quoted_characters(tagged.text, header["punctuation"])
    attributions = [_attribution(tagged, number, quoted) for number in sorted(labels)]
    claims = [_claim(tagged.text, attribution, labels[int(attribution["id"])]) for attribution in attributions]
    return {
        "id": path.stem,
        **header,
        "text": tagged.text,
        "attributions": attributions,
        "speakers": {"id": path.stem, "claims": claims},
    }


def quoted_characters(text: str, punctuation: str) -> list[bool]:
    """For each character whether it stands in quotation marks of that style; single marks count in any headline."""
    inside = [False] * len(text)
    body = text.find("\n") + 1
    for pattern, start, end in ((MARKS[punctuation], 0, len(text)), (_SINGLE, 0, body)):
        for found in re.compile(pattern, re.MULTILINE).finditer(text, start, end):
            inside[found.start() : found.end()] = [True] * len(found.group())
    return inside


def _parts(path: Path, lines: list[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    words = [line.words for line in lines]
    if "" not in words:
        raise MalformedError(path, 1, "no empty line after the header")
    blank = words.index("")
    if "---" not in words[blank:]:
        raise MalformedError(path, len(lines), "no line --- before the labels")
    rule = words.index("---", blank)
    return lines[:blank], lines[blank + 1 : rule], [line for line in lines[rule + 1 :] if line.words.strip()]


def _header(path: Path, lines: list[Line]) -> dict[str, str]:
    found = {}
    for number, words in lines:
        name, _, value = (part.strip() for part in words.partition(":"))
        allowed: Any = {"genre": GENRES, "punctuation": MARKS}.get(name, ())
        if value not in allowed:
            raise MalformedError(path, number, f"unknown header {words!r}")
        found[name] = value
    if missing := {"genre", "punctuation"} - set(found):
        raise MalformedError(path, 1, f"no header {', '.join(sorted(missing))}")
    return found


def _untag(path: Path, lines: list[Line]) -> Tagged:
    tagged, text = Tagged("", defaultdict(list), {}), ""
    for line in lines:
        text += _untag_line(path, line, len(text), tagged) + "\n"
    return tagged._replace(text=text.rstrip("\n"))


def _untag_line(path: Path, line: Line, offset: int, tagged: Tagged) -> str:
    plain, at, opened = "", 0, []
    for tag in _TAG.finditer(line.words):
        plain, at = plain + line.words[at : tag.start()], tag.end()
        here = offset + len(plain)
        if tag.group(1):
            opened.append((tag.group(1), int(tag.group(2)), here))
            tagged.lines.setdefault(int(tag.group(2)), line.number)
        elif tag.group() == "{" or not opened:
            raise MalformedError(path, line.number, f"stray {tag.group()} after {plain[-20:]!r}")
        else:
            letter, number, start = opened.pop()
            if start == here:
                raise MalformedError(path, line.number, f"nothing in {letter}{number}")
            tagged.spans[letter, number].append([start, here])
    if opened:
        raise MalformedError(path, line.number, f"unclosed tag {opened[-1][0]}{opened[-1][1]}")
    return plain + line.words[at:]


def _labels(path: Path, lines: list[Line]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for line in lines:
        fields = [field.strip() for field in line.words.split("|")]
        if not fields[0].isdigit():
            raise MalformedError(path, line.number, "a label starts with the number of its claim")
        number = int(fields[0])
        if number in found:
            raise MalformedError(path, line.number, f"a second label for claim {number}")
        found[number] = _label(path, line, fields[1:], found)
    return found


def _label(path: Path, line: Line, fields: list[str], earlier: dict[int, dict[str, Any]]) -> dict[str, Any]:
    if len(fields) == 1 and (same := re.fullmatch(r"= (\d+)", fields[0])):
        if int(same.group(1)) not in earlier:
            raise MalformedError(path, line.number, f"claim {same.group(1)} has no label above this line")
        return earlier[int(same.group(1))]
    if len(fields) not in (4, 5):
        raise MalformedError(path, line.number, "a label is: number | speaker | kind | affiliation | role | alt: ...")
    speaker, kind, bodies, role, *more = fields
    if kind not in SPEAKER_KINDS:
        raise MalformedError(path, line.number, f"unknown kind of speaker {kind!r}")
    if (kind == "none") != (speaker == "-"):
        raise MalformedError(path, line.number, "a claim has no speaker (-) if and only if its kind is none")
    joint = speaker.split(" + ")
    label: dict[str, Any] = {
        "speaker": _value(" and ".join(joint)),
        "speaker_kind": kind,
        "affiliation": _value(" and ".join(one.strip() for one in bodies.split(";"))),
        "role": _value(role),
    }
    if len(joint) > 1:
        label["co_speakers"] = joint
    return label | _alternatives(path, line, more[0] if more else "alt:")


def _alternatives(path: Path, line: Line, words: str) -> dict[str, list[str | None]]:
    if not words.startswith("alt:"):
        raise MalformedError(path, line.number, f"alternatives start with alt:, not {words!r}")
    found: dict[str, list[str | None]] = defaultdict(list)
    for entry in filter(None, (entry.strip() for entry in words.removeprefix("alt:").split(";"))):
        name, _, value = (part.strip() for part in entry.partition("="))
        if name not in ("speaker", "affiliation", "role") or not value:
            raise MalformedError(path, line.number, f"an alternative is speaker=, affiliation= or role=, not {entry!r}")
        found[f"{name}_alternatives"].append(_value(value))
    return dict(found)


def _value(words: str) -> str | None:
    return None if words == "-" else words


def _check(path: Path, tagged: Tagged, labels: dict[int, dict[str, Any]], tail: list[Line]) -> None:
    for line, number in zip(tail, labels, strict=True):
        if ("c", number) not in tagged.spans:
            raise MalformedError(path, line.number, f"claim {number} has a label and no content")
        if (labels[number]["speaker"] is None) == (("s", number) in tagged.spans):
            raise MalformedError(path, line.number, f"claim {number} has a source and no speaker, or no source")
    for number, line_number in tagged.lines.items():
        if number not in labels:
            raise MalformedError(path, line_number, f"claim {number} has no label")


def _attribution(tagged: Tagged, number: int, quoted: list[bool]) -> dict[str, Any]:
    content, source, cue = (sorted(tagged.spans.get((letter, number), [])) for letter in "csq")
    flags = {quoted[i] for start, end in content for i in range(start, end) if tagged.text[i].isalnum()}
    kind = "direct" if flags == {True} else "mixed" if True in flags else "indirect"
    return {"id": str(number), "kind": kind, "content": content, "cue": cue, "source": source}


def _claim(text: str, attribution: dict[str, Any], label: dict[str, Any]) -> dict[str, Any]:
    words = {text[start:end].casefold() for start, end in attribution["source"]}
    return {
        "content": attribution["content"],
        "kind": attribution["kind"],
        **label,
        "pronoun_source": bool(words) and words <= PRONOUNS,
    }


if __name__ == "__main__":
    sys.stdout.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in load())
