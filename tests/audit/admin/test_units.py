"""Units, owners and people in admin: forms of our own, through the services of the site."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from audit.ledger.verification import verify
from audit.models import Affiliation, Claim, Organization, OutletOwnership, Speaker
from audit.services.speakers import add_speaker
from audit.services.triage import confirm_claim
from tests import factories
from tests.browsing import browser, hidden_fields

pytestmark = pytest.mark.django_db
FARES = "The fares will rise by four per cent"


@pytest.fixture
def claim() -> Claim:
    return factories.claim()


def act(client: Client, claim: Claim, name: str, **typed: Any) -> Any:
    """Fill in the form as it is shown, and send it."""
    address = reverse("admin:audit_claim_unit", args=[claim.pk, name])
    shown = client.get(address)
    fields = {name: field.value() or "" for name, field in ((f.name, f) for f in shown.context["form"])}
    return client.post(address, {**fields, **typed})


def test_a_claim_is_marked_in_its_article(as_reviewer: Client, claim: Claim) -> None:
    address = f"{reverse('admin:audit_claim_add')}?article={claim.revision.article_id}"
    assert FARES in as_reviewer.get(address).content.decode()
    sent = hidden_fields(as_reviewer.get(address), "")
    assert as_reviewer.post(address, {**sent, "words": "not there"}).status_code == 422
    as_reviewer.post(address, {**sent, "words": "Ferry fares will rise in spring"})
    made = Claim.objects.get(origin="person")
    assert (made.quote, made.source) == ("Ferry fares will rise in spring", None)
    assert as_reviewer.get(reverse("admin:audit_claim_add"))["Location"].endswith("/articles/article/")
    assert as_reviewer.get(f"{reverse('admin:audit_claim_add')}?article=x").status_code == 404


def test_a_claim_is_corrected_split_joined_dismissed_and_restored(as_reviewer: Client, claim: Claim) -> None:
    assert act(as_reviewer, claim, "correct", words="The fares will rise", told_to="the island").status_code == 302
    claim.refresh_from_db()
    assert (claim.quote, claim.told_to, claim.origin) == ("The fares will rise", "the island", "person")
    assert act(as_reviewer, claim, "split", pieces="The fares\nnot there").status_code == 422
    assert act(as_reviewer, claim, "split", pieces="The fares\nwill rise").status_code == 302
    piece = Claim.objects.get(quote="will rise")
    assert act(as_reviewer, claim, "merge").status_code == 422
    assert act(as_reviewer, claim, "merge", others=[str(piece.pk)]).status_code == 302
    piece.refresh_from_db()
    assert (piece.state, piece.merged_into_id) == ("dismissed", claim.pk)
    act(as_reviewer, claim, "dismiss", reason="A headline")
    claim.refresh_from_db()
    assert (claim.state, claim.state_reason) == ("dismissed", "A headline")
    assert "Restore" in as_reviewer.get(reverse("admin:audit_claim_change", args=[claim.pk])).content.decode()
    act(as_reviewer, claim, "restore")
    claim.refresh_from_db()
    assert claim.state == "active"
    assert verify() == []


def test_a_stale_form_shows_both_versions_and_goes_on_from_there(as_reviewer: Client, claim: Claim) -> None:
    address = reverse("admin:audit_claim_unit", args=[claim.pk, "dismiss"])
    seen = hidden_fields(as_reviewer.get(address), "")
    confirm_claim(claim=claim, actor=factories.actor())
    stale = as_reviewer.post(address, {**seen, "reason": "A headline"})
    assert (stale.status_code, "As it stands now" in stale.content.decode()) == (409, True)
    assert "A headline" in stale.content.decode()
    as_reviewer.post(address, {**hidden_fields(stale, ""), "reason": "A headline"})
    claim.refresh_from_db()
    assert claim.state == "dismissed"


def test_who_may_not_edit_gets_no_form(claim: Claim, reader: User) -> None:
    address = reverse("admin:audit_claim_unit", args=[claim.pk, "correct"])
    assert "/admin/login/" in browser(reader).get(address)["Location"]


def test_owners_of_outlets_are_added_dated_and_withdrawn(editor: User, as_reviewer: Client) -> None:
    add, client = reverse("admin:audit_outletownership_add"), browser(editor)
    outlet = factories.outlet()
    assert as_reviewer.get(add).status_code == 403
    assert client.post(add, {"outlet": outlet.pk, "organization": " "}).status_code == 422
    client.post(add, {"outlet": outlet.pk, "organization": "Harbour Holding", "since": "2020-01-01"})
    row = OutletOwnership.objects.get()
    page = reverse("admin:audit_outletownership_change", args=[row.pk])
    date = reverse("admin:audit_outletownership_date", args=[row.pk])
    assert date in client.get(page).content.decode()
    assert date not in as_reviewer.get(page).content.decode()
    assert client.post(date, {"since": "2021-01-01", "until": "2020-01-01"}).status_code == 422
    client.post(date, {"since": "2021-01-01"})
    client.post(reverse("admin:audit_outletownership_withdraw", args=[row.pk]), {"sent": "true"})
    row.refresh_from_db()
    assert (str(row.since), row.is_withdrawn) == ("2021-01-01", True)


def test_people_are_corrected_affiliated_and_merged(as_reviewer: Client, editor: User) -> None:
    ruiz, short = (add_speaker(name=n, kind="person", actor=factories.actor()) for n in ("Ana Ruiz", "A. Ruiz"))

    def at(model: str, name: str, row: Any) -> str:
        return reverse(f"admin:audit_{model}_{name}", args=[row.pk])

    as_reviewer.post(at("speaker", "merge", short), {"kept": str(ruiz.pk), "why": "One post"})
    assert Speaker.objects.get(name="A. Ruiz").merged_into == ruiz
    assert "Take the merge back" in as_reviewer.get(at("speaker", "change", short)).content.decode()
    as_reviewer.post(at("speaker", "unmerge", short), {"why": ""})
    assert Speaker.objects.get(name="A. Ruiz").merged_into is None
    as_reviewer.post(at("speaker", "correct", ruiz), {"name": "Ana M. Ruiz", "exposure": "public_role"})
    post = {"organization": "Ferry Union", "stated_in": "Its report"}
    as_reviewer.post(at("speaker", "affiliate", ruiz), post)
    row = Affiliation.objects.get(speaker__name="Ana M. Ruiz")
    as_reviewer.post(at("affiliation", "correct", row), {**post, "role": "chair"})
    as_reviewer.post(at("affiliation", "withdraw", row), {"sent": "true"})
    row.refresh_from_db()
    assert (row.role, row.is_withdrawn) == ("chair", True)
    correct = at("organization", "correct", row.organization)
    assert as_reviewer.post(correct, {"name": "Union"}).status_code == 403
    browser(editor).post(correct, {"name": "Union"})
    assert Organization.objects.get().name == "Union"
