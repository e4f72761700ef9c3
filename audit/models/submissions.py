"""What makes a form that is sent twice one act."""

from __future__ import annotations

import uuid

from django.db import models

from audit.ledger.models import Actor, Event
from audit.models.visibility import visible_events
from audit.permissions import User


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, user: User) -> SubmissionQuerySet:
        """Those whose act this person may know of."""
        return self.filter(event__in=visible_events(Event.objects.all(), user))


class Submission(models.Model):
    """A form or a call that asked for an act, under the id that its page gave it, with the act that came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")

    objects = SubmissionQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.id)
