"""The list of findings, and what people do with them: confirm, reject, make one of their own."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from articles.models import Article
from audit.models import Finding
from audit.models.visibility import of_outlet
from audit.permissions import Act
from audit.reports.findings import findings_for, words_changed
from audit.services.errors import Refused
from audit.services.findings import add_finding, settle_finding
from audit.views.access import actor_of, needs
from audit.views.cursors import NEWEST, cursor, position
from audit.views.desk_forms import FindFindingsForm, FindingForm, SettleForm

PAGE = 25


@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    """Findings, newest first; narrowed by state, code and outlet."""
    form = FindFindingsForm(request.GET)
    found = NEWEST.sort(findings_for(request.user))
    if form.is_valid():
        found = found.filter(**{name: value for name, value in form.lookups().items() if value})
        if outlet := form.cleaned_data["outlet"]:
            found = of_outlet(found, outlet, request.user, "article")
    if request.GET.get("before"):
        found = NEWEST.after(found, position(request.GET["before"]))
    rows = list(found[: PAGE + 1])
    page, more = rows[:PAGE], len(rows) > PAGE
    context = {
        "form": form,
        "findings": [(finding, words_changed(finding)) for finding in page],
        "older": cursor(page[-1]) if more else "",
        "is_filtered": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "audit/findings.html", context)


@require_POST
@needs(Act.REVIEW)
def finding_settle(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Confirm or reject one finding."""
    finding = get_object_or_404(Finding, pk=pk)
    form = SettleForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused("Choose whether the finding is confirmed or rejected.")
        settle_finding(finding=finding, actor=actor_of(request), **form.cleaned_data)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"The finding is {form.cleaned_data['state']}.")
    return redirect("findings")


@require_POST
@needs(Act.REVIEW)
def finding_add(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A finding of one's own about an article."""
    article = get_object_or_404(Article.objects.with_current(), pk=pk)
    form = FindingForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused("Choose what is found, and say in a sentence what is wrong.")
        add_finding(article=article, actor=actor_of(request), **form.cleaned_data)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "The finding is recorded.")
    claim = form.cleaned_data.get("claim") if form.is_valid() else None
    return redirect(claim or article)
