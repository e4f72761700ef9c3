"""What people decide, and by which rules: rubrics and reviews. Append-only; a correction is a new review."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from audit.ledger.models import Actor, Ledgered
from audit.models.audits import Audit
from audit.models.claims import Assertion, Claim
from audit.models.visibility import ReviewQuerySet


class Question(models.TextChoices):
    """The two questions that are never mixed."""

    ATTRIBUTION = "attribution", "Did this source say this?"
    CORROBORATION = "corroboration", "Is it so?"


class Attribution(models.TextChoices):
    """Did this source say this? (codebook, Attribution)"""

    NOT_REVIEWED = "not_reviewed", "not reviewed"
    EXACT = "exact", "exact"
    FAITHFUL_EDIT = "faithful_edit", "faithful edit"
    FAITHFUL_TRANSLATION = "faithful_translation", "faithful translation"
    ALTERED = "altered", "altered"
    TRUNCATED = "truncated", "truncated"
    OUT_OF_CONTEXT = "out_of_context", "out of context"
    PARAPHRASE_AS_VERBATIM = "paraphrase_as_verbatim", "paraphrase shown as verbatim"
    MISTRANSLATED = "mistranslated", "mistranslated"
    MISATTRIBUTED = "misattributed", "misattributed"
    WRONG_AFFILIATION = "wrong_affiliation", "wrong affiliation"
    NOT_SAID = "not_said", "not said"
    DENIED = "denied", "denied by the speaker"
    RELAYED_ONLY = "relayed_only", "relayed only"
    NO_RECORD_FOUND = "no_record_found", "no record found"
    SOURCE_NOT_IDENTIFIABLE = "source_not_identifiable", "source not identifiable"


class Corroboration(models.TextChoices):
    """Is it so, as of its date? (codebook, Corroboration)"""

    NOT_REVIEWED = "not_reviewed", "not reviewed"
    CORROBORATED = "corroborated", "corroborated"
    PARTLY_CORROBORATED = "partly_corroborated", "partly corroborated"
    MISLEADING = "misleading", "misleading"
    DISPUTED = "disputed", "disputed"
    REFUTED = "refuted", "refuted"
    INSUFFICIENT = "insufficient_evidence", "insufficient evidence"
    NOT_CHECKABLE = "not_checkable", "not checkable"


VALUES: dict[Question, type[Attribution] | type[Corroboration]] = {
    Question.ATTRIBUTION: Attribution,
    Question.CORROBORATION: Corroboration,
}


class Rubric(Ledgered):
    """Numbered definitions that a review pins. `definitions` is what audit.codebook reads: values, order, evidence."""

    ledger_kind = "rubric"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(unique=True)
    name = models.TextField()
    definitions = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("-number",)
        constraints = [models.CheckConstraint(condition=Q(number__gte=1), name="rubrics_numbered_from_one")]

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"


class Targeted(Ledgered):
    """A row about one target: a claim (attribution), or one of its assertions (corroboration)."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="%(class)ss")
    # The database also holds (claim, assertion) to be one of the claim's own.
    assertion = models.ForeignKey(Assertion, null=True, on_delete=models.PROTECT, related_name="%(class)ss")
    digest = models.CharField(max_length=64, help_text="Digest of the words judged")

    class Meta:
        abstract = True

    @property
    def question(self) -> Question:
        return Question.CORROBORATION if self.assertion_id else Question.ATTRIBUTION

    @property
    def target(self) -> Claim | Assertion:
        return self.assertion or self.claim

    def is_stale(self) -> bool:
        """Whether the words have changed since they were judged; computed, never stored."""
        return self.digest != self.target.words_digest()


class Review(Targeted):
    """One person's answer to one question about one target, or the withdrawal of an earlier answer."""

    ledger_kind = "review"
    ledger_texts = ("rationale", "override_reason")
    ledger_added = ("audit_id", "is_adjudication")

    class Act(models.TextChoices):
        ANSWER = "answer"
        WITHDRAWAL = "withdrawal"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    act = models.TextField(choices=Act, default=Act.ANSWER)
    reviewer = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="reviews")
    value = models.TextField()
    tags = ArrayField(models.TextField(), default=list, blank=True)
    rationale = models.TextField(blank=True)
    override_reason = models.TextField(blank=True)
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="reviews")
    submission = models.UUIDField(unique=True)
    withdraws = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="withdrawal")
    audit = models.ForeignKey(Audit, null=True, on_delete=models.PROTECT, related_name="reviews")
    is_adjudication = models.BooleanField(default=False, help_text="Settles a disagreement of others")
    created_at = models.DateTimeField()

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "id")
        indexes = [models.Index(fields=["claim", "assertion", "created_at"], name="review_target")]
        constraints = (
            models.CheckConstraint(
                condition=Q(act="answer", withdraws__isnull=True) | Q(act="withdrawal", withdraws__isnull=False),
                name="withdrawal_names_its_review",
            ),
            models.CheckConstraint(
                condition=Q(act="withdrawal", value="not_reviewed")
                | Q(act="answer", assertion__isnull=True, value__in=Attribution.values[1:])
                | Q(act="answer", assertion__isnull=False, value__in=Corroboration.values[1:]),
                name="review_value_answers_its_question",
            ),
            models.CheckConstraint(
                condition=Q(is_adjudication=False) | Q(audit__isnull=False), name="adjudication_is_of_an_audit"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_value_display()}, {self.created_at:%-d %B %Y}"

    def get_value_display(self) -> str:
        return str(VALUES[self.question](self.value).label)
