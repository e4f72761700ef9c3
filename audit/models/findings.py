"""What is wrong with an article or with a claim in it, beyond verdicts: proposed by the machine or said by a person."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from articles.models import Article, Revision
from audit.ledger.models import Ledgered
from audit.models.claims import Claim, ExtractionRun


class FindingQuerySet(models.QuerySet["Finding"]):
    def open(self) -> FindingQuerySet:
        return self.filter(state=Finding.State.PROPOSED)

    def with_words(self) -> FindingQuerySet:
        return self.select_related(
            "article__outlet", "revision", "claim__source", "claim__revision", "successor__source"
        )


class Finding(Ledgered):
    """A finding of the codebook about an article, or about one claim of it.

    A stealth edit names the claim as it was (`claim`) and as the later `revision` has it (`successor`)."""

    ledger_kind = "finding"
    ledger_texts = ("note",)

    class Code(models.TextChoices):
        HEADLINE_FIRMER = "headline_firmer", "headline firmer than the body"
        SOURCES_INFLATED = "sources_inflated", "source count inflated"
        UNATTRIBUTED_FACT = "unattributed_fact", "unattributed fact"
        CIRCULAR_SOURCING = "circular_sourcing", "circular sourcing"
        STEALTH_EDIT = "stealth_edit", "stealth edit of a quotation"
        CONFLICT_OF_INTEREST = "conflict_of_interest", "conflict of interest between outlet and source"
        NO_REPLY = "no_reply", "reply of the accused missing"
        WRONG_DATE = "wrong_date", "undated or wrongly dated"
        OTHER = "other", "other"

    class Edit(models.TextChoices):
        REWORDED = "reworded", "other words"
        REATTRIBUTED = "reattributed", "another name"

    class State(models.TextChoices):
        PROPOSED = "proposed", "proposed by the machine"
        CONFIRMED = "confirmed"
        REJECTED = "rejected"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="findings")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="findings")
    run = models.ForeignKey(ExtractionRun, null=True, on_delete=models.PROTECT, related_name="findings")
    claim = models.ForeignKey(Claim, null=True, on_delete=models.PROTECT, related_name="findings")
    successor = models.ForeignKey(Claim, null=True, on_delete=models.PROTECT, related_name="+")
    code = models.TextField(choices=Code)
    edit = models.TextField(choices=Edit, blank=True)
    has_notice = models.BooleanField(null=True, help_text="Whether the revision carries a notice of correction")
    note = models.TextField(blank=True)
    state = models.TextField(choices=State)
    created_at = models.DateTimeField()

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-id")
        indexes = [models.Index(fields=["-created_at", "-id"], name="finding_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "revision", "code"], condition=Q(run__isnull=False), name="finding_proposed_once"
            ),
            models.CheckConstraint(
                condition=~Q(code="stealth_edit") | Q(claim__isnull=False) & ~Q(edit=""), name="stealth_edit_says_what"
            ),
            models.CheckConstraint(condition=Q(run__isnull=False) | ~Q(state="proposed"), name="machine_proposes"),
        ]

    def __str__(self) -> str:
        return f"{self.get_code_display()} ({self.get_state_display()})"
