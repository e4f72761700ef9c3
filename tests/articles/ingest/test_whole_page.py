"""Whole pages flattened to text: where the article stands, and what the lines around it are."""

from __future__ import annotations

import pytest

from articles.ingest.plain import classify
from articles.ingest.types import BlockKind
from tests.articles.ingest.test_classify import LAST, kinds

MENU = ("Skell Post", "News", "Harbour", "Sport", "Weather", "Letters", "Shop", "Log in", "Subscribe")
HEAD = ("Ferry to Skell stops for the winter",)
DATED = ("By Ana Ruiz, Friday, 3 May 2024 at 10:14", "Share", "Tweet", "Print")
BODY = (
    "The ferry to Skell will stop on 1 October and not sail again before Easter, the harbour office said on Tuesday.",
    "“It is the wind, and it is the money,” said Lena Ortiz, who has run the office for eleven years of storms.",
    "Some 340 people live on the island. Most of them shop, study or see a doctor on the mainland across the sound.",
    "Tom Oke, who keeps the only grocery on Skell, said he would need a larger cold store before the last boat.",
    "The county pays 1.2 million crowns a year towards the crossing, and a spokesman declined to say what comes next.",
)
END = (
    "Most read",
    "Weather",
    "Tides",
    "Two Boats Collide in Fog",
    "Contact",
    "Imprint",
    "Privacy policy",
    "Help",
    "Jobs",
)
FOOT = ("Archive", "Partners", "Print edition", "Advertise with us", "© 2024 Skell Post")


def page(*, above: tuple[str, ...] = DATED, body: tuple[str, ...] = BODY, below: tuple[str, ...] = ()) -> str:
    return "\n".join((*MENU, *HEAD, *above, *body, *below, *END, *FOOT))


def kind_in(text: str, line: str) -> BlockKind:
    return next(block.kind for block in classify(text) if text[block.start : block.end] == line)


def body_of(text: str) -> list[str]:
    return [text[block.start : block.end] for block in classify(text) if block.kind == BlockKind.BODY]


def test_the_article_is_found_and_nothing_else() -> None:
    assert body_of(page()) == list(BODY)
    assert kind_in(page(), HEAD[0]) == BlockKind.HEADLINE


BETWEEN = "An island of 340 people is cut off, and nobody asked them whether they mind."


def test_the_sentence_between_headline_and_author_is_a_standfirst() -> None:
    assert kind_in(page(above=(BETWEEN, *DATED)), BETWEEN) == BlockKind.SUBHEAD


def test_the_first_paragraph_is_no_standfirst_though_a_picture_parts_it_from_the_rest() -> None:
    text = page(body=(BODY[0], "Photo: Jan Holm", *BODY[1:]))
    assert body_of(text) == list(BODY)


@pytest.mark.parametrize("parting", ["Photo: Jan Holm", "Share", "A boat in fog. Photo: Jan Holm"])
def test_the_sentence_right_below_the_headline_is_a_standfirst_if_something_parts_it_from_the_rest(
    parting: str,
) -> None:
    assert kind_in(page(above=(BETWEEN, parting, "Tweet", "Print")), BETWEEN) == BlockKind.SUBHEAD


def test_a_list_of_newsletters_is_no_body() -> None:
    offers = ("Tides and winds before breakfast.", "The pier in pictures, once a week.", "What the council hides.")
    text = page(body=(*BODY, *(line for offer in offers for line in ("Sign up", offer, "Share")), LAST))
    assert body_of(text) == [*BODY, LAST]


def test_what_a_site_says_of_others_twice_is_no_body() -> None:
    teaser = "Nobody was hurt when the boats met at noon, though both captains blame the other."
    text = page(below=("Share", teaser, "Share", "Tides", teaser, "Print"))
    assert body_of(text) == list(BODY)


SECTION, TITLE = "Winter Ferry", HEAD[0]
STANDFIRST = (
    "The harbour office stops the ferry before the storms, the county saves its crowns and the island must shop early"
)


@pytest.mark.parametrize(
    "above",
    [
        pytest.param((SECTION, TITLE), id="below a section that shares its words"),
        pytest.param((TITLE, TITLE), id="doubled"),
        pytest.param((TITLE, STANDFIRST), id="above a standfirst without a full stop"),
        pytest.param((TITLE, "The island, the ferry and the harbour office. AP/Jan Holm"), id="above a caption"),
    ],
)
def test_the_headline_is_told_from_the_titles_beside_it(above: tuple[str, ...]) -> None:
    text = "\n".join((*MENU, *above, *DATED, *BODY, *END, *FOOT))
    found = [text[block.start : block.end] for block in classify(text) if block.kind == BlockKind.HEADLINE]
    assert found == [TITLE]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Ana Ruiz is a staff writer at the Skell Post and covers the harbour.", BlockKind.FOOTER),
        (
            "Ana Ruiz has been a Post reporter since 2004, covering boats, weather and the price of fish.",
            BlockKind.FOOTER,
        ),
        ("Jan Holm teaches rowing. Follow him on Twitter at @janholm.", BlockKind.FOOTER),
        ("The day's stories, delivered to your inbox.", BlockKind.CHROME),
        ("Find out what's happening in Skell", BlockKind.CHROME),
        ("with free, real-time updates from the Post.", BlockKind.CHROME),
        ("Vous pourrez vous désinscrire à tout moment.", BlockKind.CHROME),
        ("Ihre E-Mail-Adresse nutzen wir für unseren Newsletter, den Sie jederzeit abbestellen.", BlockKind.CHROME),
        ("Самую оперативную информацию о Скелле можно узнать из телеграм-канала «Порт».", BlockKind.CHROME),
        ("You have now reached your allowance of three free articles this month.", BlockKind.CHROME),
        ("Want more of the sea? Sign up for our newsletter, Low Tide.", BlockKind.CHROME),
        ("An error has occurred. Please try again later.", BlockKind.CHROME),
        ("What do you think? Scroll down to comment below.", BlockKind.CHROME),
        ("Photographed by Jan Holm.", BlockKind.CREDIT),
        ("Caption 90 seconds: four stories of the sea", BlockKind.CAPTION),
    ],
)
def test_lines_below_the_last_paragraph(line: str, kind: BlockKind) -> None:
    text = page(below=(line,))
    assert (kind_in(text, line), body_of(text)) == (kind, list(BODY))


@pytest.mark.parametrize(
    "line",
    [
        "Jan Holm is a reporter and was on the last boat himself when the pier broke.",
        "Please enter your email address, the form of the office says, but nobody there reads what you register.",
        "“Follow him on Twitter,” she said.",
        "“Nobody asked us,” he said.",
        "Nobody asked.",
        "- Lena Ortiz (@lenaortiz) May 3, 2024",
    ],
)
def test_lines_among_the_paragraphs_are_read(line: str) -> None:
    assert line in body_of(page(body=(*BODY[:3], line, *BODY[3:], LAST)))


def test_titles_of_videos_among_the_paragraphs_are_no_body() -> None:
    line = "Video: Holm: Raise the pier"
    assert kind_in(page(body=(*BODY[:3], line, *BODY[3:])), line) != BlockKind.BODY


COMMENTS = (
    "Comments (3)",
    "seagull",
    "I have lived here for forty years and never once saw the boat leave on time, so what is the difference now?",
    "Reply",
    "old salt",
    "The county has money for a new hall and for a third roundabout but none for us, and that is the whole story here.",
    "Reply",
    "pier walker",
    "My grandfather rowed it every week in every kind of weather and he was never once late for the church service.",
    "Reply",
)


def test_comments_of_readers_are_no_body() -> None:
    assert body_of(page(below=COMMENTS)) == list(BODY)


PREVIEWS = tuple(
    line
    for title in ("Two Boats Collide in Fog off the Northern Pier", "A School Without a Roof Waits for the Spring")
    for line in (
        title,
        "By Jan Holm",
        "Nobody was hurt when the boats met at noon, though both of the captains say that the other one was asleep.",
        "Continue reading",
    )
)


def test_beginnings_of_other_articles_are_no_body() -> None:
    assert body_of(page(below=("Latest video", *PREVIEWS, *PREVIEWS))) == list(BODY)


def test_a_last_quotation_below_the_title_of_another_article_is_read() -> None:
    last = "“We will row if we must, as they did before us.”"
    assert body_of(page(below=("Council Buys a Second Snow Plough", last)))[-1] == last


def test_a_caption_that_stands_there_twice_is_no_body() -> None:
    caption = "A boat lies at the quay of Skell on Monday with nobody on it."
    text = page(above=(*DATED, caption, f"{caption} Holm Pictures"))
    assert body_of(text) == list(BODY)


def test_scripts_without_spaces_have_words_too() -> None:
    body = tuple(
        f"港务局星期二表示，开往斯凯尔岛的渡轮将于十月一日停航，复活节前不会恢复航行，岛上{n}百名居民表示失望。"
        for n in "三四五六七"
    )
    menu = tuple(f"{word}新闻" for word in "国内外体育财经文教科技健康天气旅游")
    text = "\n".join((*menu, "开往斯凯尔岛的渡轮冬季停航", *body, *menu, "视频：港口的一天05:02"))
    assert body_of(text) == list(body)
    assert kinds(text).count("headline") == 1


@pytest.mark.parametrize(
    ("line", "beside", "kind"),
    [
        ("Lena Ortiz waves to the last boat from the quay of Skell on 3 May 2024.", "Jan Holm/AP", BlockKind.CAPTION),
        ("Lena Ortiz is seen on the quay before the boat leaves.", "(Jan Holm/Skell Pictures)", BlockKind.CAPTION),
        ("Lena Ortiz.", BODY[3], BlockKind.CAPTION),
        ("Lena Ortiz waves to a boat on Sept. 28 on Skell, Penn. Sunday.", "Jan Holm/AP", BlockKind.CAPTION),
        ("Lena Ortiz watched the boat go and went back to her office.", "Jan Holm/AP", BlockKind.BODY),
        ("Lena Ortiz waves to every boat that leaves the quay of Skell.", BODY[3], BlockKind.BODY),
    ],
)
def test_a_caption_tells_what_is_seen_beside_a_credit(line: str, beside: str, kind: BlockKind) -> None:
    assert kind_in(page(body=(*BODY[:3], line, beside, *BODY[3:])), line) == kind


def test_titles_that_are_cut_off_are_no_part_of_the_article() -> None:
    cut = ("Two Boats Collide in Fog off …", "Herring Is Dear Again, and Nobody …")
    assert body_of(page(above=(*DATED, *cut))) == list(BODY)


def test_comments_begin_at_their_first_signature() -> None:
    posted = ("Posted by: Sam Stone, 4 May 2024 | 15:22", "I was there, and it is true that no boat came all day long.")
    assert body_of(page(below=posted * 3)) == list(BODY)


def test_the_offer_of_a_form_is_no_body() -> None:
    offer = "Get the rundown of the biggest stories of the day with Skell Daily."
    text = page(body=(*BODY[:3], offer, "Email address", "Subscribe", *BODY[3:]))
    assert (kind_in(text, offer), body_of(text)) == (BlockKind.CHROME, list(BODY))


def test_the_title_of_another_article_may_open_with_quoted_words() -> None:
    title = "“A hole older than my girl”. How they mend roads on Skell"
    text = page(body=(*BODY[:3], "Read also", title, *BODY[3:]))
    assert (kind_in(text, title), body_of(text)) == (BlockKind.TEASER, list(BODY))


@pytest.mark.parametrize("line", ["“We stay,” she said", "“We stay”", "“We stay. We swim.”"])
def test_a_quotation_below_a_heading_for_others_is_read(line: str) -> None:
    assert kind_in(page(body=(*BODY[:3], "Read also", line, *BODY[3:])), line).is_read


def test_what_speaks_of_nothing_but_mail_and_consent_is_no_body_among_paragraphs_either() -> None:
    line = "Votre e-mail, avec votre consentement, sert à recevoir nos newsletters. En savoir plus"
    text = page(body=(*BODY[:3], line, *BODY[3:]))
    assert (kind_in(text, line), body_of(text)) == (BlockKind.CHROME, list(BODY))
