"""An item of evidence: what it is, where it comes from, its archived copies, what it was used for."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from audit.models import Evidence
from audit.provenance_forms import OriginForm, PublisherForm
from audit.reports.evidence import archive_of, derived_items, descent_of, related_items, uses_of
from audit.reports.history import history_of_evidence
from audit.views.desk_forms import CaptureForm


@require_safe
def evidence(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One item, for those who may see it."""
    visible = Evidence.objects.visible_to(request.user)
    item = get_object_or_404(visible.select_related("added_by", "derived_from"), pk=pk)
    user = request.user
    context = {
        "item": item,
        "archive": archive_of(item),
        "capture": CaptureForm(),
        "descent": descent_of(item, user),
        "derived": derived_items(item, user),
        "origin_form": OriginForm(offered=related_items(item, user)),
        "publisher_form": PublisherForm(auto_id="publisher-%s"),
        "history": history_of_evidence(item, user),
        "uses": uses_of(item, user),
    }
    return render(request, "audit/evidence.html", context)
