"""What stands in articles, who is quoted, and what was judged and decided: to look at."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from audit.codebook import Codebook
from audit.ledger.admin import ReadOnlyAdmin
from audit.models import (
    Anchor,
    ArticleSource,
    Assertion,
    Decision,
    DecisionReview,
    ExtractionRun,
    Finding,
    Publication,
    Review,
    Rubric,
    SourceAffiliation,
    SourceCode,
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


@admin.register(Rubric)
class RubricAdmin(ReadOnlyAdmin):
    list_display = ("number", "name", "created_at", "page")
    fields = ("number", "name", "created_at", "page", "codebook")
    readonly_fields = ("page", "codebook")

    @admin.display(description="page")
    def page(self, rubric: Rubric) -> str:
        address, write = reverse("codebook_version", args=[rubric.number]), reverse("codebook_edit")
        return format_html('<a href="{}">read it</a> · <a href="{}">write a new version</a>', address, write)

    @admin.display(description="definitions")
    def codebook(self, rubric: Rubric) -> str:
        found = Codebook.read(rubric.definitions)
        context = {"codebook": found, "questions": (found.attribution, found.corroboration)}
        return render_to_string("admin/audit/rubric/definitions.html", context)


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
