"""The article page in a browser: answering by key, never losing what was typed, marking words wherever they stand."""

from __future__ import annotations

import time
import uuid
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, StorageState, expect

from tests.site.running import Site
from tests.site.walking import PATIENCE, api, ask_whether_it_is_so, await_ready, log_in

pytestmark = pytest.mark.browser

PORT = """Harbour fees rise again in Selby Sound, the port board says

“The fees will rise by four per cent,” said Ana Ruiz, a planner at the Harbour Board.

“Nobody asked the islanders,” said Tom Hale of the Island Union.

The board met twice in March. 🚢🏽 The e\u0301tude — قال المدير إن الرسوم سترتفع — was\u00a0read\u200b aloud.
"""
FOUND = 3  # two quotations, and what the headline reports
# A verdict by key, within six keystrokes, and what the page shows after each.
PRESSED = [
    ("j", "#claim[data-number='1']"),
    ("j", "#claim[data-number='2']"),
    ("d", "#claim[data-question=corroboration] [value=disputed]:checked"),
    ("v", "form.review .record:focus"),
    ("Enter", "#card-2.is-chosen:has(em:text-is('disputed'))"),
]


# Then the claim is dismissed; both are taken back and done again. A withdrawn answer leaves what was typed.
# Choices are taken back and done again too.
TAKEN_BACK = [
    ("x", "details.dismissed"),
    ("u", "#card-2.is-chosen:has(em:text-is('disputed'))"),
    ("u", "#card-2.is-chosen:has(em:empty)"),
    ("r", "#card-2.is-chosen:has(em:text-is('disputed'))"),
    ("r", "details.dismissed"),
    ("u", "#card-2.is-chosen:has(em:text-is('disputed'))"),
    ("u", "#card-2.is-chosen:has(em:empty)"),
    ("r", "#card-2.is-chosen:has(em:text-is('disputed'))"),
    ("u", "#card-2.is-chosen:has(em:empty)"),
    ("c", "[value=corroborated]:checked"),
    ("u", "[value=disputed]:checked"),
    ("r", "[value=corroborated]:checked"),
    ("Control+Enter", "form.review [role=alert]:focus"),  # the evidence contradicts
    ("Escape", "#claim-title:focus"),
]


@pytest.fixture(scope="module")
def logged_in(site: Site, browser: Browser) -> StorageState:
    """The cookies of the reviewer: one log-in for all tests here but the one that logs out."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    log_in(page, site)
    kept = context.storage_state()
    context.close()
    return kept


def open_article(page: Page, site: Site, outlet: str, logged_in: StorageState | None = None) -> dict[str, Any]:
    """Store the article as an outlet's, wait for its claims, open its page; the article as the API has it."""
    if logged_in:
        page.context.add_cookies(logged_in["cookies"])  # type: ignore[arg-type]  # as they came from a browser
    else:
        log_in(page, site)
    article = dict(api(site, "articles/", {"outlet": outlet, "text": PORT.replace("\n", "\r\n")}))
    deadline = time.monotonic() + PATIENCE / 1000
    while len(claims(site, article)) < FOUND:
        assert time.monotonic() < deadline, "the worker did not read the article"
        time.sleep(0.2)
    page.goto(f"{site.address}/articles/{article['id']}/")
    await_ready(page)
    return article


def claims(site: Site, article: dict[str, Any]) -> list[dict[str, Any]]:
    return list(api(site, f"articles/{article['id']}/claims/")["results"])


MINUTES = {"kind": "transcript", "title": "Minutes of the board", "words": "Fees: plus 4 %"}
IN_VAIN = {"kind": "search", "place": "Minutes of the board", "query": "islanders asked", "date": "2026-01-05"}


def judge(site: Site, claim: dict[str, Any], value: str, stance: str, item: dict[str, str]) -> None:
    """A verdict with an item of evidence, so that the article has one to use again."""
    part = claim["assertions"][0]
    body = {"value": value, "seen": part["digest"], "based_on": 0, "submission": str(uuid.uuid4())}
    body |= {"rubric": api(site, "rubrics/current/")["number"]}
    body |= {"evidence": [{"stance": stance, "independent": "yes", "item": item}]}
    api(site, f"assertions/{part['id']}/reviews/", body)


def reviews(site: Site, claim: dict[str, Any]) -> list[dict[str, Any]]:
    return list(api(site, f"assertions/{claim['assertions'][0]['id']}/reviews/"))


# The range of the first such words of the text.
RANGE = """(words) => {
    const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(words);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + words.length);
        return range;
    }
    throw new Error(`not in the text: ${words}`);
}"""


def select(page: Page, words: str) -> None:
    """Select words of the text with a mouse: press before the first of them, let go behind the last."""
    first, last = page.evaluate(
        f"""async (words) => {{
            const read = () => [...({RANGE})(words).getClientRects()];
            ({RANGE})(words).startContainer.parentElement.scrollIntoView({{ block: "center" }});
            for (let before = ""; JSON.stringify(read()) !== before; ) {{ // the page may still be on its way
                before = JSON.stringify(read());
                await new Promise((done) => setTimeout(done, 100));
            }}
            return [read().at(0), read().at(-1)];
        }}""",
        words,
    )
    page.mouse.move(first["left"] + 1, first["top"] + first["height"] / 2)
    page.mouse.down()
    page.mouse.move(last["right"] - 1, last["top"] + last["height"] / 2, steps=4)
    page.mouse.up()
    expect(page.locator("#marking")).to_be_visible()


def select_by_finger(page: Page, words: str) -> None:
    """Select words as a phone does after a long press, which is its own matter and no page's."""
    page.evaluate(f"(words) => getSelection().addRange(({RANGE})(words))", words)
    expect(page.locator("#marking")).to_be_visible()


def test_a_verdict_with_known_evidence_takes_few_keys_and_can_be_taken_back(
    site: Site, page: Page, logged_in: StorageState
) -> None:
    article = open_article(page, site, "The Sound Keys", logged_in)
    first, second, third = claims(site, article)
    judge(site, first, "corroborated", "supports", MINUTES)
    judge(site, third, "insufficient_evidence", "context", IN_VAIN)  # used last, but it carries no dispute
    page.reload()
    await_ready(page)
    for key, then in PRESSED:
        page.keyboard.press(key)
        expect(page.locator(then)).to_have_count(1)
        assert page.evaluate("document.activeElement !== document.body"), f"the focus is lost after {key}"
    expect(page.locator("#messages")).to_contain_text("recorded: disputed")
    expect(page.locator("#reviewed")).to_have_text("3")
    expect(page.locator("#claim-title")).to_be_in_viewport()
    expect(page.locator("#card-2 em")).to_have_text("disputed")
    assert page.evaluate("document.activeElement !== document.body")
    assert [review["value"] for review in reviews(site, second)] == ["disputed"]

    for key, then in TAKEN_BACK:
        page.keyboard.press(key)
        expect(page.locator(then)).to_have_count(1)
    assert [review["act"] for review in reviews(site, second)].count("withdrawal") == 3

    for key in ("k", "j", "k", "d", "v", "Enter", "j", " "):  # at once: each key waits for what the ones before it do
        page.keyboard.press(key)
    expect(page.locator("#card-1 em")).to_have_text("disputed")
    expect(page.locator("#messages")).to_contain_text("The claim is confirmed")
    expect(page.locator("#claim")).to_have_attribute("data-number", "2")
    for key in ("k", "i", "C", "i", "t", "y"):
        page.keyboard.press(key)
    expect(page.locator("#claim[data-number='1'] [name$='0-place']")).to_have_value("City")


def test_what_was_typed_survives_reload_log_out_and_a_dead_network(site: Site, page: Page) -> None:
    article = open_article(page, site, "The Sound Drafts")
    page.locator("#claims a").first.click()
    ask_whether_it_is_so(page)
    box = page.locator("[name=rationale]")
    box.fill("Read in the minutes, page 4.")
    with page.expect_response(lambda answer: "not_checkable" in (answer.request.post_data or "")):
        page.locator("[name=value][value=not_checkable]").check()
    expect(page.locator("form.review .saved")).to_contain_text("Saved")
    page.reload()
    expect(box).to_have_value("Read in the minutes, page 4.")

    expect(page.locator("form.review .saved")).to_contain_text("back")
    page.evaluate("localStorage.clear()")
    address = page.url
    page.get_by_role("button", name="Log out").click()
    log_in(page, site)
    page.goto(address)
    expect(box).to_have_value("Read in the minutes, page 4.")

    page.locator("form.review details", has=page.locator(".tags")).evaluate("(part) => part.open = true")
    page.locator("[name=tags]").first.check()
    page.context.set_offline(True)
    page.get_by_role("button", name="Record this answer").click()
    expect(page.locator("#unsent")).to_contain_text("1 answer kept here")
    assert reviews(site, claims(site, article)[0]) == []
    page.context.set_offline(False)
    expect(page.locator("#unsent")).to_contain_text("Sent", timeout=30_000)
    assert len(reviews(site, claims(site, article)[0])) == 1
    expect(page.locator("#card-1 em")).to_have_text("not checkable")


MARKED = ["🚢🏽 The", "e\u0301tude", "الرسوم", "was\u00a0read\u200b aloud"]


def quote(page: Page) -> Locator:
    return page.locator("#claim blockquote").first


def test_words_are_marked_exactly_moved_and_taken_back(site: Site, page: Page, logged_in: StorageState) -> None:
    article = open_article(page, site, "The Sound Marks", logged_in)
    before = len(claims(site, article))
    # NFC on storing makes one letter of e and its accent.
    for words in [words.replace("e\u0301", "é") for words in MARKED]:
        select(page, words)
        page.keyboard.press("n")
        expect(quote(page)).to_have_text(words)
    stored = claims(site, article)
    text = api(site, f"revisions/{article['current_revision']}/")["text"]
    assert len(stored) == before + len(MARKED)
    for claim in stored:
        assert " … ".join(text[start:end] for start, end in claim["content"]) == claim["quote"]

    select(page, "board met")
    page.keyboard.press("n")
    expect(quote(page)).to_have_text("board met")
    page.keyboard.press("}")
    page.keyboard.press("Enter")
    expect(quote(page)).to_have_text("board met twice")
    page.keyboard.press("u")
    expect(quote(page)).to_have_text("board met")
    page.keyboard.press("r")
    expect(quote(page)).to_have_text("board met twice")

    select(page, "in March")
    page.get_by_role("button", name="More of its words").click()
    expect(quote(page)).to_have_text("board met twice … in March")
    select(page, "met twice")
    page.get_by_role("button", name="An assertion of its own").click()
    expect(page.locator(".tabs a")).to_have_count(4)
    expect(quote(page)).to_have_text("board met twice … in March")  # what was pressed is a link, and was not followed
    page.keyboard.press("u")
    expect(page.locator(".tabs a")).to_have_count(2)


# Keys that select words, and which words are selected then.
BY_ARROWS = [
    ("t", "The"),
    ("ArrowRight", "fees"),
    ("Shift+ArrowRight", "fees will"),
    ("Shift+ArrowRight", "fees will rise"),
    ("Shift+ArrowLeft", "fees will"),
    ("Shift+ArrowDown", "fees will rise by four per cent,” said Ana Ruiz, a planner at the Harbour Board."),
    ("ArrowLeft", "Board"),
    ("ArrowUp", "“"),
    ("ArrowDown", "“"),
    ("ArrowRight", "Nobody"),
    ("ArrowDown", "The"),
    ("ArrowDown", "🚢🏽"),
    ("Shift+ArrowRight", "🚢🏽 The"),
]


def test_words_are_selected_by_keys_alone(site: Site, page: Page, logged_in: StorageState) -> None:
    open_article(page, site, "The Sound Arrows", logged_in)
    chosen = page.locator("#marking .marked-words")
    for key in ("j", "j"):
        page.keyboard.press(key)
    expect(page.locator("#claim[data-number='2']")).to_be_visible()
    for key, words in BY_ARROWS:
        page.keyboard.press(key)
        expect(chosen).to_have_text(words)
    page.keyboard.press("Escape")
    expect(page.locator("#marking")).to_be_hidden()
    expect(page.locator("#claim-title")).to_be_focused()

    for key in ("t", "ArrowDown", "ArrowDown", "Shift+ArrowRight", "Shift+ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_role("button", name="Claim", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(quote(page)).to_have_text("The board met")
    expect(page.locator("#claim-title")).to_be_focused()


def test_who_speaks_is_said_by_words_and_by_names_and_claims_are_joined(
    site: Site, page: Page, logged_in: StorageState
) -> None:
    article = open_article(page, site, "The Sound Names", logged_in)
    source = page.locator("#claim .source")
    page.locator("#card-2 a").click()
    expect(quote(page)).to_have_text("The fees will rise by four per cent,")
    page.keyboard.press("w")
    who = page.get_by_role("combobox", name="Speaker")
    who.press_sequentially("tom")
    expect(page.get_by_role("option", name="Tom Hale in this article")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(who).to_have_attribute("aria-activedescendant", "who-list-0")
    page.keyboard.press("Enter")
    expect(source).to_have_text("Tom Hale · Island Union")
    expect(who).to_be_focused()
    page.get_by_label("Role").fill("chair")
    page.keyboard.press("Enter")
    expect(source).to_have_text("Tom Hale, chair · Island Union")
    page.get_by_role("button", name="take out Island Union").click()
    expect(source).to_have_text("Tom Hale, chair")
    select(page, "Harbour Board")
    page.get_by_role("button", name="Affiliation", exact=True).click()
    expect(source).to_have_text("Tom Hale, chair · Harbour Board")

    page.locator("#claim-title").focus()
    page.keyboard.press("=")
    same = page.get_by_role("combobox", name="The same source as")
    same.press_sequentially("board")
    expect(page.locator("#same-list > li")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(source).to_contain_text("port board, chair · Harbour Board")
    expect(same).to_be_focused()
    expect(page.locator("#claim")).to_have_attribute("data-number", "2")
    page.locator("#claim-title").focus()
    page.keyboard.press("u")
    expect(source).to_have_text("Tom Hale, chair · Harbour Board")
    expect(page.locator("#claim-title")).to_be_focused()
    page.keyboard.press("m")
    page.locator("#card-3 a").click(modifiers=["Shift"])
    page.get_by_role("button", name="Join into one").click()
    expect(quote(page)).to_have_text("The fees will rise by four per cent, … Nobody asked the islanders,")
    assert [claim["state"] for claim in claims(site, article)].count("active") == FOUND - 1
    page.keyboard.press("u")
    expect(quote(page)).to_have_text("The fees will rise by four per cent,")
    page.keyboard.press("u")
    expect(source).to_have_text("Tom Hale, chair")
    assert [claim["state"] for claim in claims(site, article)].count("active") == FOUND


SMALLEST = 24  # pixels of a target that a finger meets, as WCAG 2.2 asks


def touch(page: Page, *points: tuple[float, float]) -> None:
    """Put a finger down at the first point, move it over the others, lift it."""
    session = page.context.new_cdp_session(page)
    for number, (x, y) in enumerate(points):
        kind = "touchMove" if number else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def middle_of(page: Page, inside: str, word: str) -> tuple[float, float]:
    """The point of the window in the middle of a word, wherever the line breaks in the fonts that are here."""
    box = page.locator(inside).first.evaluate(
        """(mark, word) => {
            const range = document.createRange();
            const walker = document.createTreeWalker(mark, NodeFilter.SHOW_TEXT);
            let node = walker.nextNode();
            while (!node.data.includes(` ${word} `)) node = walker.nextNode();
            const at = node.data.indexOf(` ${word} `) + 1;
            range.setStart(node, at);
            range.setEnd(node, at + word.length);
            return range.getBoundingClientRect();
        }""",
        word,
    )
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_on_a_phone_fingers_select_words_and_move_borders(
    site: Site, browser: Browser, logged_in: StorageState
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 500}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    open_article(page, site, "The Sound Phone", logged_in)
    page.get_by_text("The board met twice").evaluate("(words) => words.scrollIntoView(false)")
    select_by_finger(page, "board met twice")
    bar = page.locator("#marking").bounding_box()
    words = page.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().bottom")
    buttons = [button.bounding_box() for button in page.locator("#marking button:visible").all()]
    assert bar
    assert words <= bar["y"] <= 500 - bar["height"]
    assert all(box and min(box["width"], box["height"]) >= SMALLEST for box in buttons)
    page.get_by_role("button", name="Cancel").tap()
    expect(page.locator("#marking")).to_be_hidden()
    page.locator("#mark-2").tap()
    expect(quote(page)).to_have_text("The fees will rise by four per cent,")
    box = page.locator(".handle.ends").bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= SMALLEST
    held = box["x"] + box["width"] / 2, box["y"] + box["height"] - 8
    x, y = middle_of(page, "#mark-2", "per")
    line = page.locator(".handle.ends").evaluate(
        "(h) => h.getBoundingClientRect().top + parseFloat(h.style.height) / 2"
    )
    below = held[1] - line  # where a finger holds it, and hides no words
    touch(page, held, ((held[0] + x) / 2, y + below), (x, y + below))
    expect(quote(page)).to_have_text("The fees will rise by four per")
    context.close()


COUNTED = [
    "plain",
    "🚢🏽é",
    "a\u0301b",
    "قال المدير",
    "one\r\ntwo",
    "a\u00a0b\u200bc",
    "👩‍👩‍👧‍👦 x",
    "𝒳" * 1000,
    "é👍" * 300_000,
]


def test_code_points_and_units_are_converted_as_python_counts(site: Site, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{site.address}/login/")
    found = page.evaluate(
        """async (texts) => {
            const { toPoints, toUnits } = await import("/static/audit/js/offsets.js");
            return texts.map((text) => [toPoints(text), toUnits(text, toPoints(text) - 1), text.length]);
        }""",
        COUNTED,
    )
    page.close()
    units = [len(text.encode("utf-16-le")) // 2 for text in COUNTED]
    last = [len(text[-1].encode("utf-16-le")) // 2 for text in COUNTED]
    assert found == [[len(t), u - end, u] for t, u, end in zip(COUNTED, units, last, strict=True)]


def test_keys_can_be_changed_and_turned_off_and_stay_so(site: Site, page: Page) -> None:
    log_in(page, site, "demo-editor")
    page.goto(f"{site.address}/keys/")
    page.locator("[name=next]").fill("h")
    page.get_by_role("button", name="Keep my keys").click()
    expect(page.get_by_text("Your keys are kept")).to_be_visible()
    page.goto(f"{site.address}/articles/")
    page.locator("main a.title").last.click()
    await_ready(page)
    page.keyboard.press("h")
    expect(page.locator("#claim[data-number='1']")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    address = page.url
    page.get_by_label("Single keys do this").uncheck()
    page.get_by_role("button", name="Keep my keys").click()
    expect(page.get_by_text("Your keys are kept")).to_be_visible()
    page.goto(address)
    await_ready(page)
    page.keyboard.press("h")
    expect(page.locator(".line.is-chosen")).to_have_id("card-1")
