"""What a verdict rests on: items stored once, and the uses that tie them to a claim or an assertion. Append-only."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from audit.ledger.models import Actor, Ledgered
from audit.models.claims import Assertion, Claim
from audit.models.visibility import EvidenceQuerySet, EvidenceUseQuerySet


class Evidence(Ledgered):
    """An item of evidence, stored once however often it is used."""

    ledger_kind = "evidence"
    ledger_texts = ("title", "publisher", "owner", "words", "place", "query")

    class Kind(models.TextChoices):
        PAGE = "page", "page or report"
        DOCUMENT = "document", "document"
        RECORDING = "recording", "recording"
        TRANSCRIPT = "transcript", "transcript"
        POST = "post", "post by the speaker"
        CONFIRMATION = "confirmation", "the speaker's own confirmation"
        DATASET = "dataset", "dataset"
        ACT = "act", "record of an act (decree, vote, filing)"
        CLAIMANT = "claimant", "the claimant's own evidence"
        DENIAL = "denial", "denial"
        SEARCH = "search", "search that found nothing"

    class Visibility(models.TextChoices):
        PUBLIC = "public"
        RESTRICTED = "restricted", "restricted to this desk"
        CONFIDENTIAL = "confidential"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.TextField(choices=Kind)
    title = models.TextField()
    publisher = models.TextField(blank=True)
    owner = models.TextField(blank=True, help_text="Who owns or funds the publisher")
    url = models.URLField(max_length=2000, blank=True)
    date = models.DateField(null=True, blank=True)
    words = models.TextField(blank=True, help_text="The words themselves, when there is no file")
    place = models.TextField(blank=True, help_text="For a search: where")
    query = models.TextField(blank=True, help_text="For a search: what was asked")
    derived_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="derived")
    visibility = models.TextField(choices=Visibility, default=Visibility.PUBLIC)
    file_sha256 = models.CharField(max_length=64, blank=True, help_text="Of the file that it was stored with")
    added_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-id")
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="evidence_has_a_title"),
            models.CheckConstraint(
                condition=Q(kind="search") & ~Q(place="") & ~Q(query="") & Q(date__isnull=False) | ~Q(kind="search"),
                name="search_says_where_what_and_when",
            ),
            models.CheckConstraint(
                condition=Q(kind="search") | ~Q(url="") | ~Q(words="") | ~Q(file_sha256=""),
                name="evidence_has_something_to_see",
            ),
            models.CheckConstraint(condition=~Q(derived_from=models.F("id")), name="evidence_no_origin_of_itself"),
            # A word misspelt here would show to everybody what was meant for few.
            models.CheckConstraint(
                condition=Q(visibility__in=["public", "restricted", "confidential"]),
                name="evidence_visibility_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("evidence", args=[self.pk])


class EvidenceUse(Ledgered):
    """One item used for one question about one target: what it does there, with which words, and whether it is
    independent."""

    ledger_kind = "use"
    ledger_texts = ("words", "locator", "why")

    class Stance(models.TextChoices):
        SUPPORTS = "supports"
        CONTRADICTS = "contradicts"
        CONTEXT = "context", "gives context"

    class Independence(models.TextChoices):
        YES = "yes", "independent"
        NO = "no", "not independent"
        UNKNOWN = "unknown", "not known"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="uses")
    review = models.ForeignKey("audit.Review", null=True, on_delete=models.PROTECT, related_name="uses")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="evidence_uses")
    # Empty: used for attribution, the question about the claim. Given: for corroboration of this assertion.
    assertion = models.ForeignKey(Assertion, null=True, on_delete=models.PROTECT, related_name="evidence_uses")
    stance = models.TextField(choices=Stance)
    words = models.TextField(blank=True, help_text="The words used")
    locator = models.TextField(blank=True, help_text="Where they stand: page, minute, paragraph")
    independent = models.TextField(choices=Independence)
    why = models.TextField(blank=True, help_text="Why it is, or is not, independent")
    added_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = EvidenceUseQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "id")
        indexes = [models.Index(fields=["claim", "assertion"], name="use_target")]
        constraints = [
            models.CheckConstraint(
                condition=Q(stance__in=["supports", "contradicts", "context"]), name="use_stance_known"
            ),
            models.CheckConstraint(
                condition=Q(independent__in=["yes", "no", "unknown"]), name="use_independence_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} {self.stance}"
