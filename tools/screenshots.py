"""Pictures of the main pages for the README: `python -m tools.screenshots` writes docs/images/*.png.

Serves a demo of its own from a temporary folder; needs the packages of requirements-dev.txt and Chromium.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.site.running import Site

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
PATIENCE = 120  # seconds for the worker to read the demo


def log_in(page: Page, site: Site, name: str) -> None:
    page.goto(f"{site.address}/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(site.accounts()[name])
    page.get_by_role("main").get_by_role("button", name="Log in").click()


def open_first_article(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/articles/")
    page.locator("main a.title").first.click()
    for _ in range(PATIENCE):
        if page.locator("ol.lines > li").count():
            return
        page.wait_for_timeout(1000)
        page.reload()


def take(site: Site) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        log_in(page, site, "demo-reviewer")
        open_first_article(page, site)
        page.locator("ol.lines > li").nth(2).get_by_role("link").click()
        page.get_by_role("link", name="Is it so?").click()
        page.screenshot(path=IMAGES / "article.png")
        browser.close()


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        site = Site(Path(folder) / "var")
        site.prepare()
        site.start()
        try:
            take(site)
        finally:
            site.stop()


if __name__ == "__main__":
    main()
