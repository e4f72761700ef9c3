"""Writing the ledger: `record` inside the transaction of the act, `seal` afterwards, by one writer at a time."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction
from django.utils import timezone

from audit.ledger.canonical import canonical, digest, salted
from audit.ledger.copying import copy_in
from audit.ledger.models import Actor, Event, EventText, Ledgered, Seal

FIRST = "0" * 64
SEALING = 5_237_401_126  # the advisory lock that makes sealing a one-writer job


def actor_for(user: AbstractBaseUser) -> Actor:
    """The actor of an account, made at its first act. ValueError for somebody without an account."""
    if user.pk is None:  # a search for "no account" would find the machine
        raise ValueError("Only somebody with an account can act.")
    return Actor.objects.get_or_create(user_id=user.pk)[0]


def machine(name: str) -> Actor:
    """The actor that stands for a program, by name."""
    return Actor.objects.get_or_create(pseudonym=name, defaults={"kind": Actor.Kind.MACHINE})[0]


def text_key(row: Ledgered, field: str) -> str:
    return f"{row.ledger_kind}/{row.pk}/{field}"


def row_digest(row: Ledgered, text_digests: Mapping[str, str]) -> str:
    """The digest of a row; its free texts enter through their salted digests (`text_digests`: by text key)."""
    texts = {name: text_digests[text_key(row, name)] for name in row.ledger_free_texts()}
    return digest({"state": row.ledger_state(), "texts": texts})


@transaction.atomic
def record(
    *,
    actor: Actor,
    action: str,
    target: Ledgered,
    rows: Iterable[Ledgered] | None = None,
    texts: Mapping[str, str] | None = None,
    data: Mapping[str, Any] | None = None,
) -> Event:
    """Write the event of an act, in the transaction of the act itself.

    `rows` are all rows that the act made or changed, as they now are (by default the target alone); `texts` is further
    free text that belongs to the act and to no row, by name; `data` is what a reader needs to tell the act in words.
    """
    event, written = _act(Act(action, target, rows, texts, data), actor)
    event.save(force_insert=True)
    EventText.objects.bulk_create(written)
    return event


@dataclass(frozen=True, slots=True)
class Act:
    """What `record` is told of an act, for `record_all`."""

    action: str
    target: Ledgered
    rows: Iterable[Ledgered] | None = None
    texts: Mapping[str, str] | None = None
    data: Mapping[str, Any] | None = None


@transaction.atomic
def record_all(*, actor: Actor, acts: Iterable[Act]) -> None:
    """Write an event for each of many acts, as `record` does for one, in their order."""
    prepared = [_act(act, actor) for act in acts]
    copy_in(Event, [event for event, _ in prepared])
    copy_in(EventText, [text for _, written in prepared for text in written])


def _act(act: Act, actor: Actor) -> tuple[Event, list[EventText]]:
    """The event of an act and its free texts, not yet saved."""
    changed = [act.target] if act.rows is None else list(act.rows)
    written = {text_key(row, name): text for row in changed for name, text in row.ledger_free_texts().items()}
    written |= {f"event/{name}": text for name, text in (act.texts or {}).items() if text}
    salts = {key: secrets.token_bytes(16) for key in written}
    digests = {key: salted(salts[key], text) for key, text in written.items()}
    rows = [[row.ledger_kind, row.pk, row_digest(row, digests)] for row in changed]
    event = _event(actor, act.action, act.target, rows, digests, act.data)
    return event, [EventText(event=event, key=key, salt=salts[key], text=text) for key, text in written.items()]


def _event(
    actor: Actor,
    action: str,
    target: Ledgered,
    rows: list[Any],
    texts: Mapping[str, str],
    data: Mapping[str, Any] | None,
) -> Event:
    identifier, time = uuid.uuid4(), timezone.now()
    body = canonical(
        {
            "id": identifier,
            "time": time,
            "actor": actor.pk,
            "pseudonym": actor.pseudonym,
            "action": action,
            "target": [target.ledger_kind, target.pk],
            "rows": rows,
            "texts": texts,
            "data": data or {},
        }
    )
    return Event(
        id=identifier,
        time=time,
        actor_id=actor.pk,
        action=action,
        target_kind=target.ledger_kind,
        target_id=target.pk,
        canonical=body,
        digest=hashlib.sha256(body).hexdigest(),
    )


def seal_digest(number: int, event_digest: str, previous: str) -> str:
    return digest({"number": number, "event": event_digest, "previous": previous})


# An event may be chained once no transaction older than its own is still running, so that none can slip in before it.
# Numbers at or above the snapshot's end are our own, or come from the cluster that a restored backup was taken from;
# the latter are settled.
UNSEALED = """
SELECT e.id, e.digest FROM ledger_event e
WHERE NOT EXISTS (SELECT 1 FROM ledger_seal s WHERE s.event_id = e.id)
  AND (e.transaction < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
       OR e.transaction >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
          AND e.transaction IS DISTINCT FROM pg_current_xact_id_if_assigned()::text::bigint)
ORDER BY e.transaction < pg_snapshot_xmax(pg_current_snapshot())::text::bigint, e.transaction, e.position
"""


def seal() -> int:
    """Chain every settled event and return how many were chained. Safe to call from anywhere at any time."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALING])
        last = Seal.objects.order_by("-number").first()
        number, previous = (last.number, last.digest) if last else (0, FIRST)
        cursor.execute(UNSEALED)
        seals = []
        for event_id, event_digest in cursor.fetchall():
            number += 1
            link = seal_digest(number, event_digest, previous)
            seals.append(Seal(number=number, event_id=event_id, previous=previous, digest=link))
            previous = link
        Seal.objects.bulk_create(seals, batch_size=5000)
    return len(seals)


def head() -> tuple[int, str, datetime | None]:
    """The chain's last number, its digest and the time of its event; (0, zeros, None) for an empty ledger."""
    last = Seal.objects.select_related("event").order_by("-number").first()
    return (last.number, last.digest, last.event.time) if last else (0, FIRST, None)
