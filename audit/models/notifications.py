"""What the product tells its people: work that was given to them, disagreements to settle, answers that went stale."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from audit.ledger.models import Actor
from audit.models.audits import Audit
from audit.models.claims import Claim
from audit.permissions import User


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: User) -> NotificationQuerySet:
        """A person's own, and nobody else's: what one is told, another must not learn."""
        return self.filter(actor__user=user.pk) if user.pk else self.none()

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at=None)


class Notification(models.Model):
    """One thing told to one person. Never about a blind answer that is not revealed yet."""

    class Kind(models.TextChoices):
        ASSIGNED = "assigned", "claims were given to you"
        MARKS = "marks", "articles are to be marked by you"
        CODES = "codes", "sources are to be coded by you"
        DISAGREEMENT = "disagreement", "two reviewers disagree"
        STALE = "stale", "words that you judged have changed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="notifications")
    kind = models.TextField(choices=Kind)
    audit = models.ForeignKey(Audit, null=True, on_delete=models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, null=True, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField(default=1, help_text="How many claims or articles it is about")
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-id")
        indexes = [
            models.Index(fields=["actor", "-created_at", "-id"], name="notification_newest"),
            models.Index(fields=["actor"], condition=Q(read_at=None), name="notification_unread"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "kind", "audit", "claim"],
                condition=Q(read_at=None),
                nulls_distinct=False,
                name="notification_once_until_read",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
