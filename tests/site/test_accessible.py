"""Every page for everybody: axe finds nothing serious, light or dark; nothing runs over a narrow or zoomed screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from tests.site.running import Site
from tests.site.walking import PATIENCE, log_in

# The first test here also waits for the site to be set up, on a busy machine a minute.
pytestmark = [pytest.mark.browser, pytest.mark.walk, pytest.mark.timeout(400)]

PAGES = ("/", "/articles/", "/articles/add/", "/articles/feeds/", "/articles/import/", "/speakers/", "/findings/")
PAGES += ("/codebook/", "/keys/", "/people/add/", "/password/", "/nowhere/")
SERIOUS = ("serious", "critical")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SCREEN: ViewportSize = {"width": 1100, "height": 900}


def addresses(page: Page, site: Site) -> Iterator[str]:
    """Every kind of page; the article last, with a claim open on either question."""
    yield from (site.address + path for path in PAGES)
    page.goto(f"{site.address}/articles/")
    page.locator("main a.title").last.click()
    yield page.url
    page.locator("#claims a").first.click()
    page.wait_for_selector("#claim")
    yield page.url
    so = page.get_by_role("link", name="Is it so?").get_attribute("href")
    yield site.address + str(so)
    yield site.address + str(page.get_by_role("link", name="Evidence and history").get_attribute("href"))


def too_wide(page: Page) -> list[str]:
    """Widths at which the page runs over; 320 is a phone, and 1280 at 400 % zoom."""
    wrong = []
    for width in (1440, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{page.url} is wider than {width}")
    page.set_viewport_size(SCREEN)
    return wrong


def problems(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{page.url}: {each['id']} {[node['target'] for node in each['nodes']][:3]}"
        for each in found
        if each["impact"] in SERIOUS
    ]


def test_axe_finds_nothing_serious_and_nothing_is_too_wide(site: Site, browser: Browser) -> None:
    context = browser.new_context(reduced_motion="reduce", viewport=SCREEN)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    log_in(page, site, "demo-editor")
    for address in list(addresses(page, site)):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            wrong += [f"{scheme}: {problem}" for problem in problems(page)]
        wrong += too_wide(page)
    context.close()
    assert wrong == []
