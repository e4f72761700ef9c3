"""Findings, and what differs between two revisions."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from articles.models import Article
from audit.anchoring import Change
from audit.api.pagination import PageParameters, Parameters
from audit.api.serializers.bodies import Body
from audit.models import Claim, Finding
from audit.reports.comparison import QuotationChange

SETTLED = [choice for choice in Finding.State.choices if choice[0] != Finding.State.PROPOSED]
MADE = [choice for choice in Finding.Code.choices if choice[0] != Finding.Code.STEALTH_EDIT]


class FindingOutput(serializers.Serializer[Finding]):
    """A finding about an article or a claim of it. A stealth edit has `claim` as it was, `successor` as it is."""

    id = serializers.UUIDField()
    article = serializers.UUIDField(source="article_id")
    revision = serializers.UUIDField(source="revision_id", help_text="The one that was found to be so")
    claim = serializers.UUIDField(source="claim_id", allow_null=True)
    successor = serializers.UUIDField(source="successor_id", allow_null=True)
    code = serializers.ChoiceField(choices=Finding.Code.choices)
    edit = serializers.ChoiceField(choices=Finding.Edit.choices, allow_blank=True)
    has_notice = serializers.BooleanField(allow_null=True, help_text="Whether the revision owns up to a correction")
    note = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=Finding.State.choices)
    created_at = serializers.DateTimeField()


class FindingParameters(PageParameters):
    """How to narrow the list of findings."""

    article = serializers.PrimaryKeyRelatedField(
        queryset=Article.objects.all(), required=False, pk_field=serializers.UUIDField()
    )
    code = serializers.ChoiceField(choices=Finding.Code.choices, required=False)
    state = serializers.ChoiceField(choices=Finding.State.choices, required=False)


class FindingInput(Body):
    """A finding of one's own; stealth edits are found by comparing revisions."""

    code = serializers.ChoiceField(choices=MADE)
    note = serializers.CharField(max_length=2000)
    claim = serializers.PrimaryKeyRelatedField(
        queryset=Claim.objects.all(), required=False, pk_field=serializers.UUIDField(), help_text="Of this article"
    )


class SettlementInput(Body):
    """What a person makes of a finding."""

    state = serializers.ChoiceField(choices=SETTLED)
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)


class ComparisonParameters(Parameters):
    """Which two revisions of the article."""

    old = serializers.IntegerField(min_value=1, help_text="Number of the earlier revision")
    new = serializers.IntegerField(min_value=1, help_text="Number of the later revision")


class RunOfWords(serializers.Serializer[Any]):
    """A stretch of words that stayed, went or came."""

    change = serializers.ChoiceField(choices=[change.value for change in Change])
    text = serializers.CharField()


class ChangedQuotationOutput(serializers.Serializer[Any]):
    """A claim that one revision has otherwise than the other."""

    change = serializers.ChoiceField(choices=[change.value for change in QuotationChange])
    before = serializers.UUIDField(source="before.pk", allow_null=True, default=None)
    after = serializers.UUIDField(source="after.pk", allow_null=True, default=None)
    speaker_before = serializers.CharField(source="before.source.name", allow_null=True, default=None)
    speaker_after = serializers.CharField(source="after.source.name", allow_null=True, default=None)
    words = RunOfWords(source="runs", many=True)


class ChangedParagraphOutput(serializers.Serializer[Any]):
    """A paragraph of the earlier revision beside that of the later; paragraphs that are the same are left out."""

    old = serializers.CharField(allow_null=True)
    new = serializers.CharField(allow_null=True)
    words = RunOfWords(source="runs", many=True)


class ComparisonOutput(serializers.Serializer[Any]):
    """What differs between two revisions of an article."""

    old = serializers.UUIDField(source="old.pk")
    new = serializers.UUIDField(source="new.pk")
    notices = serializers.ListField(child=serializers.CharField(), help_text="Notices of correction that are new")
    quotations = ChangedQuotationOutput(many=True)
    paragraphs = serializers.SerializerMethodField()

    def get_paragraphs(self, comparison: Any) -> list[dict[str, Any]]:
        return [dict(ChangedParagraphOutput(row).data) for row in comparison.rows if not row.same]
