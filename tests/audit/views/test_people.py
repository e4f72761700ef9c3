"""The pages on which people say who speakers are: doubles, comparing, correcting, affiliations, organizations."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from audit.models import Affiliation, Organization, Speaker
from audit.services.ownership import add_organization
from audit.services.speakers import add_speaker, link_source
from tests import factories
from tests.browsing import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(reviewer: User) -> tuple[Speaker, Speaker]:
    """Ana Ruiz, who has a claim, and A. Ruiz <b>, who has none."""
    claim, by = factories.claim(), factories.actor("reviewer")
    ruiz, short = (add_speaker(name=name, kind="person", actor=by) for name in ("Ana Ruiz", "A. <b>Ruiz"))
    assert claim.source is not None
    link_source(source=claim.source, speaker=short, actor=by)
    return ruiz, short


def page(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def test_likely_doubles_are_listed_compared_merged_and_taken_back(
    as_reviewer: Client, two: tuple[Speaker, Speaker]
) -> None:
    ruiz, short = two
    assert "the same last name, and first names that fit" in page(as_reviewer, "doubles")
    address = reverse("speaker_compare", args=[ruiz.pk, short.pk])
    shown = page(as_reviewer, "speaker_compare", ruiz.pk, short.pk)
    assert "Harbour Board" in shown
    assert "A. &lt;b&gt;Ruiz" in shown
    assert as_reviewer.post(address, {"why": "No answer"}).status_code == 422
    assert as_reviewer.post(address, {"answer": "one", "why": "The same post."})["Location"] == ruiz.get_absolute_url()
    kept = page(as_reviewer, "speaker", ruiz.pk)
    assert "The fares will rise by four per cent" in kept
    assert "Found to be the same" in kept
    assert browser().get(short.get_absolute_url())["Location"] == ruiz.get_absolute_url()
    assert "Found to be the same" not in page(browser(), "speaker", ruiz.pk)
    assert as_reviewer.post(address, {"answer": "one"}).status_code == 422
    as_reviewer.post(reverse("speaker_unmerge", args=[short.pk]), {"why": "Two posts."})
    assert "No claim is given to this speaker." in page(as_reviewer, "speaker", ruiz.pk)
    history = page(as_reviewer, "speaker_history", short.pk)
    assert "shown as itself again" in history
    assert "Two posts." in history
    as_reviewer.post(address, {"answer": "different"})
    assert "No two speakers look like one." in page(as_reviewer, "doubles")


def test_a_speaker_is_corrected_and_gets_an_affiliation(as_reviewer: Client, two: tuple[Speaker, Speaker]) -> None:
    ruiz, _ = two
    address = reverse("speaker_edit", args=[ruiz.pk])
    given = {"name": "Ana Maria Ruiz", "aliases": "Ana Ruiz\n", "exposure": "public_role", "wikidata_id": "Q42"}
    assert as_reviewer.post(address, {**given, "wikidata_id": "42"}).status_code == 422
    as_reviewer.post(address, given)
    post = {"organization": "Ferry Union", "role": "chair", "since": "2020-01-01", "stated_in": "Its report"}
    address = reverse("affiliation_add", args=[ruiz.pk])
    assert as_reviewer.post(address, {**post, "until": "2019-01-01"}).status_code == 422
    as_reviewer.post(address, post)
    shown = page(browser(), "speaker", ruiz.pk)
    assert "also: Ana Ruiz" in shown
    assert "Its report" in shown
    row = Affiliation.objects.get()
    as_reviewer.post(reverse("affiliation_edit", args=[row.pk]), {**post, "role": "speaker"})
    body = page(browser(), "organization", row.organization_id)
    assert ("speaker" in body, "Ana Maria Ruiz" in body) == (True, True)
    as_reviewer.post(reverse("affiliation_withdraw", args=[row.pk]))
    assert "Its report" not in page(browser(), "speaker", ruiz.pk)


def test_organizations_are_found_and_corrected(editor: User, as_reviewer: Client) -> None:
    board = add_organization(name="Harbour Board", actor=factories.actor())
    assert "Harbour Board" in browser().get(reverse("organizations"), {"q": "HARB"}).content.decode()
    assert "No organization has such a name." in browser().get(reverse("organizations"), {"q": "x"}).content.decode()
    address = reverse("organization_edit", args=[board.pk])
    given = {"name": "Harbour <b> Board", "acronym": "HB"}
    assert as_reviewer.post(address, given).status_code == 403
    browser(editor).post(address, given)
    assert Organization.objects.get().acronym == "HB"
    assert "Harbour &lt;b&gt; Board" in page(browser(), "organization", board.pk)
    assert "acronym" in page(as_reviewer, "organization_history", board.pk)
