"""Claims and the decisions about them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from rest_framework.request import Request
from rest_framework.response import Response

from articles.models import Article
from audit.api.serializers.claims import (
    ArticleClaimParameters,
    ClaimOutput,
    ClaimParameters,
    DecisionOutput,
    DecisionParameters,
    PlacedClaimOutput,
    PublicationInput,
)
from audit.api.views.base import CHOSEN_FIRST, ApiView, demand, described, find, listed, page_of, parameters
from audit.keyset import Order
from audit.models import Claim, Decision, Question, Review
from audit.models.visibility import DecisionQuerySet
from audit.permissions import Act, User
from audit.reports.claim_words import saying
from audit.reports.speakers import of_speaker
from audit.services.decisions import publish
from audit.verdicts import having_verdict, with_verdicts

IN_TEXT_ORDER = Order(("first", "id"))


def claims_for(user: User) -> QuerySet[Claim]:
    """All claims with everything that ClaimOutput shows."""
    return shown_fully(Claim.objects.all(), user)


def shown_fully(claims: QuerySet[Claim], user: User) -> QuerySet[Claim]:
    return with_verdicts(claims.select_related("revision").defer("revision__blocks"), user)


def decisions_for(user: User) -> DecisionQuerySet:
    """Decisions with everything that DecisionOutput shows."""
    found = Decision.objects.visible_to(user).select_related("claim__source", "assertion")
    reviews = Review.objects.visible_to(user).only("pk")
    return found.prefetch_related("claim__source__affiliations", Prefetch("reviews", reviews))


def narrowed(claims: QuerySet[Claim], given: dict[str, Any], user: User) -> QuerySet[Claim]:
    for name in ("kind", "state"):
        if name in given:
            claims = claims.filter(**{name: given[name]})
    if "article" in given:
        claims = claims.filter(revision__article=given["article"])
    if "speaker" in given:
        claims = claims.filter(of_speaker(given["speaker"].kept))
    if "words" in given:
        claims = saying(claims, given["words"])
    for question in Question:
        if question.value in given:
            claims = having_verdict(claims, question, given[question.value], user)
    return claims


class Claims(ApiView):
    """The claims of all articles."""

    @described(page_of(ClaimOutput), parameters=[ClaimParameters])
    def get(self, request: Request) -> Response:
        """Claims of all articles, the newest first."""
        given = parameters(request, ClaimParameters)
        claims = narrowed(claims_for(request.user), given, request.user)
        return listed(request, claims, CHOSEN_FIRST, given, ClaimOutput)


class ArticleClaims(ApiView):
    """The claims of one article."""

    @described(page_of(PlacedClaimOutput), HTTPStatus.NOT_FOUND, parameters=[ArticleClaimParameters])
    def get(self, request: Request, pk: UUID) -> Response:
        """The claims that stand in an article's current revision, in the order of the text."""
        given = parameters(request, ArticleClaimParameters)
        article = find(Article.objects.all(), pk)
        revision = article.current_revision
        claims = Claim.objects.standing_in(revision) if revision else Claim.objects.none()
        shown = narrowed(shown_fully(claims, request.user), given, request.user)
        return listed(request, shown, IN_TEXT_ORDER, given, PlacedClaimOutput)


@method_decorator(conditional_page, name="dispatch")
class OneClaim(ApiView):
    """One claim."""

    @described(ClaimOutput, HTTPStatus.NOT_FOUND)
    def get(self, request: Request, pk: UUID) -> Response:
        """A claim with its source, its assertions, and the decisions that stand as far as the caller may see."""
        return Response(ClaimOutput(find(claims_for(request.user), pk)).data)


class Decisions(ApiView):
    """The decisions."""

    @described(page_of(DecisionOutput), parameters=[DecisionParameters])
    def get(self, request: Request) -> Response:
        """All decisions that the caller may see, the newest first; earlier ones of a target stay in the list."""
        given = parameters(request, DecisionParameters)
        rows = decisions_for(request.user)
        for name in ("claim", "assertion", "value", "publication_state"):
            if name in given:
                rows = rows.filter(**{name: given[name]})
        if "question" in given:
            rows = rows.filter(assertion__isnull=given["question"] == Question.ATTRIBUTION)
        return listed(request, rows, CHOSEN_FIRST, given, DecisionOutput)


class DecisionPublication(ApiView):
    """The way of a decision to the public."""

    @described(
        DecisionOutput,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        request=PublicationInput,
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Take a decision one step on its way to the public, or back. Editors only."""
        actor = demand(request, Act.PUBLISH)
        given = PublicationInput(data=request.data)
        given.is_valid(raise_exception=True)
        publish(decision=find(Decision.objects.visible_to(request.user), pk), actor=actor, **given.validated_data)
        return Response(DecisionOutput(find(decisions_for(request.user), pk)).data)
