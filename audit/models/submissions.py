"""What makes a form that is sent twice one act."""

from __future__ import annotations

import uuid

from django.db import models

from audit.ledger.models import Actor, Event


class Submission(models.Model):
    """A form or a call that asked for an act, under the id that its page gave it, with the act that came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.id)
