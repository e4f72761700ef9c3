"""Reviews and evidence."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from rest_framework.request import Request
from rest_framework.response import Response

from audit.api.serializers.reviews import (
    EvidenceOutput,
    EvidenceParameters,
    ReviewInput,
    ReviewOutput,
    WithdrawalInput,
)
from audit.api.views.base import CHOSEN_FIRST, ApiView, demand, described, each, find, listed, page_of, parameters
from audit.ledger.models import Actor
from audit.models import Assertion, Assignment, Audit, Claim, Evidence, EvidenceUse, Review
from audit.permissions import Act
from audit.reports.reviews import reviews_for, weighed_reviews
from audit.services.errors import Superseded
from audit.services.reviews import submit_review, was_sent, withdraw_review

REFUSALS = (
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.CONFLICT,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)


def shown_review(request: Request, review: Review) -> dict[str, Any]:
    """One review as the caller may see it."""
    [found] = weighed_reviews(reviews_for(request.user).filter(pk=review.pk), request.user)
    return dict(ReviewOutput(found).data)


def _shown(request: Request, **about: Any) -> Response:
    return each(ReviewOutput, weighed_reviews(reviews_for(request.user).filter(**about), request.user))


def _submit(request: Request, target: Claim | Assertion) -> Response:
    actor = demand(request, Act.REVIEW)
    given = ReviewInput(data=request.data, context={"request": request})
    given.is_valid(raise_exception=True)
    _check_place(target if isinstance(target, Claim) else target.claim, actor, given.validated_data)
    review = submit_review(target=target, reviewer=actor, **given.answer())
    return _answer(request, review)


def _check_place(claim: Claim, actor: Actor, given: Mapping[str, Any]) -> None:
    """Raise Superseded when an answer that names no audit would stand elsewhere than its sender thinks: what was to be
    theirs alone must not become everybody's because an audit was closed, or a part in it ended, meanwhile."""
    if given.get("audit") or was_sent(given["submission"]):
        return
    now = Audit.objects.open().reviewed_by(actor).of_article(claim.revision.article_id).first()
    if now and "audit" in given:
        raise Superseded(f"This claim is yours to judge in the audit “{now}”, not on the desk. Nothing was recorded.")
    before = Assignment.objects.filter(actor=actor, claim=claim).exclude(audit=None).select_related("audit").first()
    if before and not now and "audit" not in given:
        raise Superseded(
            f"The claim was given to you in the audit “{before.audit}”, where you no longer judge. Sent again with "
            "`audit`: null, your answer stands on the desk, for all reviewers to see. Nothing was recorded."
        )


def _answer(request: Request, review: Review) -> Response:
    return Response(shown_review(request, review), status=HTTPStatus.CREATED)


class ClaimReviews(ApiView):
    """Answers to: did this source say this?"""

    @described(ReviewOutput(many=True), HTTPStatus.NOT_FOUND)
    def get(self, request: Request, pk: UUID) -> Response:
        """The reviews of a claim's attribution that the caller may see, the earliest first."""
        find(Claim.objects.all(), pk)
        return _shown(request, claim=pk, assertion=None)

    @described({HTTPStatus.CREATED: ReviewOutput}, *REFUSALS, request=ReviewInput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Answer whether the source said this. 409 when the words have changed or somebody decided meanwhile, 422 when
        the codebook asks for more evidence."""
        return _submit(request, find(Claim.objects.all(), pk))


class AssertionReviews(ApiView):
    """Answers to: is it so?"""

    @described(ReviewOutput(many=True), HTTPStatus.NOT_FOUND)
    def get(self, request: Request, pk: UUID) -> Response:
        """The reviews of an assertion that the caller may see, the earliest first."""
        find(Assertion.objects.all(), pk)
        return _shown(request, assertion=pk)

    @described({HTTPStatus.CREATED: ReviewOutput}, *REFUSALS, request=ReviewInput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Answer whether it is so, as of its date. 409 and 422 as for a claim."""
        return _submit(request, find(Assertion.objects.all(), pk))


class ReviewWithdrawal(ApiView):
    """Taking a review back."""

    @described({HTTPStatus.CREATED: ReviewOutput}, *REFUSALS, request=WithdrawalInput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Take one's own review back: a new entry, the review itself stays."""
        actor = demand(request, Act.REVIEW)
        given = WithdrawalInput(data=request.data)
        given.is_valid(raise_exception=True)
        rows = Review.objects.visible_to(request.user).select_related("claim", "assertion", "rubric")
        return _answer(request, withdraw_review(review=find(rows, pk), reviewer=actor, **given.validated_data))


class EvidenceList(ApiView):
    """The evidence."""

    @described(page_of(EvidenceOutput), parameters=[EvidenceParameters])
    def get(self, request: Request) -> Response:
        """The items that the caller may see, the newest first."""
        given = parameters(request, EvidenceParameters)
        rows: Any = Evidence.objects.visible_to(request.user).select_related("added_by")
        if "kind" in given:
            rows = rows.filter(kind=given["kind"])
        if "claim" in given:
            uses = EvidenceUse.objects.visible_to(request.user).filter(claim=given["claim"])
            rows = rows.filter(pk__in=uses.values("evidence"))
        return listed(request, rows, CHOSEN_FIRST, given, EvidenceOutput)


@method_decorator(conditional_page, name="dispatch")
class OneEvidence(ApiView):
    """One item of evidence."""

    @described(EvidenceOutput, HTTPStatus.NOT_FOUND)
    def get(self, request: Request, pk: UUID) -> Response:
        """An item of evidence, if the caller may see it."""
        rows = Evidence.objects.visible_to(request.user).select_related("added_by")
        return Response(EvidenceOutput(find(rows, pk)).data)
