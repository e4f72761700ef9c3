"""What an item of evidence comes from, its archived copies, and who owns outlets: in and out."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from articles.models import Article, Outlet
from audit.api.pagination import PageParameters
from audit.api.serializers.bodies import Body
from audit.api.serializers.reviews import VisibleEvidence
from audit.models import Archiving, Evidence, EvidenceCopy, Organization, OutletOwnership, Provenance

LONG = 2000


class CopyOutput(serializers.Serializer[EvidenceCopy]):
    """An archived copy: the bytes as they came, under their digest."""

    number = serializers.IntegerField()
    way = serializers.ChoiceField(choices=EvidenceCopy.Way.choices)
    sha256 = serializers.CharField(help_text="Of the bytes")
    size = serializers.IntegerField(help_text="Bytes")
    media_type = serializers.CharField()
    text_sha256 = serializers.CharField(allow_blank=True, help_text="Of the text read from them, in UTF-8")
    length = serializers.IntegerField(help_text="Of the text, in Unicode code points")
    file_name = serializers.CharField(allow_blank=True)
    final_url = serializers.CharField(allow_blank=True, help_text="The address that answered")
    notes = serializers.ListField(child=serializers.CharField())
    added_by = serializers.CharField(source="added_by.pseudonym", help_text="A pseudonym")
    created_at = serializers.DateTimeField()


class CopyTextOutput(CopyOutput):
    """A copy with its text; null once a redaction removed it."""

    text = serializers.SerializerMethodField()

    def get_text(self, copy: EvidenceCopy) -> str | None:
        contents = getattr(copy, "contents", None)
        return contents.text if contents else None


class ArchivingOutput(serializers.Serializer[Archiving]):
    """A page on its way into the archive."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=Archiving.State.choices)
    reason = serializers.CharField(allow_blank=True)
    attempts = serializers.IntegerField()
    asked_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class ProvenanceOutput(serializers.Serializer[Provenance]):
    """A statement on where an item comes from. Of those on the same two things the highest number counts."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    act = serializers.ChoiceField(choices=Provenance.Act.choices)
    relation = serializers.ChoiceField(choices=Provenance.Relation.choices)
    origin = serializers.UUIDField(source="origin_id", allow_null=True)
    article = serializers.UUIDField(source="article_id", allow_null=True)
    organization = serializers.UUIDField(source="organization_id", allow_null=True)
    likeness = serializers.FloatField(allow_null=True)
    why = serializers.CharField(allow_blank=True)
    added_by = serializers.CharField(source="added_by.pseudonym", help_text="A pseudonym")
    created_at = serializers.DateTimeField()


def organizations() -> Any:
    return serializers.PrimaryKeyRelatedField(
        queryset=Organization.objects.all(), required=False, pk_field=serializers.UUIDField()
    )


class ProvenanceInput(Body):
    """A statement, or one taken back. Exactly one of origin, article and organization, as the relation asks."""

    act = serializers.ChoiceField(choices=[("stated", "stated"), ("withdrawn", "taken back or turned down")])
    relation = serializers.ChoiceField(choices=Provenance.Relation.choices)
    origin = VisibleEvidence(queryset=Evidence.objects.none(), required=False, pk_field=serializers.UUIDField())
    article = serializers.PrimaryKeyRelatedField(
        queryset=Article.objects.all(), required=False, pk_field=serializers.UUIDField()
    )
    organization = organizations()
    why = serializers.CharField(default="", allow_blank=True, max_length=LONG)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        allowed = ("origin", "article") if attrs["relation"] == Provenance.Relation.DERIVES else ("organization",)
        given = [name for name in ("origin", "article", "organization") if name in attrs]
        if len(given) != 1 or given[0] not in allowed:
            raise serializers.ValidationError(f"Give exactly one of: {', '.join(allowed)}.")
        return {**attrs, "thing": attrs.pop(given[0])}


class OwnershipOutput(serializers.Serializer[OutletOwnership]):
    """Who owns or funds an outlet, and when, as far as known."""

    id = serializers.UUIDField()
    outlet = serializers.UUIDField(source="outlet_id")
    organization = serializers.UUIDField(source="organization_id")
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True)
    stated_in = serializers.CharField(allow_blank=True)
    is_withdrawn = serializers.BooleanField()
    created_at = serializers.DateTimeField()


def outlets(**more: Any) -> Any:
    return serializers.PrimaryKeyRelatedField(queryset=Outlet.objects.all(), pk_field=serializers.UUIDField(), **more)


class OwnershipParameters(PageParameters):
    """How to narrow the list of ownerships."""

    outlet = outlets(required=False)


class OwnershipInput(Body):
    """Who owns an outlet; an organization of a new name is added."""

    outlet = outlets()
    organization = serializers.CharField(max_length=300, help_text="Its name")
    since = serializers.DateField(default=None, allow_null=True)
    until = serializers.DateField(default=None, allow_null=True)
    stated_in = serializers.CharField(default="", allow_blank=True, max_length=LONG)
