"""Archived copies of evidence: what was seen, kept for the day the original is gone. Append-only."""

from __future__ import annotations

import hashlib
import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from audit.ledger.models import CONTENTS_GONE, Actor, Ledgered
from audit.models.evidence import Evidence, EvidenceUse
from audit.models.fields import SpanField
from audit.models.visibility import ArchivingQuerySet, CopyContentsQuerySet, EvidenceCopyQuerySet, UsePlaceQuerySet


class EvidenceCopy(Ledgered):
    """One copy of an item, as it was fetched or handed in. Several over time are several rows.

    `blocks` are [start, end, kind] over the text, in code points, end exclusive: the kinds of an article's blocks for a
    web page, "page 1" and so on for a document, none for plain text."""

    ledger_kind = "copy"
    ledger_texts = ("file_name", "final_url")

    class Way(models.TextChoices):
        FETCHED = "fetched", "fetched from its address"
        UPLOADED = "uploaded", "handed in as a file"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="copies")
    number = models.PositiveIntegerField()
    way = models.TextField(choices=Way)
    sha256 = models.CharField(max_length=64, db_index=True, help_text="Of the bytes as they came")
    size = models.PositiveIntegerField(help_text="Bytes")
    media_type = models.TextField(help_text="What the bytes are, by themselves and by who sent them")
    text_sha256 = models.CharField(max_length=64, blank=True, help_text="Of the text read from them; empty: none")
    length = models.PositiveIntegerField(default=0, help_text="Of the text, in code points")
    blocks = models.JSONField(default=list, blank=True)
    file_name = models.TextField(blank=True)
    final_url = models.TextField(blank=True, help_text="The address that answered, if it was fetched")
    notes = models.JSONField(default=list, blank=True, help_text="What was odd about it")
    added_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = EvidenceCopyQuerySet.as_manager()

    class Meta:
        ordering = ("evidence", "-number")
        verbose_name_plural = "evidence copies"
        constraints = (
            models.UniqueConstraint(fields=["evidence", "number"], name="copy_number_once"),
            models.CheckConstraint(
                condition=Q(way="fetched") & ~Q(final_url="") | Q(way="uploaded"), name="fetched_copy_has_its_address"
            ),
        )

    def __str__(self) -> str:
        return f"copy {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("evidence_copy", args=[self.evidence_id, self.number])

    def ledger_contents_problem(self) -> str | None:
        contents = CopyContents.objects.filter(pk=self.pk).first()
        if contents is None:
            return CONTENTS_GONE
        if hashlib.sha256(bytes(contents.raw)).hexdigest() != self.sha256:
            return "its bytes do not have their digest: it was changed"
        if contents.text_sha256 != self.text_sha256:
            return "its text does not have its digest: it was changed"
        return None


class CopyContents(models.Model):
    """The bytes of a copy and the text read from them. Only a redaction may remove the row."""

    copy = models.OneToOneField(EvidenceCopy, primary_key=True, on_delete=models.PROTECT, related_name="contents")
    raw = models.BinaryField()
    text = models.TextField(blank=True)

    objects = CopyContentsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "copy contents"

    def __str__(self) -> str:
        return f"contents of {self.copy_id}"

    @property
    def text_sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest() if self.text else ""


class Archiving(models.Model):
    """A page on its way into the archive, and what became of it. A record of work, no act: the copy has its event."""

    class State(models.TextChoices):
        WAITING = "waiting", "being archived"
        DONE = "done", "archived"
        FAILED = "failed", "not archived"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="archivings")
    state = models.TextField(choices=State, default=State.WAITING)
    reason = models.TextField(blank=True, help_text="Why it could not be archived, or not yet")
    attempts = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ArchivingQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["evidence"], condition=Q(state="waiting"), name="archived_once_at_a_time"),
        ]

    def __str__(self) -> str:
        return self.get_state_display()


class UsePlace(Ledgered):
    """Where the words of a use stand in the text of a copy; without a span, that they do not stand there."""

    ledger_kind = "place"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    use = models.ForeignKey(EvidenceUse, on_delete=models.PROTECT, related_name="places")
    copy = models.ForeignKey(EvidenceCopy, on_delete=models.PROTECT, related_name="places")
    span = SpanField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = UsePlaceQuerySet.as_manager()

    class Meta:
        ordering = ("copy", "use")
        constraints = (models.UniqueConstraint(fields=["use", "copy"], name="words_looked_for_once_a_copy"),)

    def __str__(self) -> str:
        return f"{self.use_id} in {self.copy_id}"
