"""Removing free text for good: text and salt go, the event tells who, why, and the digest of what stood there.

Without the salt the digest gives nothing back, not even of a short name; and the chain still verifies.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from audit.ledger.canonical import salted
from audit.ledger.models import REDACTED_TEXT, TEXT_REDACTED, Actor, Event, EventText, Ledgered
from audit.ledger.services import record, text_key

KEPT_BY_ACTS = ("event/before/", "event/after/")


class NothingToRedact(ValueError):
    """The row has no such text."""


@transaction.atomic
def redact_texts(
    *, row: Ledgered, fields: Sequence[str], reason: str, actor: Actor, derived: Sequence[str] = ()
) -> Event:
    """Remove these free texts of a row, from the row and from every event. `derived` are further columns of it that
    the caller has emptied because they were made from the texts. Raises NothingToRedact for what is not there."""
    texts = row.ledger_redactable()
    if not fields or any(texts.get(name, REDACTED_TEXT) == REDACTED_TEXT for name in fields):
        raise NothingToRedact("There is no such text to remove.")
    keys = [text_key(row, name) for name in fields]
    # An act on several rows keeps what stood before and after it under its own name and that of the row's text.
    gone = EventText.objects.filter(key__in=[f"{kept}{key}" for kept in ("", *KEPT_BY_ACTS) for key in keys])
    removed = {f"{text.event_id} {text.key}": salted(bytes(text.salt), text.text) for text in gone}
    old = [text.pk for text in gone]
    for name in fields:
        setattr(row, name, REDACTED_TEXT)
    data = {"fields": sorted(fields), "removed": removed}
    event = record(actor=actor, action=TEXT_REDACTED, target=row, texts={"reason": reason}, data=data)
    row.save(update_fields=[*fields, *derived])
    EventText.objects.filter(pk__in=old).delete()
    return event


def words_of_event(event: Event) -> dict[str, str]:
    """The words that belong to an event and to no row (a reason, a note), by name."""
    return {text.key.removeprefix("event/"): text.text for text in event.texts.all() if text.key.count("/") == 1}


@transaction.atomic
def redact_event_words(*, event: Event, target: Ledgered, names: Sequence[str], reason: str, actor: Actor) -> Event:
    """Remove words of an event itself; `target` is the row that it is about, whose history tells of the removal. Raises
    NothingToRedact for words that are not there."""
    keys = {f"event/{name}" for name in names}
    gone = list(EventText.objects.filter(event=event, key__in=keys))
    if not gone or len(gone) < len(keys):
        raise NothingToRedact("There is no such text to remove.")
    removed = {f"{text.event_id} {text.key}": salted(bytes(text.salt), text.text) for text in gone}
    data = {"fields": sorted(names), "removed": removed}
    told = record(actor=actor, action=TEXT_REDACTED, target=target, rows=[], texts={"reason": reason}, data=data)
    EventText.objects.filter(pk__in=[text.pk for text in gone]).delete()
    return told
