"""Organizations: the list, the page of one with who spoke for it and which outlets it owns, and its correction."""

from __future__ import annotations

import uuid
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from audit.models import Organization
from audit.people_forms import OrganizationForm
from audit.permissions import Act
from audit.reports.organizations import organization_list, organization_report
from audit.services.ownership import correct_organization
from audit.views.access import actor_of, needs
from audit.views.cursors import name_cursor, name_position
from audit.views.form_page import correction

PAGE = 50


@require_safe
def organizations(request: HttpRequest) -> HttpResponse:
    """All organizations by name, or those whose name holds some words."""
    words = request.GET.get("q", "")[:200]
    rows = organization_list(words, after=name_position(request.GET.get("after")), limit=PAGE + 1)
    page, more = rows[:PAGE], len(rows) > PAGE
    further = name_cursor(page[-1].search_key, page[-1].pk) if more else ""
    context = {"organizations": page, "further": further, "words": words}
    return render(request, "audit/organizations.html", context)


@require_safe
def organization(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One organization: what it is part of, who spoke for it, whom it owns, who is quoted as speaking for it."""
    found = get_object_or_404(Organization.objects.select_related("parent"), pk=pk)
    return render(request, "audit/organization.html", {"report": organization_report(found, request.user)})


@require_http_methods(["GET", "POST"])
@needs(Act.EDIT_OWNERSHIP)
def organization_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Correct what is known of an organization."""
    found = get_object_or_404(Organization, pk=pk)
    act = partial(correct_organization, organization=found, actor=actor_of(request))
    return correction(request, OrganizationForm, found, act)
