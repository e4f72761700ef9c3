"""Claims in Django's admin: the list by verdict, everything about a claim on one page, and the way to its review."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from audit.admin.review import review_claim
from audit.admin.units import act_on_claim, mark_claim
from audit.ledger.admin import ReadOnly, ReadOnlyAdmin, visible_rows
from audit.models import Assertion, Attribution, Claim, Corroboration, Decision, EvidenceUse, Question, Review
from audit.permissions import Act, can
from audit.reports.verdicts import cards
from audit.verdicts import having_verdict, with_verdicts

if TYPE_CHECKING:  # generic for the type checker only
    TabularInline = admin.TabularInline[Any, Claim]
else:
    TabularInline = admin.TabularInline


class LookOnlyInline(ReadOnly, TabularInline):
    """Rows about a claim, as far as the person may see them."""

    extra = 0
    can_delete = False
    show_change_link = True
    related: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return visible_rows(super().get_queryset(request), request).select_related(*self.related)


class AnswerInline(LookOnlyInline):
    """Rows with a value, shown by its label."""

    @admin.display(description="answer")
    def answer(self, row: Review | Decision) -> str:
        return row.get_value_display()


class AssertionInline(LookOnlyInline):
    model = Assertion
    fields = ("number", "words", "restatement", "as_of")


class ReviewInline(AnswerInline):
    model = Review
    fields = (
        "created_at",
        "reviewer",
        "question",
        "answer",
        "tags",
        "rationale",
        "override_reason",
        "rubric",
    )
    readonly_fields = ("question", "answer")
    related = ("reviewer", "rubric")


class UseInline(LookOnlyInline):
    model = EvidenceUse
    verbose_name_plural = "evidence"
    fields = ("evidence", "assertion", "stance", "independent", "words", "locator", "why")
    related = ("evidence", "assertion")


class DecisionInline(AnswerInline):
    model = Decision
    fields = ("number", "question", "assertion", "answer", "rule", "state", "created_at")
    readonly_fields = ("question", "answer", "state")
    related = ("assertion",)

    @admin.display(description="publication")
    def state(self, decision: Decision) -> Any:
        return getattr(decision, "publication_state", None)


class VerdictFilter(admin.SimpleListFilter):
    """Claims by the value that stands, as far as the person may see it."""

    question: Question
    choices_of: Any = ()

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return self.choices_of

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        value = self.value()
        return having_verdict(queryset, self.question, value, request.user) if value else queryset


class AttributionFilter(VerdictFilter):
    title = "did the source say this?"
    parameter_name = "attribution"
    question = Question.ATTRIBUTION
    choices_of = Attribution.choices


class CorroborationFilter(VerdictFilter):
    title = "is it so? (any assertion)"
    parameter_name = "corroboration"
    question = Question.CORROBORATION
    choices_of = Corroboration.choices


@admin.register(Claim)
class ClaimAdmin(ReadOnlyAdmin):
    tells_outlet = ("outlet", "revision__article__outlet")
    change_form_template = "admin/audit/claim/change_form.html"
    list_display = (
        "__str__",
        "review",
        "speaker",
        "attribution",
        "corroboration",
        "outlet",
        "kind",
        "state",
        "found_with",
    )
    list_filter = (
        AttributionFilter,
        CorroborationFilter,
        "kind",
        "state",
        "origin",
        "revision__article__outlet",
    )
    search_fields = ("quote", "source__name")
    ordering = ("-created_at", "-id")
    inlines = (AssertionInline, ReviewInline, UseInline, DecisionInline)
    fieldsets = (
        (None, {"fields": ("quote", "article", "kind", "state", "told_to")}),
        ("Source", {"fields": ("source", "affiliations", "role")}),
        ("Verdicts", {"fields": ("attribution", "corroboration")}),
        ("Where it stands", {"fields": ("revision", "content", "cue", "speaker_mention", "prefix", "suffix")}),
        ("How it was found", {"fields": ("origin", "run", "found_with", "found_by", "created_at")}),
        ("Triage", {"fields": ("triage", "triage_reason")}),
    )
    readonly_fields = ("article", "affiliations", "role", "attribution", "corroboration", "found_with", "found_by")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        claims = with_verdicts(super().get_queryset(request), request.user)
        claims = claims.select_related("revision__article__outlet")
        return claims.defer("revision__blocks")

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.review_view)
        return [
            path("<uuid:pk>/review/<str:question>/", page, name="audit_claim_review"),
            path("<uuid:pk>/unit/<str:name>/", self.admin_site.admin_view(act_on_claim), name="audit_claim_unit"),
            *super().get_urls(),
        ]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return can(request.user, Act.EDIT_CLAIM)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Mark a claim in an article, which the address names; without one, articles are to choose from."""
        return mark_claim(request) if "article" in request.GET else redirect("admin:articles_article_changelist")

    def review_view(self, request: HttpRequest, pk: UUID, question: str) -> HttpResponse:
        return review_claim(request, pk, question, self.admin_site.each_context(request))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= {"events": self.events(context["original"], request), "may_review": can(request.user, Act.REVIEW)}
        context |= {"may_edit": can(request.user, Act.EDIT_CLAIM)}
        return super().render_change_form(request, context, *args, **kwargs)

    def history_ids(self, row: Any) -> Iterable[UUID]:
        """The claim's own events, and those of its run, its source, its assertions, its reviews and its decisions."""
        yield from (key for key in (row.pk, row.source_id, row.run_id) if key)
        related: Iterable[Any] = (row.assertions, row.reviews, row.decisions)
        for rows in related:
            yield from rows.order_by().values_list("pk", flat=True)

    @admin.display(ordering="source__name")
    def speaker(self, claim: Claim) -> str:
        return claim.source.name if claim.source else "nobody named"

    @admin.display
    def affiliations(self, claim: Claim) -> str:
        return "; ".join(claim.source.affiliation_names()) if claim.source else ""

    @admin.display
    def role(self, claim: Claim) -> str:
        return claim.source.role if claim.source else ""

    @admin.display(ordering="revision__article__outlet__name")
    def outlet(self, claim: Claim) -> str:
        return claim.revision.article.outlet.name

    @admin.display
    def article(self, claim: Claim) -> str:
        address = reverse("admin:articles_article_change", args=[claim.revision.article_id])
        return format_html('<a href="{}">{}</a>', address, claim.revision.headline or "(no headline)")

    @admin.display(description="confidence")
    def found_with(self, claim: Claim) -> Any:
        return claim.shown_confidence

    @admin.display(description="rule")
    def found_by(self, claim: Claim) -> str:
        return claim.shown_rule

    @admin.display(description="did they say it?")
    def attribution(self, claim: Claim) -> str:
        return cards([claim])[0].attribution.label

    @admin.display(description="is it so?")
    def corroboration(self, claim: Claim) -> str:
        return cards([claim])[0].corroboration.label

    @admin.display(description="review")
    def review(self, claim: Claim) -> str:
        said, so = (reverse("admin:audit_claim_review", args=[claim.pk, question]) for question in Question.values)
        return format_html('<a href="{}">said?</a> <a href="{}">so?</a>', said, so)
