"""The ledger: who did what, when, to which row, in a chain that shows any later change.

Knows no other model: a target is a kind and an id. Other apps make their models ledgered by deriving from `Ledgered`.
"""

from __future__ import annotations

import secrets
import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

CONTENTS_GONE = "what belongs to it was removed, and no redaction tells of it"
REDACTED = "redacted"  # the action by which contents beside a row may go
TEXT_REDACTED = "text redacted"  # the action by which free texts may go; the guards know it by this name
REDACTED_TEXT = "[redacted]"  # what then stands in their place; the guards let nothing else in


def pseudonym() -> str:
    """A name that tells nothing about its bearer."""
    return f"P-{secrets.token_hex(3).upper()}"


class Actor(models.Model):
    """Who acts, by pseudonym. The one table that ties a pseudonym to an account; drop the link and the name is gone."""

    class Kind(models.TextChoices):
        PERSON = "person"
        MACHINE = "machine"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.TextField(choices=Kind, default=Kind.PERSON)
    pseudonym = models.TextField(unique=True, default=pseudonym)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="actor"
    )

    def __str__(self) -> str:
        return self.pseudonym


class Ledgered(models.Model):
    """A row whose every change is an event. `ledger_kind` names it in events; `ledger_texts` are its free-text fields,
    which enter digests only salted, so that they can be redacted; `ledger_omit` are derived fields left out;
    `ledger_added` are columns younger than the table, left out while empty, so that older rows keep their digests."""

    ledger_kind: ClassVar[str] = ""
    ledger_texts: ClassVar[tuple[str, ...]] = ()
    ledger_omit: ClassVar[tuple[str, ...]] = ()
    ledger_added: ClassVar[tuple[str, ...]] = ()
    # Words people typed that enter digests as they are: a redaction removes them too, and digests the row anew.
    ledger_words: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def ledger_state(self) -> dict[str, Any]:
        """The row's own columns but free text and derived ones, by column name."""
        left_out = {*self.ledger_texts, *self.ledger_omit}
        left_out |= {name for name in self.ledger_added if not getattr(self, name)}
        return {f.attname: getattr(self, f.attname) for f in self._meta.concrete_fields if f.attname not in left_out}

    def ledger_free_texts(self) -> dict[str, str]:
        """The row's free texts that are not empty, by column name."""
        return {name: text for name in self.ledger_texts if (text := getattr(self, name))}

    def ledger_redactable(self) -> dict[str, str]:
        """All words of the row that a redaction may remove and that are not empty, by column name."""
        return {name: text for name in (*self.ledger_texts, *self.ledger_words) if (text := getattr(self, name))}

    def ledger_contents_problem(self) -> str | None:
        """What is wrong with contents kept beside the row under its digest (a text, a file), or None. CONTENTS_GONE
        when they are not there, which is right after a redaction."""
        return None


class Event(models.Model):
    """One act. `canonical` is the whole of it as bytes; the columns beside it are for finding it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    transaction = models.BigIntegerField(editable=False, db_default=0)  # the database sets it: pg_current_xact_id()
    position = models.IntegerField(editable=False, db_default=0)  # the database sets it: place within the transaction
    time = models.DateTimeField()
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="events")
    action = models.TextField()
    target_kind = models.TextField()
    target_id = models.UUIDField()
    canonical = models.BinaryField()
    digest = models.TextField()

    class Meta:
        ordering = ("time", "transaction", "position")
        constraints = [models.UniqueConstraint(fields=["transaction", "position"], name="event_place_in_transaction")]
        indexes = [models.Index(fields=["target_kind", "target_id", "time"], name="event_target")]

    def __str__(self) -> str:
        return f"{self.action} {self.target_kind} {self.target_id}".replace("_", " ")


class EventText(models.Model):
    """Free text of an event (a name, a rationale) with its salt. Only a redaction may remove it."""

    id = models.BigAutoField(primary_key=True)
    event = models.ForeignKey(Event, on_delete=models.DO_NOTHING, related_name="texts")
    key = models.TextField()  # kind/id/field of the row it belongs to
    salt = models.BinaryField(max_length=16)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="event_text_once")]

    def __str__(self) -> str:
        return self.key


class Seal(models.Model):
    """A committed event's place in the chain: gapless number, the event's digest, the seal before it."""

    number = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="seal")
    previous = models.TextField()
    digest = models.TextField()

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"seal {self.number}"
