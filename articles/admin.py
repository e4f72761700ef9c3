"""Articles in Django's admin: to look at, to add and to fetch again; outlets, which forms of the desk correct, are in
audit.admin."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from articles.forms import AddArticleForm
from articles.messages import refetch_and_tell, tell_added
from articles.models import (
    Article,
    Feed,
    FeedEntry,
    FeedPolling,
    HostVisit,
    Import,
    ImportPart,
    ImportSkip,
    Revision,
    RevisionSource,
    RevisionText,
    Revisit,
)
from articles.withheld import check_outlet_known, withheld_articles
from audit.ledger.admin import ReadOnlyAdmin
from audit.ledger.models import Actor
from audit.ledger.services import actor_for


@admin.register(Article)
class ArticleAdmin(ReadOnlyAdmin):
    """Articles to look at; added and fetched again by the forms and services of the site."""

    tells_outlet = ("outlet", "canonical_url", "copy_of")

    list_display = ("headline", "outlet", "published_from", "language", "created_at")
    list_filter = ("outlet",)
    list_select_related = ("outlet", "current_revision")
    search_fields = ("current_revision__headline", "canonical_url")
    change_form_template = "admin/articles/article/change_form.html"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("articles.add_article")

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.refetch_view)
        return [path("<uuid:pk>/refetch/", page, name="articles_article_refetch"), *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        self._require_adding(request)
        form = AddArticleForm(request.POST, request.FILES) if request.method == "POST" else AddArticleForm()
        if form.is_bound and form.is_valid() and (added := form.store(_actor(request))):
            tell_added(request, added, form)
            return redirect("admin:articles_article_change", added.article.pk)
        context = {**self.admin_site.each_context(request), "title": "Add an article", "opts": self.opts, "form": form}
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "admin/articles/article/add.html", context, status=status)

    def refetch_view(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Fetch the page again; other words become the next revision."""
        self._require_adding(request)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        article = get_object_or_404(Article.objects.with_current(), pk=pk)
        check_outlet_known(request, article.pk)
        refetch_and_tell(request, article, _actor(request))
        return redirect("admin:articles_article_change", article.pk)

    def _require_adding(self, request: HttpRequest) -> None:
        if not self.has_add_permission(request):
            raise PermissionDenied("Your account may not add articles.")


def _actor(request: HttpRequest) -> Actor:
    assert isinstance(request.user, AbstractBaseUser)
    return actor_for(request.user)


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    tells_outlet = ("outlet", "site", "file_name", "source_sha256")
    list_display = ("headline", "outlet", "number", "length", "way", "created_at")
    list_filter = ("way",)
    list_select_related = ("article__outlet",)
    search_fields = ("headline",)
    ordering = ("article_id", "number")

    @admin.display(ordering="article__outlet__name")
    def outlet(self, revision: Revision) -> str:
        return revision.article.outlet.name


class ContentsAdmin(ReadOnlyAdmin):
    """Rows with long contents: the list leaves them in the database."""

    list_display = ("headline", "revision_id")
    list_select_related = ("revision",)
    ordering = ("pk",)
    contents: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer(*self.contents, "revision__blocks")

    @admin.display(ordering="revision__headline")
    def headline(self, row: Any) -> str:
        return row.revision.headline or "(no headline)"


@admin.register(RevisionText)
class RevisionTextAdmin(ContentsAdmin):
    contents = ("text",)


@admin.register(RevisionSource)
class RevisionSourceAdmin(ContentsAdmin):
    contents = ("raw",)
    fields = ("revision", "content_type", "length")

    @admin.display(description="bytes")
    def length(self, row: RevisionSource) -> int:
        return len(row.raw)


@admin.register(Feed)
class FeedAdmin(ReadOnlyAdmin):
    list_display = ("title", "outlet", "url", "is_active", "succeeded_at", "error", "next_at")
    list_filter = ("is_active",)
    list_select_related = ("outlet", "polling")
    search_fields = ("title", "url")
    ordering = ("outlet__name", "url")

    @admin.display(description="last success", ordering="polling__succeeded_at")
    def succeeded_at(self, feed: Feed) -> datetime | None:
        return feed.polling.succeeded_at

    @admin.display(description="last error")
    def error(self, feed: Feed) -> str:
        return feed.polling.error

    @admin.display(description="next visit", ordering="polling__next_at")
    def next_at(self, feed: Feed) -> datetime | None:
        return feed.polling.next_at if feed.is_active else None


@admin.register(FeedPolling)
class FeedPollingAdmin(ReadOnlyAdmin):
    list_display = ("feed", "polled_at", "succeeded_at", "failures", "error", "next_at")
    list_select_related = ("feed",)
    ordering = ("next_at",)


@admin.register(FeedEntry)
class FeedEntryAdmin(ReadOnlyAdmin):
    list_display = ("title", "url", "feed", "state", "reason", "seen_at")
    list_filter = ("state",)
    list_select_related = ("feed",)
    search_fields = ("title", "url")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(~Q(article__in=withheld_articles(request)) | Q(article=None))


@admin.register(HostVisit)
class HostVisitAdmin(ReadOnlyAdmin):
    list_display = ("host", "visited_at")
    ordering = ("-visited_at",)


@admin.register(Revisit)
class RevisitAdmin(ReadOnlyAdmin):
    tells_outlet = ("error",)
    list_display = ("article", "looked_at", "next_at", "error")
    list_select_related = ("article__current_revision",)
    ordering = ("-looked_at",)


@admin.register(Import)
class ImportAdmin(ReadOnlyAdmin):
    list_display = ("name", "outlet", "way", "created_at", "ended_at", "stored", "known", "skipped")
    list_filter = ("way",)
    search_fields = ("name", "outlet")


@admin.register(ImportSkip)
class ImportSkipAdmin(ReadOnlyAdmin):
    list_display = ("place", "kind", "reason", "of")
    list_filter = ("kind",)
    list_select_related = ("of",)
    search_fields = ("place", "source")


@admin.register(ImportPart)
class ImportPartAdmin(ReadOnlyAdmin):
    list_display = ("of", "number")
    list_select_related = ("of",)
    fields = ("of", "number")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("raw")
