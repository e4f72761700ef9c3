"""Marking apart: an audit's articles, one's own marks, and how far people agree once all have handed in."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.marking_forms import MarkingForm
from audit.models import Audit, AuditArticle
from audit.permissions import Act, can
from audit.reports.marking import marking_list, marking_of_article, marking_report
from audit.services.errors import Refused
from audit.services.marking import ask_for_marking, hand_in_marks, proposed_claims
from audit.services.words import text_of
from audit.views.access import actor_of, needs
from audit.views.agreement import measures

UNPROCESSABLE = 422


@require_safe
@needs(Act.SEE_UNPUBLISHED)
def audit_marking(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Which articles of an audit are marked apart, and how far people agree on them."""
    audit = get_object_or_404(Audit, pk=pk)
    context = {
        "audit": audit,
        "lines": marking_list(audit, request.user),
        "measures": measures(marking_report(request.user, audit=pk)),
        "may_ask": audit.is_open and can(request.user, Act.LEAD_AUDIT),
    }
    return render(request, "audit/audit_marking.html", context)


@require_POST
@needs(Act.LEAD_AUDIT)
def marking_ask(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Have the reviewers of an audit mark one of its articles apart."""
    place = get_object_or_404(AuditArticle, pk=pk)
    try:
        ask_for_marking(place=place, actor=actor_of(request), shows_proposals="blank" not in request.POST)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "The reviewers are asked to mark this article apart.")
    return redirect("audit_marking", pk=place.audit_id)


@require_http_methods(["GET", "POST"])
@needs(Act.REVIEW)
def marking(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One article of an audit: one's own marks before they are handed in, everybody's once all have."""
    places = AuditArticle.objects.select_related("audit", "article", "revision__body")
    place = get_object_or_404(places.exclude(marking_call=None), pk=pk)
    text, shows = text_of(place.revision), place.marking_call.shows_proposals
    initial = MarkingForm.of(text, proposed_claims(place)) if shows else None
    form = MarkingForm(request.POST or None, text=text, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            hand_in_marks(place=place, marks=form.cleaned_data["claims"], actor=actor_of(request))
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Your marks are handed in.")
            return redirect("marking", pk=pk)
    report = marking_of_article(place, request.user)
    context = {"report": report, "place": place, "audit": place.audit, "form": form, "text": text}
    context["measures"] = measures(report.agreement) if report.agreement else None
    return render(request, "audit/marking.html", context, status=UNPROCESSABLE if form.is_bound else 200)
