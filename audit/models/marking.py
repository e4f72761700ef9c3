"""Marking apart: what each reviewer of an audit marks as claims in an article, before anybody sees another's."""

from __future__ import annotations

import uuid

from django.db import models

from audit.ledger.models import Actor, Ledgered
from audit.models.audits import AuditArticle
from audit.models.fields import Spans
from audit.models.visibility import MarkingPassQuerySet


class MarkingCall(Ledgered):
    """That the reviewers of an audit mark an article apart from each other. Append-only, one an article of an audit."""

    ledger_kind = "marking_call"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.OneToOneField(AuditArticle, on_delete=models.PROTECT, related_name="marking_call")
    shows_proposals = models.BooleanField(help_text="The machine's claims are there to be corrected")
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return f"marking apart of {self.place}"


class MarkingPass(Ledgered):
    """One reviewer's units pass over an article: the claims that were shown as proposals, and those that the reviewer
    handed in, each a list of [start, end] in code points of the audit's revision. Append-only, one a person."""

    ledger_kind = "marking_pass"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(MarkingCall, on_delete=models.PROTECT, related_name="passes")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="marking_passes")
    saw = models.JSONField()
    marks = models.JSONField()
    created_at = models.DateTimeField()

    objects = MarkingPassQuerySet.as_manager()

    class Meta:
        ordering = ("call", "created_at", "id")
        verbose_name_plural = "marking passes"
        constraints = (models.UniqueConstraint(fields=["call", "actor"], name="marking_pass_once_a_person"),)

    def __str__(self) -> str:
        return f"{len(self.marks)} claims marked by {self.actor_id}"

    def claims(self) -> list[Spans]:
        """The claims that were handed in."""
        return [tuple((start, end) for start, end in claim) for claim in self.marks]

    def changes(self) -> tuple[int, int, int]:
        """How many of the claims that were shown stayed, how many did not, and how many are new."""
        saw, marks = ({str(claim) for claim in claims} for claims in (self.saw, self.marks))
        return len(saw & marks), len(saw - marks), len(marks - saw)
