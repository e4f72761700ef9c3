"""What was published, word for word. Nothing here knows of claims."""

from __future__ import annotations

import hashlib
import json
import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, F, Q
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


class ArticleQuerySet(models.QuerySet["Article"]):
    def with_current(self) -> ArticleQuerySet:
        return self.select_related("outlet", "current_revision")

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


class FeedQuerySet(models.QuerySet["Feed"]):
    def active(self) -> FeedQuerySet:
        return self.filter(is_active=True)

    def with_progress(self) -> FeedQuerySet:
        """Outlet and polling loaded, and how many entries stand in each state: `stored`, `waiting`, `passed_over`."""
        state = FeedEntry.State
        return self.select_related("outlet", "polling").annotate(
            stored=Count("entries", filter=Q(entries__state__in=[state.STORED, state.KNOWN])),
            waiting=Count("entries", filter=Q(entries__state=state.WAITING)),
            passed_over=Count("entries", filter=Q(entries__state__in=[state.SKIPPED, state.FAILED])),
        )

    def by_outlet(self) -> FeedQuerySet:
        return self.order_by("-is_active", "outlet__name", "title", "id")


class Feed(Ledgered):
    """A feed that an outlet is subscribed to. Ended subscriptions stay, and can be taken up again."""

    ledger_kind = "feed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="feeds")
    url = models.URLField(max_length=2000)
    title = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ("outlet", "url")
        constraints = [
            models.UniqueConstraint(fields=["outlet", "url"], name="feed_once_an_outlet"),
            models.UniqueConstraint(fields=["url"], condition=Q(is_active=True), name="feed_of_one_outlet_at_a_time"),
            models.CheckConstraint(condition=~Q(url=""), name="feed_has_an_address"),
        ]

    def __str__(self) -> str:
        return self.title or self.url

    def get_absolute_url(self) -> str:
        return reverse("feed", args=[self.pk])


class FeedPolling(models.Model):
    """How the polling of a feed goes. No act of anybody, and so without events: it changes with every visit."""

    feed = models.OneToOneField(Feed, primary_key=True, on_delete=models.PROTECT, related_name="polling")
    etag = models.TextField(blank=True)
    last_modified = models.TextField(blank=True)
    polled_at = models.DateTimeField(null=True, blank=True)
    succeeded_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0, help_text="In a row, up to now")
    error = models.TextField(blank=True, help_text="Why the last visit failed; empty when it did not")
    notes = models.TextField(blank=True, help_text="What was odd about the feed when it was last read")
    next_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"polling of {self.feed_id}"


class FeedEntry(models.Model):
    """An entry that a feed has announced. It is fetched once; what became of it stands here."""

    class State(models.TextChoices):
        WAITING = "waiting", "waiting to be fetched"
        STORED = "stored", "stored"
        KNOWN = "known", "was here already"
        SKIPPED = "skipped", "passed over"
        FAILED = "failed", "given up"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="entries")
    key = models.CharField(max_length=64, help_text="SHA-256 of what the feed knows it by")
    url = models.URLField(max_length=2000)
    title = models.TextField(blank=True)
    published = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField()
    state = models.TextField(choices=State, default=State.WAITING)
    reason = models.TextField(blank=True, help_text="Why it is not stored, or not yet")
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(help_text="When a waiting entry is taken up again")
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.PROTECT, related_name="feed_entries")

    class Meta:
        ordering = ("-seen_at", "-id")
        verbose_name_plural = "feed entries"
        constraints = [models.UniqueConstraint(fields=["feed", "key"], name="feed_entry_once")]
        indexes = [
            models.Index(fields=["feed", "-seen_at", "-id"], name="feed_entry_newest"),
            models.Index(fields=["next_at"], condition=Q(state="waiting"), name="feed_entry_due"),
        ]

    def __str__(self) -> str:
        return self.title or self.url


class HostVisit(models.Model):
    """When a host was last asked for something, so that every process leaves it its rest."""

    host = models.TextField(primary_key=True)
    visited_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.host


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
