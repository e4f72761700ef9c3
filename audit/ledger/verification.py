"""Checking the ledger: rows against events, events against their digests, the chain against itself and an old head."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.apps import apps
from django.db.models import F, OuterRef, Subquery

from audit.ledger.canonical import plain, salted
from audit.ledger.models import CONTENTS_GONE, REDACTED, TEXT_REDACTED, Event, EventText, Ledgered, Seal
from audit.ledger.services import FIRST, row_digest, seal_digest, text_key

Row = tuple[str, str]  # kind and id
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not fit, and where: `place` names an event, a seal or a row."""

    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the last event of a row says about it."""

    digest: str
    event: str


@dataclass(slots=True)
class _Told:
    """What all events together say: of each row its last state, the digest of each text, and what was redacted."""

    rows: dict[Row, Known] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    without_contents: set[Row] = field(default_factory=set)
    without_text: dict[str, str] = field(default_factory=dict)


def ledgered_models() -> list[type[Ledgered]]:
    return [model for model in apps.get_models() if issubclass(model, Ledgered)]


def verify(head: tuple[int, str] | None = None) -> list[Problem]:
    """Every problem found. None: rows, events and seals agree, and the chain reaches `head` if one is given."""
    told = _Told()
    problems = list(_events(told))
    problems += _texts(told)
    problems += _seals(head)
    for model in ledgered_models():
        problems += _rows(model, told)
    problems += [Problem(f"{kind} {key}", "is in the history but no longer in its table") for kind, key in told.rows]
    return problems


def _events(told: _Told) -> Iterator[Problem]:
    """Check each event by itself, in order, and collect what the later checks need."""
    # In the order of the chain: after a restore into a new cluster, transactions are numbered from the start again.
    order = (F("seal__number").asc(nulls_last=True), "transaction", "position")
    for event in Event.objects.select_related("actor").order_by(*order).iterator(2000):
        place = f"event {event.pk}"
        body = bytes(event.canonical)
        if hashlib.sha256(body).hexdigest() != event.digest:
            yield Problem(place, "its bytes do not have its digest: it was changed")
            continue
        try:
            said = json.loads(body)
            as_said = [said[name] for name in ("id", "time", "actor", "pseudonym", "action", "target")]
            _collect(said, told)
        except (ValueError, KeyError, TypeError, AttributeError):
            yield Problem(place, "its bytes are not those of an event: it was changed")
            continue
        if _columns(event) != as_said:
            yield Problem(place, "its columns or its actor differ from its bytes: it was changed")


def _columns(event: Event) -> list[Any]:
    """What stands beside an event's bytes, as the bytes would say it."""
    who, target = event.actor, [event.target_kind, event.target_id]
    said: list[Any] = plain([event.pk, event.time, who.pk, who.pseudonym, event.action, target])
    return said


def _collect(said: dict[str, Any], told: _Told) -> None:
    for kind, key, row in said["rows"]:
        told.rows[kind, key] = Known(row, said["id"])
    told.texts.update({f"{said['id']} {key}": value for key, value in said["texts"].items()})
    if said["action"] == REDACTED:
        kind, key = said["target"]
        told.without_contents.add((kind, key))
    if said["action"] == TEXT_REDACTED:
        told.without_text.update(said["data"]["removed"])


def _texts(told: _Told) -> Iterator[Problem]:
    missing = set(told.texts)
    for row in EventText.objects.iterator(5000):
        name = f"{row.event_id} {row.key}"
        missing.discard(name)
        if name not in told.texts:
            yield Problem(f"text {name}", "no event knows it: it was inserted")
        elif salted(bytes(row.salt), row.text) != told.texts[name]:
            yield Problem(f"text {name}", "it was changed")
        elif name in told.without_text:
            yield Problem(f"text {name}", "it was redacted, and is there again")
    for name in sorted(missing):
        if told.without_text.get(name) != told.texts[name]:
            yield Problem(f"text {name}", "it was removed")


def _seals(head: tuple[int, str] | None) -> Iterator[Problem]:
    number, previous = 0, FIRST
    reached = head is None or head[0] == 0
    # Not through select_related: it would pass over a seal whose event is gone.
    event_digest = Event.objects.filter(pk=OuterRef("event_id")).values("digest")[:1]
    for seal in Seal.objects.annotate(sealed=Subquery(event_digest)).order_by("number").iterator(5000):
        number += 1
        place = f"seal {seal.number}"
        if seal.number != number:
            yield Problem(place, f"number {number} is missing before it")
            number = seal.number
        if seal.previous != previous:
            yield Problem(place, "it does not follow the seal before it: the chain was reordered or cut")
        if seal.sealed is None:
            yield Problem(place, f"its event {seal.event_id} was deleted")
        elif seal.digest != seal_digest(seal.number, seal.sealed, seal.previous):
            yield Problem(place, "it does not fit its event")
        if head and seal.number == head[0]:
            reached = seal.digest == head[1]
        previous = seal.digest
    if not reached and head:
        yield Problem(f"seal {head[0]}", "the chain does not contain the given head")


def _rows(model: type[Ledgered], told: _Told) -> Iterator[Problem]:
    """Compare each row with what its last event says; rows met are taken out of `told`."""
    for batch in _batches(model._base_manager.iterator(BATCH)):
        entries = [told.rows.pop((model.ledger_kind, str(row.pk)), None) for row in batch]
        texts = _event_texts(entries) if model.ledger_texts else {}
        for row, entry in zip(batch, entries, strict=True):
            message = _row_problem(row, entry, texts)
            if message and not (message == CONTENTS_GONE and (model.ledger_kind, str(row.pk)) in told.without_contents):
                yield Problem(f"{model.ledger_kind} {row.pk}", message)


def _batches(rows: Iterator[Ledgered]) -> Iterator[list[Ledgered]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _event_texts(entries: list[Known | None]) -> dict[str, EventText]:
    events = {entry.event for entry in entries if entry}
    return {f"{t.event_id} {t.key}": t for t in EventText.objects.filter(event_id__in=events)}


def _row_problem(row: Ledgered, entry: Known | None, texts: dict[str, EventText]) -> str | None:
    if entry is None:
        return "no event knows it: it was inserted"
    digests = {}
    for name, text in row.ledger_free_texts().items():
        stored = texts.get(f"{entry.event} {text_key(row, name)}")
        digests[text_key(row, name)] = salted(bytes(stored.salt), text) if stored else ""
    if row_digest(row, digests) != entry.digest:
        return f"it differs from event {entry.event}: it was changed"
    return row.ledger_contents_problem()
