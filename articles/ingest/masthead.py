"""Recognise bylines and dates: the lines between a headline and the first sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from articles.ingest.clean import fold, without_invisible
from articles.ingest.lexicon import entries, words
from articles.ingest.signatures import LABELLED, SIGNED, may_be_small

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
_ANY_PART = re.compile(r"[|•·\t]|\s[/–—-]\s")
_PARTS = re.compile(r"\s+[|•·/–—-]\s+|\s*[|•·]\s*|\t+")

_MONTHS: Mapping[str, int] = MappingProxyType(
    {
        name: number
        for line in entries("months")
        for number, names in enumerate(line.split(), start=1)
        for name in names.split("/")
    }
)
_MONTH = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY_MONTH_YEAR = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th|\.|er|º)?(?: de| of)? {_MONTH},?(?: de| del)? (\d{{4}})\b")
_MONTH_DAY_YEAR = re.compile(rf"\b{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b")
_ISO = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=\D|$|t\d)")
_DOTTED = re.compile(r"\b(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})\b")
_SLASHED = re.compile(r"\b(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b")
_PATTERNS = (_DAY_MONTH_YEAR, _MONTH_DAY_YEAR, _ISO, _DOTTED, _SLASHED)
_TIME = re.compile(
    r"\bt?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\.\d+)?(?:z|[ap]m)?\b|\b\d{1,2} ?[ap]\.?m\b\.?|[ap]\.?m\b\.?|\+\d\d:?\d\d\b"
)
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b")
_AGO = re.compile(r"\b(?:an?|\d{1,2}|one|two|three) (?:second|minute|min|hour|hr|day|week|month)s? ago\b")
_READING = re.compile(r"\b\d{1,3}[ -](?:min(?:ute)?s?|minuten)(?: read| lesezeit)?\b")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b")
_DATE_WORDS = re.compile(
    r"\b(?:first |last )?(?:published|updated|posted|modified|created|release date|date|dated|issued)\b|"
    r"\b(?:on|at|the|in|of|um|uhr|am|vom|le|el|à|a|las|les|stand|first|last|local time)\b|"
    r"\b(?:veröffentlicht|aktualisiert|publié|mis à jour|modifié|publicado|actualizado)\b|"
    r"\b(?:опубликовано|обновлено)\b|"
    r"\b(?:gmt|utc|bst|est|edt|cst|cdt|mst|mdt|pst|pdt|et|ct|mt|pt|cet|cest|msk|ist|jst|eet|eest)\b|"
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|"
    r"\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b"
)
_BEFORE_DATE = re.compile(rf"(?:[\s,;:|(-]|{_TIME.pattern}|{_DATE_WORDS.pattern})+$")
_YEARLESS = re.compile(rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}\.? {_MONTH}")
_UPDATED = re.compile(r"updated|modified|aktualisiert|mis à jour|modifié|actualizado|обновлено")
_DIGIT_OR_AGO = re.compile(r"\d|ago\b", re.IGNORECASE)
_ANYTHING = re.compile(r"[^\W_]")


MASTHEAD_REASONS = ("names the author", "is nothing but a date, a time or a reading time")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What one line says of the article: an empty byline or no date means that it does not say."""

    byline: str = ""
    published: date | None = None
    is_update: bool = False
    ambiguous: bool = False

    @property
    def reason(self) -> str:
        return MASTHEAD_REASONS[0 if self.byline else 1]


def read_masthead(line: str) -> Masthead | None:
    """What a byline or date line says, or None if the line is something else.

    Parts may stand in one line: "By Ana Ruiz | 3 May 2024, 10:14 | 4 min read"."""
    if len(line) > LONGEST or line.count(" ") >= MOST_WORDS:
        return None
    return _joined(line) or _part(line)


def is_name_alone(line: str) -> bool:
    """Whether a line is nothing but names, posts and places beside them, as the line of an author is."""
    read = read_masthead(f"By {line}")
    return read is not None and bool(read.byline) and read.published is None


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
    if len(line) > LONGEST or not _DIGIT_OR_AGO.search(line):
        return ""
    folded = fold(_compact(line))
    found = [match for pattern in _PATTERNS if (match := pattern.search(folded))]
    first = min(found, key=lambda match: match.start(), default=None)
    if first is None or _UPDATED.search(folded[: first.start()]):
        return ""
    by_weekday = None if _to_date(first) else _by_weekday(first, folded)
    return by_weekday.isoformat() if by_weekday else first.group()


def _joined(line: str) -> Masthead | None:
    if not _ANY_PART.search(line):
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
    return Masthead(byline, dated.published, dated.is_update, any(masthead.ambiguous for masthead in known))


def _says_nothing(part: str) -> bool:
    return part in _BUTTONS or _YEARLESS.fullmatch(part) is not None


def _signed_and_dated(plain: str, folded: str) -> Masthead | None:
    """What "By Ana Ruiz, Friday, 3 May 2024 at 10:14" says, which nothing parts."""
    starts = [match.start() for pattern in _PATTERNS if (match := pattern.search(folded))]
    if not starts:
        return None
    names = _BEFORE_DATE.sub("", folded[: min(starts)])
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
    return bool(capitalised) and not others and not _DATE_WORDS.fullmatch(fold(phrase)) and fold(phrase) not in _MONTHS


def _date_line(folded: str) -> Masthead | None:
    if not _DIGIT_OR_AGO.search(folded):
        return None
    matches = [match for pattern in _PATTERNS if (match := pattern.search(folded))]
    relative = _AGO.search(folded) or _READING.search(folded) or _CLOCK.search(folded)
    if not matches and not relative:
        return None
    if _ANYTHING.search(_without_dates(folded)):
        return None
    if not matches:
        return Masthead()
    first = min(matches, key=lambda match: match.start())
    found = _to_date(first) or _by_weekday(first, folded)
    is_update = _UPDATED.search(folded[: first.start()]) is not None
    return Masthead(published=found, is_update=is_update, ambiguous=found is None)


def _without_dates(folded: str) -> str:
    for pattern in (*_PATTERNS, _TIME, _AGO, _READING, _DATE_WORDS):
        folded = pattern.sub(" ", folded)
    return folded


def _to_date(match: re.Match[str]) -> date | None:
    """The date, or None where day and month cannot be told apart or no such day exists."""
    first, second, third = match.groups()
    if match.re is _DAY_MONTH_YEAR:
        day, month, year = int(first), _MONTHS[second], int(third)
    elif match.re is _MONTH_DAY_YEAR:
        month, day, year = _MONTHS[first], int(second), int(third)
    elif match.re is _ISO:
        year, month, day = int(first), int(second), int(third)
    else:
        day, month, year = int(first), int(second), int(third)
        if match.re is _SLASHED and day <= 12 and month <= 12 and day != month:
            return None
        if month > 12:
            day, month = month, day
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _by_weekday(match: re.Match[str], folded: str) -> date | None:
    """The date that may be read day or month first, if the line names a weekday that only one of them is."""
    said = _WEEKDAY.search(folded)
    if match.re is not _SLASHED or said is None:
        return None
    first, second, year = map(int, match.groups())
    read = [date(year, *order) for order in ((first, second), (second, first)) if max(order) <= 12]
    right = [day for day in read if _WEEKDAYS[day.weekday()] == said.group(1)]
    return right[0] if len(right) == 1 else None


def _compact(line: str) -> str:
    return " ".join(without_invisible(line).split())
