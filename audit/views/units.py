"""Marking a claim and correcting one, on pages that need no script."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from articles.models import Article, Revision
from audit.ledger.models import Event
from audit.models import Claim
from audit.permissions import Act
from audit.reports.sources import sources_of
from audit.services.edits import take_back
from audit.services.errors import Refused, StaleTarget
from audit.services.units import add_claim, correct_claim
from audit.services.words import text_of
from audit.unit_forms import ClaimForm
from audit.views.access import actor_of, needs

CONFLICT, UNPROCESSABLE = 409, 422


@require_http_methods(["GET", "POST"])
@needs(Act.EDIT_CLAIM)
def claim_add(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Mark a claim in an article's text: its words or its offsets, who says it."""
    article = _article(pk)
    revision = _shown(article)
    initial = {"revision": revision.pk, "submission": uuid.uuid4()}
    form = ClaimForm(request.POST or None, shown=revision, sources=sources_of(article), initial=initial)
    status = UNPROCESSABLE if form.is_bound else 200
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        seen = get_object_or_404(article.revisions, pk=data["revision"]) if data["revision"] else None
        try:
            done = add_claim(
                article=article,
                draft=form.draft(),
                actor=actor_of(request),
                revision=seen,
                submission=data["submission"],
            )
        except Refused as error:
            form.add_error(None, str(error))
            status = CONFLICT if isinstance(error, StaleTarget) else UNPROCESSABLE
        else:
            messages.success(request, "The claim is marked.")
            return redirect(done.claim)
    context = {"article": article, "form": form, "text": text_of(revision)}
    return render(request, "audit/claim_add.html", context, status=status)


@require_http_methods(["GET", "POST"])
@needs(Act.EDIT_CLAIM)
def claim_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Correct a claim: its words, its kind, whose it is. A stale form shows what the claim is now beside it."""
    claim = get_object_or_404(Claim.objects.select_related("revision__article", "source"), pk=pk)
    article = _article(claim.revision.article_id)
    placed = Claim.objects.on_their_pages().filter(pk=pk).first()
    revision = _shown(article) if placed else claim.revision
    place = placed.place if placed else claim.content
    initial = {**ClaimForm.of(claim, text_of(revision), place), "revision": revision.pk, "submission": uuid.uuid4()}
    sources = sources_of(article)
    form = ClaimForm(request.POST or None, shown=revision, sources=sources, place=place, initial=initial)
    status = UNPROCESSABLE if form.is_bound else 200
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            done = correct_claim(
                claim=claim,
                changes=form.changes(),
                actor=actor_of(request),
                seen=data["seen"] or None,
                revision=revision,
                submission=data["submission"],
            )
        except Refused as error:
            form.add_error(None, str(error))
            status = CONFLICT if isinstance(error, StaleTarget) else UNPROCESSABLE
            again = request.POST.copy()
            again["seen"] = claim.version()
            form.data = again
        else:
            messages.success(request, "The claim is corrected.")
            return redirect(done.claim)
    context = {"article": article, "claim": claim, "form": form, "now": initial, "is_stale": status == CONFLICT}
    return render(request, "audit/claim_edit.html", context, status=status)


@require_POST
@needs(Act.EDIT_CLAIM)
def act_undo(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take an act on units back."""
    event = get_object_or_404(Event, pk=pk)
    try:
        done = take_back(event=event, actor=actor_of(request))
    except Refused as error:
        messages.error(request, str(error))
        return redirect("claim", event.target_id) if event.target_kind == "claim" else redirect("home")
    messages.success(request, "Taken back.")
    return redirect(done.claims[0] if done.claims else "home")


def _article(pk: uuid.UUID) -> Article:
    return get_object_or_404(Article.objects.with_current().select_related("current_revision__body"), pk=pk)


def _shown(article: Article) -> Revision:
    """The revision that the page shows."""
    return get_object_or_404(article.revisions.select_related("body"), pk=article.current_revision_id)
