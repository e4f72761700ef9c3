"""Removing a name, a reason or words of evidence for good. The row stays, and the history tells who did it and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from audit.ledger.models import REDACTED_TEXT, Actor, Event, Ledgered
from audit.ledger.redaction import NothingToRedact, redact_texts
from audit.models import (
    ArticleSource,
    Assertion,
    Evidence,
    EvidenceUse,
    Finding,
    Organization,
    Publication,
    Review,
    SourceAffiliation,
    SourceCode,
    Speaker,
)
from audit.permissions import User
from audit.services.errors import Refused
from audit.services.speakers import search_key, sort_key

REDACTABLE: dict[str, type[Ledgered]] = {
    model.ledger_kind: model
    for model in (
        ArticleSource,
        Assertion,
        Evidence,
        EvidenceUse,
        Finding,
        Organization,
        Publication,
        Review,
        SourceAffiliation,
        SourceCode,
        Speaker,
    )
}


def redactable_rows(kind: str, user: User) -> QuerySet[Any]:
    """The rows of that kind that this person may see; none for a kind that holds no free text."""
    model = REDACTABLE.get(kind)
    if model is None:
        return Review.objects.none()
    rows = model._default_manager.all()
    restrict = getattr(rows, "visible_to", None)
    found: QuerySet[Any] = restrict(user) if restrict else rows
    return found


def redactable_texts(row: Ledgered) -> dict[str, str]:
    """The free texts of a row that are still there, by column."""
    return {name: text for name, text in row.ledger_free_texts().items() if text != REDACTED_TEXT}


@transaction.atomic
def redact(*, row: Ledgered, fields: Sequence[str], reason: str, actor: Actor) -> Event:
    """Remove these texts of a row. Raises Refused without a reason, and for texts that are not there."""
    if not reason.strip():
        raise Refused("Say why the words are removed.")
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
