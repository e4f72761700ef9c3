"""What people do to the units of an article, as bodies; and what comes of it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from audit.api.pagination import Parameters
from audit.api.serializers.bodies import Body
from audit.api.serializers.claims import PlacedClaimOutput
from audit.api.serializers.spans import SpanInput, SpansField, SpansInput
from audit.models import ArticleSource, Claim, Organization, SourceKind, Speaker
from audit.services.sources import AffiliationDraft, SourceDraft
from audit.services.units import ClaimChanges, ClaimDraft

MOST_WORDS = 100_000
SEEN = "The `version` of the claim that was shown; 409 with both versions if it is another by now"
SUBMISSION = "A random id: the same one sent twice is one act"
REVISION = "The revision whose offsets are given, as it was shown; by default the article's current one"


def rows_of(model: Any) -> Any:
    """A field that takes the id of a row."""
    return lambda **more: serializers.PrimaryKeyRelatedField(
        queryset=model._default_manager.all(), pk_field=serializers.UUIDField(), **more
    )


class ActBody(Body):
    """What every act takes."""

    submission = serializers.UUIDField(required=False, allow_null=True, default=None, help_text=SUBMISSION)


class SeenBody(ActBody):
    """What an act on something that is shown takes."""

    seen = serializers.CharField(max_length=64, help_text=SEEN)


class AffiliationInput(Body):
    """A body that the article gives a source."""

    name = serializers.CharField(max_length=1000, help_text="As printed")
    span = SpanInput(required=False, allow_null=True, default=None)
    organization = rows_of(Organization)(required=False, allow_null=True, default=None)


class SourceInput(Body):
    """A source as the article presents it."""

    name = serializers.CharField(max_length=1000, help_text="The fullest name or description that the article gives")
    kind = serializers.ChoiceField(choices=SourceKind.choices, default=SourceKind.PERSON)
    mentions = SpansInput(required=False, default=())
    role = serializers.CharField(required=False, allow_blank=True, default="", max_length=1000)
    role_span = SpanInput(required=False, allow_null=True, default=None)
    justification = SpansInput(required=False, default=())
    affiliations = AffiliationInput(many=True, required=False, default=list)
    speaker = rows_of(Speaker)(required=False, allow_null=True, default=None, help_text="Who it is across articles")


def source_draft(given: dict[str, Any]) -> SourceDraft:
    """The draft of a valid SourceInput."""
    bodies = [AffiliationDraft(**dict(body)) for body in given["affiliations"]]
    return SourceDraft(**{**given, "affiliations": bodies})


class ClaimFields(Body):
    """What people say of a claim."""

    kind = serializers.ChoiceField(choices=Claim.Kind.choices, required=False, help_text="Left out: read off the marks")
    source = rows_of(ArticleSource)(
        required=False, allow_null=True, help_text="A source of this article; null: nobody, or the outlet itself"
    )
    new_source = SourceInput(required=False, help_text="In place of `source`: one that the article's list lacks")
    cue = SpansInput(required=False, help_text="Where the text says that it is said")
    speaker_mention = SpanInput(required=False, allow_null=True, help_text="Where the text names the source")
    told_to = serializers.CharField(required=False, allow_blank=True, max_length=1000)
    revision = serializers.UUIDField(required=False, allow_null=True, default=None, help_text=REVISION)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "source" in attrs and "new_source" in attrs:
            raise serializers.ValidationError("Give either source or new_source.")
        return attrs

    def said(self) -> ClaimChanges:
        """What was given of the claim itself, by the names of ClaimDraft and ClaimChanges."""
        given = dict(self.validated_data)
        if "new_source" in given:
            given["source"] = source_draft(given["new_source"])
        return {name: given[name] for name in ClaimChanges.__annotations__ if name in given}  # type: ignore[return-value]


class ClaimInput(ClaimFields, ActBody):
    """A claim that a person marks."""

    content = SpansInput(min_length=1, help_text="One or several stretches")
    words = serializers.CharField(
        required=False, max_length=MOST_WORDS, help_text="The words that were marked: 409 if others stand there"
    )

    def draft(self) -> ClaimDraft:
        return ClaimDraft(**self.said())


class ClaimCorrection(ClaimFields, SeenBody):
    """What is to be other about a claim; what is left out stays."""

    content = SpansInput(required=False, min_length=1)


class ActOutput(serializers.Serializer[Any]):
    """An act that was done. POST to `undo` takes it back; that is an act too, and its own `undo` is the redo."""

    act = serializers.UUIDField(source="event.pk")
    action = serializers.CharField(source="event.action")
    undo = serializers.SerializerMethodField()
    claims = PlacedClaimOutput(many=True, help_text="Those that it changed or made, as they are now")

    def get_undo(self, done: Any) -> str:
        return reverse("api:act_undo", args=[done.event.pk])


class OccurrenceParameters(Parameters):
    """The words to look for."""

    words = serializers.CharField(max_length=MOST_WORDS)


class OccurrencesOutput(serializers.Serializer[Any]):
    """Where words stand in the article's current revision without cutting another word; at most 200 places."""

    revision = serializers.UUIDField()
    spans = SpansField()
