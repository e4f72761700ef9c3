"""All models but claims, to look at."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from audit.ledger.admin import ReadOnlyAdmin
from audit.models import (
    Anchor,
    Archiving,
    ArticleSource,
    Assertion,
    Assignment,
    Audit,
    AuditArticle,
    AuditMember,
    Decision,
    DecisionReview,
    Evidence,
    EvidenceCopy,
    EvidenceUse,
    ExtractionRun,
    Finding,
    Notification,
    Organization,
    OutletOwnership,
    Provenance,
    Publication,
    QueuePlace,
    Reveal,
    Review,
    Rubric,
    SourceAffiliation,
    SourceCode,
    Speaker,
    UsePlace,
)

NEWEST_FIRST = ("-created_at", "-id")


@admin.register(ExtractionRun)
class ExtractionRunAdmin(ReadOnlyAdmin):
    list_display = ("engine", "version", "revision", "milliseconds", "created_at")
    list_select_related = ("revision",)
    ordering = NEWEST_FIRST


@admin.register(Assertion)
class AssertionAdmin(ReadOnlyAdmin):
    list_display = ("words", "number", "claim", "as_of")
    list_select_related = ("claim",)
    search_fields = ("words",)
    ordering = ("claim_id", "number")


@admin.register(Anchor)
class AnchorAdmin(ReadOnlyAdmin):
    list_display = ("claim", "revision", "status", "score", "created_at")
    list_filter = ("status",)
    list_select_related = ("claim", "revision")
    ordering = NEWEST_FIRST


@admin.register(Finding)
class FindingAdmin(ReadOnlyAdmin):
    list_display = ("code", "edit", "state", "article", "claim", "has_notice", "created_at")
    list_filter = ("state", "code", "edit", "has_notice")
    list_select_related = ("article__current_revision", "claim")
    ordering = NEWEST_FIRST


@admin.register(ArticleSource)
class ArticleSourceAdmin(ReadOnlyAdmin):
    list_display = ("name", "kind", "role", "speaker", "revision")
    list_filter = ("kind",)
    list_select_related = ("speaker", "revision")
    search_fields = ("name",)
    ordering = ("revision_id", "name")


@admin.register(SourceCode)
class SourceCodeAdmin(ReadOnlyAdmin):
    list_display = ("source", "code", "value", "claim", "coder", "created_at")
    list_filter = ("code",)
    list_select_related = ("source", "claim", "coder")
    ordering = NEWEST_FIRST


@admin.register(SourceAffiliation)
class SourceAffiliationAdmin(ReadOnlyAdmin):
    list_display = ("name", "source", "organization")
    list_select_related = ("source", "organization")
    search_fields = ("name",)
    ordering = ("source_id", "number")


@admin.register(Speaker)
class SpeakerAdmin(ReadOnlyAdmin):
    list_display = ("name", "kind", "exposure", "wikidata_id")
    list_filter = ("kind", "exposure")
    search_fields = ("name", "search_key")


@admin.register(Organization)
class OrganizationAdmin(ReadOnlyAdmin):
    list_display = ("name", "acronym", "kind", "country", "parent")
    list_select_related = ("parent",)
    search_fields = ("name", "search_key", "acronym")


@admin.register(Rubric)
class RubricAdmin(ReadOnlyAdmin):
    list_display = ("number", "name", "created_at", "page")
    fields = ("number", "name", "definitions", "created_at", "page")
    readonly_fields = ("page",)

    @admin.display(description="page")
    def page(self, rubric: Rubric) -> str:
        address, write = reverse("codebook_version", args=[rubric.number]), reverse("codebook_edit")
        return format_html('<a href="{}">read it</a> · <a href="{}">write a new version</a>', address, write)


class AnswerAdmin(ReadOnlyAdmin):
    """Rows with a value, shown by its label."""

    @admin.display(description="answer")
    def answer(self, row: Review | Decision) -> str:
        return row.get_value_display()


@admin.register(Review)
class ReviewAdmin(AnswerAdmin):
    list_display = ("answer", "question", "claim", "reviewer", "act", "created_at")
    list_filter = ("act",)
    list_select_related = ("claim", "reviewer")
    search_fields = ("=reviewer__pseudonym", "rationale")
    ordering = NEWEST_FIRST


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


@admin.register(Decision)
class DecisionAdmin(AnswerAdmin):
    list_display = ("answer", "question", "claim", "number", "rule", "state", "created_at")
    list_filter = ("rule",)
    list_select_related = ("claim",)
    ordering = NEWEST_FIRST

    @admin.display(description="publication")
    def state(self, decision: Decision) -> Any:
        return getattr(decision, "publication_state", None)


@admin.register(DecisionReview)
class DecisionReviewAdmin(ReadOnlyAdmin):
    """Which reviews a decision rests on."""

    list_display = ("decision", "review")
    list_select_related = ("decision", "review")
    ordering = ("pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[DecisionReview]:
        seen = Decision.objects.visible_to(request.user).order_by()
        return super().get_queryset(request).filter(decision__in=seen)


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    list_display = ("state", "decision", "number", "actor", "created_at")
    list_filter = ("state",)
    list_select_related = ("decision", "actor")
    ordering = NEWEST_FIRST


@admin.register(Audit)
class AuditAdmin(ReadOnlyAdmin):
    list_display = ("name", "state", "reviews_per_claim", "order", "rubric", "created_at")
    list_filter = ("state", "reviews_per_claim")
    list_select_related = ("rubric",)
    search_fields = ("name",)
    ordering = NEWEST_FIRST


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


@admin.register(Reveal)
class RevealAdmin(ReadOnlyAdmin):
    list_display = ("audit", "claim", "agree", "created_at")
    list_filter = ("agree",)
    list_select_related = ("audit", "claim")
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
