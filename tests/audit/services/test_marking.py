"""Marking apart: asked for, handed in once, hidden until all have, and the agreement that comes of it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from audit.ledger.services import actor_for
from audit.ledger.verification import verify
from audit.marking_forms import MarkingForm
from audit.models import MarkingPass
from audit.reports.marking import marked_texts, marking_of_article, marking_report, words_of
from audit.services.audits import add_articles
from audit.services.errors import NotAllowed, Refused
from audit.services.marking import ask_for_marking, hand_in_marks
from audit.services.triage import confirm_claim
from tests import audits, factories
from tests.api.callers import get, post
from tests.browsing import browser

pytestmark = pytest.mark.django_db
ALL = "The fares will rise by four per cent"  # eight words
END = "rise by four per cent,” said Ana"  # five of them and two more


def test_agreement_on_a_worked_example() -> None:
    """Of n words the first marks 8, the second 7, both 5: on 5 words they differ, and 15 of 2n values are marks."""
    desk = audits.marked_apart((ALL, END))
    n = len(words_of(desk.place.revision))
    found = marking_report(desk.lead)
    assert found.words.units == n
    assert found.words.raw.value == pytest.approx((n - 5) / n)
    expected = 2 * 15 * (2 * n - 15) / (2 * n * (2 * n - 1))
    assert found.words.alpha.value == pytest.approx(1 - (5 / n) / expected)
    assert found.f1.value == pytest.approx(2 * 5 / 15)
    assert marking_report(desk.lead, audit=desk.audit.pk) == found
    other = factories.outlet("The Island Post")
    assert marking_report(desk.lead, outlet=other.pk).words.units == 0


def test_words_are_those_that_are_read() -> None:
    revision = audits.marked_apart(()).place.revision
    words = [revision.body.text[start:end] for start, end in words_of(revision)]
    assert words[:3] == ["Ferry", "fares", "will"]
    assert all(one[1] <= other[0] for one, other in pairwise(words_of(revision)))


def test_nobody_sees_anothers_marks_before_all_have_handed_in() -> None:
    desk = audits.marked_apart((ALL,))
    counts = {user: MarkingPass.objects.visible_to(user).count() for user in (desk.first, desk.second, desk.lead)}
    assert list(counts.values()) == [1, 0, 0]
    shown = marking_of_article(desk.place, desk.first)
    assert (shown.is_waiting, shown.passes, shown.agreement) == (True, (), None)
    hand_in_marks(place=desk.place, marks=[], actor=actor_for(desk.second))
    shown = marking_of_article(desk.place, desk.second)
    assert (shown.is_waiting, len(shown.passes)) == (False, 2)
    assert [(each.words, len(each.marked_by)) for each in shown.differing] == [(ALL, 1)]
    assert [(line.kept, line.dropped, line.added) for line in shown.passes] == [(1, 1, 0), (0, 2, 0)]
    assert verify() == []


def test_the_shared_claims_rest_until_all_have_handed_in() -> None:
    desk = audits.marked_apart((ALL,))
    with pytest.raises(Refused, match="rest until all have handed in"):
        confirm_claim(claim=desk.claim, actor=actor_for(desk.lead))
    hand_in_marks(place=desk.place, marks=[], actor=actor_for(desk.second))
    assert confirm_claim(claim=desk.claim, actor=actor_for(desk.lead)).claim.is_confirmed


def test_marks_that_do_not_fit_are_refused() -> None:
    desk = audits.marked_apart((ALL,), shows_proposals=False)
    assert MarkingPass.objects.visible_to(desk.first).get().saw == []
    for user, marks, error in (
        (desk.first, [], Refused),
        (desk.third, [], NotAllowed),
        (desk.second, [((0, 9999),)], Refused),
        (desk.second, [((0, 5),), ((0, 5),)], Refused),
    ):
        with pytest.raises(error):
            hand_in_marks(place=desk.place, marks=marks, actor=actor_for(user))
    with pytest.raises(Refused, match="asked already"):
        ask_for_marking(place=desk.place, actor=actor_for(desk.lead))
    audits.lock(desk)
    with pytest.raises(Refused, match="locked"):
        hand_in_marks(place=desk.place, marks=[], actor=actor_for(desk.second))


def test_nobody_is_asked_in_vain(editor: User) -> None:
    audit = audits.audit(actor_for(editor))
    place = add_articles(audit=audit, articles=[factories.article()], actor=actor_for(editor))[0]
    with pytest.raises(Refused, match="two reviewers or more"):
        ask_for_marking(place=place, actor=actor_for(editor))


TEXT = "One boat left. One boat came back late."
LINES = [
    ("0-14: One boat left.", [((0, 14),)]),
    ("0-14: One boat", [((0, 8),)]),
    ("15-39: One boat", [((15, 23),)]),
    ("0-8, 24-28", [((0, 8), (24, 28))]),
    ("came back", [((24, 33),)]),
    ("One boat", "several places"),
    ("Two boats", "does not stand"),
    ("0-3: Two boats", "does not stand"),
]


@pytest.mark.parametrize(("line", "found"), LINES)
def test_a_line_says_where_a_claim_stands(line: str, found: Any) -> None:
    form = MarkingForm({"claims": f"{line}\n\n"}, text=TEXT)
    if isinstance(found, str):
        assert found in str(form.errors)
    else:
        assert form.is_valid(), form.errors
        assert form.cleaned_data["claims"] == found


def test_what_the_form_begins_with_means_itself() -> None:
    claims = [((0, 14),), ((15, 23), (29, 33))]
    form = MarkingForm(MarkingForm.of(TEXT, claims), text=TEXT)
    assert form.is_valid()
    assert form.cleaned_data["claims"] == claims


def test_the_pages_ask_take_and_compare() -> None:
    desk = audits.blind(lock=False)
    lead, first, second = browser(desk.lead), browser(desk.first), browser(desk.second)
    ask, page = (reverse(name, args=[desk.place.pk]) for name in ("marking_ask", "marking"))
    assert first.get(page).status_code == 404
    assert first.post(ask).status_code == 403
    lead.post(ask)
    assert "waits for your marks" in first.get(reverse("audit_marking", args=[desk.audit.pk])).content.decode()
    typed = first.get(page).context["form"]["claims"].value()
    assert ALL in typed
    assert first.post(page, {"claims": "Not there"}).status_code == 422
    first.post(page, {"claims": typed})
    assert "Your marks are in: 2 claims." in first.get(page).content.decode()
    second.post(page, {"claims": END})
    shown = first.get(page).content.decode()
    assert "Not marked alike by all" in shown
    assert "F1 of marked words" in lead.get(reverse("agreement")).content.decode()
    assert "all marks are in" in lead.get(reverse("audit_marking", args=[desk.audit.pk])).content.decode()


def test_the_api_asks_takes_and_compares() -> None:
    desk = audits.blind(lock=False)
    address = f"audits/marking/{desk.place.pk}/"
    assert post(f"{address}ask/", {}, desk.first).status_code == 403
    assert post(f"{address}ask/", {"shows_proposals": False}, desk.lead).json()["is_asked"] is True
    start = desk.place.revision.body.text.index(ALL)
    sent = {"marks": [[[start, start + 9]]]}
    assert post(address, sent, desk.first).json()["own"]["marks"] == sent["marks"]
    assert post(address, sent, desk.first).status_code == 422
    assert get(address, desk.second).json()["passes"] == []
    assert post(address, {"marks": []}, desk.third).status_code == 403
    assert post(address, {"marks": []}, desk.second).status_code == 201
    found = get(address, desk.first).json()
    assert (len(found["passes"]), found["agreement"]["f1"]["value"]) == (2, 0.0)
    assert get("agreement/marking/", desk.lead, audit=str(desk.audit.pk)).json() == found["agreement"]
    assert get("agreement/marking/").status_code == 401
    assert marked_texts(desk.lead)[0].article == str(desk.place.article_id)
