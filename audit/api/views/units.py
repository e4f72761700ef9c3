"""What people do to the units of an article: claims marked and corrected, and every act taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from uuid import UUID

from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from articles.models import Article, Revision
from audit.api.errors import Conflict
from audit.api.serializers.claims import ClaimOutput
from audit.api.serializers.units import (
    ActBody,
    ActOutput,
    ClaimCorrection,
    ClaimInput,
    OccurrenceParameters,
    OccurrencesOutput,
)
from audit.api.views import claims
from audit.api.views.base import ApiView, demand, described, find, parameters
from audit.ledger.models import Event
from audit.models import Claim
from audit.permissions import Act, User
from audit.services.edits import Done, take_back
from audit.services.errors import StaleTarget
from audit.services.units import add_claim, correct_claim
from audit.services.words import occurrences, text_of

REFUSALS = (
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.CONFLICT,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)


def placed(claims_done: Sequence[Claim], user: User) -> list[Claim]:
    """The claims with all that is shown of them, and their places on their pages; None where they stand no more."""
    keys = [claim.pk for claim in claims_done]
    found = {claim.pk: claim for claim in claims.claims_for(user).filter(pk__in=keys)}
    places = {claim.pk: claim.place for claim in Claim.objects.on_their_pages().filter(pk__in=keys)}
    for claim in found.values():
        claim.place = places.get(claim.pk) or ()
    return [found[key] for key in keys]


def answer(done: Done, user: User, status: int = HTTPStatus.OK) -> Response:
    shown = replace(done, claims=tuple(placed(done.claims, user)))
    return Response(ActOutput(shown).data, status=status)


def edit(request: Request, claim: Claim, act: Callable[[], Done]) -> Response:
    """Do an act on a claim that somebody looks at; 409 with both versions when it is another by now."""
    try:
        done = act()
    except StaleTarget as error:
        now = find(claims.claims_for(request.user), claim.pk)
        raise Conflict(str(error), current=ClaimOutput(now).data, yours=request.data) from error
    return answer(done, request.user)


def find_claim(pk: UUID) -> Claim:
    return find(Claim.objects.select_related("revision"), pk)


def seen_revision(pk: UUID | None, article: UUID) -> Revision | None:
    """The revision whose offsets somebody gave."""
    if pk is None:
        return None
    found = Revision.objects.filter(pk=pk, article=article).first()
    if found is None:
        raise NotFound("There is no such revision of this article.")
    return found


class ArticleClaims(claims.ArticleClaims):
    """The claims of one article."""

    @described({HTTPStatus.CREATED: ActOutput}, *REFUSALS, request=ClaimInput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Mark a claim in the article's current revision, in any block. 409 when the article has a newer revision than
        the one given, or other words at these places. Reviewers only."""
        actor = demand(request, Act.EDIT_CLAIM)
        given = ClaimInput(data=request.data)
        given.is_valid(raise_exception=True)
        article, said = find(Article.objects.all(), pk), given.validated_data
        done = add_claim(
            article=article,
            draft=given.draft(),
            actor=actor,
            revision=seen_revision(said["revision"], pk),
            words=said.get("words"),
            submission=said["submission"],
        )
        return answer(done, request.user, HTTPStatus.CREATED)


class OneClaim(claims.OneClaim):
    """One claim."""

    @described(ActOutput, *REFUSALS, request=ClaimCorrection)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Correct where a claim stands, what it is or whose it is. A machine's claim becomes a person's; reviews of
        other words become stale. 409 with `current` and `yours` when it was edited meanwhile. Reviewers only."""
        actor = demand(request, Act.EDIT_CLAIM)
        given = ClaimCorrection(data=request.data)
        given.is_valid(raise_exception=True)
        claim, said = find_claim(pk), given.validated_data
        current = claim.revision.article.current_revision_id
        revision = seen_revision(said["revision"] or current, claim.revision.article_id)
        return edit(
            request,
            claim,
            lambda: correct_claim(
                claim=claim,
                changes=given.said(),
                actor=actor,
                seen=said["seen"],
                revision=revision,
                submission=said["submission"],
            ),
        )


class ActUndo(ApiView):
    """Taking an act back."""

    @described(ActOutput, *REFUSALS, request=ActBody)
    def post(self, request: Request, pk: UUID) -> Response:
        """Put back what an act on units changed, and take from view what it made; to take that back is the redo.
        409 when any of it has been changed since. Reviewers only."""
        actor = demand(request, Act.EDIT_CLAIM)
        given = ActBody(data=request.data)
        given.is_valid(raise_exception=True)
        event = find(Event.objects.all(), pk)
        return answer(take_back(event=event, actor=actor, **given.validated_data), request.user)


class ArticleOccurrences(ApiView):
    """Where words stand."""

    @described(
        OccurrencesOutput, HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY, parameters=[OccurrenceParameters]
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Every place in the article's current revision where these words stand."""
        words: Any = parameters(request, OccurrenceParameters)["words"]
        revision = find(Article.objects.with_current(), pk).current_revision
        if revision is None:
            raise NotFound("This article has no text.")
        found = {"revision": revision.pk, "spans": occurrences(text_of(revision), words)}
        return Response(OccurrencesOutput(found).data)
