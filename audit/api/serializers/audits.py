"""Audits, the queue, disagreements and notifications."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from articles.models import Article
from audit.api.pagination import PageParameters
from audit.api.serializers.bodies import Body
from audit.api.serializers.reviews import ReviewInput
from audit.ledger.models import Actor
from audit.models import Assignment, Audit, AuditMember, Notification, Question, Reveal, Rubric
from audit.reports.history import HistoryLine


class ProgressOutput(serializers.Serializer[Any]):
    """How much of something is done."""

    done = serializers.IntegerField()
    total = serializers.IntegerField()


class AuditOutput(serializers.Serializer[Audit]):
    """A named piece of work. Two `reviews_per_claim` are blind: neither sees the other's before both are in."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    purpose = serializers.CharField(allow_blank=True)
    rubric = serializers.IntegerField(source="rubric.number", help_text="Send it back with answers in this audit")
    reviews_per_claim = serializers.IntegerField()
    order = serializers.ChoiceField(choices=Audit.Order.choices)
    seed = serializers.CharField()
    hide_confidence = serializers.BooleanField()
    hide_earlier = serializers.BooleanField()
    mask_outlet = serializers.BooleanField()
    state = serializers.ChoiceField(choices=Audit.State.choices)
    created_at = serializers.DateTimeField()


class AuditInput(Body):
    """A new audit; its settings are for good."""

    name = serializers.CharField(max_length=200)
    purpose = serializers.CharField(default="", allow_blank=True, max_length=5000)
    rubric = serializers.SlugRelatedField(slug_field="number", queryset=Rubric.objects.all())
    reviews_per_claim = serializers.IntegerField(default=2, min_value=1, max_value=2)
    order = serializers.ChoiceField(choices=Audit.Order.choices, default=Audit.Order.RANDOM)
    seed = serializers.CharField(default="", allow_blank=True, max_length=64)
    hide_confidence = serializers.BooleanField(default=True)
    hide_earlier = serializers.BooleanField(default=True)
    mask_outlet = serializers.BooleanField(default=False)


class MemberOutput(serializers.Serializer[Any]):
    """Somebody in an audit, by pseudonym; `progress` for those who may know it, of oneself always."""

    actor = serializers.UUIDField(source="member.actor_id")
    pseudonym = serializers.CharField(source="member.actor.pseudonym")
    role = serializers.ChoiceField(source="member.role", choices=AuditMember.Role.choices)
    progress = ProgressOutput(allow_null=True)
    skipped = serializers.IntegerField(allow_null=True, help_text="Claims left to others; null with `progress`")


class CoderOutput(serializers.Serializer[Any]):
    """How far one reviewer is with an article of an audit; nothing of what they answered."""

    actor = serializers.UUIDField(source="actor.pk")
    pseudonym = serializers.CharField(source="actor.pseudonym")
    marks_handed_in = serializers.BooleanField(
        source="has_marked", allow_null=True, help_text="Null where nobody asked for marks"
    )
    sources_done = serializers.BooleanField(source="has_coded")
    verdicts = ProgressOutput()


class AuditArticleOutput(serializers.Serializer[Any]):
    """An article of an audit with its passes; `verdicts` are the caller's own. `coders` tells how far each reviewer is:
    to editors and leads who judge nothing in the audit, to its reviewers once it is closed; empty for others."""

    id = serializers.UUIDField(source="place.pk")
    article = serializers.UUIDField(source="place.article_id")
    revision = serializers.UUIDField(source="place.revision_id")
    units_done_at = serializers.DateTimeField(source="place.units_done_at", allow_null=True)
    sources_done_at = serializers.DateTimeField(source="place.sources_done_at", allow_null=True)
    own_sources_done = serializers.BooleanField(help_text="Whether the caller has said so of the own codes")
    units = ProgressOutput()
    verdicts = ProgressOutput()
    coders = CoderOutput(many=True)


class AuditReportOutput(serializers.Serializer[Any]):
    """An audit with its articles and people, and how far it is as far as the caller may know."""

    audit = AuditOutput()
    articles = AuditArticleOutput(many=True)
    members = MemberOutput(many=True)
    own = ProgressOutput()
    overall = ProgressOutput(allow_null=True)


class HistoryLineOutput(serializers.Serializer[HistoryLine]):
    """One act: when, by whom (a pseudonym), what, and the texts given with it as pairs of label and text."""

    time = serializers.DateTimeField()
    actor = serializers.CharField()
    sentence = serializers.CharField()
    texts = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))


class MemberInput(Body):
    """Somebody's part in an audit; null ends it."""

    actor = serializers.PrimaryKeyRelatedField(queryset=Actor.objects.all(), pk_field=serializers.UUIDField())
    role = serializers.ChoiceField(choices=AuditMember.Role.choices, allow_null=True)


class ArticlesInput(Body):
    """Articles to take into an audit."""

    articles = serializers.ListField(
        child=serializers.PrimaryKeyRelatedField(queryset=Article.objects.all(), pk_field=serializers.UUIDField()),
        max_length=500,
    )


class AssignmentOutput(serializers.Serializer[Assignment]):
    """A claim that one has to judge. Held by the caller until `leased_until`."""

    claim = serializers.UUIDField(source="claim_id")
    article = serializers.UUIDField(source="article_id")
    audit = serializers.UUIDField(source="audit_id", allow_null=True)
    state = serializers.ChoiceField(choices=Assignment.State.choices)
    leased_until = serializers.DateTimeField(allow_null=True)


class NextInput(Body):
    """Where to go on: in an audit, or on the desk without one."""

    audit = serializers.PrimaryKeyRelatedField(
        queryset=Audit.objects.all(), required=False, pk_field=serializers.UUIDField()
    )


class SkipInput(NextInput):
    """Why a claim is left to others."""

    reason = serializers.CharField(max_length=1000)


class RevealOutput(serializers.Serializer[Reveal]):
    """Two blind answers about one target that differ."""

    id = serializers.UUIDField()
    audit = serializers.UUIDField(source="audit_id")
    claim = serializers.UUIDField(source="claim_id")
    assertion = serializers.UUIDField(source="assertion_id", allow_null=True)
    question = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()

    def get_question(self, reveal: Reveal) -> str:
        return str(Question.CORROBORATION if reveal.assertion_id else Question.ATTRIBUTION)


class AdjudicationInput(ReviewInput):
    """The third person's answer, as a review's."""

    audit = None  # type: ignore[assignment]  # the disagreement's own


class NotificationOutput(serializers.Serializer[Notification]):
    """One thing that the caller is told."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Notification.Kind.choices)
    audit = serializers.UUIDField(source="audit_id", allow_null=True)
    claim = serializers.UUIDField(source="claim_id", allow_null=True)
    count = serializers.IntegerField(help_text="How many claims it is about")
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)


class NotificationParameters(PageParameters):
    """How to narrow the list of notifications."""

    unread = serializers.BooleanField(required=False)
