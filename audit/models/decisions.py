"""What follows from reviews: decisions per target and their publication. Append-only; the highest number counts."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from audit.ledger.models import Actor, Ledgered
from audit.models.reviews import VALUES, Attribution, Corroboration, Review, Targeted
from audit.models.visibility import DecisionQuerySet, PublicationQuerySet

RULES_OF_REVIEWS = ("one_reviewer", "two_people", "two_reviewers_agree", "adjudicated")


class Decision(Targeted):
    """The answer to one question about one target, with the reviews it rests on and the rule that made it."""

    ledger_kind = "decision"

    class Rule(models.TextChoices):
        ONE_REVIEWER = "one_reviewer", "the latest review stands"
        TWO_PEOPLE = "two_people", "two people say the same"
        TWO_REVIEWERS_AGREE = "two_reviewers_agree", "two reviewers agree, neither knowing of the other's answer"
        ADJUDICATED = "adjudicated", "a third person decided between two reviewers"
        WITHDRAWN = "withdrawn", "no sufficient reviews are left standing"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField()
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    value = models.TextField()
    rule = models.TextField(choices=Rule)
    reviews = models.ManyToManyField(Review, through="DecisionReview", related_name="decisions")
    created_at = models.DateTimeField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "assertion", "number"], nulls_distinct=False, name="decision_number_once"
            ),
            models.CheckConstraint(
                condition=Q(number=1, supersedes__isnull=True) | Q(number__gt=1, supersedes__isnull=False),
                name="decision_supersedes_the_one_before",
            ),
            models.CheckConstraint(
                condition=Q(rule="withdrawn", value="not_reviewed")
                | Q(rule__in=RULES_OF_REVIEWS, assertion__isnull=True, value__in=Attribution.values[1:])
                | Q(rule__in=RULES_OF_REVIEWS, assertion__isnull=False, value__in=Corroboration.values[1:]),
                name="decision_value_answers_its_question",
            ),
        ]

    def __str__(self) -> str:
        return self.get_value_display()

    def get_value_display(self) -> str:
        return str(VALUES[self.question](self.value).label)


class DecisionReview(Ledgered):
    """A review that a decision rests on."""

    ledger_kind = "decision_review"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="grounds")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="grounds")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "review"], name="decision_rests_once_on_a_review")]

    def __str__(self) -> str:
        return f"{self.decision_id} on {self.review_id}"


class Publication(Ledgered):
    """A step in a decision's way to the public. The highest number is current."""

    ledger_kind = "publication"
    ledger_texts = ("notice",)

    class State(models.TextChoices):
        DRAFT = "draft"
        CLEARED = "cleared"
        PUBLISHED = "published"
        CORRECTED = "corrected"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField()
    state = models.TextField(choices=State)
    notice = models.TextField(blank=True)
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ("decision", "number")
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="publication_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "cleared", "published", "corrected", "withdrawn"]),
                name="publication_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["corrected", "withdrawn"]) | ~Q(notice=""),
                name="publication_tells_what_changed",
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()
