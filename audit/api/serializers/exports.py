"""The shape of an exported row, for the schema; audit.exports.rows is what makes them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from audit.api.serializers.spans import SpansField
from audit.models import Attribution, Claim, Corroboration, Evidence, EvidenceUse, Publication, Question, SourceKind


class ExportedEvidence(serializers.Serializer[Any]):
    """One use of evidence behind a verdict of the row. Items with the same `origin` count once. `objections` are what
    the machine has against its independence, `contested` that the reviewer calls it independent all the same."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Evidence.Kind.choices)
    title = serializers.CharField()
    url = serializers.CharField(allow_blank=True)
    publisher = serializers.CharField(allow_blank=True)
    stance = serializers.ChoiceField(choices=EvidenceUse.Stance.choices)
    question = serializers.ChoiceField(choices=Question.choices)
    independent = serializers.ChoiceField(choices=EvidenceUse.Independence.choices)
    why = serializers.CharField(allow_blank=True)
    objections = serializers.ListField(child=serializers.CharField())
    contested = serializers.BooleanField()
    origin = serializers.UUIDField()


def _words() -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField())


class ExportRow(serializers.Serializer[Any]):
    """One assertion of an active claim. A verdict is null where nothing stands that the caller may see; a speaker who
    is not in a public role appears under a pseudonym."""

    article = serializers.UUIDField()
    headline = serializers.CharField(allow_blank=True)
    outlet = serializers.CharField()
    canonical_url = serializers.CharField(allow_null=True)
    published_from = serializers.DateField(allow_null=True)
    published_to = serializers.DateField(allow_null=True)
    revision = serializers.IntegerField(help_text="Its number")
    sha256 = serializers.CharField(help_text="Of the revision's text")
    claim = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Claim.Kind.choices)
    quote = serializers.CharField()
    content = SpansField()
    assertion = serializers.UUIDField()
    assertion_number = serializers.IntegerField()
    words = serializers.CharField(help_text="Of the assertion")
    assertion_content = SpansField()
    restatement = serializers.CharField(allow_null=True)
    as_of = serializers.DateField(allow_null=True)
    confidence = serializers.FloatField(allow_null=True)
    rule = serializers.CharField(allow_null=True)
    speaker = serializers.CharField(allow_null=True)
    speaker_kind = serializers.ChoiceField(choices=SourceKind.choices, allow_null=True)
    affiliations = _words()
    role = serializers.CharField(allow_null=True)
    speaker_id = serializers.UUIDField(allow_null=True, help_text="Of the speaker across articles")
    known_speaker = serializers.CharField(allow_null=True, help_text="The name across articles")
    known_affiliations = serializers.ListField(
        child=serializers.CharField(), help_text="Of the speaker across articles, on the article's day"
    )
    attribution = serializers.ChoiceField(choices=Attribution.choices[1:], allow_null=True)
    attribution_decision = serializers.IntegerField(allow_null=True)
    attribution_time = serializers.DateTimeField(allow_null=True)
    attribution_reviewers = _words()
    attribution_tags = _words()
    attribution_stale = serializers.BooleanField(allow_null=True)
    attribution_publication_state = serializers.ChoiceField(choices=Publication.State.choices, allow_null=True)
    attribution_override_reason = serializers.CharField(allow_null=True)
    attribution_rubric = serializers.IntegerField(allow_null=True)
    corroboration = serializers.ChoiceField(choices=Corroboration.choices[1:], allow_null=True)
    corroboration_decision = serializers.IntegerField(allow_null=True)
    corroboration_time = serializers.DateTimeField(allow_null=True)
    corroboration_reviewers = _words()
    corroboration_tags = _words()
    corroboration_stale = serializers.BooleanField(allow_null=True)
    corroboration_publication_state = serializers.ChoiceField(choices=Publication.State.choices, allow_null=True)
    corroboration_override_reason = serializers.CharField(allow_null=True)
    corroboration_rubric = serializers.IntegerField(allow_null=True)
    evidence = ExportedEvidence(many=True)
