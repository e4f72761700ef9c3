"""The record: histories of what is kept here, removing words for good, and the signed head of the chain."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Article, Outlet
from audit.ledger.heads import current_head, public_key, signed_head
from audit.models import ArticleSource, Audit, Organization, Speaker
from audit.permissions import Act
from audit.reports.history import (
    history_of_article,
    history_of_audit,
    history_of_desk,
    history_of_organization,
    history_of_outlet,
    history_of_source,
    history_of_speaker,
)
from audit.reports.outlets import knows_outlets
from audit.services.errors import Refused
from audit.services.redaction import redact, redactable_rows, redactable_texts
from audit.views.access import WITHHELD, actor_of, needs
from audit.views.desk_forms import RedactTextsForm


@require_safe
@needs(Act.SEE_UNPUBLISHED)
def article_history(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """All that happened to an article and its units."""
    article = get_object_or_404(Article.objects.with_current(), pk=pk)
    lines = history_of_article(article, request.user)
    return _page(request, f"History of {article.headline or 'an article'}", article.get_absolute_url(), lines)


@require_safe
@needs(Act.SEE_UNPUBLISHED)
def audit_history(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """All that happened to an audit."""
    audit = get_object_or_404(Audit, pk=pk)
    return _page(request, f"History of {audit}", audit.get_absolute_url(), history_of_audit(audit, request.user))


@require_safe
@needs(Act.SEE_UNPUBLISHED)
def source_history(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """All that happened to one source of an article."""
    source = get_object_or_404(ArticleSource.objects.select_related("revision"), pk=pk)
    lines = history_of_source(source, request.user)
    back = redirect("article_sources", pk=source.revision.article_id).url
    return _page(request, f"History of {source.name}", back, lines)


@require_safe
@needs(Act.SEE_UNPUBLISHED)
def speaker_history(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """All that happened to a speaker and to those who were found to be the same."""
    speaker = get_object_or_404(Speaker.objects.select_related("merged_into"), pk=pk).kept
    lines = history_of_speaker(speaker, request.user)
    return _page(request, f"History of {speaker}", speaker.get_absolute_url(), lines)


@require_safe
@needs(Act.SEE_UNPUBLISHED)
def organization_history(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """All that happened to an organization, its outlets and those who spoke for it."""
    found = get_object_or_404(Organization, pk=pk)
    lines = history_of_organization(found, request.user)
    return _page(request, f"History of {found}", found.get_absolute_url(), lines)


@require_safe
@needs(Act.SEE_UNPUBLISHED)
def outlet_history(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """All that happened to an outlet, its feeds and what is known of its owners."""
    if not knows_outlets(request.user):
        raise PermissionDenied(WITHHELD)
    found = get_object_or_404(Outlet, pk=pk)
    return _page(request, f"History of {found}", found.get_absolute_url(), history_of_outlet(found, request.user))


def _page(request: HttpRequest, title: str, back: str, lines: Any) -> HttpResponse:
    return render(request, "audit/history.html", {"title": title, "back": back, "history": lines})


@require_safe
@needs(Act.EXPORT_HEAD)
def record_page(request: HttpRequest) -> HttpResponse:
    """The head of the chain, how to keep it, and what happened to accounts and the codebook."""
    context = {"head": current_head(), "key": public_key(), "history": history_of_desk()}
    return render(request, "audit/record.html", context)


@require_safe
@needs(Act.EXPORT_HEAD)
def head_download(request: HttpRequest) -> HttpResponse:
    """The signed head as a file."""
    document = signed_head()
    name = f"history-head-{document['number']}.json"
    return JsonResponse(
        document,
        json_dumps_params={"indent": 2},
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


@require_http_methods(["GET", "POST"])
@needs(Act.REDACT)
def texts_redact(request: HttpRequest, kind: str, pk: uuid.UUID) -> HttpResponse:
    """Remove a name, a reason or words of evidence for good."""
    row = get_object_or_404(redactable_rows(kind, request.user), pk=pk)
    texts = redactable_texts(row)
    form = RedactTextsForm(request.POST or None, texts=texts)
    if form.is_bound and form.is_valid():
        try:
            redact(row=row, actor=actor_of(request), **form.cleaned_data)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, "The words are removed. The history tells who did it and why, and still verifies."
            )
            return redirect("texts_redact", kind=kind, pk=pk)
    context = {"form": form, "kind": kind.replace("_", " "), "texts": texts, "back": _back(row)}
    return render(request, "audit/texts_redact.html", context, status=422 if form.is_bound else 200)


def _back(row: Any) -> str:
    """The page on which the row is shown, as far as it has one."""
    for owner in (row, getattr(row, "claim", None), getattr(row, "article", None)):
        if owner is not None and hasattr(owner, "get_absolute_url"):
            return str(owner.get_absolute_url())
    return ""
