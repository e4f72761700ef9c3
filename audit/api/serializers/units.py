"""What people do to the units of an article, as bodies; and what comes of it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from audit.api.pagination import Parameters
from audit.api.serializers.bodies import Body
from audit.api.serializers.claims import AffiliationOutput, PlacedClaimOutput
from audit.api.serializers.reference import OrganizationOutput, SpeakerOutput
from audit.api.serializers.spans import SpanField as OutputSpan
from audit.api.serializers.spans import SpanInput, SpansField, SpansInput
from audit.models import ArticleSource, Claim, Organization, SourceKind, Speaker
from audit.services.sources import AffiliationDraft, SourceChanges, SourceDraft
from audit.services.splitting import AssertionChanges
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


class Ids(serializers.ListField):
    """Rows by id, which the view finds all at once."""

    child = serializers.UUIDField()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_length=1, max_length=500, **kwargs)


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


class ArticleSourceOutput(serializers.Serializer[ArticleSource]):
    """One source as an article presents it."""

    id = serializers.UUIDField()
    revision = serializers.UUIDField(source="revision_id", help_text="The one that its offsets are of")
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=SourceKind.choices)
    mentions = SpansField()
    role = serializers.CharField(allow_blank=True)
    role_span = OutputSpan(allow_null=True)
    justification = SpansField()
    affiliations = AffiliationOutput(source="affiliations.all", many=True)
    speaker = serializers.UUIDField(source="known_speaker_id", allow_null=True)
    is_confirmed = serializers.BooleanField()
    merged_into = serializers.UUIDField(source="merged_into_id", allow_null=True)
    version = serializers.CharField(help_text="Send it back as `seen` with an edit")


class ActOutput(serializers.Serializer[Any]):
    """An act that was done. POST to `undo` takes it back; that is an act too, and its own `undo` is the redo."""

    act = serializers.UUIDField(source="event.pk")
    action = serializers.CharField(source="event.action")
    undo = serializers.SerializerMethodField()
    claims = PlacedClaimOutput(many=True, help_text="Those that it changed or made, as they are now")
    sources = ArticleSourceOutput(many=True, help_text="The same of sources")

    def get_undo(self, done: Any) -> str:
        return reverse("api:act_undo", args=[done.event.pk])


class OccurrenceParameters(Parameters):
    """The words to look for."""

    words = serializers.CharField(max_length=MOST_WORDS)


class OccurrencesOutput(serializers.Serializer[Any]):
    """Where words stand in the article's current revision without cutting another word; at most 200 places."""

    revision = serializers.UUIDField()
    spans = SpansField()


class ReasonBody(SeenBody):
    """Why, in the person's words."""

    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)


class TriageInput(SeenBody):
    """Whether a claim is judged; not selecting it needs a reason."""

    triage = serializers.ChoiceField(choices=Claim.Triage.choices)
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)


class ManyClaims(ActBody):
    """Claims by id."""

    claims = Ids()


class ManyTriageInput(ManyClaims):
    """Whether these claims are judged."""

    triage = serializers.ChoiceField(choices=Claim.Triage.choices)
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)


class ManyDismissalInput(ManyClaims):
    """Why these are no claims."""

    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)


class VersionsBody(ActBody):
    """The versions of what is joined."""

    seen = serializers.ListField(
        child=serializers.CharField(max_length=64), required=False, help_text="Their versions, in the same order"
    )


class ClaimMergeInput(VersionsBody):
    """Claims of one source to be one: the first in the text gets the words of all."""

    claims = Ids()


class PiecesInput(SeenBody):
    """The pieces to cut a claim into."""

    pieces = serializers.ListField(child=SpansInput(min_length=1), min_length=2, max_length=50)
    revision = serializers.UUIDField(required=False, allow_null=True, default=None, help_text=REVISION)


class AssertionSplitInput(SeenBody):
    """The pieces to cut a part into, in offsets of the claim's own revision; none: at the ends of its sentences."""

    pieces = serializers.ListField(child=SpansInput(min_length=1), required=False, default=list, max_length=50)


class AssertionMergeInput(SeenBody):
    """Parts of one claim to be one."""

    assertions = Ids()


class AssertionCorrection(SeenBody):
    """What is to be other about a part; what is left out stays."""

    restatement = serializers.CharField(required=False, allow_blank=True, max_length=10_000)
    type = serializers.CharField(required=False, allow_blank=True, max_length=200)
    as_of = serializers.DateField(required=False, allow_null=True)

    def said(self) -> AssertionChanges:
        given = self.validated_data
        return {name: given[name] for name in AssertionChanges.__annotations__ if name in given}  # type: ignore[return-value]


class SourceCorrection(SeenBody):
    """What is to be other about a source, for all its claims; what is left out stays."""

    name = serializers.CharField(max_length=1000, required=False)
    kind = serializers.ChoiceField(choices=SourceKind.choices, required=False)
    mentions = SpansInput(required=False)
    role = serializers.CharField(required=False, allow_blank=True, max_length=1000)
    role_span = SpanInput(required=False, allow_null=True)
    justification = SpansInput(required=False)
    affiliations = AffiliationInput(many=True, required=False, help_text="The whole list as it is to be")
    speaker = rows_of(Speaker)(required=False, allow_null=True)
    revision = serializers.UUIDField(required=False, allow_null=True, default=None, help_text=REVISION)

    def said(self) -> SourceChanges:
        given = dict(self.validated_data)
        if "affiliations" in given:
            given["affiliations"] = [AffiliationDraft(**dict(body)) for body in given["affiliations"]]
        return {name: given[name] for name in SourceChanges.__annotations__ if name in given}  # type: ignore[return-value]


class NewSourceInput(SourceInput, ActBody):
    """A source that a person makes for an article."""

    def draft(self) -> SourceDraft:
        return source_draft({name: value for name, value in self.validated_data.items() if name != "submission"})


class SourceMergeInput(VersionsBody):
    """Sources of one article that are one; the first keeps its name."""

    sources = Ids()


class SourceSplitInput(SeenBody):
    """A source that is two: the claims of the second, and what it is."""

    claims = Ids()
    new_source = SourceInput()


class SuggestionParameters(Parameters):
    """What was typed."""

    q = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=200, help_text="How a word of the name begins"
    )


class SuggestionsOutput(serializers.Serializer[Any]):
    """Names to choose from: this article's sources first, then speakers and organizations known across articles."""

    sources = ArticleSourceOutput(many=True)
    speakers = SpeakerOutput(many=True)
    organizations = OrganizationOutput(many=True)
