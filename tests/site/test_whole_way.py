"""The whole way in a real browser: paste, nine claims, one verdict in admin, one on the page, both in the export."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.site.running import Site
from tests.site.walking import ask_whether_it_is_so, await_claims, log_in, paste

PAGES = Path(__file__).resolve().parent.parent / "pages"
TWIN = (PAGES / "residue.txt").read_text(encoding="utf-8")
GOLD = json.loads((PAGES / "residue.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.browser


def give_evidence(page: Page, kind: str, stance: str, words: str) -> None:
    page.locator("[name=evidence-0-kind]").select_option(kind)
    page.locator("[name=evidence-0-stance]").select_option(stance)
    page.locator("[name=evidence-0-independent]").select_option("yes")
    page.locator("[name=evidence-0-words]").fill(words)


def export(site: Site) -> list[dict[str, Any]]:
    request = urllib.request.Request(
        f"{site.address}/api/v1/exports/verdicts.jsonl", headers={"Authorization": f"Token {site.token()}"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return [json.loads(line) for line in answer.read().decode().splitlines()]


def test_the_whole_way(site: Site, page: Page) -> None:
    log_in(page, site)
    paste(page, site, TWIN)
    expect(page.get_by_role("heading", level=1)).to_have_text(GOLD["headline"])
    await_claims(page, 9)

    disputed, corroborated = GOLD["quotations"][0], GOLD["quotations"][3]
    card = page.locator("ol.lines > li").filter(has_text=corroborated["quote"][:60])
    card.get_by_role("link").click()
    ask_whether_it_is_so(page)
    page.locator("[name=value][value=corroborated]").check()
    give_evidence(page, "document", "supports", "Harbour log: forty lorries came in.")
    page.get_by_role("button", name="Record this answer").click()
    expect(page.locator("#messages")).to_contain_text("recorded")

    page.goto(f"{site.address}/admin/audit/claim/")
    page.locator("#searchbar").fill(disputed["quote"][:40])
    page.keyboard.press("Enter")
    page.locator("#result_list tbody a").first.click()
    page.get_by_role("link", name="Review: is it so?").click()
    page.locator("[name=value][value=disputed]").check()
    give_evidence(page, "recording", "contradicts", "Film of the road on that day: it is empty.")
    page.get_by_role("button", name="Record this answer").click()
    expect(page.locator(".messagelist, [role=status]").first).to_contain_text("recorded")

    verdicts = {row["corroboration"]: row for row in export(site) if row["headline"] == GOLD["headline"]}
    assert verdicts["corroborated"]["speaker"] == corroborated["speaker"]
    assert verdicts["corroborated"]["affiliations"] == corroborated["affiliations"]
    assert verdicts["disputed"]["speaker"] == disputed["speaker"]
    assert verdicts["disputed"]["affiliations"] == disputed["affiliations"]
    assert verdicts["disputed"]["evidence"][0]["stance"] == "contradicts"
    assert "Internally consistent" in site.manage("verify_history").stdout


def test_a_refused_answer_keeps_what_was_typed(site: Site, page: Page) -> None:
    log_in(page, site)
    paste(page, site, TWIN + "\nThe ferry will wait, the harbour master said.\n", outlet="Meridian Evening")
    await_claims(page, 10)
    page.locator("ol.lines > li").first.get_by_role("link").click()
    page.locator("[name=value][value=exact]").check()
    page.locator("[name=rationale]").fill("I remember it so.")
    page.get_by_role("button", name="Record this answer").click()
    expect(page.get_by_text("needs a primary record").first).to_be_visible()
    expect(page.locator("[name=value][value=exact]")).to_be_checked()
    expect(page.locator("[name=rationale]")).to_have_value("I remember it so.")
