"""The kind of every line, signal by signal, on sentences of our own."""

from __future__ import annotations

import re

import pytest

from articles.ingest.plain import MOST_PARAGRAPHS, classify
from articles.ingest.types import Block, BlockKind

FIRST = "The harbour office closed the ferry on Monday after a storm broke the pier."
LAST = "The next ferry to Skell leaves in the spring, the office said."


def kind_of(line: str, *, above: str = FIRST, below: str = LAST, headline: str = "Ferry to Skell stops") -> Block:
    """The block of a line that stands between two sentences of an article."""
    text = "\n\n".join(part for part in (headline, above, line, below) if part)
    start = text.index(line, len(headline))
    return next(block for block in classify(text) if block.start <= start < block.end)


@pytest.mark.parametrize(
    "line",
    [
        "© NOR Photo / A boat at the quay of Skell",
        "(c) Ana Ruiz",
        "Photo: Ana Ruiz",
        "Photograph: Ana Ruiz/Reuters",
        "Image credit: Skell Post",
        "AP Photo / Ana Ruiz",
        "Getty Images",
        "Ana Ruiz / Reuters.",
        "Foto: Jan Holm/dpa",
        "Bild: Jan Holm",
        "Images courtesy of the Skell Harbour Museum",
        "Image montage adapted from a chart of the county",
    ],
)
def test_credits(line: str) -> None:
    assert kind_of(line).kind == BlockKind.CREDIT


@pytest.mark.parametrize(
    "line",
    [
        "A boat lies at the quay of Skell on Monday. (Ana Ruiz/AFP)",
        "A boat lies at the quay of Skell on Monday. Photograph: Ana Ruiz/The Skell Post",
        "A boat at the quay of Skell (File)",
        "FILE PHOTO: A boat at the quay of Skell",
        "In this undated handout photo a boat lies at the quay of Skell.",
        "Pictured: a boat at the quay",
        "A boat lies at the quay of Skell on Monday. Jan Holm/The Skell Post",
        "Un bateau est à quai, lundi. Crédit photo : Jan Holm",
        "Лодка стоит у причала в понедельник. Фото: Ян Холм",
        "A boat lies at the quay of Skell on Monday. REUTERS/Ana Ruiz",
        "A boat lies at the quay of Skell on Monday. (Ana Ruiz/Skell Post)",
        "A boat lies at the quay of Skell, before the winter. SKP/HARBOUR",
        "This photo, made at noon, shows the quay of Skell. The boat has gone.",
        "In a Monday, May 3, 2024 photo, a boat lies at the quay of Skell.",
        "Oilskin coat, $148, available at Skell Outfitters; Harl boots, $90, available at Harl.",
    ],
)
def test_captions_by_their_own_marks(line: str) -> None:
    assert kind_of(line).kind == BlockKind.CAPTION


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Share",
        "sign in or register",
        "Share | Tweet | Email | Print",
        "Comments 12",
        "Sign up to our newsletter",
        "Subscribe to our WhatsApp channel!",
        "Never miss an edition - join us.",
        "Do not wait for tomorrow's paper — join our channel and we'll write to you!",
        "To participate in this debate",
        "Follow Ana Ruiz on Twitter @anaruiz.",
        "We use cookies to improve this page.",
        "Read the rest here.",
        "Get the island's stories delivered to you every morning. Sign up for the Post's newsletter.",
        "Lesen Sie auch",
        "Jetzt anmelden",
        "Jetzt den Newsletter abonnieren und nichts mehr verpassen.",
        "Media contact: press@skell.example, 555 0100",
        "Il vous reste 62 % de cet article à lire.",
        "(This story has not been edited by our staff and comes from a syndicated feed.)",
        "https://skellpost.example/ferry",
        "<div class='ad'></div>",
        "* * *",
        "Published 3 May 2024, 10:14",
        "By Ana Ruiz",
        "Заголовок новой страницы",
        "港の新しい知らせ",
    ],
)
def test_chrome(line: str) -> None:
    assert kind_of(line).kind == BlockKind.CHROME


@pytest.mark.parametrize(
    "line",
    [
        "© 2024 The Skell Post. All rights reserved.",
        "Copyright 2024 Skell Media",
        "(Reporting by Ana Ruiz; editing by Tom Oke)",
        "Tom Oke contributed to this report.",
        "Oke reported from Skell, Norhamshire.",
        "Tom Oke reported from Skell and Ana de Ruiz from the mainland.",
        "h/t The Harbour Blog",
        "(With inputs from agencies)",
        "With files from the Skell Post",
        "Contact Tom Oke at 555-0142 or toke@skellpost.example. Follow him on X at @tomoke.",
        "Ana Ruiz covers the harbour for the Skell Post. Reach her at aruiz@skellpost.example or on X, @aruiz.",
        "Oke can be reached at toke@skellpost.example.",
        "Is there a boat that we should know of? Write to boats@skellpost.example or send a message on Signal.",
    ],
)
def test_footers(line: str) -> None:
    assert kind_of(line).kind == BlockKind.FOOTER


@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: Why the pier broke",
        "Related: Skell pays for a new pier",
        "Harbour Office Denies Plan to Sell Both Ferries to Mainland Company",
        "Lesen Sie auch: Warum der Steg brach",
    ],
)
def test_teasers(line: str) -> None:
    assert kind_of(line).kind == BlockKind.TEASER


@pytest.mark.parametrize("line", ["Why it matters", "The Long Winter", "How the town lives without a boat"])
def test_subheads(line: str) -> None:
    assert kind_of(line).kind == BlockKind.SUBHEAD


@pytest.mark.parametrize(
    "line",
    [
        "“No.”",
        '"We stay"',
        "„Nein“, sagte sie",
        "«Non»",
        "‘It is over’",
        "''Nobody asked us''",
        "“Sign up to our newsletter,” the mayor's page says.",
        "“Getty Images”",
        "Q: Who decides",
        "A: The council",
        "ORTIZ: Nobody asked us",
        "Lena Ortiz: Nobody on the island was asked about it",
        "Sign up before 3 March to avoid the fee, the office said.",
        "If you sign up for the winter boat, you pay less.",
        "The club's newsletter told members to subscribe to our rival.",
        "To participate in the vote, residents must register in May.",
        "Tickets are $15, available at the pier.",
        "Images from the pier show nobody.",
        "Photos provided by the office show the pier.",
        "Want to know who pays? The islanders do.",
        "With inputs from three islands the office drew a new map. It was wrong.",
        "He said so of both ports (Skell/Harl).",
        "Photos of the pier were shared on Facebook and Twitter.",
        "Getty Images sold the picture, Ruiz said.",
        "Cookies were handed out to the children.",
        "The report was written by Ana Ruiz.",
        "On 3 May 2024 the river rose.",
        "PORT SKELL, May 3 (Skell Post) — The ferry is shut.",
        "He said - as he had before - that Skell - Skell Post",
        "- the pier is broken",
        "• the boat is old",
        "It closed",
        "Мэр заявил, что паром не пойдёт.",
        "The sign reads «Паром не ходит».",
        "Contact Sergeant Holm at 555-0100 or holm@skellpolice.example with any information.",
        "Anyone who saw the crash can reach them at holm@skellpolice.example, the office said.",
        "The office told islanders to write to ferry@skell.example by Friday.",
        "Be quick. The last boat leaves at noon.",
        "Follow the money, Ortiz said, and you will find the pier.",
        "Watch our children drown, she asked, or pay for a pier?",
        "In this picture of the town nobody is poor, “but I am,” she said.",
    ],
)
def test_what_an_article_says_is_read(line: str) -> None:
    assert kind_of(line).kind.is_read


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("© NOR Photo / A boat", "opens with ©"),
        ("Advertisement", "is a button or a menu of the page"),
        ("Заголовок страницы", "is written in another script than the rest"),
        ("“No.”", "opens with a quotation mark"),
        ("It is over.", "ends like a sentence"),
        ("By Ana Ruiz", "names the author"),
    ],
)
def test_the_reasons_are_words_for_a_person(line: str, reason: str) -> None:
    assert reason in kind_of(line).reasons


def kinds(text: str) -> list[str]:
    return [block.kind.value for block in classify(text)]


SITE = """- Skell Post
News, stories and opinion from the islands.

Ferry to Skell stops

A boat at the quay of Skell - Skell Post
The ferry stopped on Monday, the office said.

A pier in the snow near Skell - Skell Post
Harbour Office Denies Plan to Sell Ferry

It will not run before May.
"""


def test_lines_that_share_a_site_name_are_captions_and_the_name_alone_is_chrome() -> None:
    assert kinds(SITE) == ["chrome", "chrome", "headline", "caption", "body", "caption", "teaser", "body"]
    assert classify(SITE)[3].reasons == ("ends with the site's name, which 3 lines share",)


def test_a_caption_doubled_under_its_credit_is_recognised() -> None:
    text = f"Ferry stops\n\n© NOR Photo / A boat at the quay\nA boat at the quay\n\n{FIRST}"
    blocks = classify(text)
    assert [block.kind for block in blocks] == ["headline", "credit", "caption", "body"]
    assert blocks[2].reasons == ("the same words stand beside it: a doubled caption",)


def test_the_title_of_the_window_is_not_the_headline() -> None:
    assert kinds(f"Ferry to Skell stops | Skell Post\n\nFerry to Skell stops\n\n{FIRST}") == [
        "chrome",
        "headline",
        "body",
    ]


def test_a_headline_printed_twice_is_the_headline_once() -> None:
    assert kinds(f"Ferry to Skell stops\n\nFerry to Skell stops\n\n{FIRST}") == ["headline", "chrome", "body"]


def test_names_signed_under_quotations_are_read() -> None:
    text = "Letters\n\n“Fix the road.”\n— Lena Ortiz\n\n“Why?”\n- Tom Oke\n"
    assert kinds(text) == ["headline", "body", "body", "body", "body"]


def test_a_list_of_people_and_parties_bears_no_site_name() -> None:
    text = f"Who stands\n\n{FIRST}\n\nAna Ruiz - Reform\nTom Oke - Reform\nMia Holm - Reform\n\n{LAST}"
    assert all(block.kind.is_read for block in classify(text))


def test_the_line_above_a_credit_set_tight_is_its_caption() -> None:
    text = f"Ferry stops\n\n{FIRST}\n\nThe old pier on Monday.\nPhoto: Ana Ruiz\n\n{LAST}"
    assert kinds(text) == ["headline", "body", "caption", "credit", "body"]


def test_a_heading_for_other_articles_makes_teasers_of_what_follows() -> None:
    text = f"Ferry stops\n\n{FIRST}\n\nMost read\nSkell wins the cup\nA new pier for Port Holm"
    assert kinds(text) == ["headline", "body", "chrome", "teaser", "teaser"]


@pytest.mark.parametrize("section", ["World", "News > Islands > Skell", "Home | World | Sport", "LOCAL Sport"])
def test_a_section_above_the_headline_is_chrome(section: str) -> None:
    assert kinds(f"{section}\n\nFerry to Skell stops\n\n{FIRST}") == ["chrome", "headline", "body"]


@pytest.mark.parametrize(
    "standfirst",
    ["The pier is broken and no boat will run before May, officials told the Skell Post.", "No boat before May"],
)
def test_a_standfirst_is_read(standfirst: str) -> None:
    assert classify(f"Ferry stops\n\n{standfirst}\n\n{FIRST}")[1].kind.is_read


def test_plain_paragraphs_without_headline_are_all_body() -> None:
    assert kinds(f"{FIRST}\n\n{LAST}") == ["body", "body"]


def test_one_sentence_without_a_full_stop_is_body() -> None:
    assert kinds("the pier is broken") == ["body"]


def test_a_wrapped_paragraph_is_one_block() -> None:
    text = (
        "Ferry stops\n\n"
        "The harbour office closed the ferry on Monday after a storm broke\n"
        "the pier. Nobody was hurt, but the boat will not run before the\n"
        "spring, and the island has to wait for its letters until then.\n\n"
        "“It is the wind,” said Lena Ortiz, who has run the office on the\n"
        "island for nine years. “It has been the wind every winter since I\n"
        "came here.”\n"
    )
    assert kinds(text) == ["headline", "body", "body"]


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\u2028", "\n \n"])
def test_lines_end_in_many_ways(line_end: str) -> None:
    text = line_end.join(["Ferry stops", FIRST, LAST])
    assert [text[block.start : block.end] for block in classify(text)] == ["Ferry stops", FIRST, LAST]


def test_zero_width_characters_hide_nothing() -> None:
    assert kinds(f"\ufeffFerry stops\n\u200b\n\u200bAdver\u00adtisement\n{FIRST}") == ["headline", "chrome", "body"]


def test_what_stands_below_the_last_paragraph_that_is_looked_at_is_body() -> None:
    blocks = classify("Share\n" * MOST_PARAGRAPHS + "Share\n" * 5)
    assert [block.kind for block in blocks[-5:]] == ["body"] * 5
    assert re.search(r"20,000", blocks[-1].reasons[0])


def test_words_pulled_out_of_a_paragraph_leave_it_what_it_is() -> None:
    pulled = "The county pays a million crowns a year towards the crossing"
    text = f"Ferry stops\n\n{FIRST}\n\n{pulled}\n\n{pulled}, which nobody on the island calls enough.\n\n{LAST}"
    assert kinds(text)[-2:] == [BlockKind.BODY, BlockKind.BODY]


def test_rules_for_comments_are_no_body() -> None:
    rules = (
        "Be respectful. This is a place for neighbours, and no vulgar or threatening words will be tolerated.",
        "Be open. Use your real name, and say how you know.",
        "Keep it local. Replies that stray from the topic are taken down.",
    )
    assert [kind_of(line, above=FIRST, below="\n\n".join(rules)).kind for line in rules] == [BlockKind.CHROME] * 3


def test_the_address_of_a_press_office_is_no_body() -> None:
    line = "Tom Oke, Skell College Communications toke@skellcollege.example (555) 010-4432"
    assert kind_of(line, above="Media contact", below="").kind == BlockKind.FOOTER
