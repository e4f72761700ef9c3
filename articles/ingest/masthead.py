"""Recognise bylines and dates: the lines between a headline and the first sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from articles.ingest import signatures, written_dates
from articles.ingest.clean import fold, without_invisible
from articles.ingest.lexicon import words
from articles.ingest.signatures import LABELLED, SIGNED, may_be_small
from articles.ingest.written_dates import (
    DATE_WORDS,
    DAY_FIRST_LANGUAGES,
    MONTHS,
    TIME,
    YEARLESS,
    date_line,
    first_date_at,
    has_no_date,
    written_date,
)

LONGEST, MOST_WORDS = 160, 26
"""A line of more code points or words is never a byline or a date."""

_BYLINE = re.compile(rf"(?:(?:{SIGNED}|texto|autor|author)(?::\s*|\s+)|{LABELLED}\s?:\s*)(?=\S)")
_BY_IN_ITALIAN = re.compile(r"di (?=[^\W\d_]+ [^\W\d_])")
_BUTTONS = words("whole_lines")
_AGENCIES = words("agencies") | {"agencies", "news agencies", "wires", "agenturen"}
_BETWEEN_NAMES = re.compile(r"\s*(?:,|&|\b(?:and|und|et|и|(?-i:[ye])|with)\b)\s*", re.IGNORECASE)
_AFTER_NAMES = re.compile(r"\s+(?:[Ii]n|[Ff]or|[Aa]t|[Oo]f|für|pour|para|aus|à|en|[Ss]pecial [Tt]o)\s+(?=[^\W\d_a-z])")
_BESIDE_NAMES = re.compile(r"\s*(?:\([^()]{1,60}\)|\[[^\[\]]{1,60}\]|\S+@\S+|(?<!\S)@\w+)")
_DATED_BY = re.compile(r"(?<=\s)by\s+(?=\S)")
_FIRST_WORD = re.compile(r"[\W_]*([^\W\d_]+|\d)")
_FIRST_WORDS = signatures.FIRST_WORDS | written_dates.FIRST_WORDS
_DASH = re.compile(r"\s[/–—-]\s")
_PARTS = re.compile(r"\s+[|•·/–—-]\s+|\s*[|•·]\s*|\t+")

_BEFORE_DATE = re.compile(rf"(?:[\s,;:|(-]|{TIME.pattern}|{DATE_WORDS.pattern})+$")
MASTHEAD_REASONS = ("names the author", "is nothing but a date, a time or a reading time")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What one line says of the article: an empty byline or no date means that it does not say.

    `day_first` is how a date that can be read in two ways is read in DAY_FIRST_LANGUAGES."""

    byline: str = ""
    published: date | None = None
    is_update: bool = False
    day_first: date | None = None

    @property
    def reason(self) -> str:
        return MASTHEAD_REASONS[0 if self.byline else 1]


def read_masthead(line: str) -> Masthead | None:
    """What a byline or date line says, or None if the line is something else.

    Parts may stand in one line: "By Ana Ruiz | 3 May 2024, 10:14 | 4 min read"."""
    if len(line) > LONGEST or line.count(" ") >= MOST_WORDS:
        return None
    if not _has_parts(line) and not _may_open(line):
        return None
    return _joined(line) or _part(line)


def day_in(language: str, mastheads: Iterable[Masthead]) -> date | None:
    """The first day in lines that can be read in two ways, if the article's language tells in which."""
    return next((m.day_first for m in mastheads if m.day_first), None) if language in DAY_FIRST_LANGUAGES else None


def is_name_alone(line: str) -> bool:
    """Whether a line is nothing but names, posts and places beside them, as the line of an author is."""
    read = read_masthead(f"By {line}")
    return read is not None and bool(read.byline) and read.published is None


def _has_parts(line: str) -> bool:
    # To look for single characters first is many times as fast as to look for all that the expression says.
    if "|" in line or "•" in line or "·" in line or "\t" in line:
        return True
    return ("-" in line or "/" in line or "–" in line or "—" in line) and _DASH.search(line) is not None


def _may_open(line: str) -> bool:
    """Whether a line opens with a number or a word that bylines and dates open with; most do not."""
    first = _FIRST_WORD.match(line)
    return first is not None and (first[1][0].isdigit() or fold(first[1]) in _FIRST_WORDS)


def _part(line: str) -> Masthead | None:
    plain = _compact(line)
    folded = fold(plain)
    if _opening(folded):
        return _signed_and_dated(plain, folded) or _byline(plain, folded)
    return _dated_and_signed(plain, folded) or _date_line(folded)


def _opening(folded: str) -> re.Match[str] | None:
    """The words that a line opens with if it is a byline."""
    return _BYLINE.match(folded) or _BY_IN_ITALIAN.match(folded)


def date_in(line: str) -> str:
    """The first date that stands anywhere in a short line, as written; empty if there is none, or only an update's."""
    return "" if len(line) > LONGEST or has_no_date(line) else written_date(fold(_compact(line)))


def _joined(line: str) -> Masthead | None:
    if not _has_parts(line):
        return None
    parts = [part for part in _PARTS.split(line.strip()) if part]
    if len(parts) < 2:
        return None
    read = [_part(part) for part in parts]
    known = [masthead for masthead in read if masthead]
    unknown = [part for part, said in zip(parts, read, strict=True) if said is None and not _says_nothing(fold(part))]
    if not known or any(not _is_name(part) for part in unknown):
        return None
    byline = next((masthead.byline for masthead in known if masthead.byline), "")
    dates = sorted((masthead for masthead in known if masthead.published), key=lambda read: read.is_update)
    dated = dates[0] if dates else Masthead()
    return Masthead(byline, dated.published, dated.is_update, next((m.day_first for m in known if m.day_first), None))


def _says_nothing(part: str) -> bool:
    return part in _BUTTONS or YEARLESS.fullmatch(part) is not None


def _signed_and_dated(plain: str, folded: str) -> Masthead | None:
    """What "By Ana Ruiz, Friday, 3 May 2024 at 10:14" says, which nothing parts."""
    start = first_date_at(folded)
    if start is None:
        return None
    names = _BEFORE_DATE.sub("", folded[:start])
    signed, dated = _byline(plain[: len(names)], names), _date_line(folded[len(names) :])
    return replace(dated, byline=signed.byline) if signed and dated else None


def _dated_and_signed(plain: str, folded: str) -> Masthead | None:
    """What "3 May 2024 by Ana Ruiz" says."""
    by = _DATED_BY.search(folded)
    dated = _date_line(folded[: by.start()]) if by else None
    signed = _byline(plain[by.start() :], folded[by.start() :]) if by and dated else None
    return replace(dated, byline=signed.byline) if signed and dated else None


def _byline(plain: str, folded: str) -> Masthead | None:
    match = _opening(folded)
    if not match:
        return None
    rest = plain[match.end() :].rstrip(" .")
    before_role = _AFTER_NAMES.split(_BESIDE_NAMES.sub("", rest), maxsplit=1)[0].split(",")[0]
    names = [name for name in _BETWEEN_NAMES.split(before_role) if name]
    if not names or len(rest.split()) > 16 or not all(_is_name(name) or fold(name) in _AGENCIES for name in names):
        return None
    return Masthead(byline=rest)


def _is_name(phrase: str) -> bool:
    """Whether up to five capitalised words stand here, which are no date and no sentence."""
    tokens = phrase.split()
    if not 1 <= len(tokens) <= 5 or phrase.endswith(("!", "?", ":")):
        return False
    capitalised = [token for token in tokens if token[0].isupper() or token.startswith("@")]
    others = [token for token in tokens if token not in capitalised and not may_be_small(token)]
    return bool(capitalised) and not others and not DATE_WORDS.fullmatch(fold(phrase)) and fold(phrase) not in MONTHS


def _date_line(folded: str) -> Masthead | None:
    said = date_line(folded)
    return Masthead(published=said.day, is_update=said.is_update, day_first=said.day_first) if said else None


def _compact(line: str) -> str:
    return " ".join(without_invisible(line).split())
