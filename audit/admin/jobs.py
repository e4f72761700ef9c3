"""The queue in Django's admin: procrastinate's own pages, without the styles written into them that our policy blocks,
and without the filters that would list every lock there ever was."""

from __future__ import annotations

import json

from django.contrib import admin
from django.http import HttpRequest
from procrastinate.contrib.django.admin import ProcrastinateJobAdmin
from procrastinate.contrib.django.models import ProcrastinateJob

from audit.ledger.admin import CappedPaginator
from audit.models.visibility import judges_blind

admin.site.unregister(ProcrastinateJob)


@admin.register(ProcrastinateJob)
class JobAdmin(ProcrastinateJobAdmin):
    """Jobs to look at, to retry and to cancel."""

    list_display = ["pk", "task_name", "arguments", "pretty_status", "attempts", "latest"]
    list_filter = ["status", "queue_name"]
    fields = [
        "task_name",
        "arguments",
        "pretty_status",
        "queue_name",
        "lock",
        "queueing_lock",
        "scheduled_at",
        "attempts",
    ]
    ordering = ("-id",)
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = CappedPaginator

    def has_view_permission(self, request: HttpRequest, obj: ProcrastinateJob | None = None) -> bool:
        """Nobody who judges blind: jobs name the evidence that others have just added."""
        return not judges_blind(request.user) and super().has_view_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: ProcrastinateJob | None = None) -> bool:
        return not judges_blind(request.user) and super().has_change_permission(request, obj)

    @admin.display
    def arguments(self, job: ProcrastinateJob) -> str:
        return json.dumps(job.args, ensure_ascii=False)

    @admin.display(description="latest event")
    def latest(self, job: ProcrastinateJob) -> str:
        events = job.procrastinateevent_set.all()  # prefetched, the newest first
        return f"{events[0].type}, {events[0].at:%Y-%m-%d %H:%M:%S}" if events else ""
