"""An item of evidence: what it is, where it comes from, what it was used for; its archived copy as a download."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from audit.models import ArchivedCopy, Evidence, EvidenceUse
from audit.services.evidence import origin_of

USES_SHOWN = 100


@require_safe
def evidence(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One item, for those who may see it."""
    visible = Evidence.objects.visible_to(request.user)
    item = get_object_or_404(visible.select_related("added_by", "derived_from"), pk=pk)
    uses = EvidenceUse.objects.visible_to(request.user).filter(evidence=item)
    origin = origin_of(item)
    context = {
        "item": item,
        "copy": ArchivedCopy.objects.filter(evidence=item).defer("raw", "text").first(),
        "origin": visible.filter(pk=origin.pk).first() if origin.pk != item.pk else None,
        "origin_is_hidden": origin.pk != item.pk and not visible.filter(pk=origin.pk).exists(),
        "derived": visible.filter(derived_from=item)[:USES_SHOWN],
        "uses": uses.select_related("claim", "assertion", "review__reviewer", "added_by").order_by("-created_at")[
            :USES_SHOWN
        ],
    }
    return render(request, "audit/evidence.html", context)


@require_safe
def evidence_copy(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The archived bytes as a download. Never as a live page: what we keep may hold scripts of others."""
    item = get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk)
    copy = ArchivedCopy.objects.filter(evidence=item).first()
    if copy is None:
        raise Http404("no archived copy")
    is_text = copy.content_type.split(";")[0].strip().lower() == "text/plain"
    response = HttpResponse(
        bytes(copy.raw), content_type="text/plain; charset=utf-8" if is_text else "application/octet-stream"
    )
    response["Content-Disposition"] = (
        content_disposition_header(True, copy.file_name or f"{item.pk}.bin") or "attachment"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
