"""Outlets: the list, the page of one with its articles, feeds and owners, and its correction."""

from __future__ import annotations

import uuid
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Outlet
from articles.services import correct_outlet
from audit.people_forms import OutletForm
from audit.permissions import Act
from audit.reports.outlets import outlet_list, outlet_report
from audit.views.access import actor_of, needs
from audit.views.cursors import name_cursor, name_position
from audit.views.form_page import correction

PAGE = 20  # each line counts all claims and verdicts of its outlet


@require_safe
def outlets(request: HttpRequest) -> HttpResponse:
    """All outlets by name, or those whose name or domain holds some words, with how much is here of each."""
    words = request.GET.get("q", "")[:200]
    lines = outlet_list(words, request.user, after=name_position(request.GET.get("after")), limit=PAGE + 1)
    page, more = lines[:PAGE], len(lines) > PAGE
    further = name_cursor(page[-1].outlet.name, page[-1].outlet.pk) if more else ""
    return render(request, "audit/outlets.html", {"lines": page, "further": further, "words": words})


@require_safe
def outlet(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One outlet: who owns it, its feeds and its newest articles."""
    found = get_object_or_404(Outlet, pk=pk)
    return render(request, "audit/outlet.html", {"report": outlet_report(found, request.user)})


@require_http_methods(["GET", "POST"])
@needs(Act.EDIT_OWNERSHIP)
def outlet_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Correct what is known of an outlet."""
    found = get_object_or_404(Outlet, pk=pk)
    act = partial(correct_outlet, outlet=found, actor=actor_of(request))
    return correction(request, OutletForm, found, act)
