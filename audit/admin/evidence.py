"""Evidence, its copies and where it comes from: to look at; who owns outlets, with forms of our own."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from audit.admin.form_page import ActsAdmin, Texts, actor_of, form_page, page_of, sent_form
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
from audit.permissions import Act, can, require
from audit.provenance_forms import DatesForm, OwnershipForm
from audit.services.ownership import add_organization, add_ownership, date_ownership
from audit.services.speakers import withdraw_mistake


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
class OutletOwnershipAdmin(ActsAdmin):
    list_display = ("outlet", "organization", "since", "until", "is_withdrawn")
    list_filter = ("is_withdrawn",)
    list_select_related = ("outlet", "organization")
    search_fields = ("outlet__name", "organization__name")
    ordering = ("outlet__name", "id")
    acts: ClassVar[dict[str, str]] = {"date": "Date it", "withdraw": "It was a mistake"}
    act_needed = Act.EDIT_OWNERSHIP

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return can(request.user, Act.EDIT_OWNERSHIP)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Say who owns an outlet."""
        require(request.user, Act.EDIT_OWNERSHIP)
        form = OwnershipForm(request.POST or None)
        back = reverse("admin:audit_outletownership_changelist")
        texts: Texts = {"title": "Say who owns an outlet", "done": "Recorded who owns the outlet."}
        return form_page(request, form, OutletOwnership, back=back, act=lambda: self._add(request, form), **texts)

    @transaction.atomic
    def _add(self, request: HttpRequest, form: OwnershipForm) -> None:
        given, by = dict(form.cleaned_data), actor_of(request)
        body = add_organization(name=given.pop("organization"), actor=by)
        add_ownership(organization=body, actor=by, **given)

    def date(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Say since when and until when it was so."""
        require(request.user, Act.EDIT_OWNERSHIP)
        row = get_object_or_404(OutletOwnership, pk=pk)
        form = DatesForm(request.POST or None, initial={"since": row.since, "until": row.until})

        def act() -> None:
            date_ownership(ownership=row, actor=actor_of(request), **form.cleaned_data)

        texts: Texts = {"title": f"Date: {row}", "done": "Recorded the dates."}
        return form_page(request, form, OutletOwnership, back=page_of(row), act=act, **texts)

    def withdraw(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Say that it was a mistake."""
        require(request.user, Act.EDIT_OWNERSHIP)
        row = get_object_or_404(OutletOwnership, pk=pk)

        def act() -> None:
            withdraw_mistake(row=row, actor=actor_of(request))

        texts: Texts = {"title": f"Withdraw as a mistake: {row}", "done": "Withdrawn. It stays in the history."}
        return form_page(request, sent_form(request), OutletOwnership, back=page_of(row), act=act, **texts)


@admin.register(EvidenceUse)
class EvidenceUseAdmin(ReadOnlyAdmin):
    list_display = ("evidence", "stance", "independent", "claim", "created_at")
    list_filter = ("stance", "independent")
    list_select_related = ("evidence", "claim")
    search_fields = ("evidence__title",)
    ordering = NEWEST_FIRST
