"""Forms about speakers across articles, their affiliations, organizations and outlets; pages and admin show them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model

from articles.models import Outlet
from audit.form_choices import offer
from audit.models import Speaker
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
        last = merged.sort_key.split()[:1]
        alike = Speaker.objects.kept().filter(kind=merged.kind, search_key__contains=last[0] if last else "")
        offer(self, "kept", alike.exclude(pk=merged.pk))


class UnmergeForm(forms.Form):
    """Why a merge is taken back."""

    why = forms.CharField(required=False, max_length=2000, label="Why")


class LinesField(forms.CharField):
    """Several words or names, one a line; a list."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return [line for line in super().clean(value).splitlines() if line.strip()]


class KnownForm(forms.Form):
    """What is known of a row, in fields named as its own."""

    @classmethod
    def of(cls, row: Model) -> dict[str, Any]:
        """What the form of a row begins with."""
        return {name: getattr(row, name) for name in cls.base_fields}


class SpeakerForm(KnownForm):
    """What is known of a speaker across articles."""

    name = forms.CharField(max_length=300)
    aliases = LinesField(required=False, max_length=5000, label="Other names", help_text="One a line.")
    exposure = forms.ChoiceField(
        choices=Speaker.Exposure.choices,
        help_text="Only people in a public role have a public page, and their names stand in exports.",
    )
    wikidata_id = forms.CharField(required=False, max_length=20, label="Wikidata id", help_text="Such as Q42.")


class PostForm(KnownForm):
    """What a speaker was, since when and until when, and what says so."""

    role = forms.CharField(required=False, max_length=300, label="As what")
    since = forms.DateField(required=False, widget=DAY)
    until = forms.DateField(required=False, widget=DAY)
    stated_in = forms.CharField(max_length=2000, label="What says so", help_text="A page, a document, a post.")


class AffiliationForm(PostForm):
    """For whom a speaker spoke; the organization comes first."""

    organization = forms.CharField(max_length=300, label="For whom", help_text="One of a new name is added.")
    field_order = ("organization", "role", "since", "until", "stated_in")


class OrganizationForm(KnownForm):
    """What is known of an organization."""

    name = forms.CharField(max_length=300)
    acronym = forms.CharField(required=False, max_length=40)
    kind = forms.CharField(required=False, max_length=100, help_text="Party, government, company, agency …")
    country = forms.CharField(required=False, max_length=2, help_text="A code of two letters, such as DE.")
    wikidata_id = forms.CharField(required=False, max_length=20, label="Wikidata id", help_text="Such as Q42.")


class OutletForm(KnownForm):
    """What is known of an outlet."""

    name = forms.CharField(max_length=200)
    domains = LinesField(
        required=False,
        max_length=5000,
        label="Home addresses",
        help_text="One a line, such as harbourpost.example. Pages of these hosts are this outlet’s.",
    )
    country = forms.CharField(required=False, max_length=2, help_text="A code of two letters, such as DE.")
    ownership = forms.ChoiceField(
        choices=Outlet.Ownership.choices, label="Kind of owner", help_text="Who it is stands with the owners."
    )
