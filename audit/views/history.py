"""The record: histories of what is kept here, removing words for good, and the signed head of the chain."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Article, Outlet
from audit.ledger.heads import current_head, public_key, signed_head
from audit.models import ArticleSource, Audit, Organization, Speaker
from audit.permissions import Act, User
from audit.reports.history import (
    HistoryLine,
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


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing with a history of its own: which rows, the lines of one, how the title calls it, its page."""

    rows: Callable[[], QuerySet[Any]]
    lines: Callable[[Any, User], tuple[HistoryLine, ...]]
    called: Callable[[Any], str] = str
    page: Callable[[Any], str] = lambda row: str(row.get_absolute_url())
    kept: Callable[[Any], Any] = lambda row: row  # the row that is shown in place of one that was merged


KINDS = {
    "article": Kind(Article.objects.with_current, history_of_article, lambda article: article.headline or "an article"),
    "audit": Kind(Audit.objects.all, history_of_audit),
    "source": Kind(
        lambda: ArticleSource.objects.select_related("revision"),
        history_of_source,
        lambda source: str(source.name),
        lambda source: reverse("article_sources", args=[source.revision.article_id]),
    ),
    "speaker": Kind(
        lambda: Speaker.objects.select_related("merged_into"), history_of_speaker, kept=lambda speaker: speaker.kept
    ),
    "organization": Kind(Organization.objects.all, history_of_organization),
    "outlet": Kind(Outlet.objects.all, history_of_outlet),
}


@require_safe
@needs(Act.SEE_UNPUBLISHED)
def history(request: HttpRequest, pk: uuid.UUID, kind: str) -> HttpResponse:
    """All that happened to a thing of one of these kinds, and to what belongs to it."""
    if kind == "outlet" and not knows_outlets(request.user):
        raise PermissionDenied(WITHHELD)
    known = KINDS[kind]
    row = known.kept(get_object_or_404(known.rows(), pk=pk))
    lines = known.lines(row, request.user)
    context = {"title": f"History of {known.called(row)}", "back": known.page(row), "history": lines}
    return render(request, "audit/history.html", context)


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
