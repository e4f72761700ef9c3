"""Where items of evidence come from, as far as people found out, and who owns outlets."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from articles.models import Article, Outlet
from audit.ledger.models import Actor, Ledgered
from audit.models.evidence import Evidence
from audit.models.speakers import Organization
from audit.models.visibility import ProvenanceQuerySet


class Provenance(Ledgered):
    """A statement about where an item comes from: which earlier item or article it goes back to, who publishes it, who
    owns or funds the publisher. Append-only: of the statements on the same two things the one of the highest number
    counts, so that a statement is taken back, and a proposal settled, by another."""

    ledger_kind = "provenance"
    ledger_texts = ("why",)

    class Relation(models.TextChoices):
        DERIVES = "derives_from", "goes back to"
        PUBLISHED = "published_by", "is published by"
        OWNED = "owned_by", "is owned or funded by"

    class Act(models.TextChoices):
        PROPOSED = "proposed", "proposed by the machine"
        STATED = "stated", "said by a person"
        WITHDRAWN = "withdrawn", "taken back or turned down"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="provenance")
    number = models.PositiveIntegerField()
    act = models.TextField(choices=Act)
    relation = models.TextField(choices=Relation)
    origin = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.PROTECT, related_name="descent")
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    likeness = models.DecimalField(
        null=True,
        blank=True,
        max_digits=4,
        decimal_places=3,
        help_text="Of a proposal: the share of the item's word sequences that stand in the other text",
    )
    why = models.TextField(blank=True)
    added_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = ProvenanceQuerySet.as_manager()

    class Meta:
        ordering = ("evidence", "number")
        verbose_name_plural = "provenance"
        constraints = (
            models.UniqueConstraint(fields=["evidence", "number"], name="provenance_number_once"),
            models.CheckConstraint(condition=~Q(origin=F("evidence")), name="provenance_not_from_itself"),
            models.CheckConstraint(
                condition=Q(relation="derives_from", organization__isnull=True)
                & (Q(origin__isnull=False, article__isnull=True) | Q(origin__isnull=True, article__isnull=False))
                | Q(
                    relation__in=["published_by", "owned_by"],
                    organization__isnull=False,
                    origin__isnull=True,
                    article__isnull=True,
                ),
                name="provenance_names_one_thing_that_fits",
            ),
            models.CheckConstraint(
                condition=Q(act__in=["proposed", "stated", "withdrawn"]), name="provenance_act_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_relation_display()} {self.origin or self.article or self.organization}"

    @property
    def about(self) -> tuple[str, uuid.UUID | None]:
        """What the statement is on, beside its item: only the newest statement on it counts."""
        return self.relation, self.origin_id or self.article_id or self.organization_id


class OutletOwnershipQuerySet(models.QuerySet["OutletOwnership"]):
    def standing(self) -> OutletOwnershipQuerySet:
        return self.filter(is_withdrawn=False)


class OutletOwnership(Ledgered):
    """Who owns or funds an outlet, and when, as far as known; empty ends are open or not known."""

    ledger_kind = "ownership"
    ledger_texts = ("stated_in",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="ownerships")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="outlets")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    stated_in = models.TextField(blank=True, help_text="What says so")
    is_withdrawn = models.BooleanField(default=False, help_text="It was a mistake")
    created_at = models.DateTimeField()

    objects = OutletOwnershipQuerySet.as_manager()

    class Meta:
        ordering = ("outlet", "since", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="ownership_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outlet} is owned by {self.organization}"
