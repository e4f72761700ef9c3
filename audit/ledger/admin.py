"""History in Django's admin, and the read-only base that every admin of ledgered tables derives from.

Nothing is added, changed or deleted here: a change without its event would be refused by the database anyway.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet, URLField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property

from articles.withheld import withheld_articles
from audit.ledger.models import Actor, Event, EventText, Ledgered, Seal
from audit.ledger.verification import ledgered_models
from audit.models.visibility import judges_blind, visible_events
from audit.permissions import Act, can

if TYPE_CHECKING:  # generic for the type checker only
    ModelAdmin = admin.ModelAdmin[Any]
    AnyPaginator = Paginator[Any]
else:
    ModelAdmin = admin.ModelAdmin
    AnyPaginator = Paginator

COUNTED = 10_000  # rows at most that a list counts and offers pages for; beyond them one searches or filters
EVENTS_SHOWN = 200


class CappedPaginator(AnyPaginator):
    """Counts no further than COUNTED, so that a list of a million rows opens as fast as a short one."""

    @cached_property
    def count(self) -> int:
        rows = self.object_list
        assert isinstance(rows, QuerySet)
        return rows.order_by().values("pk")[:COUNTED].count()


def visible_rows(rows: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """What the person may see of these rows, where the model has an opinion about that."""
    restrict = getattr(rows, "visible_to", None)
    return restrict(request.user) if restrict else rows


class ReadOnly:
    """Looking only."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(ReadOnly, ModelAdmin):
    """A model to look at, restricted to what the person may see. Its History page shows the ledger's events."""

    actions = None
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = CappedPaginator
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    # Columns, fields, filters and searched fields that tell of which outlet an article is.
    tells_outlet: tuple[str, ...] = ()

    def _told(self, names: Iterable[Any], request: HttpRequest) -> list[Any]:
        """Those of the names that this person is to see: some are withheld while they judge articles unnamed."""
        kept = list(names)
        if self.tells_outlet and withheld_articles(request):
            kept = [name for name in kept if name not in self.tells_outlet]
        return kept

    def get_list_display(self, request: HttpRequest) -> Any:
        return self._told(super().get_list_display(request), request)

    def get_list_filter(self, request: HttpRequest) -> Any:
        return self._told(super().get_list_filter(request), request)

    def get_search_fields(self, request: HttpRequest) -> Any:
        return self._told(super().get_search_fields(request), request)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self._told(super().get_fields(request, obj), request)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Not by a filter that is withheld either: which rows are left would tell what it holds."""
        told = not withheld_articles(request) or not lookup.startswith(self.tells_outlet)
        return told and super().lookup_allowed(lookup, value, request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return visible_rows(super().get_queryset(request), request)

    def history_ids(self, row: Model) -> Iterable[UUID]:
        """The targets whose events are the history of this row."""
        return [row.pk] if isinstance(row, Ledgered) else []

    def events(self, row: Model, request: HttpRequest) -> list[Event]:
        """The newest events about this row that the person may know of."""
        kept = Event.objects.filter(target_id__in=list(self.history_ids(row))).select_related("actor")
        kinds = set(kept.order_by().values_list("target_kind", flat=True))
        return list(visible_events(kept, request.user, kinds).order_by("-transaction", "-position")[:EVENTS_SHOWN])

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is None:
            return redirect(reverse("admin:index"))
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": f"History: {row}",
            "opts": self.opts,
            "object": row,
            "events": self.events(row, request),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/ledger/history.html", context)


class KindFilter(admin.SimpleListFilter):
    """Events about one kind of row; asking the table for its kinds would read all of it."""

    title = "what it is about"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return sorted((model.ledger_kind, str(model._meta.verbose_name)) for model in ledgered_models())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        return queryset.filter(target_kind=self.value()) if self.value() else queryset


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ("time", "actor", "act", "about", "target_id")
    list_filter = (KindFilter,)
    list_select_related = ("actor",)
    search_fields = ("=actor__pseudonym",)
    ordering = ("-transaction", "-position")
    fields = ("time", "actor", "act", "about", "target_id", "transaction", "position", "content", "digest")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        return visible_events(super().get_queryset(request), request.user)

    @admin.display(description="act")
    def act(self, event: Event) -> str:
        return event.action.replace("_", " ")

    @admin.display(description="what it is about")
    def about(self, event: Event) -> str:
        return event.target_kind.replace("_", " ")

    @admin.display(description="content")
    def content(self, event: Event) -> str:
        return json.dumps(json.loads(bytes(event.canonical)), indent=2, ensure_ascii=False)


@admin.register(EventText)
class EventTextAdmin(ReadOnlyAdmin):
    """Free text of events holds what confidential evidence says."""

    list_display = ("key", "event_id")
    ordering = ("-id",)
    fields = ("event", "key", "text")

    def get_queryset(self, request: HttpRequest) -> QuerySet[EventText]:
        return super().get_queryset(request).filter(event__in=visible_events(Event.objects.all(), request.user))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return can(request.user, Act.SEE_CONFIDENTIAL) and super().has_view_permission(request, obj)


@admin.register(Seal)
class SealAdmin(ReadOnlyAdmin):
    """Its numbers have no gaps, so that they tell of acts that are not shown: nothing for whoever judges blind."""

    list_display = ("number", "event", "digest")
    list_select_related = ("event",)
    ordering = ("-number",)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not judges_blind(request.user) and super().has_view_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Seal]:
        return super().get_queryset(request).filter(event__in=visible_events(Event.objects.all(), request.user))


@admin.register(Actor)
class ActorAdmin(ReadOnlyAdmin):
    """Whose pseudonym it is: only the admin role has Django's permission to look."""

    list_display = ("pseudonym", "kind")
    list_filter = ("kind",)
    search_fields = ("pseudonym",)
    ordering = ("pseudonym",)
    fields = ("pseudonym", "kind", "user")
