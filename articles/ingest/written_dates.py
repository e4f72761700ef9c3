"""Dates as they are written in lines, in the languages of lexicon/months.txt; all of it on folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from articles.ingest.lexicon import entries, one_of, words

MONTHS: Mapping[str, int] = MappingProxyType(
    {
        name: number
        for line in entries("months")
        for number, names in enumerate(line.split(), start=1)
        for name in names.split("/")
    }
)
MONTH = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY_MONTH_YEAR = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th|\.|er|º)?(?: de| of)?[ -]{MONTH},?(?: de| del)?[ -](\d{{4}})\b"
)
_MONTH_DAY_YEAR = re.compile(rf"\b{MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b")
_ISO = re.compile(r"\b(\d{4})(?:[-/.]|[年년] ?)(\d{1,2})(?:[-/.]|[月월] ?)(\d{1,2})[日일]?(?=\D|$|t\d)")
_DOTTED = re.compile(r"\b(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})\b")
_SLASHED = re.compile(r"\b(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b")
_PATTERNS = (_DAY_MONTH_YEAR, _MONTH_DAY_YEAR, _ISO, _DOTTED, _SLASHED)
TIME = re.compile(
    r"\b\d{1,2} h \d{2}\b|\bt?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\.\d+)?(?:z|[ap]m)?\b|"
    r"\b\d{1,2} ?[ap]\.?m\b\.?|[ap]\.?m\b\.?|\+\d\d:?\d\d\b"
)
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b")
_AGO = re.compile(
    r"\b(?:an?|\d{1,2}|one|two|three) (?:second|minute|min|hour|hr|day|week|month)s? ago\b|"
    r"\b(?:vor|il y a|hace) (?:\d{1,2}|einer?|une?|una?) \w{3,8}\b|"
    r"\b\d{1,2} (?:\w{3,7} назад|(?:minuti|ore|giorni) fa)\b"
)
_READING = re.compile(r"\b\d{1,3}[ -](?:min(?:ute)?s?|minuten)(?: read| lesezeit)?\b")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b")
DATE_WORDS = re.compile(rf"\b(?:gmt|utc)[+-]\d{{1,2}}(?::?\d\d)?\b|\b{one_of('date_words')}\b")
YEARLESS = re.compile(rf"{MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}\.? {MONTH}")
_UPDATED = re.compile(
    r"updated|modified|aktualisiert|\bstand:|mis à jour|modifié|actualizad[oa]|atualizado|aggiornato|bijgewerkt|"
    r"обновлено"
)
_DAY_FIRST = re.compile(
    r"\b(?:publié|mis à jour|modifié|le|publicad[oa]|actualizad[oa]|a las|el|veröffentlicht|um|uhr|pubblicato|"
    r"aggiornato|alle|ore|às|em|gepubliceerd|om|опубликовано|обновлено)\b"
)
DAY_FIRST_LANGUAGES = words("day_first_languages")
"""In which 3/5/2024 is a day in May. In English it depends on the country."""

# Few lines open as a line of dates does, and fewer name a year: to look for that first saves looking for all the rest.
FIRST_WORDS = frozenset(
    {entry.split()[0] for entry in entries("date_words")} | {*MONTHS, "an", "one", "two", "three", "vor", "il", "hace"}
)
_WORDS = FIRST_WORDS | {word for entry in entries("date_words") for word in entry.split()} | {"ago", "read"}
_WORD = re.compile(r"[^\W\d_]{3,}")
_LOOKED_AT, _UNKNOWN = 80, 3  # code points; words of three letters, such as the unit in "vor drei Stunden"
_YEAR = re.compile(r"\d{4}")
_DIGIT_OR_AGO = re.compile(r"\d|ago\b", re.IGNORECASE)
_ANYTHING = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class DateLine:
    """What a line that is nothing but dates says: no day if it says how long ago, or if day and month are unclear.

    `day_first` is how a date that can be read in two ways is read in DAY_FIRST_LANGUAGES."""

    day: date | None = None
    is_update: bool = False
    day_first: date | None = None


def has_no_date(line: str) -> bool:
    """Whether a line, folded or not, surely holds no date, which is quick to tell."""
    return _DIGIT_OR_AGO.search(line) is None


def date_line(folded: str) -> DateLine | None:
    """What a line that is nothing but dates and times says; None of any other line."""
    if has_no_date(folded) or sum(word not in _WORDS for word in _WORD.findall(folded[:_LOOKED_AT])) > _UNKNOWN:
        return None
    first, is_update = _first_date(folded)
    relative = _AGO.search(folded) or _READING.search(folded) or _CLOCK.search(folded)
    if first is None and not relative:
        return None
    if _ANYTHING.search(_without_dates(folded)):
        return None
    if first is None:
        return DateLine()
    day = _to_date(first) or _told_by_words(first, folded)
    return DateLine(day, is_update, day_first=None if day else next(_slashed(first), None))


def written_date(folded: str) -> str:
    """The first date that stands anywhere in a line, as written; empty if there is none, or only an update's."""
    first, is_update = _first_date(folded)
    if first is None or is_update:
        return ""
    told = None if _to_date(first) else _told_by_words(first, folded)
    return told.isoformat() if told else first.group()


def first_date_at(folded: str) -> int | None:
    """Where the first date of a line begins."""
    return min((match.start() for pattern in _PATTERNS if (match := pattern.search(folded))), default=None)


def _first_date(folded: str) -> tuple[re.Match[str] | None, bool]:
    """The first date of a line that is none of an update, else the first; and whether it is one of an update."""
    if not _YEAR.search(folded):
        return None, False
    found = sorted((m for pattern in _PATTERNS for m in pattern.finditer(folded)), key=lambda match: match.start())
    starts = (0, *(match.end() for match in found))
    dated = [
        (match, _UPDATED.search(folded, min(start, match.start()), match.start()) is not None)
        for start, match in zip(starts, found, strict=False)
    ]
    return next((pair for pair in dated if not pair[1]), dated[0] if dated else (None, False))


def _without_dates(folded: str) -> str:
    for pattern in (*_PATTERNS, TIME, _AGO, _READING, DATE_WORDS):
        folded = pattern.sub(" ", folded)
    return folded


def _to_date(match: re.Match[str]) -> date | None:
    """The date, or None where day and month cannot be told apart or no such day exists."""
    first, second, third = match.groups()
    if match.re is _DAY_MONTH_YEAR:
        day, month, year = int(first), MONTHS[second], int(third)
    elif match.re is _MONTH_DAY_YEAR:
        month, day, year = MONTHS[first], int(second), int(third)
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


def _slashed(match: re.Match[str]) -> Iterator[date]:
    """Both days that a date like 3/5/2024 may be, the one with the day first before the other."""
    if match.re is not _SLASHED:
        return
    first, second, year = map(int, match.groups())
    if 1 <= first <= 12 and 1 <= second <= 12 and year:
        yield from (date(year, second, first), date(year, first, second))


def _told_by_words(match: re.Match[str], folded: str) -> date | None:
    """The date that may be read day or month first, if the line's language or the weekday that it names tells which."""
    read = list(_slashed(match))
    if said := _WEEKDAY.search(folded):
        read = [day for day in read if _WEEKDAYS[day.weekday()] == said.group(1)]
        return read[0] if len(read) == 1 else None
    return read[0] if read and _DAY_FIRST.search(folded) else None
