"""Removing a name, a reason or words of evidence for good. The row stays, and the history tells who did it and why."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from audit.ledger.models import REDACTED_TEXT, Actor, Event, Ledgered
from audit.ledger.redaction import NothingToRedact, redact_event_words, redact_texts, words_of_event
from audit.ledger.verification import ledgered_models
from audit.models import (
    Affiliation,
    ArticleSource,
    Assertion,
    Assignment,
    Audit,
    Claim,
    Draft,
    Evidence,
    EvidenceCopy,
    EvidenceUse,
    Finding,
    Organization,
    OutletOwnership,
    Provenance,
    Publication,
    Review,
    SourceAffiliation,
    SourceCode,
    Speaker,
    SpeakerComparison,
)
from audit.models.visibility import visible_events
from audit.permissions import User
from audit.services.errors import Refused
from audit.services.speakers import search_key, sort_key

EVENT = "event"
REDACTABLE: dict[str, type[Ledgered]] = {
    model.ledger_kind: model
    for model in (
        Affiliation,
        ArticleSource,
        Assertion,
        Audit,
        Claim,
        Evidence,
        EvidenceCopy,
        EvidenceUse,
        Finding,
        Organization,
        OutletOwnership,
        Provenance,
        Publication,
        Review,
        SourceAffiliation,
        SourceCode,
        Speaker,
        SpeakerComparison,
    )
}


def redactable_rows(kind: str, user: User) -> QuerySet[Any]:
    """The rows of that kind that this person may see; none for a kind that holds no free text. `event`: the events
    themselves, for reasons and notes that belong to no row."""
    if kind == EVENT:
        return visible_events(Event.objects.all(), user)
    model = REDACTABLE.get(kind)
    if model is None:
        return Review.objects.none()
    rows = model._default_manager.all()
    restrict = getattr(rows, "visible_to", None)
    found: QuerySet[Any] = restrict(user) if restrict else rows
    return found


def redactable_texts(row: Ledgered | Event) -> dict[str, str]:
    """The words of a row that are still there, by column; of an event, by name."""
    if isinstance(row, Event):
        return words_of_event(row)
    return {name: text for name, text in row.ledger_redactable().items() if text != REDACTED_TEXT}


@transaction.atomic
def redact(*, row: Ledgered | Event, fields: Sequence[str], reason: str, actor: Actor) -> Event:
    """Remove these texts of a row, or words of an event itself, and drafts and reasons for skipping that hold the same
    words. Raises Refused without a reason, and for texts that are not there."""
    if not reason.strip():
        raise Refused("Say why the words are removed.")
    words = [text for name, text in redactable_texts(row).items() if name in fields]
    event = _redact_event(row, fields, reason, actor) if isinstance(row, Event) else _redact(row, fields, reason, actor)
    _forget(words)
    return event


def _redact_event(event: Event, names: Sequence[str], reason: str, actor: Actor) -> Event:
    model = next(model for model in ledgered_models() if model.ledger_kind == event.target_kind)
    target = model._base_manager.get(pk=event.target_id)
    try:
        return redact_event_words(event=event, target=target, names=names, reason=reason.strip(), actor=actor)
    except NothingToRedact as error:
        raise Refused(f"{error} Nothing was removed.") from error


def _forget(words: Sequence[str]) -> None:
    """What is no part of the record and holds the words goes too: drafts of anybody, and why a claim was skipped."""
    for text in words:
        Assignment.objects.filter(reason__contains=text).update(reason=REDACTED_TEXT)
        escaped = json.dumps(text, ensure_ascii=False)[1:-1]
        drafts = Draft.objects.annotate(written=Cast("fields", TextField()))
        drafts.filter(written__contains=escaped).delete()


def _redact(row: Ledgered, fields: Sequence[str], reason: str, actor: Actor) -> Event:
    model = type(row)
    row = model._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    derived = _empty_derived(row) if "name" in fields else []
    try:
        return redact_texts(row=row, fields=fields, reason=reason.strip(), actor=actor, derived=derived)
    except NothingToRedact as error:
        raise Refused(f"{error} Nothing was removed.") from error


def _empty_derived(row: Ledgered) -> list[str]:
    """What is made from a name, or says it in other words, goes with it."""
    if isinstance(row, Speaker):
        row.aliases, row.wikidata_id = [], ""
        row.search_key, row.sort_key = search_key(REDACTED_TEXT), sort_key(REDACTED_TEXT, row.kind)
        return ["aliases", "wikidata_id", "search_key", "sort_key"]
    if isinstance(row, Organization):
        row.acronym, row.wikidata_id, row.search_key = "", "", search_key(REDACTED_TEXT)
        return ["acronym", "wikidata_id", "search_key"]
    return []
