"""Claims and decisions. Names are those of the engine's ExtractedClaim and of the models."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from articles.models import Article
from audit.api.pagination import PageParameters
from audit.api.serializers.bodies import Body
from audit.api.serializers.spans import SpanField, SpansField
from audit.models import (
    Assertion,
    Attribution,
    Claim,
    Corroboration,
    Decision,
    Publication,
    Question,
    SourceKind,
    Speaker,
)
from audit.verdicts import standing

SEEN = "Digest of what is judged; send it back as `seen` with a review"
VALUES = sorted({*Attribution.values, *Corroboration.values})


class WordsOrNull(serializers.CharField):
    """Words, null where the text has none: as the engine tells it."""

    def to_representation(self, value: str) -> Any:
        return value or None


class DecisionOutput(serializers.Serializer[Decision]):
    """The answer to one question about one target. The highest number counts; `stale`: the words have changed since."""

    id = serializers.UUIDField()
    question = serializers.ChoiceField(choices=Question.choices)
    claim = serializers.UUIDField(source="claim_id")
    assertion = serializers.UUIDField(source="assertion_id", allow_null=True)
    number = serializers.IntegerField(help_text="Send it back as `based_on` with a review; 0 where there is none")
    value = serializers.ChoiceField(choices=VALUES)
    rule = serializers.ChoiceField(choices=Decision.Rule.choices)
    supersedes = serializers.UUIDField(source="supersedes_id", allow_null=True)
    reviews = serializers.SerializerMethodField(help_text="Those it rests on")
    digest = serializers.CharField(help_text="Digest of the words judged")
    stale = serializers.BooleanField(source="is_stale")
    publication_state = serializers.ChoiceField(choices=Publication.State.choices, allow_null=True)
    created_at = serializers.DateTimeField()

    def get_reviews(self, decision: Decision) -> list[UUID]:
        return [review.pk for review in decision.reviews.all()]


class AffiliationOutput(serializers.Serializer[Any]):
    """A body that the article gives the source, as printed, with the words it was read from."""

    name = serializers.CharField()
    span = SpanField(allow_null=True)
    organization = serializers.UUIDField(source="organization_id", allow_null=True, help_text="Once linked")


class SourceOutput(serializers.Serializer[Any]):
    """The claim's source as a row of its own: what is corrected there is corrected for each of its claims."""

    id = serializers.UUIDField()
    mentions = SpansField()
    speaker = serializers.UUIDField(
        source="known_speaker_id", allow_null=True, help_text="Once a person has said who it is"
    )


class RunOutput(serializers.Serializer[Any]):
    """The reading that found a claim."""

    id = serializers.UUIDField()
    engine = serializers.CharField()
    version = serializers.CharField()


class AssertionOutput(serializers.Serializer[Assertion]):
    """One thing inside a claim that can be so or not so, and what stands about it as far as the caller may see."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    content = SpansField()
    words = serializers.CharField()
    restatement = serializers.CharField(allow_blank=True)
    type = serializers.CharField(allow_blank=True)
    as_of = serializers.DateField(allow_null=True)
    digest = serializers.CharField(source="words_digest", help_text=SEEN)
    corroboration = serializers.SerializerMethodField()

    @extend_schema_field(DecisionOutput(allow_null=True))
    def get_corroboration(self, assertion: Assertion) -> Any:
        decision = standing(assertion.claim).get(assertion.pk)
        return DecisionOutput(decision).data if decision else None


class ClaimOutput(serializers.Serializer[Claim]):
    """A claim and what stands about it. `speaker` is the fullest name the article gives, `speaker_mention` where the
    text names the source beside the words; both are null when nothing supports one."""

    id = serializers.UUIDField()
    article = serializers.UUIDField(source="revision.article_id")
    revision = serializers.UUIDField(source="revision_id")
    kind = serializers.ChoiceField(choices=Claim.Kind.choices)
    content = SpansField()
    cue = SpansField()
    quote = serializers.CharField()
    prefix = serializers.CharField(allow_blank=True)
    suffix = serializers.CharField(allow_blank=True)
    speaker_mention = SpanField(allow_null=True)
    speaker = serializers.CharField(source="source.name", allow_null=True)
    speaker_kind = serializers.ChoiceField(source="source.kind", choices=SourceKind.choices, allow_null=True)
    affiliations = AffiliationOutput(source="source.affiliations.all", many=True, default=list)
    role = WordsOrNull(source="source.role", allow_null=True)
    role_span = SpanField(source="source.role_span", allow_null=True)
    justification = SpansField(source="source.justification", default=list)
    source = SourceOutput(allow_null=True)  # type: ignore[assignment]  # only a name
    told_to = WordsOrNull(allow_null=True)
    confidence = serializers.FloatField(
        source="shown_confidence",
        allow_null=True,
        help_text="0 to 1; null for a claim marked by a person, and while an audit keeps it from the caller",
    )
    rule = serializers.CharField(source="shown_rule", allow_blank=True)
    run = RunOutput(allow_null=True)
    origin = serializers.ChoiceField(choices=Claim.Origin.choices)
    state = serializers.ChoiceField(choices=Claim.State.choices)
    is_confirmed = serializers.BooleanField(help_text="A person found words and source right, or made them so")
    triage = serializers.ChoiceField(choices=Claim.Triage.choices)
    triage_reason = serializers.CharField(allow_blank=True)
    state_reason = serializers.CharField(allow_blank=True)
    merged_into = serializers.UUIDField(source="merged_into_id", allow_null=True, help_text="For a dismissed one")
    digest = serializers.CharField(source="words_digest", help_text=SEEN)
    version = serializers.CharField(help_text="Digest of all that is edited; send it back as `seen` with an edit")
    attribution = serializers.SerializerMethodField()
    assertions = AssertionOutput(many=True)
    created_at = serializers.DateTimeField()

    @extend_schema_field(DecisionOutput(allow_null=True))
    def get_attribution(self, claim: Claim) -> Any:
        decision = standing(claim).get(None)
        return DecisionOutput(decision).data if decision else None


class PlacedClaimOutput(ClaimOutput):
    """A claim as it stands in the article's current revision: the same as `content`, unless an earlier one holds it."""

    place = SpansField(help_text="Spans in the article's current revision")


class ArticleClaimParameters(PageParameters):
    """How to narrow a list of claims. Verdicts are those that the caller may see."""

    kind = serializers.ChoiceField(choices=Claim.Kind.choices, required=False)
    state = serializers.ChoiceField(choices=Claim.State.choices, required=False)
    speaker = serializers.PrimaryKeyRelatedField(
        queryset=Speaker.objects.all(), required=False, pk_field=serializers.UUIDField(), help_text="A speaker's id"
    )
    words = serializers.CharField(
        max_length=200, required=False, help_text="Words that the quotation has, all of them, as they are written"
    )
    attribution = serializers.ChoiceField(choices=Attribution.choices, required=False)
    corroboration = serializers.ChoiceField(
        choices=Corroboration.choices, required=False, help_text="The claims with such an assertion"
    )


class ClaimParameters(ArticleClaimParameters):
    """The same for the claims of all articles."""

    article = serializers.PrimaryKeyRelatedField(
        queryset=Article.objects.all(), required=False, pk_field=serializers.UUIDField()
    )


class DecisionParameters(PageParameters):
    """How to narrow the list of decisions."""

    claim = serializers.UUIDField(required=False)
    assertion = serializers.UUIDField(required=False)
    question = serializers.ChoiceField(choices=Question.choices, required=False)
    value = serializers.ChoiceField(choices=VALUES, required=False)
    publication_state = serializers.ChoiceField(choices=Publication.State.choices, required=False)


class PublicationInput(Body):
    """The next step of a decision on its way to the public, or back."""

    state = serializers.ChoiceField(choices=Publication.State.choices)
    notice = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=10_000, help_text="Needed to correct and to withdraw"
    )
