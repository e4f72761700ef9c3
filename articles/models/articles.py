"""What was published, word for word. Nothing here knows of claims."""

from __future__ import annotations

import hashlib
import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.urls import reverse

from articles.ingest.types import Reading
from audit.ledger.models import CONTENTS_GONE, Ledgered


class Outlet(Ledgered):
    """Who publishes."""

    ledger_kind = "outlet"

    class Ownership(models.TextChoices):
        UNKNOWN = "unknown", "not known"
        STATE = "state", "state"
        PUBLIC_SERVICE = "public_service", "public service"
        PRIVATE = "private", "private"
        PARTY = "party", "party"
        NONPROFIT = "nonprofit", "non-profit"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.TextField(unique=True)
    domains = ArrayField(models.TextField(), default=list, blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="Two letters, ISO 3166")
    ownership = models.TextField(choices=Ownership, default=Ownership.UNKNOWN)

    class Meta:
        ordering = ("name",)
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="outlet_has_a_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("outlet", args=[self.pk])


class ArticleQuerySet(models.QuerySet["Article"]):
    def with_current(self) -> ArticleQuerySet:
        return self.select_related("outlet", "current_revision", "revisit")

    def newest_first(self) -> ArticleQuerySet:
        return self.order_by("-created_at", "-id")


class Article(Ledgered):
    """One published article. Its words are in its revisions; the current one is always one of its own."""

    ledger_kind = "article"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="articles")
    canonical_url = models.URLField(max_length=2000, null=True, blank=True, unique=True)
    # The database also holds (id, current_revision) to be one of this article's own revisions.
    current_revision = models.ForeignKey("Revision", null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=8, default="und", help_text="BCP 47; und when not known")
    # Known to the day: both alike. Known to a range: its ends. Not known: both empty.
    published_from = models.DateField(null=True, blank=True)
    published_to = models.DateField(null=True, blank=True)
    copy_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="copies")
    created_at = models.DateTimeField()

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-id")
        indexes = [models.Index(fields=["-created_at", "-id"], name="article_newest")]
        constraints = [
            models.CheckConstraint(condition=~Q(canonical_url=""), name="article_url_given_or_null"),
            models.CheckConstraint(
                condition=Q(published_from__isnull=True, published_to__isnull=True)
                | Q(published_from__isnull=False, published_to__isnull=False, published_to__gte=F("published_from")),
                name="article_dates_in_order",
            ),
            models.CheckConstraint(condition=~Q(copy_of=F("id")), name="article_no_copy_of_itself"),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def headline(self) -> str:
        return self.current_revision.headline if self.current_revision else "(no text)"

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.pk])


SEARCHED = 100_000  # code points of a text that a search looks at: PostgreSQL's vectors end at a megabyte
READINGS = [(Reading.ARTICLE.value, "the article that was found on the page"), (Reading.PAGE.value, "all of the page")]


class Revision(Ledgered):
    """One state of an article's text. Immutable: a correction is a new revision."""

    ledger_kind = "revision"
    ledger_added = ("authors", "published_at", "site", "notes", "reading")

    class Way(models.TextChoices):
        PASTE = "paste", "pasted on the site"
        FILE = "file", "uploaded as a file"
        COMMAND = "command", "read from a file by command"
        API = "api", "sent to the API"
        URL = "url", "fetched from its address"
        FEED = "feed", "found in a feed and fetched"
        AGAIN = "again", "read again from what had come in"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    headline = models.TextField()
    byline = models.TextField(blank=True)
    published = models.DateField(null=True, blank=True)
    blocks = models.JSONField(help_text="[start, end, kind, reasons] in code points, end exclusive")
    length = models.PositiveIntegerField(help_text="Code points")
    sha256 = models.CharField(max_length=64, db_index=True)
    source_sha256 = models.CharField(max_length=64, help_text="Of what came in, before anything was read from it")
    way = models.TextField(choices=Way)
    file_name = models.TextField(blank=True)
    authors = ArrayField(models.TextField(), default=list, blank=True)
    published_at = models.DateTimeField(null=True, blank=True, help_text="Where the page tells the moment")
    site = models.TextField(blank=True, help_text="The name that the page gives itself")
    notes = models.JSONField(default=list, blank=True, help_text="What the reader of the page was unsure of")
    reading = models.TextField(choices=READINGS, blank=True, help_text="How a web page was read; empty for plain text")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("article", "number")
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
            models.UniqueConstraint(fields=["article", "id"], name="revision_of_its_article"),
            models.CheckConstraint(condition=Q(number__gte=1), name="revision_numbers_from_one"),
            models.CheckConstraint(condition=Q(length__range=(1, 1_000_000)), name="revision_length_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.headline} (revision {self.number})"

    def readable_blocks(self) -> list[tuple[int, int, str]]:
        """[start, end, kind] of every block, in order, for the engine."""
        return [(start, end, kind) for start, end, kind, _reasons in self.blocks]

    @property
    def other_reading(self) -> str:
        """The way in which the same web page could be read instead; empty for plain text."""
        return next((value for value, _ in READINGS if self.reading and value != self.reading), "")

    def block_kind_at(self, offset: int) -> str | None:
        return next((kind for start, end, kind, _ in self.blocks if start <= offset < end), None)

    def ledger_contents_problem(self) -> str | None:
        text = RevisionText.objects.filter(pk=self.pk).first()
        source = RevisionSource.objects.filter(pk=self.pk).first()
        if text is None or source is None:
            return CONTENTS_GONE
        if hashlib.sha256(text.text.encode()).hexdigest() != self.sha256:
            return "its text does not have its digest: it was changed"
        if hashlib.sha256(bytes(source.raw)).hexdigest() != self.source_sha256:
            return "what came in does not have its digest: it was changed"
        return None


class RevisionText(models.Model):
    """The words of a revision: NFC, line feeds, every space kept. Only a redaction may remove the row."""

    revision = models.OneToOneField(Revision, primary_key=True, on_delete=models.PROTECT, related_name="body")
    text = models.TextField()

    class Meta:
        indexes = [GinIndex(SearchVector(Left("text", SEARCHED), config="simple"), name="revision_words")]

    def __str__(self) -> str:
        return f"text of {self.revision_id}"


class RevisionSource(models.Model):
    """What came in, byte for byte, before anything was read from it. Only a redaction may remove the row."""

    revision = models.OneToOneField(Revision, primary_key=True, on_delete=models.PROTECT, related_name="source")
    raw = models.BinaryField()
    content_type = models.TextField()
    url = models.TextField(blank=True, help_text="The address that answered, if it was fetched")
    etag = models.TextField(blank=True)
    last_modified = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"source of {self.revision_id}"
