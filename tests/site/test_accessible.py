"""Every page of a desk at work: axe finds nothing of weight, and nothing runs over a narrow or zoomed screen.

Each page is looked at twice: with all rules light on a desk's screen, and dark on a phone with those that colour and
width can break.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.site.conftest import new_folder
from tests.site.running import Site
from tests.site.walking import PATIENCE, await_ready, log_in

# The first test here also waits for the site to be set up and filled, on a busy machine two minutes.
pytestmark = [pytest.mark.browser, pytest.mark.walk, pytest.mark.timeout(900)]

ARTICLES = ("/articles/", "/articles/?words=council", "/articles/?words=zebra", "/articles/add/", "/articles/import/")
FEEDS = ("/articles/feeds/", "/articles/feeds/add/")
CLAIMS = ("/claims/", "/claims/?attribution=altered", "/findings/", "/speakers/", "/ownerships/", "/evidence/nothing/")
WORK = (
    "/queue/",
    "/queue/?pass=units",
    "/audits/",
    "/audits/add/",
    "/disagreements/",
    "/notifications/",
    "/agreement/",
)
CODEBOOK = ("/codebook/", "/codebook/1/", "/codebook/edit/", "/codebook/compare/?old=1&new=2", "/record/")
PEOPLE = ("/people/", "/people/add/", "/keys/", "/password/")
ADMIN = ("/admin/", "/admin/articles/article/", "/admin/articles/article/add/", "/admin/audit/claim/")
PAGES = ("/", *ARTICLES, *FEEDS, *CLAIMS, *WORK, *CODEBOOK, *PEOPLE, *ADMIN)
OPEN_TO_ALL = ("/", "/articles/", "/claims/", "/login/", "/speakers/", "/queue/")
OF_WEIGHT = ("moderate", "serious", "critical")
# Of WCAG 2.2; axe leaves it out unless it is asked for. What passed is not handed over: that takes longer than to look.
TARGETS = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
LOOKS: tuple[tuple[int, Literal["light", "dark"], dict[str, Any]], ...] = (
    (1440, "light", TARGETS),
    (
        390,
        "dark",
        {"runOnly": ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"], **TARGETS},
    ),
)
# What opens on the article page by key, once a claim is chosen; and what shows that it is there.
OPENED = (("w", "#naming"), ("=", "#naming"), ("?", "dialog[open] form"))
SETTLED = "() => document.getAnimations().every((each) => each.playState !== 'running')"  # admin fades its colours
NARROWEST = 320  # a small phone, and 1280 at 400 % zoom


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, dict[str, str]]]:
    """A site of its own where people have worked, with the addresses of what they made."""
    site = Site(new_folder(tmp_path_factory))
    site.prepare()
    pages = site.fill()
    site.start()
    yield site, pages
    site.stop()


def is_too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def problems(page: Page, address: str, rules: dict[str, Any]) -> list[str]:
    """What axe finds; of admin pages in what is ours."""
    found = Axe().run(page, "#content" if "/admin/" in address else None, rules).response["violations"]
    return [
        f"{address}: {each['id']} {[node['target'] for node in each['nodes']][:3]}"
        for each in found
        if each["impact"] in OF_WEIGHT
    ]


def look_at(page: Page, address: str) -> list[str]:
    """What is wrong with a page in either look, or on the narrowest screen."""
    page.goto(address)
    wrong: list[str] = []
    for width, scheme, rules in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(SETTLED)
        wrong += [f"{address} is wider than {width}"] if is_too_wide(page) else []
        wrong += [f"{scheme}: {problem}" for problem in problems(page, address, rules)]
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    wrong += [f"{address} is wider than {NARROWEST}"] if is_too_wide(page) and "/admin/" not in address else []
    return wrong


def look_at_what_opens(page: Page, address: str) -> list[str]:
    """What is wrong on the article page with its panels, its toolbar and its dialog open."""
    wrong: list[str] = []
    for width, scheme, _rules in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.goto(address)
        await_ready(page)
        page.keyboard.press("j")
        page.locator("#claim").wait_for()
        for key, opened in OPENED:
            page.keyboard.press(key)
            page.locator(opened).wait_for()
            wrong += [f"{scheme}, {key}: {problem}" for problem in problems(page, address, TARGETS)]
            page.keyboard.press("Escape")
        page.evaluate("getSelection().selectAllChildren(document.querySelector('#text p.block'))")
        page.locator("#marking").wait_for()
        wrong += [f"{scheme}, selected: {problem}" for problem in problems(page, address, TARGETS)]
    return wrong


def test_axe_finds_nothing_of_weight_and_nothing_is_too_wide(
    desk: tuple[Site, dict[str, str]], browser: Browser
) -> None:
    site, pages = desk
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    wrong = [problem for path in OPEN_TO_ALL for problem in look_at(page, site.address + path)]
    log_in(page, site, "demo-editor")
    for path in (*PAGES, *pages.values()):
        wrong += look_at(page, site.address + path)
    wrong += look_at_what_opens(page, site.address + pages["article"])
    context.close()
    assert wrong == []


def test_marks_keep_their_lines_where_the_system_chooses_colours(
    desk: tuple[Site, dict[str, str]], browser: Browser
) -> None:
    """A line has the colour of the mark's words; by default that is the system's for words on a filled mark."""
    site, pages = desk
    context = browser.new_context(forced_colors="active", color_scheme="dark")
    page = context.new_page()
    log_in(page, site, "demo-editor")
    page.goto(site.address + pages["article"])
    beside = "mark => getComputedStyle(mark).color === getComputedStyle(mark.closest('.block')).color"
    assert page.evaluate(f"[...document.querySelectorAll('#text mark')].map({beside})").count(True) > 0
    assert page.evaluate(f"[...document.querySelectorAll('#text mark')].every({beside})")
    context.close()


def test_paper_shows_the_lists_and_not_their_filters(desk: tuple[Site, dict[str, str]], browser: Browser) -> None:
    site, pages = desk
    page = browser.new_context().new_page()
    log_in(page, site, "demo-editor")
    page.emulate_media(media="print")
    page.goto(f"{site.address}/queue/")
    expect(page.locator(".queue-line .title").first).to_be_visible()
    expect(page.locator(".bulk > fieldset")).to_be_hidden()
    page.goto(f"{site.address}/claims/")
    expect(page.locator(".rows .title").first).to_be_visible()
    expect(page.locator(".filters")).to_be_hidden()
    page.goto(site.address + pages["article"])
    expect(page.locator("#claims > li").first).to_be_visible()
    expect(page.locator("#messages")).to_be_hidden()
    expect(page.locator(".hides")).to_be_hidden()
    page.context.close()
