"""Dates in the forms that pages use, and which of several counts."""

from __future__ import annotations

from datetime import date

import pytest
from lxml.html import document_fromstring

from articles.ingest.html.dates import published, read_when
from articles.ingest.html.head import Head

CASES: list[tuple[str, str | None, str | None]] = [
    ("2024-05-03", "2024-05-03", None),
    ("2024-05-03T08:14:00+02:00", "2024-05-03", "2024-05-03T08:14:00+02:00"),
    ("2024-05-03T23:30:00Z", "2024-05-03", "2024-05-03T23:30:00+00:00"),
    ("2024-05-03T08:14:00.123+0200", "2024-05-03", "2024-05-03T08:14:00.123000+02:00"),
    ("2024-05-03 08:14:00", "2024-05-03", None),
    ("2024-05-03 8.14 Uhr", "2024-05-03", None),
    ("20240503T0814", "2024-05-03", None),
    ("Fri, 03 May 2024 08:14:00 +0200", "2024-05-03", "2024-05-03T08:14:00+02:00"),
    ("1714716840", "2024-05-03", "2024-05-03T06:14:00+00:00"),
    ("1714716840000", "2024-05-03", "2024-05-03T06:14:00+00:00"),
    ("May 3, 2024 at 8:14 a.m. CET", "2024-05-03", None),
    ("3 May 2024", "2024-05-03", None),
    ("Updated 3 May 2024", None, None),
    ("03/05/2024", None, None),
    ("Freitag, 3. Mai 2024, 10:14 Uhr", "2024-05-03", None),
    ("Erstellt: 03.05.2024, 10:14 Uhr", "2024-05-03", None),
    ("Stand: 03.05.2024 10:14 Uhr", None, None),
    ("Publié le vendredi 3 mai 2024 à 18 h 02, mis à jour le 4 mai 2024", "2024-05-03", None),
    ("Publié le 03/05/2024 à 18:02", "2024-05-03", None),
    ("Mis à jour le 3 mai 2024", None, None),
    ("viernes 3 de mayo de 2024", "2024-05-03", None),
    ("21 ABR 2025 - 13:40 CEST", "2025-04-21", None),
    ("Пятница, 3 мая 2024 г.", "2024-05-03", None),
    ("3 мая 2024 в 14:20 МСК", "2024-05-03", None),
    ("venerdì 3 maggio 2024 alle 10:14", "2024-05-03", None),
    ("3 mei 2024 om 10:14", "2024-05-03", None),
    ("Publicado em 3 de maio de 2024 às 10h14", "2024-05-03", None),
    ("3 maja 2024, 10:14", "2024-05-03", None),
    ("3 Mayıs 2024", "2024-05-03", None),
    ("2024年5月3日", "2024-05-03", None),
    ("3-May-2024", "2024-05-03", None),
    ("Published 6:02 a.m. CT May 3, 2024 Updated 9:47 a.m. CT May 4, 2024", "2024-05-03", None),
    ("Updated: May 4, 2024 Published: May 3, 2024", "2024-05-03", None),
    ("0001-01-01T00:00:00Z", None, None),
    ("2024-13-45", None, None),
    ("yesterday", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("text", "day", "moment"), CASES, ids=[row[0] or "nothing" for row in CASES])
def test_a_date_is_read_with_its_zone_if_it_has_one(text: str, day: str | None, moment: str | None) -> None:
    when = read_when(text)
    assert (when and when.day.isoformat()) == day
    assert (when.moment.isoformat() if when and when.moment else None) == moment


def head(inside: str, url: str = "https://skell.example/story", body: str = "") -> Head:
    return Head.of(
        document_fromstring(f"<html><head><title>x</title>{inside}</head><body><p>x</p>{body}</body></html>"), url
    )


DATA = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x", "datePublished": "%s"}</script>'
META = '<meta property="article:published_time" content="%s">'


@pytest.mark.parametrize(
    ("page", "lines", "day"),
    [
        (head(DATA % "2024-05-01" + META % "2024-05-02"), [], 1),
        (head(META % "2024-05-02", body='<time datetime="2024-05-03">'), ["4 May 2024"], 2),
        (head(META % "soon", body='<time class="published" datetime="2024-05-03">'), ["4 May 2024"], 3),
        (head("", body='<time class="updated" datetime="2024-05-09"><time datetime="2024-05-04">'), [], 4),
        (head("", body='<span itemprop="datePublished">5 May 2024</span>'), ["6 May 2024"], 5),
        (head(""), ["By Ana Ruiz Updated 10:14 AM ET, Fri May 3, 2024"], 3),
        (head(""), ["Updated 3 May 2024", "By Ana Ruiz, 2 May 2024"], 2),
        (head(""), ["Ferry stops", "By Ana Ruiz, filed from Skell on 6 May 2024"], 6),
        (head("", url="https://skell.example/2024/05/07/ferry"), [], 7),
        (head("", url="https://skell.example/2024/may/08/ferry"), [], 8),
        (head("", url="https://skell.example/ferry-20240509.html"), [], 9),
        (head('<time data-published="2024-05-10 09:13:00Z">4 hours ago</time>'), [], 10),
        (head('<time class="updated" datetime="2024-05-11T12:34:00Z">Today</time>'), [], 11),
        (
            head('<time class="updated" datetime="2024-05-11">Today</time>', url="https://a.example/2024/05/12/x"),
            [],
            12,
        ),
    ],
)
def test_the_surest_date_counts(page: Head, lines: list[str], day: int) -> None:
    when = published(page, lines)
    assert when is not None
    assert when.day == date(2024, 5, day)


def test_a_moment_is_taken_from_elsewhere_if_it_is_of_the_same_day() -> None:
    when = published(head(DATA % "2024-05-03" + META % "2024-05-03T08:14:00+02:00"), [])
    assert when is not None
    assert when.moment is not None
    other_day = published(head(DATA % "2024-05-03" + META % "2024-05-04T08:14:00+02:00"), [])
    assert other_day is not None
    assert (other_day.day, other_day.moment) == (date(2024, 5, 3), None)


@pytest.mark.parametrize(
    ("moment", "shown", "lines", "day"),
    [
        ("2024-05-03T02:10:00Z", '<time datetime="2024-05-02T22:10:00-04:00">', [], 2),
        ("2024-05-03T19:32:00Z", '<time datetime="2024-05-04T05:32:00+10:00">', [], 4),
        ("2024-05-03T02:10:00Z", "", ["May 2, 2024 10:10 PM"], 2),
        ("2024-05-03T19:32:00Z", "", ["Posted 4 May 2024"], 4),
        ("2024-05-03T02:10:00Z", '<time datetime="2024-05-02T21:00:00-04:00">', [], 3),  # another moment
        ("2024-05-03T14:10:00Z", "", ["May 2, 2024"], 3),  # nowhere is it that day still
        ("2024-05-03T19:32:00Z", "", ["4 May 2024"], 3),  # the day of an update, as likely
        ("2024-05-03T02:10:00+02:00", "", ["May 2, 2024"], 3),
    ],
)
def test_the_day_is_the_one_of_the_zone_in_which_the_page_tells_it(
    moment: str, shown: str, lines: list[str], day: int
) -> None:
    when = published(head(DATA % moment, body=shown), lines)
    assert when is not None
    assert when.day == date(2024, 5, day)


def test_no_date_is_none() -> None:
    assert published(head(""), ["The ferry stops."]) is None


@pytest.mark.parametrize(("language", "day"), [("es", date(2024, 5, 3)), ("en", None)])
def test_a_line_that_can_be_read_in_two_ways_is_read_as_the_language_of_the_page_has_it(
    language: str, day: date | None
) -> None:
    page = Head.of(document_fromstring(f"<html lang='{language}'><body><p>x</p></body></html>"), None)
    when = published(page, ["03/05/2024"])
    assert (when and when.day) == day
