"""Speakers, their affiliations, organizations and outlets in admin: to look at, and changed by the site's services."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from articles.models import Outlet
from articles.services import correct_outlet
from audit.admin.form_page import ActsAdmin, actor_of, form_page, page_of, sent_form
from audit.admin.records import NEWEST_FIRST
from audit.ledger.admin import ReadOnlyAdmin
from audit.models import Affiliation, Organization, Speaker, SpeakerComparison
from audit.people_forms import (
    AffiliationForm,
    MergeForm,
    OrganizationForm,
    OutletForm,
    PostForm,
    SpeakerForm,
    UnmergeForm,
)
from audit.permissions import Act, require
from audit.services.affiliations import add_affiliation, correct_affiliation
from audit.services.merging_speakers import merge_speakers, unmerge_speaker
from audit.services.ownership import correct_organization
from audit.services.speakers import correct_speaker, withdraw_mistake


class PeopleAdmin(ActsAdmin):
    """Acts that need the right of the class; each is a form filled in for one row."""

    def act(
        self, request: HttpRequest, row: Any, form: Form, title: str, done: str, act: Callable[..., Any]
    ) -> HttpResponse:
        """The page of an act; `act` takes the form's fields by name."""
        require(request.user, self.act_needed)

        def do() -> None:
            act(actor=actor_of(request), **{name: v for name, v in form.cleaned_data.items() if name != "sent"})

        return form_page(request, form, self.model, title=title, back=page_of(row), act=do, done=done)


@admin.register(Speaker)
class SpeakerAdmin(PeopleAdmin):
    list_display = ("name", "kind", "exposure", "wikidata_id", "merged_into")
    list_filter = ("kind", "exposure")
    list_select_related = ("merged_into",)
    search_fields = ("name", "search_key")
    acts: ClassVar[dict[str, str]] = {
        "correct": "Correct",
        "affiliate": "Add an affiliation",
        "merge": "Merge into another",
        "unmerge": "Take the merge back",
    }
    act_needed = Act.EDIT_PEOPLE

    def offered_acts(self, row: Speaker) -> Iterable[str]:
        return (name for name in self.acts if name != ("merge" if row.merged_into_id else "unmerge"))

    def correct(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Correct names, exposure and Wikidata id."""
        row = get_object_or_404(Speaker, pk=pk)
        form = SpeakerForm(request.POST or None, initial=SpeakerForm.of(row))

        def act(**given: Any) -> None:
            correct_speaker(speaker=row, **given)

        return self.act(request, row, form, f"Correct “{row}”", "Corrected.", act)

    def affiliate(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Say for whom the speaker spoke, and when."""
        row, form = get_object_or_404(Speaker, pk=pk), AffiliationForm(request.POST or None)

        def act(**given: Any) -> None:
            add_affiliation(speaker=row, **given)

        return self.act(request, row, form, f"Add an affiliation of “{row}”", "Recorded the affiliation.", act)

    def merge(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Have the speaker shown as another one."""
        row = get_object_or_404(Speaker, pk=pk)
        form = MergeForm(request.POST or None, merged=row)

        def act(**given: Any) -> None:
            merge_speakers(merged=row, **given)

        return self.act(request, row, form, f"Merge “{row}” into another speaker", "Merged.", act)

    def unmerge(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Have the speaker shown as itself again."""
        row, form = get_object_or_404(Speaker, pk=pk), UnmergeForm(request.POST or None)

        def act(**given: Any) -> None:
            unmerge_speaker(speaker=row, **given)

        return self.act(request, row, form, f"Show “{row}” as itself again", "The merge is taken back.", act)


@admin.register(SpeakerComparison)
class SpeakerComparisonAdmin(ReadOnlyAdmin):
    list_display = ("one", "other", "answer", "kept", "number", "by", "created_at")
    list_filter = ("answer",)
    list_select_related = ("one", "other", "kept", "by")
    ordering = NEWEST_FIRST


@admin.register(Affiliation)
class AffiliationAdmin(PeopleAdmin):
    list_display = ("speaker", "organization", "role", "since", "until", "is_withdrawn")
    list_filter = ("is_withdrawn",)
    list_select_related = ("speaker", "organization")
    search_fields = ("speaker__name", "organization__name", "role")
    ordering = NEWEST_FIRST
    acts: ClassVar[dict[str, str]] = {"correct": "Correct", "withdraw": "It was a mistake"}
    act_needed = Act.EDIT_PEOPLE

    def correct(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Correct the post, its dates and what says so."""
        row = get_object_or_404(Affiliation, pk=pk)
        form = PostForm(request.POST or None, initial=PostForm.of(row))

        def act(**given: Any) -> None:
            correct_affiliation(affiliation=row, **given)

        return self.act(request, row, form, f"Correct: {row}", "Corrected.", act)

    def withdraw(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Say that it was a mistake."""
        row = get_object_or_404(Affiliation, pk=pk)

        def act(**given: Any) -> None:
            withdraw_mistake(row=row, **given)

        title = f"Withdraw as a mistake: {row}"
        return self.act(request, row, sent_form(request), title, "Withdrawn. It stays in the history.", act)


@admin.register(Organization)
class OrganizationAdmin(PeopleAdmin):
    list_display = ("name", "acronym", "kind", "country", "parent")
    list_select_related = ("parent",)
    search_fields = ("name", "search_key", "acronym")
    acts: ClassVar[dict[str, str]] = {"correct": "Correct"}
    act_needed = Act.EDIT_OWNERSHIP

    def correct(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Correct what is known of it."""
        row = get_object_or_404(Organization, pk=pk)
        form = OrganizationForm(request.POST or None, initial=OrganizationForm.of(row))

        def act(**given: Any) -> None:
            correct_organization(organization=row, **given)

        return self.act(request, row, form, f"Correct “{row}”", "Corrected.", act)


@admin.register(Outlet)
class OutletAdmin(PeopleAdmin):
    list_display = ("name", "country", "ownership")
    list_filter = ("ownership",)
    search_fields = ("name",)
    acts: ClassVar[dict[str, str]] = {"correct": "Correct"}
    act_needed = Act.EDIT_OWNERSHIP

    def correct(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Correct name, home addresses, country and kind of owner."""
        row = get_object_or_404(Outlet, pk=pk)
        form = OutletForm(request.POST or None, initial=OutletForm.of(row))

        def act(**given: Any) -> None:
            correct_outlet(outlet=row, **given)

        return self.act(request, row, form, f"Correct “{row}”", "Corrected.", act)
