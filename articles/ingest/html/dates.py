"""When an article was published: from its data, its meta elements, its time elements, its address, its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from lxml.etree import XPath
from lxml.html import HtmlElement

from articles.ingest.html.head import Head
from articles.ingest.masthead import date_in, day_in, read_masthead

_EARLIEST = date(1800, 1, 1)
_LATEST = date(2100, 1, 1)
_SURE = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "rnews:datepublished",
    "datepublished",
    "article:published",
    "article.published",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "date.release",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dcsext.articlefirstpublished",
    "published_at",
    "publish-date",
    "publish_date",
    "published-date",
    "pubdate",
    "article_date_original",
    "originalpublicationdate",
    "datecreated",
    "date_published",
    "ptime",
    "pdate",
    "citation_publication_date",
    "dc.date",
    "dcterms.date",
    "date",
    "displaydate",
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/-]|$)")
_COMPACT_IN_ADDRESS = re.compile(r"(?:/|-)((?:19|20)\d\d)([01]\d)([0-3]\d)(?=\D|$)")
_ISO_DAY = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)")
_COMPACT_ZONE = re.compile(r"([+-]\d\d)(\d\d)$")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?$")
_PUBLISHED = re.compile(r"pub|posted|created|original|first", re.I)
_UPDATED = re.compile(r"updat|modif|edited|last", re.I)
_DATE_ELEMENTS = XPath("//*[@itemprop='datePublished'] | //*[@property='datePublished'][not(self::meta)]")
_MOMENTS = ("datetime", "content", "data-timestamp", "data-datetime", "data-published", "data-date")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


@dataclass(frozen=True, slots=True)
class When:
    """A day and, where the page tells time and zone, the moment; the day is the one in that zone."""

    day: date
    moment: datetime | None = None


def published(head: Head, lines: Sequence[str]) -> When | None:
    """When the article was first published, as far as the page or its lines tell.

    A moment is taken from a less trusted place if it says the same day as the most trusted one."""
    first: When | None = None
    for text in _said(head, lines):
        when = read_when(text)
        if when and (first is None or when.day == first.day):
            first = first or when
            if when.moment:
                return _in_own_zone(when.moment, head, lines)
    addressed = _from_address(head.canonical_url) or _from_address(head.address)
    return first or addressed or _told_by_language(head.language, lines) or _updated(head.tree, lines)


def _in_own_zone(moment: datetime, head: Head, lines: Sequence[str]) -> When:
    """The moment in the zone in which the page tells it a second time; or the day that is printed, where that can be
    the same in the outlet's zone."""
    told = When(moment.date(), moment)
    if moment.utcoffset():
        return told
    for text in _said(head, ()):
        when = read_when(text)
        if when and when.moment and when.moment == moment and when.moment.utcoffset():
            return when
    printed = ((line, when.day) for line in lines if (when := read_when(line)))
    return next((When(day) for line, day in printed if _is_same_day(moment, day, line)), told)


def _is_same_day(moment: datetime, day: date, line: str) -> bool:
    """Whether a moment of this time in UTC is of the printed day elsewhere; the day after may be an update's."""
    days = (day - moment.date()).days
    return (days == -1 and moment.hour < 12) or (days == 1 and moment.hour > 12 and bool(_PUBLISHED.search(line)))


def read_when(text: str) -> When | None:
    """A day or moment in any form that pages use; None where it cannot be told or cannot be right."""
    text = " ".join(text.split())
    when = _iso(text) or _epoch(text) or _mail(text) or _written(text)
    return when if when and _EARLIEST <= when.day <= _LATEST else None


def _said(head: Head, lines: Sequence[str]) -> Iterator[str]:
    yield head.linked.published
    yield from (head.meta[name] for name in _SURE if name in head.meta)
    yield from _marked(head.tree)
    yield from lines
    yield from (found for line in lines if (found := date_in(line)))


def _marked(tree: HtmlElement) -> Iterator[str]:
    """What is marked as the date of publication, and the time elements, the surest first."""
    yield from map(_value, _DATE_ELEMENTS(tree))
    unsure = []
    for element in tree.iter("time"):
        named = " ".join(
            filter(None, (element.get("itemprop"), element.get("class"), element.get("pubdate") and "pub"))
        )
        if _PUBLISHED.search(named):
            yield _value(element)
        elif not _UPDATED.search(named):
            unsure.append(_value(element))
    yield from unsure[:1]


def _told_by_language(language: str, lines: Sequence[str]) -> When | None:
    day = day_in(language, filter(None, map(read_masthead, lines)))
    return When(day) if day else None


def _updated(tree: HtmlElement, lines: Sequence[str]) -> When | None:
    """The date of an update, for a page that tells no other."""
    marked = (read_when(_value(element)) for element in tree.iter("time"))
    printed = (When(said.published) for line in lines if (said := read_masthead(line)) and said.published)
    return next(filter(None, (*marked, *printed)), None)


def _value(element: HtmlElement) -> str:
    attributes = (element.get(name) for name in _MOMENTS)
    return next(filter(None, attributes), None) or "".join(element.itertext())[:100]


def _iso(text: str) -> When | None:
    if not text[:4].isdigit():
        return None
    try:
        moment = datetime.fromisoformat(_COMPACT_ZONE.sub(r"\1:\2", text))
    except ValueError:
        day = _ISO_DAY.match(text)
        return _day(*map(int, day.groups())) if day else None
    if moment.tzinfo is None:
        return When(moment.date())
    return When(moment.date(), moment)


def _epoch(text: str) -> When | None:
    if not _EPOCH.match(text):
        return None
    moment = datetime.fromtimestamp(int(text[:10]), UTC)
    return When(moment.date(), moment)


def _mail(text: str) -> When | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return When(moment.date(), moment if moment.tzinfo else None)


def _written(text: str) -> When | None:
    masthead = read_masthead(text)
    return When(masthead.published) if masthead and masthead.published and not masthead.is_update else None


def _from_address(url: str) -> When | None:
    match = _IN_ADDRESS.search(url.lower()) or _COMPACT_IN_ADDRESS.search(url)
    if not match:
        return None
    year, month, day = match.groups()
    if month.isalpha():
        return _day(int(year), _MONTHS.index(month) + 1, int(day)) if month in _MONTHS else None
    return _day(int(year), int(month), int(day))


def _day(year: int, month: int, day: int) -> When | None:
    try:
        return When(date(year, month, day))
    except ValueError:
        return None
