"""Going through units, one or many at once: confirmed, dismissed, restored, selected for judging. Never verdicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from audit.ledger.models import Actor
from audit.models import Claim
from audit.services.edits import Done, Edit, done_before
from audit.services.errors import Refused
from audit.services.units import check_seen, hold_claim, hold_claims

Triage = Claim.Triage
MOST = 500  # claims in one act


def confirm_claim(*, claim: Claim, actor: Actor, seen: str | None = None, submission: UUID | None = None) -> Done:
    """Say that a claim's words and source are right as they stand."""
    return _one(claim, "confirmed", actor, seen, submission, is_confirmed=True)


def dismiss_claim(
    *, claim: Claim, actor: Actor, reason: str = "", seen: str | None = None, submission: UUID | None = None
) -> Done:
    """Mark a claim as none; it stays, shown as dismissed, and can be restored."""
    values = {"state": Claim.State.DISMISSED, "state_reason": reason.strip()}
    return _one(claim, "dismissed", actor, seen, submission, **values)


def restore_claim(*, claim: Claim, actor: Actor, seen: str | None = None, submission: UUID | None = None) -> Done:
    """Take a dismissal back."""
    values = {"state": Claim.State.ACTIVE, "state_reason": "", "merged_into_id": None}
    return _one(claim, "restored", actor, seen, submission, **values)


@transaction.atomic
def _one(claim: Claim, action: str, actor: Actor, seen: str | None, submission: UUID | None, **values: Any) -> Done:
    claim = hold_claim(claim)
    if done := done_before(submission, actor, action):
        return done
    check_seen(claim, seen)
    needed = Claim.State.DISMISSED if action == "restored" else Claim.State.ACTIVE
    if claim.state != needed:
        state = claim.get_state_display().lower()
        raise Refused(f"This claim is {state}, so it cannot be {action}. Nothing was changed.")
    edit = Edit(actor, action, claim, submission)
    edit.change(claim, **values)
    if edit.changes_nothing:
        raise Refused(f"This claim is {action} already. Nothing was changed.")
    return edit.record(**_told(values))


@transaction.atomic
def dismiss_claims(*, claims: Sequence[Claim], actor: Actor, reason: str = "", submission: UUID | None = None) -> Done:
    """Dismiss many as one act. Raises Refused, and changes none, if one of them is no active claim."""
    values = {"state": Claim.State.DISMISSED, "state_reason": reason.strip()}
    return _many(claims, "dismissed", actor, submission, **values)


def triage_claim(
    *,
    claim: Claim,
    triage: str,
    actor: Actor,
    reason: str = "",
    seen: str | None = None,
    submission: UUID | None = None,
) -> Done:
    """Select a claim for judging, set it aside with a reason, or leave that open again."""
    return _one(claim, "triaged", actor, seen, submission, **_triage(triage, reason))


@transaction.atomic
def triage_claims(
    *, claims: Sequence[Claim], triage: str, actor: Actor, reason: str = "", submission: UUID | None = None
) -> Done:
    """The same for many, as one act."""
    return _many(claims, "triaged", actor, submission, **_triage(triage, reason))


def _triage(triage: str, reason: str) -> dict[str, str]:
    if triage not in Triage.values:
        raise Refused("A claim is selected, not selected, or not decided yet.")
    if triage == Triage.NOT_SELECTED and not reason.strip():
        raise Refused("Say why these claims are not selected: “not selected” and “not reviewed” are two things.")
    return {"triage": triage, "triage_reason": reason.strip()}


def _many(claims: Sequence[Claim], action: str, actor: Actor, submission: UUID | None, **values: Any) -> Done:
    if not 0 < len(claims) <= MOST:
        raise Refused(f"Choose between 1 and {MOST} claims.")
    held = hold_claims(claims)
    if done := done_before(submission, actor, action):
        return done
    for claim in held:
        if claim.state != Claim.State.ACTIVE:
            state = claim.get_state_display().lower()
            raise Refused(f"“{claim}” is {state}, so it cannot be {action}. Nothing was changed.")
    edit = Edit(actor, action, held[0], submission)
    for claim in held:
        edit.change(claim, action, **values)
    if edit.changes_nothing:
        raise Refused("That is how they stand already. Nothing was changed.")
    return edit.record(count=len(held), **_told(values))


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the history tells of the new values."""
    return {"triage": values["triage"]} if "triage" in values else {}
