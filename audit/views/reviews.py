"""Judging: reviews of claims and assertions, withdrawing one's own, and taking decisions to the public."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from audit.forms import BoundReview
from audit.models import Assertion, Claim, Decision, Review
from audit.permissions import Act
from audit.reports.verdicts import is_on_its_page
from audit.services.audits import audit_judged_in
from audit.services.decisions import publish
from audit.services.errors import Refused, RubricChanged, SentBefore, StaleTarget, Superseded
from audit.services.personal import discard_draft
from audit.services.reviews import basis, submit_review, withdraw_review
from audit.views.access import actor_of, needs
from audit.views.annotation import find_article, is_fragment, render_article, render_choice
from audit.views.desk_forms import PublishForm, WithdrawForm
from audit.views.going_on import go_on, is_in_hand, place_of
from audit.views.review_panel import bind_review
from audit.views.unsent import keep_unsent

CONFLICT, UNPROCESSABLE = 409, 422


@require_POST
@needs(Act.REVIEW)
def claim_review(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Answer whether the source said this."""
    claims = Claim.objects.with_source().select_related("revision__article")
    return _review(request, get_object_or_404(claims, pk=pk), None)


@require_POST
@needs(Act.REVIEW)
def assertion_review(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Answer whether it is so."""
    assertions = Assertion.everything.select_related("claim__revision__article", "claim__source")
    assertion = get_object_or_404(assertions, pk=pk)
    return _review(request, assertion.claim, assertion if not assertion.is_closed else _left_of(assertion))


def _left_of(closed: Assertion) -> Assertion:
    """The part that has the words of one that was closed since the form was made, else the first of the claim: what
    was typed is shown there, and refused since its words are others."""
    left = closed
    while left.is_closed and left.merged_into_id:
        left = Assertion.everything.select_related("claim__revision__article", "claim__source").get(
            pk=left.merged_into_id
        )
    return left if not left.is_closed else closed.claim.assertions.all()[0]


def _review(request: HttpRequest, claim: Claim, assertion: Assertion | None) -> HttpResponse:
    target = assertion or claim
    if not is_on_its_page(claim):
        return _too_late(request, claim, target)
    audit = audit_judged_in(claim, request.user)
    article = claim.revision.article
    bound = bind_review(target, article, request.user, request.POST, request.FILES, audit=audit)
    if not bound.is_valid() or "look" in request.POST:
        return _shown_again(request, bound, UNPROCESSABLE)
    try:
        bound.check_place()
        review = submit_review(reviewer=actor_of(request), **bound.submission())
    except Refused as error:
        return _refused(request, bound, claim, assertion, error)
    discard_draft(user=request.user, target=target.pk)
    messages.success(request, f"Your answer is recorded: {review.get_value_display()}.")
    if is_in_hand(request, claim) and (not is_fragment(request) or _is_at_the_page(request)):
        place = go_on(request, claim, audit)
        return HttpResponse(headers={"HX-Redirect": place}) if is_fragment(request) else redirect(place)
    return render_choice(request, target) if is_fragment(request) else redirect(place_of(claim, assertion))


def _is_at_the_page(request: HttpRequest) -> bool:
    """Whether somebody looks at the form; an answer that waited for the network comes by itself, and moves nobody."""
    return "HX-Current-URL" in request.headers


def _too_late(request: HttpRequest, claim: Claim, target: Claim | Assertion) -> HttpResponse:
    """The words left the text since the form was made: what was typed is kept, and shown on the claim's own page."""
    assert isinstance(request.user, User)  # behind `needs`
    told = "This claim is no longer in the text, so it cannot be reviewed. Nothing was recorded."
    is_by_itself = is_fragment(request) and not _is_at_the_page(request)
    try:
        keep_unsent(request.user, claim, target, request.POST)
    except Refused as error:
        told = f"{told} {error}"
    else:
        told = f"{told} What you typed is kept {'on the page of the claim' if is_by_itself else 'below'}."
    if is_by_itself:
        return HttpResponse(told, status=CONFLICT, content_type="text/plain; charset=utf-8")
    messages.error(request, told)
    place = claim.get_absolute_url()
    return HttpResponse(status=CONFLICT, headers={"HX-Redirect": place}) if is_fragment(request) else redirect(place)


def _refused(
    request: HttpRequest, bound: BoundReview, claim: Claim, assertion: Assertion | None, error: Refused
) -> HttpResponse:
    """The same form with everything typed; what was decided meanwhile stands beside it."""
    bound.refuse(error, based_on=basis(claim, assertion, request.user))
    status = CONFLICT if isinstance(error, StaleTarget | Superseded | RubricChanged | SentBefore) else UNPROCESSABLE
    return _shown_again(request, bound, status)


def _shown_again(request: HttpRequest, bound: BoundReview, status: int) -> HttpResponse:
    """The form as it was sent: alone if a script sent it, else on its page."""
    target = bound.target
    if is_fragment(request):
        return render_choice(request, target, sent=bound, status=status)
    claim = target.claim if isinstance(target, Assertion) else target
    return render_article(request, find_article(claim.revision.article_id, request.user), sent=bound, status=status)


@require_POST
@needs(Act.REVIEW)
def review_withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take one's own review back."""
    review = get_object_or_404(Review.objects.visible_to(request.user).select_related("claim", "assertion"), pk=pk)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        messages.error(request, "The form was not whole; nothing was changed. Try again.")
        return redirect(review.claim)
    try:
        withdraw_review(review=review, reviewer=actor_of(request), **form.cleaned_data)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Your review is withdrawn. It stays in the history.")
    return redirect(review.claim)


@require_POST
@needs(Act.PUBLISH)
def decision_publish(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a decision one step on its way to the public, or back."""
    decisions = Decision.objects.visible_to(request.user).select_related("claim__source", "assertion")
    decision = get_object_or_404(decisions, pk=pk)
    form = PublishForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose what is to become of the decision; nothing was changed.")
        return redirect(decision.claim)
    try:
        publication = publish(decision=decision, actor=actor_of(request), **form.cleaned_data)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"The decision “{decision}” is now {publication.get_state_display().lower()}.")
    return redirect(decision.claim)
