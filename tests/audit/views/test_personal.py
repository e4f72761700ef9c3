"""What is a person's own: keys that can be other ones, drafts that nobody else sees."""

from __future__ import annotations

import json
import uuid

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from audit.models import Draft, Preference
from audit.services.errors import Refused
from audit.services.personal import choose_keys, keys_of, usual_keys
from tests import factories
from tests.browsing import browser, hidden_fields

pytestmark = pytest.mark.django_db


def keep(user: User, target: object, fields: object, article: object) -> int:
    address = reverse("draft", args=[article, target])
    return browser(user).post(address, json.dumps({"fields": fields}), content_type="application/json").status_code


def test_a_draft_is_kept_for_its_writer_alone(reviewer: User, second_reviewer: User) -> None:
    claim = factories.claim()
    article = claim.revision.article_id
    assert keep(reviewer, claim.pk, [["rationale", "Heard it."]], article) == 200
    assert keep(reviewer, claim.pk, [["rationale", "Heard it twice."]], article) == 200
    own = reverse("own", args=[article])
    assert browser(reviewer).get(own).json()["drafts"][str(claim.pk)]["fields"] == [["rationale", "Heard it twice."]]
    assert browser(second_reviewer).get(own).json()["drafts"] == {}


def test_an_answer_that_was_recorded_ends_its_draft(reviewer: User) -> None:
    claim = factories.claim()
    assert keep(reviewer, claim.pk, [["rationale", "x"]], claim.revision.article_id) == 200
    client = browser(reviewer)
    address = reverse("claim_review", args=[claim.pk])
    page = client.get(f"{claim.revision.article.get_absolute_url()}?claim={claim.pk}")
    client.post(address, {**hidden_fields(page, address), "value": "source_not_identifiable"})
    assert not Draft.objects.exists()


@pytest.mark.parametrize("fields", [None, "x", [["a"]], [["a", 1]], [["a", "x" * 300_001]]])
def test_what_is_no_draft_is_refused(fields: object, reviewer: User) -> None:
    claim = factories.claim()
    assert keep(reviewer, claim.pk, fields, claim.revision.article_id) == 422
    assert not Draft.objects.exists()


def test_a_script_without_a_login_is_told_so_and_not_redirected() -> None:
    claim = factories.claim()
    address = reverse("draft", args=[claim.revision.article_id, uuid.uuid4()])
    answer = browser().post(address, "{}", content_type="application/json", headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 401


def test_keys_are_the_usual_ones_until_somebody_chooses(reviewer: User) -> None:
    assert keys_of(reviewer).by_act == usual_keys()
    chosen = choose_keys(user=reviewer, shortcuts=False, by_act={"next": "h"})
    assert (chosen.shortcuts, chosen.by_act["next"], chosen.by_act["previous"]) == (False, "h", "k")


def test_a_key_that_somebody_chose_is_not_taken_by_a_newer_act(reviewer: User) -> None:
    Preference.objects.create(user=reviewer, keys={"next": usual_keys()["same"]})
    keys = keys_of(reviewer).by_act
    assert (keys["next"], keys["same"], keys["previous"]) == ("=", "", "k")


@pytest.mark.parametrize("by_act", [{"next": "k"}, {"next": "jj"}, {"next": ""}])
def test_a_key_does_one_thing_and_is_one_character(by_act: dict[str, str], reviewer: User) -> None:
    with pytest.raises(Refused):
        choose_keys(user=reviewer, shortcuts=True, by_act=by_act)
    assert keys_of(reviewer).by_act == usual_keys()


def test_the_page_of_keys_keeps_what_was_typed(reviewer: User) -> None:
    client = browser(reviewer)
    assert client.post(reverse("keys"), {"next": "h", "confirm": "space", "shortcuts": "on"}).status_code == 302
    assert 'name="next" value="h"' in client.get(reverse("keys")).content.decode()
    assert client.post(reverse("keys"), {"next": "k"}).status_code == 422
