"""Outlets: who publishes, and how much is here of each."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from articles.models import Outlet
from audit.api.serializers.bodies import Body


class OutletOutput(serializers.Serializer[Outlet]):
    """Who publishes articles."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    domains = serializers.ListField(child=serializers.CharField(), help_text="Hosts whose pages are this outlet's")
    country = serializers.CharField(allow_blank=True, help_text="Two letters, ISO 3166; empty when not known")
    ownership = serializers.ChoiceField(choices=Outlet.Ownership.choices)


class CountsOutput(serializers.Serializer[Any]):
    """How much is here of an outlet, as far as the caller may see it."""

    articles = serializers.IntegerField()
    claims = serializers.IntegerField(help_text="Active ones")
    verdicts = serializers.IntegerField(
        help_text="Questions about these claims and their parts on which a decision stands"
    )


class OutletDetail(OutletOutput):
    """One outlet; `counts` is null while the outlets of articles are withheld from the caller."""

    counts = serializers.SerializerMethodField()

    @extend_schema_field(CountsOutput(allow_null=True))
    def get_counts(self, outlet: Outlet) -> dict[str, int] | None:
        counts = self.context["counts"]
        return dict(CountsOutput(counts).data) if counts else None


class OutletCorrection(Body):
    """What is to be other about an outlet; what is left out stays."""

    name = serializers.CharField(max_length=200, required=False)
    domains = serializers.ListField(child=serializers.CharField(max_length=300), required=False, max_length=50)
    country = serializers.CharField(max_length=2, required=False, allow_blank=True)
    ownership = serializers.ChoiceField(choices=Outlet.Ownership.choices, required=False)
