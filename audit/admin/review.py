"""Reviewing a claim or one of its assertions inside admin: the site's form, the site's service, the site's rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from audit.forms import BoundReview, EvidenceForm
from audit.ledger.services import actor_for
from audit.models import Assertion, Claim, Evidence, EvidenceUse, Question, Review
from audit.permissions import Act, User, require
from audit.reports.verdicts import Card, Verdict, cards, own_waiting
from audit.services.audits import audit_judged_in
from audit.services.errors import Refused, RubricChanged, SentBefore, StaleTarget, Superseded
from audit.services.reviews import basis, current_rubric, submit_review
from audit.verdicts import with_verdicts

CONFLICT, UNPROCESSABLE = 409, 422


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be reviewed on the claim: a link above the form, with what stands about it."""

    target: Claim | Assertion
    verdict: Verdict
    address: str
    name: str


@require_http_methods(["GET", "POST"])
def review_claim(request: HttpRequest, pk: UUID, question: str, context: dict[str, Any]) -> HttpResponse:
    """Show the form of a claim's question, or take an answer. A claim with several assertions first asks which."""
    require(request.user, Act.REVIEW)
    claims = with_verdicts(Claim.objects.select_related("revision__article__outlet"), request.user)
    found = [get_object_or_404(claims, pk=pk)]
    card = cards(found, waiting=own_waiting(found, request.user))[0]
    choices = _choices(card)
    choice = _chosen(choices, question, request.GET.get("assertion"))
    context |= {"title": "Review this claim", "opts": Claim._meta, "card": card, "choices": choices, "choice": choice}
    if choice is None:
        return TemplateResponse(request, "admin/audit/claim/review.html", context)
    if request.method == "POST":
        return _take(request, card, choice, context)
    return _page(request, _bound(request, card, choice), choice, context)


def _choices(card: Card) -> list[Choice]:
    said, so = (reverse("admin:audit_claim_review", args=[card.claim.pk, question]) for question in Question.values)
    several = len(card.parts) > 1
    parts = [
        Choice(
            part.assertion,
            part.verdict,
            f"{so}?assertion={part.assertion.number}",
            f"Is it so? Assertion {part.assertion.number}" if several else "Is it so?",
        )
        for part in card.parts
    ]
    return [Choice(card.claim, card.attribution, said, "Did this source say this?"), *parts]


def _chosen(choices: list[Choice], question: str, number: str | None) -> Choice | None:
    """What the address names; None when it leaves open which of several assertions."""
    if question == Question.ATTRIBUTION:
        return choices[0]
    if question != Question.CORROBORATION:
        raise Http404
    parts = choices[1:]
    if number is None:
        return parts[0] if len(parts) == 1 else None
    for choice in parts:
        if isinstance(choice.target, Assertion) and str(choice.target.number) == number:
            return choice
    raise Http404


def _bound(request: HttpRequest, card: Card, choice: Choice) -> BoundReview:
    sent, part = request.method == "POST", choice.target if isinstance(choice.target, Assertion) else None
    audit = audit_judged_in(card.claim, request.user)
    return BoundReview(
        target=choice.target,
        rubric=audit.rubric if audit else current_rubric(),
        known=list(_known_evidence(card.claim, request.user)),
        visible=Evidence.objects.visible_to(request.user),
        based_on=basis(card.claim, part, request.user),
        audit=audit,
        data=request.POST if sent else None,
        files=request.FILES if sent else None,
    )


def _known_evidence(claim: Claim, user: User) -> Any:
    """What this article's reviews used so far and this person may see, to be used again."""
    uses = EvidenceUse.objects.visible_to(user).filter(claim__revision__article=claim.revision.article_id)
    return Evidence.objects.visible_to(user).filter(pk__in=uses.values("evidence"))


def _take(request: HttpRequest, card: Card, choice: Choice, context: dict[str, Any]) -> HttpResponse:
    bound = _bound(request, card, choice)
    if not bound.is_valid() or "look" in request.POST:
        return _page(request, bound, choice, context, UNPROCESSABLE)
    assert isinstance(request.user, AbstractBaseUser)
    try:
        bound.check_place()
        review = submit_review(reviewer=actor_for(request.user), **bound.submission())
    except Refused as error:
        status = CONFLICT if isinstance(error, StaleTarget | Superseded | RubricChanged | SentBefore) else UNPROCESSABLE
        part = choice.target if isinstance(choice.target, Assertion) else None
        bound.refuse(error, based_on=basis(card.claim, part, request.user))
        return _page(request, bound, choice, context, status)
    messages.success(request, f"Your answer is recorded: {review.get_value_display()}.")
    return redirect("admin:audit_claim_change", card.claim.pk)


def _page(
    request: HttpRequest, bound: BoundReview, choice: Choice, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    part = choice.target if isinstance(choice.target, Assertion) else None
    claim = part.claim_id if part else choice.target.pk
    reviews = Review.objects.visible_to(request.user).filter(claim=claim, assertion=part)
    context |= {
        "bound": bound,
        "form": bound.form,
        "rows": [(row, _is_open(row, first=row is bound.rows[0])) for row in bound.rows],
        "assertion": part,
        "reviews": reviews.select_related("reviewer", "rubric").order_by("-created_at"),
        "lost_files": bool(request.FILES),
        "is_stale": status == CONFLICT,
    }
    return TemplateResponse(request, "admin/audit/claim/review.html", context, status=status)


def _is_open(row: EvidenceForm, *, first: bool) -> bool:
    """Whether a row of evidence is shown unfolded: the first, and each in which something was typed."""
    typed = row.is_bound and any(row[name].value() for name in row.fields if name != "visibility")
    return first or typed or bool(row.errors)
