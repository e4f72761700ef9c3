"""Files of many articles on their way in."""

from __future__ import annotations

import json
import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from articles.models.articles import Article, Revision


class ImportQuerySet(models.QuerySet["Import"]):
    def newest_first(self) -> ImportQuerySet:
        return self.order_by("-created_at", "-id")


class Import(models.Model):
    """A file or folder of many articles on its way in. A record of work, no act: each article has its own event.

    `done` of its items are stored or passed over for good; an import that was interrupted goes on behind them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.TextField(help_text="Of the files")
    sha256 = models.CharField(max_length=64, help_text="Of their contents, by which the same import is known again")
    outlet = models.TextField(blank=True, help_text="The name of the outlet of articles that name none themselves")
    way = models.TextField(choices=Revision.Way)
    actor = models.ForeignKey("ledger.Actor", on_delete=models.PROTECT, related_name="imports")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    size = models.PositiveBigIntegerField(help_text="Bytes")
    position = models.PositiveBigIntegerField(default=0, help_text="Bytes that were read")
    done = models.PositiveIntegerField(default=0)
    stored = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0, help_text="Were here already")
    skipped = models.PositiveIntegerField(default=0, help_text="Could not be taken in")

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-id")
        indexes = [models.Index(fields=["-created_at", "-id"], name="import_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["sha256", "outlet", "way", "actor"],
                condition=Q(ended_at__isnull=True),
                name="import_under_way_once",
            ),
            models.CheckConstraint(condition=Q(done=F("stored") + F("known") + F("skipped")), name="import_adds_up"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("import", args=[self.pk])

    @property
    def percent(self) -> int:
        """How far it is, by bytes."""
        return 100 if self.ended_at else min(99, self.position * 100 // (self.size or 1))


class ImportSkip(models.Model):
    """An item of an import that gave no new article, and why."""

    class Kind(models.TextChoices):
        KNOWN = "known", "was here already"
        REFUSED = "refused", "could not be taken in"

    id = models.BigAutoField(primary_key=True)
    of = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="skips")
    place = models.TextField(help_text="File and line")
    source = models.TextField(blank=True, help_text="What the item calls itself")
    kind = models.TextField(choices=Kind)
    reason = models.TextField()
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["of", "id"], name="import_skip_in_order")]

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"

    def report_line(self) -> str:
        """A JSON object, as reports have it a line."""
        row = {"place": self.place, "source": self.source, "kind": self.kind, "reason": self.reason}
        row |= {"article": str(self.article_id)} if self.article_id else {}
        return json.dumps(row, ensure_ascii=False) + "\n"


class ImportPart(models.Model):
    """A piece of an uploaded file, kept until its import has ended."""

    id = models.BigAutoField(primary_key=True)
    of = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveIntegerField()
    raw = models.BinaryField()

    class Meta:
        ordering = ("of", "number")
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="import_part_once")]

    def __str__(self) -> str:
        return f"part {self.number} of {self.of_id}"
