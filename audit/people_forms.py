"""Forms about speakers across articles, their affiliations, organizations and outlets; pages and admin show them."""

from __future__ import annotations

from typing import Any

from django import forms

from articles.models import Outlet
from audit.models import Affiliation, Organization, Speaker
from audit.provenance_forms import DAY

WHY = forms.Textarea(attrs={"rows": 2})


class CompareForm(forms.Form):
    """What a person found who compared two speakers: `answer` is "one" or "other", the one kept, or "different"."""

    answer = forms.ChoiceField(
        choices=[("one", "one"), ("other", "other"), ("different", "They are not the same")],
        error_messages={"required": "Say whether they are one, and under which name."},
    )
    why = forms.CharField(required=False, max_length=2000, widget=WHY, label="How you know")


class MergeForm(forms.Form):
    """As whom a speaker is shown; those of the same last name are offered."""

    kept = forms.ModelChoiceField(
        queryset=Speaker.objects.none(), label="It is the same as", empty_label="Choose a speaker"
    )
    why = forms.CharField(required=False, max_length=2000, widget=WHY, label="How you know")

    def __init__(self, *args: Any, merged: Speaker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kept"]
        assert isinstance(field, forms.ModelChoiceField)
        last = merged.sort_key.split()[:1]
        alike = Speaker.objects.kept().filter(kind=merged.kind, search_key__contains=last[0] if last else "")
        field.queryset = alike.exclude(pk=merged.pk)


class UnmergeForm(forms.Form):
    """Why a merge is taken back."""

    why = forms.CharField(required=False, max_length=2000, label="Why")


class SpeakerForm(forms.Form):
    """What is known of a speaker across articles."""

    name = forms.CharField(max_length=300)
    aliases = forms.CharField(
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Other names",
        help_text="One a line.",
    )
    exposure = forms.ChoiceField(
        choices=Speaker.Exposure.choices,
        help_text="Only people in a public role have a public page, and their names stand in exports.",
    )
    wikidata_id = forms.CharField(required=False, max_length=20, label="Wikidata id", help_text="Such as Q42.")

    @staticmethod
    def of(speaker: Speaker) -> dict[str, Any]:
        """What the form of a speaker begins with."""
        known = {name: getattr(speaker, name) for name in ("name", "exposure", "wikidata_id")}
        return {**known, "aliases": "\n".join(speaker.aliases)}

    def clean_aliases(self) -> list[str]:
        return [line for line in self.cleaned_data["aliases"].splitlines() if line.strip()]


class PostForm(forms.Form):
    """What a speaker was, since when and until when, and what says so."""

    role = forms.CharField(required=False, max_length=300, label="As what")
    since = forms.DateField(required=False, widget=DAY)
    until = forms.DateField(required=False, widget=DAY)
    stated_in = forms.CharField(max_length=2000, label="What says so", help_text="A page, a document, a post.")

    @staticmethod
    def of(affiliation: Affiliation) -> dict[str, Any]:
        """What the form of an affiliation begins with."""
        return {name: getattr(affiliation, name) for name in ("role", "since", "until", "stated_in")}


class AffiliationForm(PostForm):
    """For whom a speaker spoke; the organization comes first."""

    organization = forms.CharField(max_length=300, label="For whom", help_text="One of a new name is added.")
    field_order = ("organization", "role", "since", "until", "stated_in")


class OrganizationForm(forms.Form):
    """What is known of an organization."""

    name = forms.CharField(max_length=300)
    acronym = forms.CharField(required=False, max_length=40)
    kind = forms.CharField(required=False, max_length=100, help_text="Party, government, company, agency …")
    country = forms.CharField(required=False, max_length=2, help_text="A code of two letters, such as DE.")
    wikidata_id = forms.CharField(required=False, max_length=20, label="Wikidata id", help_text="Such as Q42.")

    @staticmethod
    def of(organization: Organization) -> dict[str, Any]:
        """What the form of an organization begins with."""
        return {name: getattr(organization, name) for name in OrganizationForm.base_fields}


class OutletForm(forms.Form):
    """What is known of an outlet."""

    name = forms.CharField(max_length=200)
    domains = forms.CharField(
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Home addresses",
        help_text="One a line, such as harbourpost.example. Pages of these hosts are this outlet’s.",
    )
    country = forms.CharField(required=False, max_length=2, help_text="A code of two letters, such as DE.")
    ownership = forms.ChoiceField(
        choices=Outlet.Ownership.choices, label="Kind of owner", help_text="Who it is stands with the owners."
    )

    @staticmethod
    def of(outlet: Outlet) -> dict[str, Any]:
        """What the form of an outlet begins with."""
        known = {name: getattr(outlet, name) for name in ("name", "country", "ownership")}
        return {**known, "domains": "\n".join(outlet.domains)}

    def clean_domains(self) -> list[str]:
        return [line for line in self.cleaned_data["domains"].splitlines() if line.strip()]
