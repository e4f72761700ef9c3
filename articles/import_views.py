"""Pages for bringing in many articles: sending a file, how far it is, what was passed over."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from articles.forms import ImportForm
from articles.ingest.errors import IngestError
from articles.models import Import, Outlet, Revision
from articles.services import upload_import
from audit.ledger.services import actor_for

SHOWN = 50
OUTLETS_OFFERED = 500
AGAIN = 4  # seconds


@require_http_methods(["GET", "POST"])
@login_required
@permission_required("articles.add_article", raise_exception=True)
def imports(request: HttpRequest) -> HttpResponse:
    """Send a file of many articles; below, the latest imports."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_bound and form.is_valid():
        try:
            of = _uploaded(request, form)
        except IngestError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, "The file is here. The worker brings in its articles.")
            return redirect(f"{of.get_absolute_url()}?follow=on")
    outlets = Outlet.objects.order_by("name").values_list("name", flat=True)[:OUTLETS_OFFERED]
    context = {"form": form, "outlets": outlets, "imports": Import.objects.newest_first()[:SHOWN]}
    return render(request, "articles/imports.html", context, status=422 if form.is_bound else 200)


def _uploaded(request: HttpRequest, form: ImportForm) -> Import:
    assert isinstance(request.user, AbstractBaseUser)
    file = form.cleaned_data["file"]
    return upload_import(
        name=file.name,
        chunks=file.chunks,
        outlet=form.cleaned_data["outlet"],
        way=Revision.Way.FILE,
        actor=actor_for(request.user),
    )


@require_safe
@login_required
@permission_required("articles.add_article", raise_exception=True)
def one_import(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How far an import is, and what it passed over, the first of it; with `follow` again and again until it ended."""
    of = get_object_or_404(Import, pk=pk)
    skips = of.skips.select_related("article")[:SHOWN]
    is_followed = "follow" in request.GET and of.ended_at is None
    response = render(request, "articles/import.html", {"import": of, "skips": skips, "is_followed": is_followed})
    if is_followed:  # it can be stopped on the page: what changes by itself is not for everybody
        response["Refresh"] = str(AGAIN)
    return response


@require_safe
@login_required
@permission_required("articles.add_article", raise_exception=True)
def import_report(request: HttpRequest, pk: uuid.UUID) -> StreamingHttpResponse:
    """All that an import passed over, a JSON object a line."""
    of = get_object_or_404(Import, pk=pk)
    lines = (skip.report_line() for skip in of.skips.iterator())
    headers = {"Content-Disposition": 'attachment; filename="report.jsonl"'}
    return StreamingHttpResponse(lines, content_type="application/x-ndjson", headers=headers)
