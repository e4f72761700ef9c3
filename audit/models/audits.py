"""Audits: a named piece of work with its articles, its people, its rubric and how blind they judge.

Who sees what in a blind audit is decided in `audit.models.visibility` alone.
"""

from __future__ import annotations

import hashlib
import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from articles.models import Article, Revision
from audit.ledger.models import Actor, Ledgered
from audit.models.claims import Assertion, Claim
from audit.models.visibility import AssignmentQuerySet, SourcePassQuerySet


class AuditQuerySet(models.QuerySet["Audit"]):
    def open(self) -> AuditQuerySet:
        return self.filter(state=Audit.State.OPEN)

    def reviewed_by(self, actor: Actor) -> AuditQuerySet:
        """Audits in which this person judges claims."""
        seats = AuditMember.objects.filter(actor=actor, role=AuditMember.Role.REVIEWER, is_active=True)
        return self.filter(pk__in=seats.values("audit"))

    def of_article(self, article: Article | uuid.UUID) -> AuditQuerySet:
        return self.filter(pk__in=AuditArticle.objects.filter(article=article).values("audit"))


class Audit(Ledgered):
    """A named piece of work. Two reviews per claim make it blind: neither reviewer sees the other's before both are in.

    The settings of blindness are an editor's; they and the rubric never change once the audit is there."""

    ledger_kind = "audit"
    ledger_texts = ("purpose",)

    class Order(models.TextChoices):
        DESK = "desk", "by desk number"
        RANDOM = "random", "random within the sample"

    class State(models.TextChoices):
        OPEN = "open"
        CLOSED = "closed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.TextField(unique=True)
    purpose = models.TextField(blank=True)
    rubric = models.ForeignKey("audit.Rubric", on_delete=models.PROTECT, related_name="audits")
    reviews_per_claim = models.PositiveSmallIntegerField(default=2)
    order = models.TextField(choices=Order, default=Order.RANDOM)
    seed = models.TextField(help_text="Makes the random order, and who gets which claim, the same when computed again")
    hide_confidence = models.BooleanField(default=True)
    hide_earlier = models.BooleanField(default=True)
    mask_outlet = models.BooleanField(default=False)
    state = models.TextField(choices=State, default=State.OPEN)
    created_at = models.DateTimeField()

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-id")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="audit_has_a_name"),
            models.CheckConstraint(condition=Q(reviews_per_claim__in=[1, 2]), name="audit_one_or_two_reviews"),
            models.CheckConstraint(condition=Q(state__in=["open", "closed"]), name="audit_state_known"),
            models.CheckConstraint(condition=Q(order__in=["desk", "random"]), name="audit_order_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("audit", args=[self.pk])

    @property
    def is_blind(self) -> bool:
        return self.reviews_per_claim > 1

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    def draw(self, *keys: object) -> int:
        """A number for these keys that depends on the seed alone, evenly spread over 63 bits."""
        drawn = hashlib.sha256("/".join([self.seed, *map(str, keys)]).encode()).digest()
        return int.from_bytes(drawn[:8], "big") >> 1


class AuditMember(Ledgered):
    """Somebody's part in an audit; one part a person, so that nobody adjudicates among themselves."""

    ledger_kind = "audit_member"

    class Role(models.TextChoices):
        REVIEWER = "reviewer"
        ADJUDICATOR = "adjudicator"
        LEAD = "lead", "lead: sees how far everybody is, judges nothing"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="members")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="memberships")
    role = models.TextField(choices=Role)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("audit", "role", "actor")
        constraints = [
            models.UniqueConstraint(fields=["audit", "actor"], name="audit_member_once"),
            models.CheckConstraint(
                condition=Q(role__in=["reviewer", "adjudicator", "lead"]), name="audit_member_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id}, {self.role}"


class AuditArticle(Ledgered):
    """An article of an audit, in the revision that was current when it was added, with how far its passes are."""

    ledger_kind = "audit_article"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="articles")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="audits")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    position = models.BigIntegerField(help_text="Its place in the random order, drawn from the audit's seed")
    units_done_at = models.DateTimeField(null=True, help_text="From then on its claims are locked")
    sources_done_at = models.DateTimeField(null=True, help_text="From then on its codes are shown to all")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("audit", "position", "id")
        constraints = [models.UniqueConstraint(fields=["audit", "article"], name="audit_article_once")]

    def __str__(self) -> str:
        return f"{self.article_id} in {self.audit_id}"


class SourcePass(Ledgered):
    """Somebody's own word that they are done with the sources of an article; theirs alone until all coders are."""

    ledger_kind = "source_pass"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(AuditArticle, on_delete=models.PROTECT, related_name="source_passes")
    coder = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = SourcePassQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "source passes"
        ordering = ("created_at", "id")
        constraints = [models.UniqueConstraint(fields=["place", "coder"], name="source_pass_once")]

    def __str__(self) -> str:
        return f"{self.coder_id} in {self.place_id}"


class Reveal(Ledgered):
    """The moment from which the blind reviews of one target are shown: as many people have answered as were asked.

    `target` is the claim's id or the assertion's. `agree`: they gave the same answer about the same words."""

    ledger_kind = "reveal"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="reveals")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="reveals")
    assertion = models.ForeignKey(Assertion, null=True, on_delete=models.PROTECT, related_name="reveals")
    target = models.UUIDField()
    agree = models.BooleanField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("created_at", "id")
        constraints = [models.UniqueConstraint(fields=["audit", "target"], name="reveal_once_a_target")]

    def __str__(self) -> str:
        return f"{self.target} in {self.audit_id}"


class Assignment(models.Model):
    """Work that somebody has, or had: a claim to judge. Not of the history, since a lease is renewed all the time;
    assigning and skipping are events of their own.

    In an audit each selected claim is given to its reviewers when the units are locked; on the desk a row is made when
    the queue hands a claim out. Held by one person while `leased_until` is to come."""

    class State(models.TextChoices):
        WAITING = "waiting"
        LEASED = "leased", "in work"
        DONE = "done"
        SKIPPED = "skipped"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    audit = models.ForeignKey(Audit, null=True, on_delete=models.PROTECT, related_name="assignments")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="assignments")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="assignments")
    given_by = models.ForeignKey(Actor, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.TextField(choices=State, default=State.WAITING)
    position = models.BigIntegerField(help_text="Smallest first")
    leased_until = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, help_text="Why it was skipped")
    created_at = models.DateTimeField()

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ("position", "id")
        indexes = [
            models.Index(fields=["actor", "state", "position", "id"], name="assignment_next"),
            models.Index(fields=["claim", "state"], name="assignment_of_claim"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["audit", "claim", "actor"], nulls_distinct=False, name="assignment_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "leased", "done", "skipped"]), name="assignment_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="leased") | Q(leased_until__isnull=False), name="assignment_lease_ends"
            ),
            models.CheckConstraint(condition=~Q(state="skipped") | ~Q(reason=""), name="assignment_skip_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} for {self.actor_id}"


class QueuePlace(models.Model):
    """A claim's place in the desk's queue: its number, computed from the claim, and what the number is made of."""

    claim = models.OneToOneField(Claim, primary_key=True, on_delete=models.PROTECT, related_name="queue_place")
    number = models.IntegerField(help_text="Greatest first")
    parts = models.JSONField(help_text="[what, points] in the order of the weights")

    class Meta:
        indexes = [models.Index(fields=["-number", "-claim"], name="queue_place_order")]

    def __str__(self) -> str:
        return f"{self.number}"
