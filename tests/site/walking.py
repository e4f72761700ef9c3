"""What people do on the site, in a browser: log in, paste an article, wait for its claims."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

from playwright.sync_api import Page, expect

from tests.site.running import Site

PATIENCE = 60_000  # milliseconds that the worker may take on a busy machine


def log_in(page: Page, site: Site, name: str = "demo-reviewer") -> None:
    page.goto(f"{site.address}/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(site.accounts()[name])
    page.get_by_role("main").get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def paste(page: Page, site: Site, text: str, outlet: str = "Meridian") -> None:
    page.goto(f"{site.address}/articles/add/")
    page.locator("[name=outlet]").fill(outlet)
    page.locator("[name=text]").fill(text)
    page.get_by_role("button", name="Add the article").click()


def await_claims(page: Page, number: int) -> None:
    """Reload until the worker has read the article."""
    for _ in range(PATIENCE // 1000):
        if page.locator("ol.lines > li").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(page.locator("ol.lines > li")).to_have_count(number)


def await_ready(page: Page) -> None:
    """Until the article page listens to keys, and knows which ones this person has."""
    expect(page.locator("#desk[data-ready]")).to_be_visible()


def ask_whether_it_is_so(page: Page) -> None:
    """Go to the open claim's second question; until its form is there, the first one's would take what is typed."""
    page.get_by_role("link", name="Is it so?").click()
    expect(page.locator("#claim")).to_have_attribute("data-question", "corroboration")


def api(site: Site, path: str, body: dict[str, Any] | None = None) -> Any:
    """What the API answers the demo's reviewer; a POST when there is a body."""
    request = urllib.request.Request(
        f"{site.address}/api/v1/{path}",
        data=json.dumps(body).encode() if body is not None else None,
        headers={"Authorization": f"Token {site.token()}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read().decode())
