"""A source of an article corrected, or joined with another one, for all its claims; a page that needs no script."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from audit.models import ArticleSource
from audit.permissions import Act
from audit.services.errors import Refused, StaleTarget
from audit.services.source_merging import merge_sources
from audit.services.sources import correct_source
from audit.unit_forms import MergeSourceForm, SourceForm
from audit.views.access import actor_of, needs
from audit.views.units import CONFLICT, UNPROCESSABLE


@require_http_methods(["GET", "POST"])
@needs(Act.EDIT_CLAIM)
def source_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Correct a source once for all its claims. A stale form shows what the source is now above it."""
    source = _source(pk)
    initial = SourceForm.of(source)
    form = SourceForm(request.POST or None, initial=initial)
    status = UNPROCESSABLE if form.is_bound else 200
    if form.is_bound and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("seen", "submission")}
        try:
            correct_source(source=source, changes=form.changes(source), actor=actor_of(request), **given)
        except Refused as error:
            form.add_error(None, str(error))
            status = CONFLICT if isinstance(error, StaleTarget) else UNPROCESSABLE
        else:
            messages.success(request, "Corrected for all the claims of this source.")
            return redirect(source.revision.article)
    context = {
        "source": source,
        "form": form,
        "merge": MergeSourceForm(source=source),
        "claims": source.claims.shown().in_order(),
        "is_stale": status == CONFLICT,
    }
    return render(request, "audit/source_edit.html", context, status=status)


@require_POST
@needs(Act.EDIT_CLAIM)
def source_merge(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Say that a source is another one of its article: that one gets its claims."""
    source = _source(pk)
    form = MergeSourceForm(request.POST, source=source)
    if not form.is_valid():
        messages.error(request, "Choose the source that it is the same as.")
        return redirect("source_edit", pk=source.pk)
    try:
        done = merge_sources(sources=[form.cleaned_data["into"], source], actor=actor_of(request))
    except Refused as error:
        messages.error(request, str(error))
        return redirect("source_edit", pk=source.pk)
    messages.success(request, "The two are one source now.")
    return redirect("source_edit", pk=done.source.pk)


def _source(pk: uuid.UUID) -> ArticleSource:
    found = ArticleSource.objects.select_related("revision__article__outlet", "revision__body", "speaker")
    return get_object_or_404(found.prefetch_related("affiliations"), pk=pk)
