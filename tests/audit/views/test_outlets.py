"""Outlets: listed with counts, a page of their own, corrected by editors, masked from whoever judges them so."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.models import Outlet
from articles.services import NotChanged, add_outlet, correct_outlet
from audit.ledger.models import Event
from audit.permissions import Role
from audit.reports.outlets import Counts, outlet_counts
from audit.services.decisions import publish
from audit.services.ownership import add_organization, add_ownership
from tests import audits, factories
from tests.articles.feeds import subscribed
from tests.browsing import browser

pytestmark = pytest.mark.django_db

FIELDS = {"name": "The Harbour Post", "domains": "", "country": "", "ownership": "unknown"}


@pytest.fixture
def as_editor(editor: User) -> Client:
    return browser(editor)


def page(client: Client, name: str, *args: object, **words: str) -> str:
    response = client.get(reverse(name, args=args), words)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_of_an_outlet_shows_owners_feeds_articles_and_counts(reader: User, reviewer: User) -> None:
    claim, by = factories.claim(), factories.actor("editor", Role.EDITOR)
    outlet = claim.revision.article.outlet
    body = add_organization(name="Quay <b> Holding", actor=by)
    add_ownership(outlet=outlet, organization=body, actor=by, stated_in="Its report of the year")
    decision = factories.decision(claim.assertions.get(), by=factories.actor("reviewer"))
    assert subscribed().outlet == outlet
    shown = page(browser(), "outlet", outlet.pk)
    for words in ("Quay &lt;b&gt; Holding", "Its report of the year", claim.revision.headline, "feed"):
        assert words in shown
    claims = claim.revision.claims.filter(state="active").count()
    assert outlet_counts([outlet], reviewer) == {outlet.pk: Counts(1, claims, 1)}
    assert outlet_counts([outlet], reader) == {outlet.pk: Counts(1, claims, 0)}
    publish(decision=decision, state="published", actor=by)
    assert outlet_counts([outlet], reader) == {outlet.pk: Counts(1, claims, 1)}
    assert "1 verdict" in page(browser(), "outlets", q="harbour")
    assert "No outlet has such a name" in page(browser(), "outlets", q="quill")


def test_an_editor_corrects_an_outlet_and_the_history_tells_both_words(as_editor: Client, as_reviewer: Client) -> None:
    outlet = factories.outlet("The Harbour Post")
    address = reverse("outlet_edit", args=[outlet.pk])
    assert as_reviewer.post(address, FIELDS).status_code == 403
    given = {"name": "The Harbor Post", "domains": "https://Harbor.example/news\n\n", "ownership": "party"}
    assert as_editor.post(address, {**given, "country": "nz"})["Location"] == outlet.get_absolute_url()
    outlet.refresh_from_db()
    assert (outlet.name, outlet.domains, outlet.country) == ("The Harbor Post", ["harbor.example"], "NZ")
    history = page(as_reviewer, "outlet_history", outlet.pk)
    assert "corrected the name, the home addresses, country, the kind of owner of" in history
    for words in ("Harbour", "Harbor", "harbor.example", "party"):
        assert words in history


@pytest.mark.parametrize(
    "wrong",
    [{"name": "the ISLAND Post"}, {"domains": "no domain"}, {"country": "N1"}, {"ownership": "none"}, {"name": "​"}],
)
def test_a_correction_that_makes_no_sense_is_refused_in_the_form(as_editor: Client, wrong: dict[str, str]) -> None:
    outlet = factories.outlet("The Harbour Post")
    factories.outlet("The Island Post")
    answer = as_editor.post(reverse("outlet_edit", args=[outlet.pk]), {**FIELDS, **wrong})
    assert answer.status_code == 422
    assert not Event.objects.filter(target_id=outlet.pk, action="corrected").exists()


def test_nothing_to_correct_is_no_act() -> None:
    outlet, by = add_outlet(name="The Harbour Post", actor=factories.actor(), country="NZ"), factories.actor()
    correct_outlet(outlet=outlet, actor=by, name=outlet.name, domains=[], country="nz", ownership="unknown")
    assert not Event.objects.filter(target_id=outlet.pk, action="corrected").exists()
    with pytest.raises(NotChanged, match="no domain"):
        correct_outlet(outlet=outlet, actor=by, name="X", domains=["a b"], country="", ownership="unknown")


def test_admin_corrects_an_outlet_by_the_same_service(as_editor: Client) -> None:
    outlet = factories.outlet("The Harbour Post")
    change = page(as_editor, "admin:articles_outlet_change", outlet.pk)
    address = reverse("admin:articles_outlet_correct", args=[outlet.pk])
    assert address in change
    assert as_editor.post(address, {**FIELDS, "country": "no"}).status_code == 302
    assert as_editor.post(address, {**FIELDS, "country": "7"}).status_code == 422
    assert Outlet.objects.get(pk=outlet.pk).country == "NO"
    assert Event.objects.filter(target_id=outlet.pk, action="corrected").count() == 1


def test_whoever_judges_masked_articles_is_told_nothing_of_what_is_of_an_outlet() -> None:
    desk = audits.blind(mask_outlet=True)
    article = desk.place.article
    client = Client()
    client.force_login(desk.second)
    told = page(client, "outlet", article.outlet_id)
    assert article.headline not in told
    assert "withheld from you" in told
    assert "withheld from you" in page(client, "outlets")
    assert client.get(reverse("outlet_history", args=[article.outlet_id])).status_code == 403
    assert client.get(reverse("api:outlet", args=[article.outlet_id])).json()["counts"] is None
    client.force_login(desk.lead)
    assert article.headline in page(client, "outlet", article.outlet_id)


def test_the_page_of_an_outlet_asks_as_much_for_many_articles_as_for_one(
    django_assert_max_num_queries: object, reader: User
) -> None:
    outlet = factories.article().outlet
    for number in range(3):
        factories.article(f"“We wait,” said Ben Ode, a ferry pilot, at pier {number}.")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        page(browser(), "outlet", outlet.pk)
