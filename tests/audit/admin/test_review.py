"""Reviewing inside admin: the same form, service and rules as on the site."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from audit.ledger.services import actor_for, record
from audit.ledger.verification import verify
from audit.models import Assertion, Claim, CopyContents, Decision, Review
from tests import factories


@pytest.fixture
def claim(db: None) -> Claim:
    return factories.claim()


def address(claim: Claim, question: str = "corroboration") -> str:
    return reverse("admin:audit_claim_review", args=[claim.pk, question])


def typed(target: Claim | Assertion, answer: str = "corroborated", **change: Any) -> dict[str, Any]:
    return {
        "value": answer,
        "seen": target.words_digest(),
        "based_on": 0,
        "submission": str(uuid.uuid4()),
        "rubric": "1",
        "rationale": "The minutes <say> so.",
        "evidence-0-kind": "transcript",
        "evidence-0-title": "Minutes",
        "evidence-0-words": "Fares: plus 4 %",
        "evidence-0-stance": "supports",
        "evidence-0-independent": "yes",
        **change,
    }


def split(claim: Claim, by: User) -> Assertion:
    """A second assertion of the claim, as a person would make it."""
    first = claim.assertions.get()
    second = Assertion(claim=claim, number=2, content=first.content, words=first.words, restatement="By how much")
    second.save(force_insert=True)
    record(actor=actor_for(by), action="added", target=second)
    return second


def test_form_shows_the_words_the_source_and_every_answer(as_reviewer: Client, claim: Claim) -> None:
    body = as_reviewer.get(address(claim)).content.decode()
    for words in ("The fares will rise by four per cent", "Ana Ruiz", "Harbour Board", "Record this answer"):
        assert words in body
    assert body.count('type="radio"') == 7
    assert "checked" not in body
    assert as_reviewer.get(address(claim, "attribution")).content.decode().count('type="radio"') == 15


def test_answer_makes_a_decision(as_reviewer: Client, claim: Claim, reviewer: User) -> None:
    answer = as_reviewer.post(address(claim), typed(claim.assertions.get()))
    assert (answer.status_code, answer["Location"]) == (302, reverse("admin:audit_claim_change", args=[claim.pk]))
    decision = Decision.objects.visible_to(reviewer).get()
    assert (decision.value, decision.assertion) == ("corroborated", claim.assertions.get())
    assert Review.objects.get().reviewer == actor_for(reviewer)
    assert "Your answer is recorded: corroborated." in as_reviewer.get(answer["Location"]).content.decode()
    assert verify() == []


def test_attribution_is_answered_about_the_claim(as_reviewer: Client, claim: Claim, reviewer: User) -> None:
    assert as_reviewer.post(address(claim, "attribution"), typed(claim, "exact")).status_code == 302
    assert Decision.objects.visible_to(reviewer).get().assertion is None


def test_file_is_stored_as_evidence(as_reviewer: Client, claim: Claim) -> None:
    file = SimpleUploadedFile("minutes.txt", b"Fares: plus 4 %", "text/plain")
    fields = {**typed(claim.assertions.get()), "evidence-0-words": "", "evidence-0-file": file}
    assert as_reviewer.post(address(claim), fields).status_code == 302
    assert bytes(CopyContents.objects.get().raw) == b"Fares: plus 4 %"


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"value": ""}, 422, "Choose an answer."),
        ({"value": "splendid"}, 422, "Select a valid choice"),
        ({"evidence-0-stance": ""}, 422, "Say whether it supports"),
        ({"evidence-0-independent": "no"}, 422, "independent use of evidence"),
        ({"evidence-0-words": ""}, 422, "something to see"),
        ({"evidence-0-url": "javascript:1"}, 422, "is no web address"),
        ({"seen": "0" * 64}, 409, "have changed since"),
        ({"based_on": 3}, 409, "decided while you were at it"),
        ({"submission": "again"}, 422, "Enter a valid UUID"),
    ],
)
def test_refused_answer_keeps_what_was_typed_and_changes_nothing(
    as_reviewer: Client, claim: Claim, change: dict[str, str], status: int, words: str
) -> None:
    answer = as_reviewer.post(address(claim), typed(claim.assertions.get(), **change))
    body = answer.content.decode()
    assert answer.status_code == status
    assert words in body
    assert "The minutes &lt;say&gt; so." in body
    assert 'value="Minutes"' in body
    assert "not recorded yet" in body
    assert not Review.objects.exists()


def test_second_of_two_reviewers_sees_the_first_and_may_send_again(
    as_reviewer: Client, claim: Claim, second_reviewer: User, reviewer: User
) -> None:
    part = claim.assertions.get()
    factories.review(part, "corroborated", actor_for(second_reviewer))
    late = as_reviewer.post(address(claim), typed(part))
    assert (late.status_code, late.context["form"].data["based_on"]) == (409, "1")
    assert actor_for(second_reviewer).pseudonym in late.content.decode()
    again = {**typed(part), "based_on": late.context["form"].data["based_on"]}
    assert as_reviewer.post(address(claim), again).status_code == 302
    assert [decision.number for decision in Decision.objects.visible_to(reviewer)] == [1, 2]


def test_same_form_sent_twice_is_one_review(as_reviewer: Client, claim: Claim) -> None:
    fields = typed(claim.assertions.get())
    assert [as_reviewer.post(address(claim), fields).status_code for _ in range(2)] == [302, 302]
    assert Review.objects.count() == 1


def test_claim_with_several_assertions_asks_which(as_reviewer: Client, claim: Claim, reviewer: User) -> None:
    second = split(claim, reviewer)
    body = as_reviewer.get(address(claim)).content.decode()
    assert "Choose above the one that you review" in body
    assert "Record this answer" not in body
    assert as_reviewer.post(address(claim), typed(second)).status_code == 200
    assert not Review.objects.exists()
    assert as_reviewer.post(address(claim) + "?assertion=2", typed(second)).status_code == 302
    assert Decision.objects.visible_to(reviewer).get().assertion == second


@pytest.mark.parametrize(("who", "status"), [("reader", 302), ("contributor", 302), ("reviewer", 200), ("editor", 200)])
def test_who_reaches_the_form(request: pytest.FixtureRequest, claim: Claim, who: str, status: int) -> None:
    client = Client()
    client.force_login(request.getfixturevalue(who))
    assert client.get(address(claim)).status_code == status
    if status == 302:
        client.post(address(claim), typed(claim.assertions.get()))
        assert not Review.objects.exists()


def test_staff_without_the_right_to_review_is_refused(claim: Claim, reader: User) -> None:
    User.objects.filter(pk=reader.pk).update(is_staff=True)
    client = Client()
    client.force_login(reader)
    assert client.get(address(claim)).status_code == 403
    assert client.post(address(claim), typed(claim.assertions.get())).status_code == 403


def test_anonymous_is_asked_to_log_in(claim: Claim) -> None:
    assert Client().get(address(claim))["Location"].startswith(reverse("admin:login"))


@pytest.mark.parametrize("query", ["?assertion=9", "?assertion=x"])
def test_unknown_assertion_is_not_found(as_reviewer: Client, claim: Claim, query: str) -> None:
    assert as_reviewer.get(address(claim) + query).status_code == 404


def test_unknown_claim_or_question_is_not_found(as_reviewer: Client, claim: Claim) -> None:
    assert as_reviewer.get(address(claim, "beauty")).status_code == 404
    nobody = reverse("admin:audit_claim_review", args=[uuid.uuid4(), "attribution"])
    assert as_reviewer.get(nobody).status_code == 404


def test_other_methods_are_refused(as_reviewer: Client, claim: Claim) -> None:
    assert as_reviewer.put(address(claim)).status_code == 405


def test_names_come_out_escaped(as_reviewer: Client) -> None:
    text = "Head\n\n“<i>Fares</i> & more,” said Ana <b>& Ruiz of the <script>x</script> Board.\n"
    found = ("<i>Fares</i> & more", "Ana <b>& Ruiz", None, "<script>x</script> Board")
    factories.run(factories.article(text), [found])
    body = as_reviewer.get(address(Claim.objects.get())).content.decode()
    assert "&lt;i&gt;Fares" in body
    assert "<i>Fares" not in body
    assert "<script>x" not in body
