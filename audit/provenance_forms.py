"""Forms about where items of evidence come from and who owns outlets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from articles.models import Outlet
from audit.form_choices import offer
from audit.models import Evidence, Provenance

DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class OriginForm(forms.Form):
    """What an item goes back to; the items are those that this person sees."""

    origin = forms.ModelChoiceField(
        queryset=Evidence.objects.none(), label="Goes back to", empty_label="Choose an item"
    )
    why = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), label="How you know")

    def __init__(self, *args: Any, offered: QuerySet[Evidence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "origin", offered)


class PublisherForm(forms.Form):
    """Which organization publishes an item, or owns its publisher."""

    relation = forms.ChoiceField(
        choices=[c for c in Provenance.Relation.choices if c[0] != Provenance.Relation.DERIVES], label="The item"
    )
    name = forms.CharField(max_length=300, label="Organization", help_text="One of a new name is added.")
    why = forms.CharField(required=False, max_length=2000, label="How you know")


class TakeBackForm(forms.Form):
    """A statement or proposal on an item that is taken back or turned down."""

    row = forms.UUIDField(required=False, widget=forms.HiddenInput)
    why = forms.CharField(max_length=2000, label="Why")


class SettleProposalForm(forms.Form):
    """Whether an item is the copy that the machine takes it for."""

    row = forms.UUIDField(widget=forms.HiddenInput)
    is_so = forms.ChoiceField(choices=[("yes", "It is a copy"), ("no", "It is none")])
    why = forms.CharField(max_length=2000, label="Why")


class OwnershipForm(forms.Form):
    """Who owns or funds an outlet."""

    outlet = forms.ModelChoiceField(queryset=Outlet.objects.order_by("name"), empty_label="Choose an outlet")
    organization = forms.CharField(max_length=300, help_text="One of a new name is added.")
    since = forms.DateField(required=False, widget=DAY)
    until = forms.DateField(required=False, widget=DAY)
    stated_in = forms.CharField(required=False, max_length=2000, label="What says so")


class DatesForm(forms.Form):
    """Since when and until when an ownership held."""

    since = forms.DateField(required=False, widget=DAY)
    until = forms.DateField(required=False, widget=DAY)


class PlacementForm(forms.Form):
    """What an organization is part of."""

    organization = forms.CharField(max_length=300)
    parent = forms.CharField(max_length=300, required=False, label="Is part of", help_text="Empty: of nothing known.")
