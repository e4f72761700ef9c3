"""Pages of the record: agreement, sources, histories, redaction, the signed head."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.html import escape

from audit.codebook import default_definitions
from audit.ledger.services import actor_for
from audit.models import Finding, SourceCode
from audit.services.errors import Refused
from audit.services.rubrics import add_rubric
from audit.services.source_codes import Answer, settle_codes
from audit.services.triage import triage_claim, triage_claims
from tests import factories
from tests.api.callers import get, post
from tests.browsing import browser

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _key(tmp_path: Path, settings: Any) -> None:
    settings.HISTORY_KEY_FILE = tmp_path / "key.pem"


def two_views(first: User, second: User) -> None:
    """Three claims that two people judged, one of them differently."""
    for number, values in enumerate([("exact", "exact"), ("exact", "exact"), ("exact", "altered")]):
        claim = factories.claim(factories.article(f"{factories.TEXT}\nNumber {number}.\n"))
        for user, value in zip((first, second), values, strict=True):
            stance = "contradicts" if value == "altered" else "supports"
            factories.review(claim, value, actor_for(user), evidence=[factories.use(stance=stance)])


def test_agreement_is_shown_with_its_disagreements(reviewer: User, second_reviewer: User) -> None:
    two_views(reviewer, second_reviewer)
    body = browser(reviewer).get(reverse("agreement"), {"question": "attribution"}).content.decode()
    assert "0.67" in body
    assert "exact</strong> and <strong>altered</strong>: 1 time" in body
    assert "Nobody's answers" not in body
    assert reviewer.actor.pseudonym in body
    nothing = browser(reviewer).get(reverse("agreement"), {"until": "2001-01-01"}).content.decode()
    assert "no target has two" in nothing.replace("&#x27;", "'")
    assert browser(reviewer).get(reverse("agreement"), {"since": "soon"}).status_code == 400


def test_agreement_in_the_api_and_as_csv(reviewer: User, second_reviewer: User) -> None:
    two_views(reviewer, second_reviewer)
    found = get("agreement/", reviewer, question="attribution").json()
    assert [row["question"] for row in found] == ["attribution"]
    assert found[0]["answers"]["units"] == 3
    assert found[0]["disagreements"][0]["labels"] == ["exact", "altered"]
    answer = get("agreement/disagreements.csv", reviewer)
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[0].startswith("question,value,other_value")
    assert len(lines) == 3
    assert get("agreement/", "reader").status_code == 403


def test_an_answer_that_was_superseded_by_its_author_counts_as_first_given(
    reviewer: User, second_reviewer: User
) -> None:
    two_views(reviewer, second_reviewer)
    claim = next(c for c in factories.Claim.objects.all() if c.reviews.filter(value="altered").exists())
    factories.review(claim, "exact", actor_for(second_reviewer))
    assert get("agreement/", reviewer, question="attribution").json()[0]["answers"]["raw"]["value"] == pytest.approx(
        2 / 3
    )


def test_codes_are_proposed_accepted_and_settled(reviewer: User, reader: User) -> None:
    claim = factories.claim()
    client, page = browser(reviewer), reverse("article_sources", args=[claim.revision.article_id])
    body = client.get(page).content.decode()
    assert "proposed" in body
    assert "From a named source" in body
    address = reverse("source_codes", args=[claim.source_id])
    assert "Settled" in client.post(address, {"accept": "1"}, follow=True).content.decode()
    assert SourceCode.objects.get(source=claim.source_id, code="identification").value == "named"
    sent = {"channel": "briefing", "claim": str(claim.pk), "channel-words": "told reporters"}
    client.post(address, sent)
    assert SourceCode.objects.get(code="channel", claim=claim).words == "told reporters"
    assert "Nothing differs" in client.post(address, sent, follow=True).content.decode()
    address = reverse("source_history", args=[claim.source_id])
    assert address in client.get(page).content.decode()
    assert address not in browser(reader).get(page).content.decode()
    history = client.get(address).content.decode()
    assert "settled" in history
    assert "channel as “briefing”" in history


CODES = [
    ({"position": Answer("king")}, "no value"),
    ({"mood": Answer("bad")}, "no code"),
    ({"anonymity": Answer("stated")}, "needs the words"),
]


@pytest.mark.parametrize(("answers", "message"), CODES)
def test_codes_that_are_none_are_refused(answers: dict[str, Answer], message: str) -> None:
    source = factories.claim().source
    assert source is not None
    with pytest.raises(Refused, match=message):
        settle_codes(source=source, answers=answers, actor=factories.actor())


def test_sourcing_in_the_api(reviewer: User) -> None:
    claim = factories.claim()
    article = claim.revision.article_id
    made = post(f"sources/{claim.source_id}/codes/", {"codes": {"position": "expert"}}, reviewer)
    assert made.status_code == 201
    found = get(f"articles/{article}/sourcing/").json()
    ruiz = next(source for source in found["sources"] if source["id"] == str(claim.source_id))
    position = next(code for code in ruiz["codes"] if code["code"] == "position")
    assert (position["settled"], position["settled_by"]) == ("expert", reviewer.actor.pseudonym)
    named = next(share for share in found["shares"] if share["name"] == "named")
    assert str(claim.pk) in named["above"]
    assert post(f"sources/{claim.source_id}/codes/", {"codes": {"position": "expert"}}, "reader").status_code == 403


def test_a_finding_is_made_about_a_claim(reviewer: User) -> None:
    claim = factories.claim()
    sent = {"code": "unattributed_fact", "note": "Nobody is named for it.", "claim": claim.pk}
    answer = browser(reviewer).post(reverse("finding_add", args=[claim.revision.article_id]), sent, follow=True)
    assert "Nobody is named for it." in answer.content.decode()
    assert Finding.objects.get().claim == claim


def test_an_editor_removes_a_reason(editor: User) -> None:
    review = factories.review(factories.claim(), "exact", rationale="Ms Quill told me.")
    address = reverse("texts_redact", args=["review", review.pk])
    client = browser(editor)
    assert "Ms Quill" in client.get(address).content.decode()
    assert client.post(address, {"fields": ["rationale"], "reason": ""}).status_code == 422
    client.post(address, {"fields": ["rationale"], "reason": "A promise."})
    review.refresh_from_db()
    assert review.rationale == "[redacted]"
    body = client.get(review.claim.get_absolute_url()).content.decode()
    assert "removed words for good: rationale" in body
    assert body.count("removed by a redaction") == 1
    assert re.findall(r">(Why[^<]*|Reason):</span> <span class=\"pre\">([^<]*)", body) == [
        ("Reason", "removed by a redaction"),
        ("Why they were removed", "A promise."),
    ]
    assert "Ms Quill" not in body
    assert client.get(reverse("texts_redact", args=["nothing", review.pk])).status_code == 404


def test_the_api_removes_words(editor: User, reviewer: User) -> None:
    review = factories.review(factories.claim(), "exact", rationale="Ms Quill told me.")
    body = {"kind": "review", "id": str(review.pk), "texts": ["rationale"], "reason": "A promise."}
    assert post("redactions/", body, reviewer).status_code == 403
    made = post("redactions/", body, editor)
    assert made.status_code == 201
    assert len(made.json()["removed"]) == 1
    assert post("redactions/", body, editor).status_code == 422


def test_the_head_is_downloaded_signed(editor: User) -> None:
    client = browser(editor)
    definitions = {**default_definitions(), "name": "Our own"}
    add_rubric(definitions=definitions, based_on=1, note="A name of our own.", actor=actor_for(editor))
    body = client.get(reverse("record")).content.decode()
    assert "Public key" in body
    assert "wrote version 1 of the codebook" in body
    assert "wrote version 2 of the codebook" in body
    assert "gave " + editor.actor.pseudonym + " the role editor" in body
    head = client.get(reverse("head_download"))
    assert "attachment" in head["Content-Disposition"]
    assert set(get("history/head/", editor).json()) == set(head.json())


def test_the_history_of_an_article_is_told(reviewer: User) -> None:
    claim = factories.claim()
    other = claim.revision.claims.exclude(pk=claim.pk).get()
    by = actor_for(reviewer)
    triage_claims(claims=[claim, other], triage="not_selected", actor=by, reason="An opinion.")
    triage_claim(claim=other, triage="selected", actor=by)
    body = browser(reviewer).get(reverse("article_history", args=[claim.revision.article_id])).content.decode()
    assert "stored this article" in body
    assert "read the text and proposed 2 claims" in body
    for one in (claim, other):
        assert f"</strong> set the claim “{escape(one.quote)}” aside, not to be judged" in body
    assert f"</strong> selected the claim “{escape(other.quote)}” to be judged" in body
    assert "selected this claim to be judged" in browser(reviewer).get(other.get_absolute_url()).content.decode()
