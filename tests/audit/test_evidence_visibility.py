"""Who is shown an item of evidence, by its visibility, over every channel: one verdict rests on an item of each."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import User

from audit.ledger.services import actor_for
from audit.models import Claim, Evidence
from audit.permissions import Role
from audit.services.decisions import publish
from tests import factories
from tests.browsing import browser

pytestmark = pytest.mark.django_db
ROLES = {"reader": Role.READER, "contributor": Role.CONTRIBUTOR, "author": Role.REVIEWER}
ROLES |= {"other reviewer": Role.REVIEWER, "editor": Role.EDITOR}
EVERYBODY = {"anonymous", *ROLES}
INSIDE = {"author", "other reviewer", "editor"}
SEES = {"public": EVERYBODY, "restricted": INSIDE, "confidential": INSIDE - {"other reviewer"}}
# What an item is found by, and where: `{pk}` is its id, `{claim}` and `{article}` those of what it is used on.
CHANNELS = {
    "its page": "/evidence/{pk}/",
    "its copy": "/evidence/{pk}/copies/1/",
    "the file of its copy": "/evidence/{pk}/copies/1/file/",
    "the claim's page and history": "/claims/{claim}/",
    "the article's page, where items are offered again": "/articles/{article}/?claim={claim}",
    "API list": "/api/v1/evidence/?claim={claim}",
    "API item": "/api/v1/evidence/{pk}/",
    "API copies": "/api/v1/evidence/{pk}/copies/",
    "API reviews": "/api/v1/claims/{claim}/reviews/",
    "API where it comes from": "/api/v1/evidence/{pk}/provenance/",
    "export as JSON Lines": "/api/v1/exports/verdicts.jsonl",
    "export as CSV": "/api/v1/exports/verdicts.csv",
    "admin list": "/admin/audit/evidence/",
    "admin search": "/admin/audit/evidence/?q=fares",
    "admin item": "/admin/audit/evidence/{pk}/change/",
    "admin history": "/admin/audit/evidence/{pk}/history/",
    "admin copies": "/admin/audit/evidencecopy/",
    "admin uses": "/admin/audit/evidenceuse/",
    "admin review form": "/admin/audit/claim/{claim}/change/",
}

FOR_INSIDERS = ("/admin/", "/articles/")  # to judge with, or to look after; readers find evidence with the claim


@dataclass(frozen=True)
class Desk:
    claim: Claim
    items: dict[str, Evidence]
    people: dict[str, User | None]


@pytest.fixture(scope="module")
def desk(module_database: None) -> Desk:
    people = {name: factories.person(name.replace(" ", "-"), role) for name, role in ROLES.items()}
    claim = factories.claim()
    uses = [
        factories.file_use("document", f"{seen} fares".encode(), title=f"Fares {seen}", visibility=seen)
        for seen in SEES
    ]
    review = factories.review(claim, "exact", actor_for(people["author"]), evidence=uses)
    publish(decision=review.decisions.get(), state="published", actor=actor_for(people["editor"]))
    return Desk(claim, {item.visibility: item for item in Evidence.objects.all()}, {"anonymous": None, **people})


def shown(desk: Desk, who: str, path: str) -> set[str]:
    """The visibilities of the items that this person is shown there."""
    keys = {"claim": desk.claim.pk, "article": desk.claim.revision.article_id}
    client = browser(desk.people[who])
    if "{pk}" in path:
        return {seen for seen, item in desk.items.items() if client.get(path.format(pk=item.pk)).status_code == 200}
    answer = client.get(path.format(**keys))
    told = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
    return {seen for seen, item in desk.items.items() if str(item.pk) in told or f"Fares {seen}" in told}


@pytest.mark.parametrize("channel", CHANNELS)
def test_evidence_is_shown_to_whom_its_visibility_allows(desk: Desk, channel: str) -> None:
    path = CHANNELS[channel]
    there = INSIDE if path.startswith(FOR_INSIDERS) else EVERYBODY
    found = {who: shown(desk, who, path) for who in desk.people}
    assert found == {who: {seen for seen in SEES if who in SEES[seen] & there} for who in desk.people}
