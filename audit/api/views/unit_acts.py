"""Confirming, dismissing, choosing, cutting and joining claims and their parts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from audit.api.serializers.units import (
    ActBody,
    ActOutput,
    AssertionCorrection,
    AssertionMergeInput,
    AssertionSplitInput,
    ClaimMergeInput,
    ManyDismissalInput,
    ManyTriageInput,
    PiecesInput,
    ReasonBody,
    SeenBody,
    TriageInput,
)
from audit.api.views.base import ApiView, demand, described, find, find_all
from audit.api.views.units import REFUSALS, answer, edit, find_claim, seen_revision
from audit.ledger.models import Actor
from audit.models import Assertion, Claim
from audit.permissions import Act
from audit.services.errors import Refused
from audit.services.splitting import correct_assertion, merge_assertions, merge_claims, split_assertion, split_claim
from audit.services.triage import (
    confirm_claim,
    dismiss_claim,
    dismiss_claims,
    restore_claim,
    triage_claim,
    triage_claims,
)


def read(request: Request, body: type[ActBody]) -> tuple[Actor, dict[str, Any]]:
    """Who asks for an act on units, and what is given for it."""
    actor = demand(request, Act.EDIT_CLAIM)
    given = body(data=request.data)
    given.is_valid(raise_exception=True)
    return actor, dict(given.validated_data)


def _with_claims(given: dict[str, Any]) -> dict[str, Any]:
    """With the claims themselves in place of their ids."""
    return given | {"claims": find_all(Claim.objects.select_related("revision"), given["claims"])}


class ClaimConfirmation(ApiView):
    """Confirming a claim."""

    @described(ActOutput, *REFUSALS, request=SeenBody)
    def post(self, request: Request, pk: UUID) -> Response:
        """Say that a claim's words and source are right as they stand. Reviewers only."""
        actor, given = read(request, SeenBody)
        claim = find_claim(pk)
        return edit(request, claim, lambda: confirm_claim(claim=claim, actor=actor, **given))


class ClaimDismissal(ApiView):
    """Dismissing a claim."""

    @described(ActOutput, *REFUSALS, request=ReasonBody)
    def post(self, request: Request, pk: UUID) -> Response:
        """Say that these words are no claim. Reviewers only."""
        actor, given = read(request, ReasonBody)
        claim = find_claim(pk)
        return edit(request, claim, lambda: dismiss_claim(claim=claim, actor=actor, **given))


class ClaimRestoration(ApiView):
    """Restoring a claim."""

    @described(ActOutput, *REFUSALS, request=SeenBody)
    def post(self, request: Request, pk: UUID) -> Response:
        """Take a dismissal back. Reviewers only."""
        actor, given = read(request, SeenBody)
        claim = find_claim(pk)
        return edit(request, claim, lambda: restore_claim(claim=claim, actor=actor, **given))


class ClaimTriage(ApiView):
    """Choosing a claim."""

    @described(ActOutput, *REFUSALS, request=TriageInput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Say whether a claim is judged; “not selected” needs a reason, and is not “not reviewed”. Reviewers only."""
        actor, given = read(request, TriageInput)
        claim = find_claim(pk)
        return edit(request, claim, lambda: triage_claim(claim=claim, actor=actor, **given))


class ManyTriage(ApiView):
    """Choosing claims."""

    @described(ActOutput, *REFUSALS, request=ManyTriageInput)
    def post(self, request: Request) -> Response:
        """The same for up to 500 claims, as one act."""
        actor, given = read(request, ManyTriageInput)
        return answer(triage_claims(actor=actor, **_with_claims(given)), request.user)


class ManyDismissals(ApiView):
    """Dismissing claims."""

    @described(ActOutput, *REFUSALS, request=ManyDismissalInput)
    def post(self, request: Request) -> Response:
        """Say of up to 500 claims that they are none, as one act."""
        actor, given = read(request, ManyDismissalInput)
        return answer(dismiss_claims(actor=actor, **_with_claims(given)), request.user)


class ClaimSplit(ApiView):
    """Cutting a claim."""

    @described(ActOutput, *REFUSALS, request=PiecesInput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Cut a claim in two or more: it keeps the first piece. Reviewers only."""
        actor, given = read(request, PiecesInput)
        claim = find_claim(pk)
        revision = given.pop("revision") or claim.revision.article.current_revision_id
        seen = seen_revision(revision, claim.revision.article_id)
        return edit(request, claim, lambda: split_claim(claim=claim, actor=actor, revision=seen, **given))


class ClaimMerge(ApiView):
    """Joining claims."""

    @described(ActOutput, *REFUSALS, request=ClaimMergeInput)
    def post(self, request: Request) -> Response:
        """Join claims of one source: the first in the text gets the words of all, the others are dismissed and point
        to it. Reviewers only."""
        actor, given = read(request, ClaimMergeInput)
        return answer(merge_claims(actor=actor, **_with_claims(given)), request.user)


class OneAssertion(ApiView):
    """One part of a claim."""

    @described(ActOutput, *REFUSALS, request=AssertionCorrection)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Restate a part, say of which type it is or as of which day it is judged. Reviewers only."""
        actor = demand(request, Act.EDIT_CLAIM)
        given = AssertionCorrection(data=request.data)
        given.is_valid(raise_exception=True)
        part, told = find_assertion(pk), {name: given.validated_data[name] for name in ("seen", "submission")}
        return edit(
            request, part.claim, lambda: correct_assertion(assertion=part, actor=actor, changes=given.said(), **told)
        )


class AssertionSplit(ApiView):
    """Cutting a part of a claim."""

    @described(ActOutput, *REFUSALS, request=AssertionSplitInput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Cut a part in two or more, each judged by itself; without pieces at the ends of its sentences. Reviewers
        only."""
        actor, given = read(request, AssertionSplitInput)
        part = find_assertion(pk)
        return edit(request, part.claim, lambda: split_assertion(assertion=part, actor=actor, **given))


class AssertionMerge(ApiView):
    """Joining parts of a claim."""

    @described(ActOutput, *REFUSALS, request=AssertionMergeInput)
    def post(self, request: Request) -> Response:
        """Join parts of one claim: the first gets the words of all, the others are closed. Reviewers only."""
        actor, given = read(request, AssertionMergeInput)
        parts = find_all(Assertion.objects.select_related("claim__revision"), given.pop("assertions"))
        if len({part.claim_id for part in parts}) != 1:
            raise Refused("Choose two parts or more of one claim.")
        return edit(request, parts[0].claim, lambda: merge_assertions(assertions=parts, actor=actor, **given))


def find_assertion(pk: UUID) -> Assertion:
    return find(Assertion.objects.select_related("claim__revision"), pk)
