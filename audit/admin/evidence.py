"""Evidence, its copies, where it comes from and who owns outlets: to look at."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from audit.admin.records import NEWEST_FIRST
from audit.ledger.admin import ReadOnlyAdmin
from audit.models import (
    Archiving,
    CopyContents,
    Evidence,
    EvidenceCopy,
    EvidenceUse,
    OutletOwnership,
    Provenance,
    UsePlace,
)


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin):
    list_display = ("title", "kind", "publisher", "date", "visibility", "created_at")
    list_filter = ("kind", "visibility")
    search_fields = ("title", "publisher", "url")


@admin.register(EvidenceCopy)
class EvidenceCopyAdmin(ReadOnlyAdmin):
    """The bytes are left in the database; the site shows the text and gives the file as a download."""

    list_display = ("evidence", "number", "way", "media_type", "size", "created_at")
    list_filter = ("way",)
    list_select_related = ("evidence",)
    search_fields = ("=sha256", "final_url", "file_name")
    ordering = NEWEST_FIRST

    def view_on_site(self, copy: EvidenceCopy) -> str:
        return copy.get_absolute_url()


@admin.register(CopyContents)
class CopyContentsAdmin(ReadOnlyAdmin):
    """The bytes are left in the database; the list leaves the text there too."""

    list_display = ("copy",)
    list_select_related = ("copy",)
    ordering = ("pk",)
    fields = ("copy", "text")

    def get_queryset(self, request: HttpRequest) -> QuerySet[CopyContents]:
        return super().get_queryset(request).defer("raw", "text")


@admin.register(Archiving)
class ArchivingAdmin(ReadOnlyAdmin):
    list_display = ("evidence", "state", "reason", "attempts", "asked_at", "ended_at")
    list_filter = ("state",)
    list_select_related = ("evidence",)
    ordering = ("-asked_at", "-id")


@admin.register(UsePlace)
class UsePlaceAdmin(ReadOnlyAdmin):
    list_display = ("use", "copy", "span", "created_at")
    list_select_related = ("use", "copy")
    ordering = NEWEST_FIRST


@admin.register(Provenance)
class ProvenanceAdmin(ReadOnlyAdmin):
    list_display = ("evidence", "relation", "origin", "article", "organization", "act", "likeness", "created_at")
    list_filter = ("act", "relation")
    list_select_related = ("evidence", "origin", "article__current_revision", "organization")
    ordering = NEWEST_FIRST


@admin.register(OutletOwnership)
class OutletOwnershipAdmin(ReadOnlyAdmin):
    list_display = ("outlet", "organization", "since", "until", "is_withdrawn")
    list_filter = ("is_withdrawn",)
    list_select_related = ("outlet", "organization")
    search_fields = ("outlet__name", "organization__name")
    ordering = ("outlet__name", "id")


@admin.register(EvidenceUse)
class EvidenceUseAdmin(ReadOnlyAdmin):
    list_display = ("evidence", "stance", "independent", "claim", "created_at")
    list_filter = ("stance", "independent")
    list_select_related = ("evidence", "claim")
    search_fields = ("evidence__title",)
    ordering = NEWEST_FIRST
