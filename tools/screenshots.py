"""Pictures of the main pages for the README: `python -m tools.screenshots` writes docs/images/*.webp, light and dark.

Serves a desk at work of its own from a temporary folder; needs the packages of requirements-dev.txt and Chromium.
"""

from __future__ import annotations

import base64
import shutil
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from tests.site.running import Site
from tests.site.walking import await_ready, log_in

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
SCHEMES: tuple[tuple[Literal["light", "dark"], str], ...] = (("light", ""), ("dark", "-dark"))
QUALITY = 82  # letters stay sharp, a picture stays below 150 kB


def take(page: Page, name: str) -> None:
    """Write what the window shows; Chromium's own protocol makes WebP, which Playwright does not."""
    shot = page.context.new_cdp_session(page).send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    (IMAGES / f"{name}.webp").write_bytes(base64.b64decode(shot["data"]))


def take_all(browser: Browser, site: Site, pages: dict[str, str]) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    log_in(page, site)
    shown = {"article": pages["article with a claim"], "claim": pages["claim with origins"]}
    shown |= {"queue": "/queue/", "agreement": "/agreement/"}
    for name, address in shown.items():
        for scheme, ending in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.goto(site.address + address)
            if name == "article":
                await_ready(page)
            if name == "claim":
                page.locator(".origins").last.evaluate("box => box.closest('section').scrollIntoView()")
            take(page, f"{name}{ending}")
    context.close()


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        Path(folder).chmod(0o755)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        site = Site(Path(folder) / "var")
        site.prepare()
        pages = site.fill()
        site.start()
        try:
            take_all(browser, site, pages)
        finally:
            site.stop()
            browser.close()


if __name__ == "__main__":
    main()
