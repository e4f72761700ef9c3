"""Disagreements of two reviewers, and deciding between them as a third person who sees both answers."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from audit.forms import BoundReview
from audit.models import Claim, Reveal
from audit.permissions import Act
from audit.reports.audits import answers_of, disagreements_for
from audit.reports.verdicts import Verdict, cards
from audit.services.audits import may_adjudicate
from audit.services.errors import Refused, RubricChanged, StaleTarget, Superseded
from audit.services.reviews import adjudicate, basis
from audit.verdicts import with_verdicts
from audit.views.access import actor_of, needs
from audit.views.review_panel import bind_review, panel_for

CONFLICT, UNPROCESSABLE = 409, 422


@require_safe
@needs(Act.REVIEW)
def disagreements(request: HttpRequest) -> HttpResponse:
    """What waits for a third person, and is this person's to decide."""
    return render(request, "audit/disagreements.html", {"reveals": disagreements_for(request.user)})


@require_http_methods(["GET", "POST"])
@needs(Act.REVIEW)
def disagreement(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Both answers side by side, and the form of the third person."""
    reveal = _reveal(request, pk)
    if request.method != "POST":
        return _page(request, reveal)
    target, article = reveal.assertion or reveal.claim, reveal.claim.revision.article
    bound = bind_review(target, article, request.user, request.POST, request.FILES, audit=reveal.audit)
    if not bound.is_valid():
        return _page(request, reveal, bound, UNPROCESSABLE)
    try:
        review = adjudicate(reviewer=actor_of(request), **bound.submission())
    except Refused as error:
        bound.refuse(error, based_on=basis(reveal.claim, reveal.assertion, request.user))
        status = CONFLICT if isinstance(error, StaleTarget | Superseded | RubricChanged) else UNPROCESSABLE
        return _page(request, reveal, bound, status)
    messages.success(request, f"Decided: {review.get_value_display()}.")
    return redirect("disagreements")


def _reveal(request: HttpRequest, pk: uuid.UUID) -> Reveal:
    """The disagreement, for those who may decide it: others learn nothing, not even that it is there."""
    rows = Reveal.objects.select_related(
        "audit__rubric", "assertion", "claim__source", "claim__revision__article__outlet"
    )
    reveal = get_object_or_404(rows, pk=pk)
    if not may_adjudicate(reveal.audit, reveal.claim, actor_of(request)):
        raise Http404
    return reveal


def _standing(reveal: Reveal, request: HttpRequest) -> Verdict:
    """What stands on the target now: somebody else may have decided meanwhile."""
    claims = with_verdicts(Claim.objects.select_related("revision__article"), request.user)
    card = cards([claims.get(pk=reveal.claim_id)])[0]
    return next((part.verdict for part in card.parts if part.assertion == reveal.assertion), card.attribution)


def _page(request: HttpRequest, reveal: Reveal, sent: BoundReview | None = None, status: int = 200) -> HttpResponse:
    target, article = reveal.assertion or reveal.claim, reveal.claim.revision.article
    bound = sent or bind_review(target, article, request.user, audit=reveal.audit)
    action = reverse("disagreement", args=[reveal.pk])
    context = {
        "reveal": reveal,
        "claim": reveal.claim,
        "target": target,
        "answers": answers_of(reveal, request.user),
        "panel": panel_for(target, article, request.user, bound, action=action),
        "choice": {"assertion": reveal.assertion, "verdict": _standing(reveal, request)},
    }
    return render(request, "audit/disagreement.html", context, status=status)
