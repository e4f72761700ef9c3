"""What is known of speakers across articles: which of them are one, and for whom each spoke when."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q

from audit.ledger.models import Actor, Ledgered
from audit.models.speakers import Organization, Speaker


class SpeakerComparison(Ledgered):
    """What a person found who compared two speakers. Append-only: of the rows on the same two the one of the highest
    number counts, so that a merge is taken back by another row."""

    ledger_kind = "speaker_comparison"
    ledger_texts = ("why",)

    class Answer(models.TextChoices):
        SAME = "same", "they are one"
        DIFFERENT = "different", "they are not the same"
        OPEN = "open", "taken back: not decided"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    one = models.ForeignKey(Speaker, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Speaker, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    answer = models.TextField(choices=Answer)
    kept = models.ForeignKey(Speaker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(blank=True)
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("created_at", "id")
        constraints = (
            models.UniqueConstraint(fields=["one", "other", "number"], name="comparison_number_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="comparison_of_two_in_order"),
            models.CheckConstraint(
                condition=Q(answer__in=["same", "different", "open"]), name="comparison_answer_known"
            ),
            models.CheckConstraint(
                condition=Q(answer="same") & (Q(kept=F("one")) | Q(kept=F("other")))
                | ~Q(answer="same") & Q(kept__isnull=True),
                name="comparison_keeps_one_of_two",
            ),
        )

    def __str__(self) -> str:
        return f"{self.one} and {self.other}: {self.get_answer_display()}"

    @property
    def merged(self) -> Speaker | None:
        """The one that is shown as the other; None unless they are one."""
        return None if self.kept_id is None else self.other if self.kept_id == self.one_id else self.one


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    def standing(self) -> AffiliationQuerySet:
        return self.filter(is_withdrawn=False)

    def of(self, speaker: Speaker) -> AffiliationQuerySet:
        """Those of a speaker and of all who were found to be the same."""
        return self.filter(Q(speaker=speaker) | Q(speaker__merged_into=speaker))

    def on(self, day: date) -> AffiliationQuerySet:
        """Those that held on a day; empty ends are open."""
        begun = Q(since__isnull=True) | Q(since__lte=day)
        return self.filter(begun, Q(until__isnull=True) | Q(until__gte=day))


class Affiliation(Ledgered):
    """For whom a speaker spoke, as what, since when and until when; empty ends are open or not known. It is known for
    a date, beside the one that an article prints."""

    ledger_kind = "affiliation"
    ledger_texts = ("role", "stated_in")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    speaker = models.ForeignKey(Speaker, on_delete=models.PROTECT, related_name="affiliations")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="affiliations")
    role = models.TextField(blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    stated_in = models.TextField(help_text="What says so")
    is_withdrawn = models.BooleanField(default=False, help_text="It was a mistake")
    created_at = models.DateTimeField()

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        ordering = ("speaker", "since", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(stated_in=""), name="dated_affiliation_says_its_source"),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="dated_affiliation_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.speaker}: {self.words}"

    @property
    def words(self) -> str:
        """The post and the body."""
        return ", ".join(filter(None, (self.role, self.organization.name)))

    def held_on(self, day: date | None) -> bool:
        """Whether it held on a day; empty ends are open, and without a day nothing is known."""
        if day is None:
            return False
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)
