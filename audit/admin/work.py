"""Audits, who has what to do in them, and what a person keeps for themselves: to look at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from audit.admin.records import NEWEST_FIRST
from audit.ledger.admin import ReadOnlyAdmin
from audit.models import (
    Assignment,
    Audit,
    AuditArticle,
    AuditMember,
    Draft,
    MarkingCall,
    MarkingPass,
    Notification,
    Preference,
    QueuePlace,
    Reveal,
    SourcePass,
    Submission,
)
from audit.reports.history import rows_of_audit


@admin.register(Audit)
class AuditAdmin(ReadOnlyAdmin):
    list_display = ("name", "state", "reviews_per_claim", "order", "rubric", "created_at")
    list_filter = ("state", "reviews_per_claim")
    list_select_related = ("rubric",)
    search_fields = ("name",)
    ordering = NEWEST_FIRST

    def history_ids(self, row: Any) -> Iterable[UUID]:
        """The audit's own events, and those of its people, its articles and their passes."""
        yield row.pk
        for rows in rows_of_audit(row).values():
            yield from rows.order_by().values_list("pk", flat=True)


@admin.register(AuditMember)
class AuditMemberAdmin(ReadOnlyAdmin):
    list_display = ("audit", "actor", "role", "is_active")
    list_filter = ("role", "is_active")
    list_select_related = ("audit", "actor")
    ordering = ("audit_id", "role", "pk")


@admin.register(AuditArticle)
class AuditArticleAdmin(ReadOnlyAdmin):
    list_display = ("audit", "revision", "units_done_at", "sources_done_at")
    list_select_related = ("audit", "revision")
    ordering = ("audit_id", "position", "pk")


@admin.register(SourcePass)
class SourcePassAdmin(ReadOnlyAdmin):
    list_display = ("place", "coder", "created_at")
    list_select_related = ("place", "coder")
    ordering = NEWEST_FIRST


@admin.register(Reveal)
class RevealAdmin(ReadOnlyAdmin):
    list_display = ("audit", "claim", "agree", "created_at")
    list_filter = ("agree",)
    list_select_related = ("audit", "claim")
    ordering = NEWEST_FIRST


@admin.register(MarkingCall)
class MarkingCallAdmin(ReadOnlyAdmin):
    list_display = ("place", "shows_proposals", "by", "created_at", "page")
    list_select_related = ("place", "by")
    ordering = NEWEST_FIRST
    fields = ("place", "shows_proposals", "by", "created_at", "page")
    readonly_fields = ("page",)

    @admin.display(description="page")
    def page(self, call: MarkingCall) -> str:
        return format_html('<a href="{}">on the site</a>', reverse("marking", args=[call.place_id]))


@admin.register(MarkingPass)
class MarkingPassAdmin(ReadOnlyAdmin):
    """One's own, and everybody's once all reviewers have handed in."""

    list_display = ("call", "actor", "created_at")
    list_select_related = ("call__place", "actor")
    ordering = NEWEST_FIRST


@admin.register(Assignment)
class AssignmentAdmin(ReadOnlyAdmin):
    list_display = ("claim", "actor", "audit", "state", "leased_until")
    list_filter = ("state",)
    list_select_related = ("claim", "actor", "audit")
    ordering = ("position", "pk")


@admin.register(QueuePlace)
class QueuePlaceAdmin(ReadOnlyAdmin):
    list_display = ("claim", "number")
    list_select_related = ("claim",)
    ordering = ("-number", "-pk")


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin):
    """One's own: what somebody is told, another must not learn."""

    list_display = ("kind", "audit", "claim", "created_at", "read_at")
    list_filter = ("kind",)
    list_select_related = ("audit", "claim")
    ordering = NEWEST_FIRST


@admin.register(Draft)
class DraftAdmin(ReadOnlyAdmin):
    """One's own: what somebody else has typed and not sent is theirs alone."""

    list_display = ("article", "target", "saved_at")
    list_select_related = ("article__current_revision",)
    ordering = ("-saved_at", "pk")


@admin.register(Preference)
class PreferenceAdmin(ReadOnlyAdmin):
    """One's own keys."""

    list_display = ("user", "shortcuts")
    list_select_related = ("user",)
    ordering = ("pk",)


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    list_display = ("id", "actor", "event")
    list_select_related = ("actor", "event")
    ordering = ("pk",)
