"""Speakers compared, corrected and affiliated; organizations corrected: in and out."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from audit.api.pagination import PageParameters, Parameters
from audit.api.serializers.bodies import Body
from audit.api.serializers.reference import SpeakerOutput
from audit.models import Affiliation, Organization, SourceKind, Speaker, SpeakerComparison

LONG = 2000
KINDS = [(kind.value, kind.label) for kind in SourceKind if kind != SourceKind.UNNAMED]


def speakers(**more: Any) -> Any:
    return serializers.PrimaryKeyRelatedField(
        queryset=Speaker.objects.select_related("merged_into"), pk_field=serializers.UUIDField(), **more
    )


class NewSpeakerInput(Body):
    """A speaker known across articles."""

    name = serializers.CharField(max_length=300)
    kind = serializers.ChoiceField(choices=KINDS, default=SourceKind.PERSON)


class SpeakerCorrection(Body):
    """What is to be other about a speaker; what is left out stays."""

    name = serializers.CharField(max_length=300, required=False)
    aliases = serializers.ListField(child=serializers.CharField(max_length=300), max_length=100, required=False)
    exposure = serializers.ChoiceField(choices=Speaker.Exposure.choices, required=False)
    wikidata_id = serializers.CharField(max_length=20, required=False, allow_blank=True)


class DoubleOutput(serializers.Serializer[Any]):
    """Two speakers who may be one, and what speaks for it."""

    one = SpeakerOutput()
    other = SpeakerOutput()
    reasons = serializers.ListField(child=serializers.CharField())


class DoubleParameters(Parameters):
    """How many pairs."""

    limit = serializers.IntegerField(min_value=1, max_value=200, required=False, default=50)


class SpeakerComparisonOutput(serializers.Serializer[SpeakerComparison]):
    """What a person found who compared two speakers. Of those on the same two the highest number counts."""

    id = serializers.UUIDField()
    one = serializers.UUIDField(source="one_id")
    other = serializers.UUIDField(source="other_id")
    number = serializers.IntegerField()
    answer = serializers.ChoiceField(choices=SpeakerComparison.Answer.choices)
    kept = serializers.UUIDField(source="kept_id", allow_null=True, help_text="As whom both are shown, if they are one")
    why = serializers.CharField(allow_blank=True)
    by = serializers.CharField(source="by.pseudonym", help_text="A pseudonym")
    created_at = serializers.DateTimeField()


class SpeakerComparisonParameters(PageParameters):
    """How to narrow the list of comparisons."""

    speaker = speakers(required=False)


class SpeakerComparisonInput(Body):
    """What was found of two speakers: that they are one (`kept` says which is shown), or not the same."""

    one = speakers()
    other = speakers()
    answer = serializers.ChoiceField(choices=[("same", "they are one"), ("different", "they are not the same")])
    kept = speakers(required=False)
    why = serializers.CharField(default="", allow_blank=True, max_length=LONG)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if (attrs["answer"] == "same") != ("kept" in attrs) or attrs.get("kept", attrs["one"]) not in (
            attrs["one"],
            attrs["other"],
        ):
            raise serializers.ValidationError("Say with `kept` which of the two is shown, if they are one.")
        return attrs


class UnmergeInput(Body):
    """Why a merge is taken back."""

    why = serializers.CharField(default="", allow_blank=True, max_length=LONG)


class DatedAffiliationOutput(serializers.Serializer[Affiliation]):
    """For whom a speaker spoke, as what, since when and until when; empty ends are open or not known."""

    id = serializers.UUIDField()
    speaker = serializers.UUIDField(source="speaker_id")
    organization = serializers.UUIDField(source="organization_id")
    name = serializers.CharField(source="organization.name", help_text="Of the organization")
    role = serializers.CharField(allow_blank=True)
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True)
    stated_in = serializers.CharField(help_text="What says so")
    is_withdrawn = serializers.BooleanField()
    created_at = serializers.DateTimeField()


class AffiliationParameters(PageParameters):
    """How to narrow the list of affiliations; `on`: those that held on that day."""

    speaker = speakers(required=False)
    organization = serializers.PrimaryKeyRelatedField(
        queryset=Organization.objects.all(), required=False, pk_field=serializers.UUIDField()
    )
    on = serializers.DateField(required=False)


class PostInput(Body):
    """A post with its dates and what says so."""

    role = serializers.CharField(default="", allow_blank=True, max_length=300)
    since = serializers.DateField(default=None, allow_null=True)
    until = serializers.DateField(default=None, allow_null=True)
    stated_in = serializers.CharField(max_length=LONG)


class DatedAffiliationInput(PostInput):
    """For whom a speaker spoke; an organization of a new name is added."""

    speaker = speakers()
    organization = serializers.CharField(max_length=300, help_text="Its name")


class OrganizationCorrection(Body):
    """What is to be other about an organization; what is left out stays."""

    name = serializers.CharField(max_length=300, required=False)
    acronym = serializers.CharField(max_length=40, required=False, allow_blank=True)
    kind = serializers.CharField(max_length=100, required=False, allow_blank=True)
    country = serializers.CharField(max_length=2, required=False, allow_blank=True)
    wikidata_id = serializers.CharField(max_length=20, required=False, allow_blank=True)
    parent = serializers.PrimaryKeyRelatedField(  # type: ignore[assignment]  # only a name
        queryset=Organization.objects.all(), required=False, allow_null=True, pk_field=serializers.UUIDField()
    )
