"""What was said: claims, their assertions, where they stand in later revisions, and the runs that found them."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Case, F, Func, OuterRef, Q, Subquery, When
from django.db.models.functions import Left
from django.urls import reverse

from articles.models import Revision
from articles.models.articles import SEARCHED
from audit.ledger.canonical import digest
from audit.ledger.models import Ledgered
from audit.models.fields import SpanField, Spans, SpansField
from audit.models.speakers import ArticleSource

PIECES = " … "  # between the pieces of a quotation that its attribution splits


def words_at(text: str, spans: Spans) -> str:
    """The words at the spans, pieces joined by an ellipsis."""
    return PIECES.join(text[start:end] for start, end in spans)


class ExtractionRun(Ledgered):
    """One reading of a revision by the engine, so that a claim can say what made it."""

    ledger_kind = "run"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="runs")
    engine = models.TextField()
    version = models.TextField()
    settings = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    milliseconds = models.PositiveIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.engine} {self.version}"


class ClaimQuerySet(models.QuerySet["Claim"]):
    def active(self) -> ClaimQuerySet:
        return self.filter(state=Claim.State.ACTIVE)

    def shown(self) -> ClaimQuerySet:
        """Active and dismissed ones: neither withdrawn by a run nor taken back by those who marked them."""
        return self.filter(state__in=(Claim.State.ACTIVE, Claim.State.DISMISSED))

    def unattributed(self) -> ClaimQuerySet:
        return self.filter(source=None).exclude(kind=Claim.Kind.OUTLET_VOICE)

    def of_revision(self, revision: Revision) -> ClaimQuerySet:
        return self.filter(revision=revision)

    def standing_in(self, revision: Revision) -> ClaimQuerySet:
        """Claims found in the revision, and those of earlier ones whose words stand in it under the same name; each
        with `place`, its spans there, and `first`, where they begin."""
        return self.filter(revision__article=revision.article_id)._placed(models.Value(revision.pk))

    def on_their_pages(self) -> ClaimQuerySet:
        """Claims that stand in the current revision of their article, each with `place`, its spans there."""
        return self._placed(F("revision__article__current_revision"))

    def _placed(self, revision: models.F | models.Value) -> ClaimQuerySet:
        anchored = Anchor.objects.carrying().filter(claim=OuterRef("pk"))
        anchored = anchored.annotate(wanted=OuterRef("wanted")).filter(revision=F("wanted"))
        found = self.alias(wanted=revision, anchored=Subquery(anchored.values("content")[:1]))
        found = found.filter(Q(revision=F("wanted")) | Q(anchored__isnull=False))
        place = Case(When(revision=F("wanted"), then=F("content")), default=F("anchored"), output_field=SpansField())
        found = found.annotate(place=place)  # type: ignore[no-redef]
        return found.annotate(first=Func("place", function="lower", output_field=models.IntegerField()))

    def in_order(self) -> ClaimQuerySet:
        """In the order of their own revision's text."""
        return self.order_by("start", "id")

    def in_order_there(self) -> ClaimQuerySet:
        """In the order of the text that `place` points into."""
        return self.order_by("first", "id")  # type: ignore[misc]  # an annotation

    def with_source(self) -> ClaimQuerySet:
        """With what a card shows: the source with its affiliations, the assertions, the run."""
        return self.select_related("source__speaker", "run").prefetch_related("source__affiliations", "assertions")


class Claim(Ledgered):
    """One attributed stretch of words, or one in the outlet's own voice. The unit of attribution. Never deleted."""

    ledger_kind = "claim"
    ledger_texts = ("state_reason",)
    ledger_words = ("triage_reason", "told_to")
    ledger_omit = ("start",)
    ledger_added = ("found_content", "found_mention", "merged_into_id", "is_confirmed")

    class Kind(models.TextChoices):
        DIRECT = "direct"
        MIXED = "mixed"
        INDIRECT = "indirect"
        OUTLET_VOICE = "outlet_voice", "outlet's own voice"

    class Origin(models.TextChoices):
        MACHINE = "machine", "found by machine"
        PERSON = "person", "marked by a person"

    class State(models.TextChoices):
        ACTIVE = "active"
        DISMISSED = "dismissed", "dismissed: not a claim"
        WITHDRAWN = "withdrawn", "withdrawn by a later run"
        TAKEN_BACK = "taken_back", "taken back by those who marked it"

    class Triage(models.TextChoices):
        UNDECIDED = "undecided"
        SELECTED = "selected"
        NOT_SELECTED = "not_selected", "not selected"

    # Whether the machine's opinion is kept from the person who asked; set by `audit.verdicts.with_verdicts`.
    keeps_opinion: bool = False
    # Where it stands in the revision that was asked about; set by `standing_in` and `on_their_pages`.
    place: Spans

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="claims")
    run = models.ForeignKey(ExtractionRun, null=True, on_delete=models.PROTECT, related_name="claims")
    source = models.ForeignKey(ArticleSource, null=True, on_delete=models.PROTECT, related_name="claims")
    content = SpansField()
    cue = SpansField(default=tuple)
    speaker_mention = SpanField(null=True)
    quote = models.TextField(help_text="The words at `content`")
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    start = models.PositiveIntegerField(help_text="Where `content` begins; kept for ordering")
    kind = models.TextField(choices=Kind)
    told_to = models.TextField(blank=True)
    confidence = models.DecimalField(max_digits=4, decimal_places=3, null=True)
    rule = models.TextField(blank=True)
    origin = models.TextField(choices=Origin)
    state = models.TextField(choices=State, default=State.ACTIVE)
    triage = models.TextField(choices=Triage, default=Triage.UNDECIDED)
    triage_reason = models.TextField(blank=True)
    state_reason = models.TextField(blank=True, help_text="Why it was dismissed")
    is_confirmed = models.BooleanField(
        default=False, help_text="A person found words and source right, or made them so"
    )
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    # Where the machine found a claim that a person corrected, so that a later run knows it again.
    found_content = SpansField(null=True)
    found_mention = SpanField(null=True)
    created_at = models.DateTimeField()

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ("revision", "start", "id")
        indexes = [
            models.Index(fields=["revision", "start", "id"], name="claim_in_text_order"),
            models.Index(fields=["-created_at", "-id"], name="claim_newest"),
            GinIndex(SearchVector(Left("quote", SEARCHED), config="simple"), name="claim_words"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(quote=""), name="claim_has_words"),
            models.CheckConstraint(
                condition=Q(origin="machine", run__isnull=False, confidence__isnull=False, confidence__range=(0, 1))
                | Q(origin="person"),
                name="machine_claim_names_its_run",
            ),
            models.CheckConstraint(
                condition=~Q(kind="outlet_voice") | Q(source__isnull=True), name="outlet_voice_has_no_source"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["active", "dismissed", "withdrawn", "taken_back"]), name="claim_state_known"
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="claim_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(kind__in=["direct", "mixed", "indirect", "outlet_voice"]), name="claim_kind_known"
            ),
            models.UniqueConstraint(
                fields=["run", "content", "speaker_mention"],
                condition=Q(run__isnull=False, origin="machine"),
                nulls_distinct=False,
                name="claim_once_a_run",
            ),
        ]

    def __str__(self) -> str:
        return self.quote if len(self.quote) <= 80 else self.quote[:79] + "…"

    def get_absolute_url(self) -> str:
        return reverse("claim", args=[self.pk])

    @property
    def shown_confidence(self) -> Decimal | None:
        return None if self.keeps_opinion else self.confidence

    @property
    def shown_rule(self) -> str:
        return "" if self.keeps_opinion else self.rule

    def words_digest(self) -> str:
        """The digest of what an attribution review judges: the words and to whom the article gives them."""
        source = self.source
        judged: dict[str, Any] = {"quote": self.quote, "kind": self.kind, "source": None}
        if source:
            judged["source"] = {
                "name": source.name,
                "role": source.role,
                "affiliations": source.affiliation_names(),
            }
        return digest(judged)

    def version(self) -> str:
        """The digest of all that people edit of a claim, its assertions included: what an editor has seen."""
        parts = [[part.pk, *part.edited()] for part in self.assertions.all()]
        own = (self.content, self.cue, self.speaker_mention, self.kind, self.told_to, self.source_id, self.state)
        return digest([*own, self.triage, self.triage_reason, self.is_confirmed, parts])


class AssertionManager(models.Manager["Assertion"]):
    def get_queryset(self) -> models.QuerySet[Assertion]:
        return super().get_queryset().filter(is_closed=False)


class Assertion(Ledgered):
    """One thing inside a claim that can be so or not so. The unit of corroboration. Every claim starts with one.

    One that was merged into another, or split off and taken back, is closed: `objects` passes over it."""

    ledger_kind = "assertion"
    ledger_texts = ("restatement",)
    ledger_added = ("is_closed", "merged_into_id")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="assertions")
    run = models.ForeignKey(ExtractionRun, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    content = SpansField()
    words = models.TextField(help_text="The words at `content`")
    restatement = models.TextField(blank=True)
    type = models.TextField(blank=True, help_text="event, number, state of affairs, intention ...")
    as_of = models.DateField(null=True, blank=True, help_text="By default the article's date")
    is_closed = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")

    objects = AssertionManager()
    everything = models.Manager["Assertion"]()

    class Meta:
        ordering = ("claim", "number")
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="assertion_number_once"),
            models.UniqueConstraint(fields=["claim", "id"], name="assertion_of_its_claim"),
            models.CheckConstraint(condition=Q(number__gte=1), name="assertions_numbered_from_one"),
        ]

    def __str__(self) -> str:
        return self.words

    def words_digest(self) -> str:
        """The digest of what a corroboration review judges."""
        return digest({"words": self.words, "restatement": self.restatement, "as_of": self.as_of})

    def edited(self) -> tuple[Any, ...]:
        """What people edit of it."""
        return self.content, self.restatement, self.type, self.as_of


class AnchorQuerySet(models.QuerySet["Anchor"]):
    def carrying(self) -> AnchorQuerySet:
        """Those by which a claim stands in a later revision: the same words, under the same name."""
        return self.filter(status__in=(Anchor.Status.UNCHANGED, Anchor.Status.MOVED), successor=None)


class Anchor(Ledgered):
    """Where a claim stands in a later revision. The claim's own revision and spans never change.

    `successor` is the claim that the later revision holds in its stead: other words, or another name for them."""

    ledger_kind = "anchor"

    class Status(models.TextChoices):
        UNCHANGED = "unchanged"
        MOVED = "moved"
        REWORDED = "reworded"
        AMBIGUOUS = "ambiguous"
        GONE = "gone"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="anchors")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="anchors")
    run = models.ForeignKey(ExtractionRun, on_delete=models.PROTECT, related_name="anchors")
    successor = models.ForeignKey(Claim, null=True, on_delete=models.PROTECT, related_name="predecessors")
    content = SpansField(null=True)
    status = models.TextField(choices=Status)
    score = models.DecimalField(max_digits=4, decimal_places=3)
    created_at = models.DateTimeField()

    objects = AnchorQuerySet.as_manager()

    class Meta:
        ordering = ("claim", "created_at")
        constraints = [
            models.UniqueConstraint(fields=["claim", "revision"], name="anchor_once_a_revision"),
            models.CheckConstraint(
                condition=Q(status__in=["ambiguous", "gone"], content__isnull=True)
                | (~Q(status__in=["ambiguous", "gone"]) & Q(content__isnull=False)),
                name="anchor_stands_somewhere_or_nowhere",
            ),
            models.CheckConstraint(condition=Q(score__range=(0, 1)), name="anchor_score_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} in revision {self.revision_id}"
