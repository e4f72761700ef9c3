"""The queue on the site: the next claim, leases, skipping, filters, pages, acts on several claims."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.ledger.services import actor_for
from audit.models import Assignment, Claim, Review
from audit.services.queue import LEASE, next_claim
from tests import audits, factories
from tests.browsing import article_with, browser, hidden_fields

pytestmark = pytest.mark.django_db


def selected(number: int = 2, outlet: str = "The Long Gazette") -> list[Claim]:
    claims = list(Claim.objects.filter(revision__article=article_with(number, outlet)).with_source().in_order())
    return [audits.select(claim) for claim in claims]


def shown(client: Client, **parameters: Any) -> list[Any]:
    return [line.card.claim for line in client.get(reverse("queue"), parameters).context["lines"]]


def test_next_leads_to_a_claim_and_holds_it(reviewer: User) -> None:
    claims = selected()
    answer = browser(reviewer).post(reverse("queue_next"))
    held = Assignment.objects.get()
    assert f"claim={held.claim_id}" in answer["Location"]
    assert held.claim in claims
    assert held.state == "leased"


def test_two_people_get_two_claims_and_the_same_one_again_when_they_ask_again(
    reviewer: User, second_reviewer: User
) -> None:
    selected()
    first = [next_claim(actor=actor_for(reviewer)) for _ in range(2)]
    second = next_claim(actor=actor_for(second_reviewer))
    assert first[0] == first[1]
    assert second is not None
    assert first[0] is not None
    assert second.claim_id != first[0].claim_id


def test_a_claim_left_lying_goes_to_the_next_person(reviewer: User, second_reviewer: User) -> None:
    selected(1)
    left = next_claim(actor=actor_for(reviewer))
    assert left is not None
    assert next_claim(actor=actor_for(second_reviewer)) is None
    Assignment.objects.filter(pk=left.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
    taken = next_claim(actor=actor_for(second_reviewer))
    assert taken is not None
    assert taken.claim_id == left.claim_id
    assert next_claim(actor=actor_for(reviewer)) is None


def test_an_open_page_holds_its_claim(reviewer: User, second_reviewer: User) -> None:
    selected(1)
    held = next_claim(actor=actor_for(reviewer))
    assert held is not None
    lease = reverse("claim_lease", args=[held.claim_id])
    Assignment.objects.update(leased_until=timezone.now() + timedelta(minutes=1))
    assert browser(reviewer).post(lease).status_code == 204
    assert Assignment.objects.get().leased_until > timezone.now() + LEASE / 2  # type: ignore[operator]
    assert browser(second_reviewer).post(lease).status_code == 409


def test_a_claim_is_skipped_with_a_reason_alone(reviewer: User) -> None:
    selected(1)
    held = next_claim(actor=actor_for(reviewer))
    assert held is not None
    client, skip = browser(reviewer), reverse("claim_skip", args=[held.claim_id])
    client.post(skip, {"reason": " "})
    assert Assignment.objects.get().state == "leased"
    client.post(skip, {"reason": "I know the speaker."})
    assert (Assignment.objects.get().state, Assignment.objects.get().reason) == ("skipped", "I know the speaker.")
    assert next_claim(actor=actor_for(reviewer)) is None


def test_whoever_comes_by_the_queue_is_led_through_it(reviewer: User) -> None:
    claims, client = {str(claim.pk): claim for claim in selected()}, browser(reviewer)
    answers = {"attribution": "source_not_identifiable", "corroboration": "not_checkable"}
    place = client.post(reverse("queue_next"))["Location"]
    first = claims[parse_qs(urlsplit(place).query)["claim"][0]]
    actions = [reverse("claim_review", args=[first.pk]), reverse("assertion_review", args=[first.assertions.get().pk])]
    for action, value in zip(actions, answers.values(), strict=True):
        page = client.get(place)
        assert reverse("claim_skip", args=[first.pk]) in page.content.decode()
        given = {**hidden_fields(page, action), "value": value, "tags": ["opinion"] * (value == "not_checkable")}
        answered = client.post(action, given, headers={"HX-Target": "choice", "HX-Current-URL": place})
        place = answered["HX-Redirect"]
        if action == actions[0]:  # whoever left meanwhile comes back to what is still to be answered
            assert client.post(reverse("queue_next"))["Location"] == place
    assert Assignment.objects.get(claim=first).state == "done"
    second = claims[parse_qs(urlsplit(place).query)["claim"][0]]
    assert second != first
    assert f"claim={second.pk}" in client.post(reverse("claim_skip", args=[second.pk]), {"reason": ""})["Location"]
    skipped = client.post(reverse("claim_skip", args=[second.pk]), {"reason": "I know him."})
    assert skipped["Location"] == reverse("queue")


def test_in_an_audit_a_skipped_claim_is_given_to_another_reviewer() -> None:
    desk = audits.blind()
    spare = factories.actor("spare")
    audits.set_member(audit=desk.audit, member=spare, role="reviewer", actor=actor_for(desk.lead))
    browser(desk.first).post(reverse("claim_skip", args=[desk.claim.pk]), {"reason": "A friend of mine."})
    assert Assignment.objects.get(claim=desk.claim, actor=spare).state == "waiting"


def test_a_judged_claim_leaves_the_queue(reviewer: User) -> None:
    claim = selected(1)[0]
    held = next_claim(actor=actor_for(reviewer))
    assert held is not None
    factories.review(claim, "exact", actor_for(reviewer))
    assert Assignment.objects.get().state == "leased"
    factories.review(claim.assertions.get(), "corroborated", actor_for(reviewer))
    assert Assignment.objects.get().state == "done"
    assert shown(browser(reviewer)) == []


def test_the_checkable_and_thinly_sourced_come_first(as_reviewer: Client) -> None:
    selected(3)
    audits.select(factories.claim())
    numbers = [claim.queue_place.number for claim in shown(as_reviewer)]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == 4


FILTERS = [
    ({"outlet": "own"}, 2),
    ({"speaker": "berg0"}, 1),
    ({"affiliation": "Harbour"}, 1),
    ({"kind": "indirect"}, 0),
    ({"attribution": "not_reviewed"}, 3),
    ({"corroboration": "corroborated"}, 0),
    ({"since": "2030-01-01"}, 0),
    ({"confidence": "95"}, 3),
    ({"confidence": "10"}, 0),
]


@pytest.mark.parametrize(("given", "found"), FILTERS, ids=lambda value: str(value))
def test_the_queue_is_narrowed(as_reviewer: Client, given: dict[str, str], found: int) -> None:
    claims = selected()
    audits.select(factories.claim())
    if given.get("outlet"):
        given = {"outlet": str(claims[0].revision.article.outlet_id)}
    assert len(shown(as_reviewer, **given)) == found


def test_confidence_tells_nothing_where_it_is_kept() -> None:
    desk = audits.blind()
    assert desk.claim not in shown(browser(desk.first), confidence="100")
    assert desk.claim in shown(browser(desk.third), confidence="100")


def test_the_queue_goes_on_where_its_page_ended(as_reviewer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audit.views.queue.PAGE", 2)
    claims = selected(5)
    for sort in ("number", "newest", "oldest"):
        seen, after = [], ""
        for _ in range(3):
            page = as_reviewer.get(reverse("queue"), {"sort": sort, **({"after": after} if after else {})})
            seen += [line.card.claim.pk for line in page.context["lines"]]
            after = page.context["after"]
        assert len(set(seen)) == len(claims)
        assert after == ""
    first = as_reviewer.get(reverse("queue"), {"sort": "newest"}).context["after"]
    assert as_reviewer.get(reverse("queue"), {"sort": "oldest", "after": first}).status_code == 400


def test_the_queue_asks_the_same_for_one_and_for_many(as_reviewer: Client) -> None:
    counts = []
    for number in (1, 24):
        selected(number, f"Paper {number}")
        as_reviewer.get(reverse("queue"))
        with CaptureQueriesContext(connection) as queries:
            as_reviewer.get(reverse("queue"))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


BULK = [
    ({"act": "select"}, "selected", "active"),
    ({"act": "set_aside", "reason": "About sports."}, "not_selected", "active"),
    ({"act": "set_aside"}, "undecided", "active"),
    ({"act": "dismiss"}, "undecided", "dismissed"),
    ({"act": "judge"}, "undecided", "active"),
]


@pytest.mark.parametrize(("given", "triage", "state"), BULK)
def test_several_claims_at_once(as_reviewer: Client, given: dict[str, str], triage: str, state: str) -> None:
    article_with(3)
    keys = [str(key) for key in Claim.objects.values_list("pk", flat=True)]
    as_reviewer.post(reverse("queue_bulk"), {**given, "claims": keys})
    assert set(Claim.objects.values_list("triage", "state")) == {(triage, state)}
    assert not Review.objects.exists()


def test_only_editors_give_claims_to_people(as_reviewer: Client, reviewer: User, editor: User) -> None:
    claim = selected(1)[0]
    sent = {"act": "assign", "claims": [claim.pk], "to": actor_for(reviewer).pk}
    assert as_reviewer.post(reverse("queue_bulk"), sent).status_code == 403
    browser(editor).post(reverse("queue_bulk"), sent)
    assert Assignment.objects.get().actor == actor_for(reviewer)
    assert next_claim(actor=factories.actor("other")) is None


def test_new_claims_wait_for_triage(as_reviewer: Client) -> None:
    article_with(2)
    assert len(shown(as_reviewer, **{"pass": "units"})) == 2
    assert as_reviewer.get(reverse("queue"), {"pass": "sports"}).status_code == 400


def test_a_refused_act_on_several_claims_keeps_what_was_chosen(as_reviewer: Client) -> None:
    claim = Claim.objects.filter(revision__article=article_with(2))[0]
    address = f"{reverse('queue_bulk')}?pass=units&article={claim.revision.article_id}"
    sent = {"act": "set_aside", "claims": [claim.pk]}
    answer = as_reviewer.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(" checked aria-label") == 1
    assert f'value="{claim.pk}" checked' in page
    assert '<option value="set_aside" selected>' in page


def test_units_of_an_article_lead_back_to_its_audit() -> None:
    desk = audits.blind(lock=False)
    page = browser(desk.lead).get(reverse("queue"), {"pass": "units", "article": desk.place.article_id})
    assert "Every claim of this article is decided." in page.content.decode()
    assert page.content.decode().count(desk.audit.get_absolute_url()) == 2
