"""Archived copies of evidence: read as text, downloaded as they came, asked for, handed in, removed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from articles.ingest.types import BlockKind
from audit.models import CopyContents, Evidence, EvidenceCopy, UsePlace
from audit.models.fields import Span
from audit.permissions import Act
from audit.segments import in_blocks
from audit.services.errors import Refused
from audit.services.evidence import add_capture, ask_for_copy, read_file, redact_copy
from audit.views.access import actor_of, needs
from audit.views.desk_forms import CaptureForm, RedactionForm

UNREAD = {kind.value for kind in BlockKind if not kind.is_read}


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a copy's text, dimmed if no reader would call it the matter. Pieces are text, whether it is marked,
    and whether the mark begins there."""

    kind: str
    is_dimmed: bool
    is_page: bool
    pieces: tuple[tuple[str, bool, bool], ...]


def _item(request: HttpRequest, pk: uuid.UUID) -> Evidence:
    return get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk)


def _copy(request: HttpRequest, pk: uuid.UUID, number: int) -> EvidenceCopy:
    copies = EvidenceCopy.objects.visible_to(request.user).select_related("evidence", "added_by")
    return get_object_or_404(copies, evidence=pk, number=number)


@require_safe
def evidence_copy(request: HttpRequest, pk: uuid.UUID, number: int) -> HttpResponse:
    """The text of a copy, never the page itself; `use` marks the words that a review used."""
    copy = _copy(request, pk, number)
    contents = CopyContents.objects.filter(copy=copy).defer("raw").first()
    place = _place(request, copy)
    context = {
        "copy": copy,
        "item": copy.evidence,
        "is_kept": contents is not None,
        "place": place,
        "passages": _passages(contents.text, copy, place.span if place else None) if contents else (),
        "redaction": RedactionForm(),
    }
    return render(request, "audit/copy.html", context)


def _place(request: HttpRequest, copy: EvidenceCopy) -> UsePlace | None:
    try:
        wanted = uuid.UUID(request.GET.get("use", ""))
    except ValueError:
        return None
    places = UsePlace.objects.visible_to(request.user).select_related("use")
    return places.filter(copy=copy, use=wanted).first()


def _passages(text: str, copy: EvidenceCopy, span: Span | None) -> tuple[Passage, ...]:
    whole = [(0, len(text), "body")] if text else []
    blocks = [(start, end, kind, ()) for start, end, kind in copy.blocks or whole]
    return tuple(
        Passage(
            block.kind,
            block.kind in UNREAD,
            block.kind.startswith("page "),
            tuple((piece.text, bool(piece.claims), bool(piece.opens)) for piece in block.pieces),
        )
        for block in in_blocks(text, blocks, [(span,)] if span else [])
    )


@require_safe
def evidence_copy_file(request: HttpRequest, pk: uuid.UUID, number: int) -> HttpResponse:
    """The bytes as a download. Never as a live page: what we keep may hold scripts of others."""
    copy = _copy(request, pk, number)
    contents = CopyContents.objects.filter(copy=copy).defer("text").first()
    if contents is None:
        raise Http404("no archived copy")
    is_text = copy.media_type.split(";")[0].strip().lower() == "text/plain"
    served = "text/plain; charset=utf-8" if is_text else "application/octet-stream"
    response = HttpResponse(bytes(contents.raw), content_type=served)
    name = copy.file_name or f"{copy.evidence_id}-{copy.number}.bin"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_POST
@needs(Act.REVIEW)
def evidence_archive(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Have the worker fetch the item's page and keep it."""
    item = _item(request, pk)
    try:
        ask_for_copy(evidence=item, actor=actor_of(request))
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "The page is being archived. Load this page again in a moment.")
    return redirect(item)


@require_POST
@needs(Act.REVIEW)
def evidence_capture(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep a file as a copy of the item: a capture of one's own."""
    item = _item(request, pk)
    form = CaptureForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, "Choose a file that is not empty. Nothing was stored.")
        return redirect(item)
    upload = form.cleaned_data["file"]
    try:
        file = read_file(upload.name, upload.content_type or "", upload.read())
        copy, is_new = add_capture(evidence=item, file=file, actor=actor_of(request))
    except Refused as error:
        messages.error(request, f"{error} Nothing was stored.")
        return redirect(item)
    messages.success(request, "The file is kept as a copy." if is_new else "This very file is kept already.")
    return redirect(copy)


@require_POST
@needs(Act.EDIT_ARTICLE)
def evidence_copy_redact(request: HttpRequest, pk: uuid.UUID, number: int) -> HttpResponse:
    """Remove what a copy holds; digests and reason stay."""
    copy = _copy(request, pk, number)
    form = RedactionForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        redact_copy(copy=copy, reason=reason, actor=actor_of(request))
    except Refused as error:
        messages.error(request, f"{error} Nothing was removed.")
    else:
        messages.success(request, "What the copy held is removed. The history tells who did it and why.")
    return redirect(copy.evidence)
