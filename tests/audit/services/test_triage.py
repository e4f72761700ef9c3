"""Confirmed, dismissed, restored, chosen: one claim or many, by whom, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.ledger.verification import verify
from audit.models import Claim
from audit.services.edits import Done, take_back
from audit.services.errors import Refused, StaleTarget
from audit.services.triage import (
    confirm_claim,
    dismiss_claim,
    dismiss_claims,
    restore_claim,
    triage_claim,
    triage_claims,
)
from tests import factories

ACTS: dict[str, Callable[..., Done]] = {
    "confirmed": lambda claim, **more: confirm_claim(claim=claim, **more),
    "dismissed": lambda claim, **more: dismiss_claim(claim=claim, reason="a title", **more),
    "chosen": lambda claim, **more: triage_claim(claim=claim, triage="selected", **more),
    "set aside": lambda claim, **more: triage_claim(claim=claim, triage="not_selected", reason="opinion", **more),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=list(ACTS))
def test_each_act_is_done_once_and_taken_back(db: None, act: Callable[..., Done]) -> None:
    claim, by, submission = factories.claim(), factories.actor(), uuid4()
    before = claim.version()
    with pytest.raises(StaleTarget):
        act(claim, actor=by, seen="another")
    done = act(claim, actor=by, seen=before, submission=submission)
    assert act(claim, actor=by, seen=before, submission=submission).event == done.event
    claim.refresh_from_db()
    after = claim.version()
    assert after != before
    with pytest.raises(Refused):
        act(claim, actor=by)
    undone = take_back(event=done.event, actor=by)
    assert Claim.objects.get(pk=claim.pk).version() == before
    take_back(event=undone.event, actor=by)
    assert Claim.objects.get(pk=claim.pk).version() == after
    assert verify() == []


def test_a_dismissal_keeps_its_reason_until_the_claim_is_restored(db: None) -> None:
    claim, by = factories.claim(), factories.actor()
    assert dismiss_claim(claim=claim, actor=by, reason=" a title ").claim.state_reason == "a title"
    assert restore_claim(claim=claim, actor=by).claim.state_reason == ""


def test_not_selected_needs_a_reason(db: None) -> None:
    claim, by = factories.claim(), factories.actor()
    with pytest.raises(Refused, match="Say why"):
        triage_claims(claims=[claim], triage="not_selected", reason=" ", actor=by)
    with pytest.raises(Refused, match="not decided yet"):
        triage_claims(claims=[claim], triage="true", actor=by)


@pytest.mark.parametrize("many", [dismiss_claims, lambda **more: triage_claims(triage="selected", **more)])
def test_many_claims_are_one_act_or_none(db: None, many: Any) -> None:
    claims, by = list(factories.run(factories.article()).claims.all()), factories.actor()
    before = {claim.pk: claim.version() for claim in claims}
    done = many(claims=claims, actor=by)
    assert len(done.claims) == 2
    take_back(event=done.event, actor=by)
    assert {claim.pk: claim.version() for claim in Claim.objects.all()} == before
    dismiss_claim(claim=claims[0], actor=by)
    with pytest.raises(Refused, match="Nothing was changed"):
        many(claims=claims, actor=by)
    assert Claim.objects.get(pk=claims[1].pk).version() == before[claims[1].pk]
    with pytest.raises(Refused, match="between 1 and 500"):
        many(claims=[], actor=by)
    assert verify() == []


def test_reading_the_versions_of_many_claims_asks_no_more_than_for_one(db: None) -> None:
    factories.run(factories.article())

    def asked(count: int) -> int:
        claims = list(Claim.objects.select_related("revision")[:count].prefetch_related("assertions"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            [claim.version() for claim in claims]
        return len(queries)

    assert asked(1) == asked(2) == 0
