"""Audits: the list, the page of one, and what editors do with it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Article
from audit.ledger.models import Actor
from audit.models import Audit, AuditArticle, AuditMember
from audit.permissions import Act, can
from audit.reports.audits import audit_list, audit_report
from audit.reports.outlets import knows_outlets
from audit.services.audits import add_articles, add_audit, close_audit, finish_sources, finish_units, set_member
from audit.services.errors import Refused
from audit.services.reviews import current_rubric
from audit.views.access import WITHHELD, actor_of, needs
from audit.views.desk_queue_forms import ArticlesForm, AuditForm, MemberForm

UNPROCESSABLE = 422
ARTICLES_AT_ONCE = 500


@require_safe
@needs(Act.SEE_UNPUBLISHED)
def audits(request: HttpRequest) -> HttpResponse:
    """All audits, with what is left for oneself."""
    return render(request, "audit/audits.html", {"audits": audit_list(request.user)})


@require_http_methods(["GET", "POST"])
@needs(Act.LEAD_AUDIT)
def audit_add(request: HttpRequest) -> HttpResponse:
    """Make an audit."""
    fresh = {"rubric": current_rubric(), "hide_confidence": True, "hide_earlier": True}
    form = AuditForm(request.POST) if request.method == "POST" else AuditForm(initial=fresh)
    if form.is_bound and form.is_valid():
        try:
            made = add_audit(actor=actor_of(request), **form.cleaned_data)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The audit is made. Give it people and articles.")
            return redirect(made)
    return render(request, "audit/audit_add.html", {"form": form}, status=UNPROCESSABLE if form.is_bound else 200)


@require_safe
@needs(Act.SEE_UNPUBLISHED)
def audit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One audit: what it is, how far it is, its articles and its people."""
    found = get_object_or_404(Audit.objects.select_related("rubric"), pk=pk)
    leads = can(request.user, Act.LEAD_AUDIT) and found.is_open
    context = {
        "audit": found,
        "report": audit_report(found, request.user),
        "member_form": MemberForm() if leads else None,
        "articles_form": ArticlesForm() if leads else None,
    }
    return render(request, "audit/audit.html", context)


def _do(request: HttpRequest, done: str, act: Callable[[], object]) -> None:
    """Do it and say so, or say why not."""
    try:
        act()
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)


@require_POST
@needs(Act.LEAD_AUDIT)
def audit_member(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Give somebody a part, or end it."""
    found, form = get_object_or_404(Audit, pk=pk), MemberForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose a person and a part; nothing was changed.")
        return redirect(found)
    member, part = form.cleaned_data["actor"], form.cleaned_data["role"]
    try:
        row = set_member(audit=found, member=member, role=None if part == "none" else part, actor=actor_of(request))
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _told_part(member, row))
    return redirect(found)


def _told_part(member: Actor, row: AuditMember | None) -> str:
    if row is None:
        return f"{member.pseudonym} had no part here; nothing was changed."
    return f"{member.pseudonym} is {row.role} now." if row.is_active else f"{member.pseudonym} has no part any more."


@require_POST
@needs(Act.LEAD_AUDIT)
def audit_articles(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take articles in: those named, and all of an outlet between two days."""
    found, form = get_object_or_404(Audit, pk=pk), ArticlesForm(request.POST)
    if not form.is_valid():
        told = [str(error) for errors in form.errors.values() for error in errors]
        messages.error(request, f"{' '.join(told)} Nothing was changed.")
        return redirect(found)
    if form.cleaned_data["outlet"] and not knows_outlets(request.user):
        raise PermissionDenied(WITHHELD)
    try:
        added = add_articles(audit=found, articles=_wanted(form.cleaned_data), actor=actor_of(request))
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{len(added)} article{'' if len(added) == 1 else 's'} taken in.")
    return redirect(found)


def _wanted(given: dict[str, Any]) -> list[Article]:
    named: list[Article] = given["articles"]
    if given["outlet"] is None:
        return named[:ARTICLES_AT_ONCE]
    articles = Article.objects.with_current().filter(outlet=given["outlet"])
    if given["since"]:
        articles = articles.filter(published_from__gte=given["since"])
    if given["until"]:
        articles = articles.filter(published_to__lte=given["until"])
    return [*named, *articles.newest_first()[:ARTICLES_AT_ONCE]]


@require_POST
@needs(Act.LEAD_AUDIT)
def audit_close(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """End an audit."""
    found = get_object_or_404(Audit, pk=pk)
    done = "The audit is closed. Answers that waited for a second one are shown now."
    _do(request, done, lambda: close_audit(audit=found, actor=actor_of(request)))
    return redirect(found)


@require_POST
@needs(Act.EDIT_CLAIM)
def audit_units(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Lock the claims of an article and give them out."""
    place = _place(pk)
    done = "The claims are locked and given to the reviewers."
    _do(request, done, lambda: finish_units(place=place, actor=actor_of(request)))
    return redirect(place.audit)


@require_POST
@needs(Act.EDIT_CLAIM)
def audit_sources(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Say that the codes of an article's sources are settled: the own ones, or as lead all."""
    place = _place(pk)
    try:
        found = finish_sources(place=place, actor=actor_of(request))
    except Refused as error:
        messages.error(request, str(error))
    else:
        own = "You are done with these sources. The codes are shown once all who code them are."
        messages.success(request, "The sources are done; all codes are shown now." if found.sources_done_at else own)
    return redirect("article_sources", pk=place.article_id) if "stay" in request.POST else redirect(place.audit)


def _place(pk: uuid.UUID) -> AuditArticle:
    return get_object_or_404(AuditArticle.objects.select_related("audit", "revision", "article"), pk=pk)
