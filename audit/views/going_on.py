"""Going through the queue claim by claim: which one a person has in hand, and where they go on.

What is in hand stands in the session, so that every page of that claim knows of it without asking the database."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from audit.models import Assertion, Audit, Claim
from audit.reports.verdicts import number_of
from audit.services.queue import next_claim, open_questions
from audit.views.access import actor_of

IN_HAND = "queue"


def place_of(claim: Claim, assertion: Assertion | None = None) -> str:
    """Where a claim stands on its article's page, with the form of the claim or of one of its assertions open."""
    query = {"claim": str(claim.pk)}
    if assertion:
        query |= {"question": "corroboration", "assertion": str(assertion.pk)}
    page = reverse("article", args=[claim.revision.article_id])
    return f"{page}?{urlencode(query)}#mark-{number_of(claim)}"


def is_in_hand(request: HttpRequest, claim: Claim) -> bool:
    """Whether this person came to the claim by the queue."""
    return bool(request.session.get(IN_HAND, {}).get("claim") == str(claim.pk))


def let_go(request: HttpRequest) -> None:
    """Have no claim in hand any more."""
    request.session.pop(IN_HAND, None)


def take_next(request: HttpRequest, audit: Audit | None) -> str:
    """Take the next claim in hand; the address of its first open question, or of the queue when nothing is left."""
    found = next_claim(actor=actor_of(request), audit=audit)
    if found is None:
        let_go(request)
        messages.success(request, "Nothing is left for you here.")
        return reverse("queue")
    claim = Claim.objects.select_related("revision__article__current_revision").get(pk=found.claim_id)
    request.session[IN_HAND] = {"claim": str(claim.pk), "audit": str(audit.pk) if audit else ""}
    rest = open_questions(claim=claim, actor=actor_of(request), audit=audit)
    return place_of(claim, rest[0] if rest else None)


def go_on(request: HttpRequest, claim: Claim, audit: Audit | None) -> str:
    """Where to go on after an answer to a claim in hand: its next open question, else the next claim."""
    rest = open_questions(claim=claim, actor=actor_of(request), audit=audit)
    return place_of(claim, rest[0]) if rest else take_next(request, audit)
