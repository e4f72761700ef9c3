from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.site.running import Site
from tests.site.walking import PATIENCE


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site with its demo, served until the last test of the session."""
    running = Site(new_folder(tmp_path_factory))
    running.prepare()
    running.start()
    yield running
    running.stop()


@pytest.fixture
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of the test's own, prepared but not started."""
    running = Site(new_folder(tmp_path_factory))
    running.prepare()
    yield running
    running.stop()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, one for all tests here; those elsewhere cannot use a database while it runs."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page with a memory of its own; what the console complains of fails the test."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def is_complaint(message: ConsoleMessage) -> bool:
    """Whether the browser complains of more than an answer that was refused on purpose, or a network that was cut."""
    expected = ["status of 422", "status of 409", "status of 401", "ERR_INTERNET_DISCONNECTED", "ERR_NETWORK_CHANGED"]
    expected += ["htmx:sendError", "htmx:afterRequest"]  # how htmx tells of a network that was cut
    return message.type == "error" and not any(words in message.text for words in expected)


def new_folder(factory: pytest.TempPathFactory) -> Path:
    folder = factory.mktemp("site")
    for parent in (folder, *folder.parents):  # the database's account must be able to reach it when tests run as root
        if parent.stat().st_uid == 0 and str(parent).startswith("/tmp/pytest-"):
            parent.chmod(0o755)
    return folder / "var"
