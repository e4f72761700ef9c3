"""Marks, layout and punctuation of every kind, and what stands around a claim."""

from __future__ import annotations

import pytest

from audit.extraction import extract
from tests.extraction.tables import Expected, case, check, cut, direct, indirect, mixed, nothing

MARKS = [
    case("curly", "“The pier is shut,” said Tom Finn.", direct("The pier is shut", speaker="Tom Finn")),
    case("guillemets reversed", "»The pier is shut«, said Tom Finn.", direct("The pier is shut")),
    case("straight inside curly", "“The ‘old’ pier is shut,” said Tom Finn.", direct("The ‘old’ pier is shut")),
    case("comma outside", "“The pier is shut”, Tom Finn said.", direct("The pier is shut")),
    case("dash before the mark", "“The pier is—” said Tom Finn.", direct("The pier is—")),
    case("ellipsis", "“The pier is shut…” said Tom Finn.", direct("The pier is shut…")),
    case("apostrophe inside single marks", "‘The pier’s shut,’ said Tom Finn.", direct("The pier’s shut")),
    case(
        "plural inside single marks", "‘The workers’ pier is shut,’ said Tom Finn.", direct("The workers’ pier is shut")
    ),
    case("single marks, split", "‘It is shut,’ Tom Finn said, ‘for good.’", direct("It is shut", "for good.")),
    case(
        "nested twice",
        "“She said ‘I read “Dawn” twice’ and left,” said Tom Finn.",
        direct("She said ‘I read “Dawn” twice’ and left"),
    ),
    case(
        "question and attribution", "“Is the pier shut?” Tom Finn asked.", direct("Is the pier shut?", cue=("asked",))
    ),
    case(
        "full stop before the attribution",
        "“The pier is shut.” Tom Finn said.",
        direct("The pier is shut.", speaker="Tom Finn"),
    ),
    case("no-break spaces", "“The\xa0pier is shut,” said\xa0Tom Finn.", direct("The\xa0pier is shut")),
    case("number first", "“300 boats are gone,” said Tom Finn.", direct("300 boats are gone")),
    case("brackets inside", "“[The pier] is shut,” said Tom Finn.", direct("[The pier] is shut")),
    case("emoji", "“The pier is shut 🎉,” said Tom Finn.", direct("The pier is shut 🎉", speaker="Tom Finn")),
    case(
        "dateline", "FAIRTOWN (AP) — “The pier is shut,” said Tom Finn.", direct("The pier is shut", speaker="Tom Finn")
    ),
    case(
        "dateline before a report",
        "FAIRTOWN — Tom Finn said the pier was shut.",
        indirect("the pier was shut", speaker="Tom Finn"),
    ),
    case(
        "dateline with region, day and agency",
        "LOWER TARN, Vestmark, June 15 (Union Press) — The pier was shut at dawn, the harbour board said.",
        indirect("The pier was shut at dawn"),
    ),
    case(
        "dateline of one town and its agency",
        "Fairtown (Union Press) - The pier was shut at dawn, the harbour board said.",
        indirect("The pier was shut at dawn"),
    ),
    case(
        "dateline of a wire service",
        "FAIRTOWN, Oct. 12, 2024 /Tidewire/ -- The pier was shut at dawn, the harbour board said.",
        indirect("The pier was shut at dawn"),
    ),
]

RUNS = [
    case(
        "three parts",
        "“No,” Tom Finn said. “The pier is shut.” “For good.”",
        direct("No", "The pier is shut.", "For good."),
    ),
    case(
        "adding in the same sentence",
        "“The pier is shut,” Tom Finn said, adding, “Go home.”",
        direct("The pier is shut"),
        direct("Go home.", cue=("adding",)),
    ),
    case(
        "dialogue",
        "“Is it shut?” Ada Roe asked. “It is,” Tom Finn said. “Why?” she asked.",
        direct("Is it shut?", speaker="Ada Roe"),
        direct("It is", speaker="Tom Finn"),
        direct("Why?", speaker="Ada Roe"),
    ),
    case(
        "pronoun goes on",
        "Ada Roe opened the pier.\n\n“It is safe,” she said.\n\n“We checked it twice,” she added.",
        direct("It is safe", speaker="Ada Roe"),
        direct("We checked it twice", speaker="Ada Roe", cue=("added",)),
    ),
    case(
        "fronted report and quotation",
        "The pier is shut, Tom Finn said. “We checked it twice.”",
        mixed("The pier is shut", "We checked it twice.", speaker="Tom Finn"),
    ),
    case(
        "signature below",
        "“The pier must never be sold to anybody.”\n\n— Tom Finn",
        direct("The pier must never be sold to anybody.", speaker="Tom Finn"),
    ),
    case(
        "colon at the end of a paragraph",
        "In a letter, Tom Finn wrote:\n\n“The pier must never be sold.”",
        direct("The pier must never be sold.", speaker="Tom Finn", cue=("wrote",)),
    ),
    case(
        "next paragraph goes on",
        "“The pier is shut,” Tom Finn said.\n\n“We will not open it this year.”",
        direct("The pier is shut", "We will not open it this year.", speaker="Tom Finn"),
    ),
    case(
        "three paragraphs with marks repeated",
        "“The pier is shut,” Tom Finn said. “It is rotten.\n\n“It was rotten in May.\n\n“It will fall.”",
        direct("The pier is shut", "It is rotten.", "It was rotten in May.", "It will fall."),
    ),
]

CUES = [
    (verb, f"“The pier is shut,” Tom Finn {verb}.")
    for verb in (
        "said",
        "says",
        "added",
        "argued",
        "insisted",
        "warned",
        "explained",
        "replied",
        "admitted",
        "noted",
        "recalled",
        "claimed",
        "declared",
        "complained",
        "conceded",
        "continued",
        "joked",
        "quipped",
        "tweeted",
        "wrote",
        "predicted",
        "responded",
        "concluded",
        "exclaimed",
        "whispered",
        "shouted",
        "remarked",
        "observed",
        "stressed",
        "testified",
    )
]

REPORTS = [
    (verb, f"Tom Finn {verb} that the pier was shut.")
    for verb in (
        "said",
        "says",
        "added",
        "argued",
        "insisted",
        "warned",
        "explained",
        "admitted",
        "noted",
        "claimed",
        "declared",
        "complained",
        "conceded",
        "announced",
        "acknowledged",
        "alleged",
        "predicted",
        "stressed",
        "suggested",
        "confirmed",
        "testified",
        "wrote",
        "denied",
        "maintained",
        "contended",
        "reported",
        "revealed",
        "recalled",
    )
]

BORDERS = [
    case(
        "the article's own remark",
        "Tom Finn said the pier was shut, which surprised nobody.",
        indirect("the pier was shut"),
    ),
    case(
        "a condition goes with it",
        "Tom Finn said the pier would close if it rained.",
        indirect("the pier would close if it rained"),
    ),
    case(
        "another verb of saying",
        "Tom Finn said the pier was rotten and accused the board of neglect.",
        indirect("the pier was rotten"),
        indirect("the board of neglect", cue=("accused",)),
    ),
    case("connective", "However, the pier is rotten, Tom Finn said.", indirect("the pier is rotten")),
    case(
        "as somebody said", "As Tom Finn noted, the pier is rotten.", indirect("the pier is rotten", speaker="Tom Finn")
    ),
    case(
        "claim of a noun",
        "Nobody believed his claim that the pier was safe.",
        indirect("that the pier was safe", speaker_mention="his"),
    ),
    case("passive", "The order was denounced by Tom Finn.", indirect("The order", speaker="Tom Finn")),
    case("time in between", "Tom Finn said on Monday that the pier was shut.", indirect("that the pier was shut")),
    case("place in front", "In Fairtown, Tom Finn said that the pier was shut.", indirect("that the pier was shut")),
]

NO_CLAIMS = [
    case("title of a film", "She starred in “The Long Pier” last year.", nothing()),
    case("title with its word", "He wrote a book called “Salt and Sand.”", nothing()),
    case("said without content", "Tom Finn said nothing.", nothing()),
    case("a law by its name", "The board passed the “Clean Harbour Act” in May.", nothing()),
]


@pytest.mark.parametrize(("text", "expected"), MARKS)
def test_every_style_of_marks_is_read(text: str, expected: list[Expected]) -> None:
    check(text, expected)


@pytest.mark.parametrize(("text", "expected"), RUNS)
def test_runs_of_quotations_are_parted_and_joined(text: str, expected: list[Expected]) -> None:
    check(text, expected)


@pytest.mark.parametrize(("text", "expected"), BORDERS)
def test_a_report_ends_where_the_article_speaks_again(text: str, expected: list[Expected]) -> None:
    check(text, expected)


@pytest.mark.parametrize(("text", "expected"), NO_CLAIMS)
def test_names_and_titles_are_no_claims(text: str, expected: list[Expected]) -> None:
    check(text, expected)


@pytest.mark.parametrize(("verb", "text"), CUES)
def test_a_verb_of_saying_attributes_a_quotation(verb: str, text: str) -> None:
    check(text, [direct("The pier is shut", speaker="Tom Finn", cue=(verb,))])


@pytest.mark.parametrize(("verb", "text"), REPORTS)
def test_a_verb_of_saying_reports_a_clause(verb: str, text: str) -> None:
    check(text, [indirect("that the pier was shut", speaker="Tom Finn", cue=(verb,))])


def test_a_headline_in_single_marks_is_read_as_a_quotation() -> None:
    text = "Mayor tells board: ‘Open the pier at once’\n\nThe pier is shut."
    blocks = [(0, 42, "headline"), (44, len(text), "body")]
    assert [cut(text, claim.content) for claim in extract(text, blocks).claims] == [("Open the pier at once",)]


def test_captions_and_teasers_are_not_read() -> None:
    text = "“The pier is shut,” said Tom Finn.\n\n“Nobody reads me,” said a teaser."
    blocks = [(0, 34, "body"), (36, len(text), "teaser")]
    assert [claim.speaker for claim in extract(text, blocks).claims] == ["Tom Finn"]
