"""The queue: what waits in each pass, the next claim, skipping, holding, and acts on several claims at once."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from audit.ledger.models import Actor
from audit.models import Audit, Claim
from audit.permissions import Act, require
from audit.reports.queue import SORTS, UNITS, VERDICTS, lines, narrowed, own_work, position_of, waiting
from audit.services.audits import audit_judged_in
from audit.services.errors import Refused
from audit.services.queue import assign_claims, renew_lease, skip_claim
from audit.services.triage import dismiss_claims, triage_claims
from audit.views.access import actor_of, needs
from audit.views.desk_queue_forms import BulkForm, QueueForm, SkipForm
from audit.views.going_on import is_in_hand, let_go, place_of, take_next

PAGE = 25


@require_safe
@needs(Act.REVIEW)
def queue(request: HttpRequest) -> HttpResponse:
    """What is there to do: one's own work, and what waits on the desk in a pass."""
    return _page(request, BulkForm(auto_id="bulk-%s"))


def _page(request: HttpRequest, bulk: BulkForm, *, chosen: Collection[str] = (), status: int = 200) -> HttpResponse:
    """A page of the queue, with these claims chosen in its form for several."""
    form, of_pass = QueueForm(request.GET), request.GET.get("pass", VERDICTS)
    if of_pass not in (UNITS, VERDICTS):
        raise BadRequest("There is no such pass of the queue.")
    given = form.cleaned_data if form.is_valid() else {}
    order = SORTS[given.get("sort") or "number"]
    found = order.sort(narrowed(waiting(request.user, of_pass), given, request.user))
    key = f"{of_pass} {given.get('sort') or 'number'}"
    if request.GET.get("after"):
        found = order.after(found, _position(request.GET["after"], key))
    rows = lines(found[: PAGE + 1], request.user)
    page, more = rows[:PAGE], len(rows) > PAGE
    article = given.get("article")
    context = {
        "form": form,
        "pass": of_pass,
        "lines": page,
        "work": own_work(request.user),
        "bulk": bulk,
        "chosen": chosen,
        "article": article,
        "audits": list(Audit.objects.open().of_article(article)) if article else [],
        "after": signing.dumps([key, *map(str, position_of(page[-1], order))]) if more else "",
        "is_narrowed": any(value for name, value in given.items() if name not in ("sort", "article")),
        "is_filtered": any(value for name, value in given.items() if name != "sort"),
        "passes": ((VERDICTS, "Verdicts"), (UNITS, "Units")),
    }
    return render(request, "audit/queue.html", context, status=status)


def _position(cursor: str, key: str) -> tuple[Any, ...]:
    try:
        made_for, value, pk = signing.loads(cursor)
        if made_for == key:
            return parse_datetime(value) if "-" in value[1:] else int(value), uuid.UUID(pk)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadRequest("This address of a page of the queue is not whole. Start again from the queue.") from error
    raise BadRequest("This address of a page was made for another order. Start again from the queue.")


@require_POST
@needs(Act.REVIEW)
def queue_next(request: HttpRequest) -> HttpResponse:
    """Go on with the next claim: on the desk, or in the audit named."""
    audit = get_object_or_404(Audit, pk=request.POST["audit"]) if request.POST.get("audit") else None
    return redirect(take_next(request, audit))


@require_POST
@needs(Act.REVIEW)
def claim_skip(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Leave a claim to others, and go on."""
    claim = get_object_or_404(Claim.objects.select_related("revision"), pk=pk)
    form, audit = SkipForm(request.POST), audit_judged_in(claim, request.user)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        skip_claim(claim=claim, actor=actor_of(request), reason=reason, audit=audit)
    except Refused as error:
        messages.error(request, str(error))
        back = redirect(place_of(claim) if is_in_hand(request, claim) else claim)
        if reason:  # then it is the claim that is not this person's to skip
            let_go(request)
        return back
    messages.success(request, "Skipped. Others may take it.")
    return redirect(take_next(request, audit) if is_in_hand(request, claim) else "queue")


@require_POST
@needs(Act.REVIEW)
def claim_lease(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Hold a claim for another while: asked by the open page. 204 while it is held, 409 once it is not."""
    claim = get_object_or_404(Claim.objects.select_related("revision"), pk=pk)
    held = renew_lease(claim=claim, actor=actor_of(request), audit=audit_judged_in(claim, request.user))
    return HttpResponse(status=204 if held else 409)


@require_POST
@needs(Act.EDIT_CLAIM)
def queue_bulk(request: HttpRequest) -> HttpResponse:
    """Select, set aside, dismiss or give out several claims: all of them, or none."""
    form = BulkForm(request.POST, auto_id="bulk-%s")
    if not form.is_valid():
        messages.error(request, "Choose claims and what is to be done with them; nothing was changed.")
        return _refused(request, form)
    if form.cleaned_data["act"] == "assign":
        require(request.user, Act.LEAD_AUDIT)
    try:
        messages.success(request, _bulk(form.cleaned_data, actor_of(request)))
    except Refused as error:
        messages.error(request, str(error))
        return _refused(request, form)
    return redirect(f"{reverse('queue')}?{request.GET.urlencode()}")


def _refused(request: HttpRequest, form: BulkForm) -> HttpResponse:
    """The page as it was sent, so that nothing needs to be chosen again."""
    return _page(request, form, chosen=request.POST.getlist("claims"), status=HTTPStatus.UNPROCESSABLE_ENTITY)


@transaction.atomic
def _bulk(given: dict[str, Any], actor: Actor) -> str:
    claims, act = list(given["claims"]), given["act"]
    if act == "dismiss":
        dismiss_claims(claims=claims, actor=actor, reason=given["reason"])
        return f"{len(claims)} dismissed. They stay in the history and can be restored."
    if act == "assign":
        if given["to"] is None:
            raise Refused("Say to whom the claims are given.")
        return f"{assign_claims(claims=claims, to=given['to'], by=actor)} given to {given['to'].pseudonym}."
    triage = Claim.Triage.SELECTED if act == "select" else Claim.Triage.NOT_SELECTED
    triage_claims(claims=claims, triage=triage, reason=given["reason"], actor=actor)
    return f"{len(claims)} {triage.label.lower()}."
