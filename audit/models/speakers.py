"""Who speaks: across articles (Speaker, Organization) and as one article presents it (ArticleSource)."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from articles.models import Revision
from audit.ledger.canonical import digest
from audit.ledger.models import Ledgered
from audit.models.fields import SpanField, SpansField


class SourceKind(models.TextChoices):
    PERSON = "person"
    ORGANIZATION = "organization"
    GROUP = "group"
    DOCUMENT = "document"
    UNNAMED = "unnamed"


class Organization(Ledgered):
    """A body that sources speak for."""

    ledger_kind = "organization"
    ledger_texts = ("name",)
    ledger_omit = ("search_key",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.TextField()
    acronym = models.TextField(blank=True)
    kind = models.TextField(blank=True, help_text="party, government, company, agency ...")
    country = models.CharField(max_length=2, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    wikidata_id = models.TextField(blank=True)
    search_key = models.TextField(db_index=True, editable=False)

    class Meta:
        ordering = ("search_key", "id")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="organization_has_a_name"),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="organization_no_part_of_itself"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organization", args=[self.pk])


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    def kept(self) -> SpeakerQuerySet:
        """Without those that were merged into others."""
        return self.filter(merged_into=None)


class Speaker(Ledgered):
    """A source known across articles. Never made for an unnamed mention."""

    ledger_kind = "speaker"
    ledger_texts = ("name",)
    ledger_omit = ("search_key", "sort_key")
    ledger_added = ("merged_into_id",)

    class Exposure(models.TextChoices):
        PUBLIC_ROLE = "public_role", "public role"
        PRIVATE_PERSON = "private_person", "private person"
        MINOR = "minor", "minor"
        AT_RISK = "at_risk", "at risk"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.TextField()
    kind = models.TextField(choices=SourceKind)
    aliases = ArrayField(models.TextField(), default=list, blank=True)
    exposure = models.TextField(choices=Exposure, default=Exposure.PUBLIC_ROLE)
    wikidata_id = models.TextField(blank=True)
    # As whom one is shown who was found to be somebody known already; follows from the comparisons that stand.
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    # Computed in Python when saved: the embedded server has neither unaccent nor ICU.
    search_key = models.TextField(db_index=True, editable=False)
    sort_key = models.TextField(db_index=True, editable=False)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        ordering = ("sort_key", "id")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="speaker_has_a_name"),
            models.CheckConstraint(condition=~Q(kind=SourceKind.UNNAMED), name="speaker_is_never_unnamed"),
            models.CheckConstraint(condition=~Q(merged_into=models.F("id")), name="speaker_not_merged_into_itself"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("speaker", args=[self.pk])

    @property
    def kept(self) -> Speaker:
        """The speaker as whom this one is shown: itself, unless it was merged."""
        return self.merged_into or self


class ArticleSource(Ledgered):
    """One source as one article presents it: to correct it here corrects it for each of its claims."""

    ledger_kind = "article_source"
    ledger_texts = ("name", "role")
    ledger_added = ("merged_into_id", "is_confirmed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="sources")
    run = models.ForeignKey("audit.ExtractionRun", null=True, on_delete=models.PROTECT, related_name="sources")
    name = models.TextField(help_text="The fullest name or description the article gives")
    kind = models.TextField(choices=SourceKind)
    mentions = SpansField()
    role = models.TextField(blank=True)
    role_span = SpanField(null=True, blank=True)
    justification = SpansField(default=tuple)
    speaker = models.ForeignKey(Speaker, null=True, blank=True, on_delete=models.PROTECT, related_name="appearances")
    is_confirmed = models.BooleanField(default=False, help_text="A person made it, or made it right")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")

    class Meta:
        ordering = ("revision", "name")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="source_has_a_name"),
            models.CheckConstraint(
                condition=Q(speaker__isnull=True) | ~Q(kind=SourceKind.UNNAMED),
                name="unnamed_source_has_no_speaker",
            ),
            models.CheckConstraint(condition=~Q(merged_into=models.F("id")), name="source_not_merged_into_itself"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def known_speaker(self) -> Speaker | None:
        """Who it is across articles, once a person has said so; the one kept of those that were merged."""
        return self.speaker.kept if self.speaker else None

    @property
    def known_speaker_id(self) -> uuid.UUID | None:
        """The id of the known speaker; uses a join on `speaker`."""
        return (self.speaker.merged_into_id or self.speaker_id) if self.speaker else None

    def affiliation_names(self) -> list[str]:
        """The organizations as printed, in the order of the text; uses a prefetch of `affiliations`."""
        return [affiliation.name for affiliation in self.affiliations.all()]

    def version(self) -> str:
        """The digest of all that people edit of a source, its affiliations included: what an editor has seen."""
        bodies = [[one.name, one.span, one.organization_id] for one in self.affiliations.all()]
        own = (self.name, self.kind, self.mentions, self.role, self.role_span, self.justification)
        return digest([*own, self.speaker_id, self.merged_into_id, bodies])


class SourceAffiliationManager(models.Manager["SourceAffiliation"]):
    def get_queryset(self) -> models.QuerySet[SourceAffiliation]:
        return super().get_queryset().filter(is_removed=False)


class SourceAffiliation(Ledgered):
    """A body that an article gives its source, as printed, with the words it was read from. `objects` passes over
    those that a person has removed."""

    ledger_kind = "source_affiliation"
    ledger_texts = ("name",)
    ledger_added = ("is_removed",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(ArticleSource, on_delete=models.PROTECT, related_name="affiliations")
    run = models.ForeignKey("audit.ExtractionRun", null=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    name = models.TextField()
    span = SpanField(null=True, blank=True)
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="appearances"
    )
    is_removed = models.BooleanField(default=False)

    objects = SourceAffiliationManager()
    everything = models.Manager["SourceAffiliation"]()

    class Meta:
        ordering = ("source", "number")
        constraints = (
            models.UniqueConstraint(fields=["source", "number"], name="affiliation_number_once"),
            models.CheckConstraint(condition=~Q(name=""), name="affiliation_has_a_name"),
        )

    def __str__(self) -> str:
        return self.name
