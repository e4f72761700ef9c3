"""Speakers across articles: the list, the page of one, linking a source, and those who get no page."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Outlet
from audit.ledger.services import record
from audit.models import ArticleSource, Organization, Speaker
from audit.services.speakers import add_speaker, link_source
from audit.views import speakers as pages
from tests import factories
from tests.browsing import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def source() -> ArticleSource:
    found = factories.claim().source
    assert found is not None
    return found


def speaker(name: str = "Ana Ruiz", exposure: str = Speaker.Exposure.PUBLIC_ROLE) -> Speaker:
    made = add_speaker(name=name, kind="person", actor=factories.actor())
    if exposure != made.exposure:
        made.exposure = exposure
        made.save(update_fields=["exposure"])
        record(actor=factories.actor(), action="changed", target=made)
    return made


def test_an_empty_list_teaches() -> None:
    assert "No speaker is known across articles yet." in browser().get(reverse("speakers")).content.decode()


def test_the_list_is_by_last_name_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PAGE", 2)
    for name in ("Zoe Abel", "Ben Cole", "Ada Berg"):
        speaker(name)
    first = browser().get(reverse("speakers"))
    assert [s.name for s in first.context["speakers"]] == ["Zoe Abel", "Ada Berg"]
    further = browser().get(reverse("speakers"), {"after": first.context["further"]})
    assert [s.name for s in further.context["speakers"]] == ["Ben Cole"]
    assert further.context["further"] == ""


def test_a_forged_place_in_the_list_is_400() -> None:
    response = browser().get(reverse("speakers"), {"after": "forged"})
    assert response.status_code == 400
    assert "Start again from the list" in response.content.decode()


def named(model: type[Model], name: str) -> Model:
    keys = {"search_key": name.lower()} | ({"sort_key": name.lower()} if model is Speaker else {})
    return model(name=name, **({} if model is Outlet else keys), **({"kind": "person"} if model is Speaker else {}))


@pytest.mark.parametrize(
    ("page", "model"), [("speakers", Speaker), ("organizations", Organization), ("outlets", Outlet)]
)
def test_a_list_asks_the_same_for_one_and_for_a_hundred(page: str, model: type[Model], reviewer: User) -> None:
    client, counts = browser(reviewer), []
    with transaction.atomic():  # taken back, since no event tells of rows made at once
        for names in (["Ann One"], [f"Bob {number:03}" for number in range(100)]):
            model._default_manager.bulk_create([named(model, name) for name in names])
            with CaptureQueriesContext(connection) as queries:
                shown = client.get(reverse(page)).content.decode()
            counts.append(len(queries))
            assert names[0] in shown
        transaction.set_rollback(True)
    assert counts[0] == counts[1]


def test_a_new_speaker_is_made_and_linked(as_reviewer: Client, source: ArticleSource) -> None:
    as_reviewer.post(reverse("source_link", args=[source.pk]), {"act": "new", "name": "Ana Ruiz"})
    source.refresh_from_db()
    assert source.speaker is not None
    page = browser().get(source.speaker.get_absolute_url()).content.decode()
    assert "The fares will rise by four per cent" in page
    assert "The Harbour Post" in page


def test_a_known_speaker_is_offered_and_linked(as_reviewer: Client, source: ArticleSource) -> None:
    known = speaker()
    address = reverse("source_link", args=[source.pk])
    assert str(known.pk) in as_reviewer.get(address).content.decode()
    as_reviewer.post(address, {"act": "known", "speaker": str(known.pk)})
    source.refresh_from_db()
    assert source.speaker == known


def test_a_link_is_taken_back(as_reviewer: Client, source: ArticleSource) -> None:
    link_source(source=source, speaker=speaker(), actor=factories.actor())
    as_reviewer.post(reverse("source_link", args=[source.pk]), {"act": "unlink"})
    source.refresh_from_db()
    assert source.speaker is None


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"act": "known"}, "Choose a speaker"),
        ({"act": "new", "name": " "}, "needs a name"),
        ({"act": "known", "speaker": "nobody"}, "not a valid"),
    ],
)
def test_bad_links_are_refused(sent: dict[str, str], said: str, as_reviewer: Client, source: ArticleSource) -> None:
    response = as_reviewer.post(reverse("source_link", args=[source.pk]), sent)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Speaker.objects.exists()


@pytest.mark.parametrize("exposure", ["private_person", "minor", "at_risk"])
def test_people_not_in_public_life_have_no_page_but_for_the_desk(
    exposure: str, reader: User, as_reviewer: Client
) -> None:
    hidden = speaker(exposure=exposure)
    assert browser(reader).get(hidden.get_absolute_url()).status_code == 404
    assert hidden.name not in browser().get(reverse("speakers")).content.decode()
    assert "no public page" in as_reviewer.get(hidden.get_absolute_url()).content.decode()
