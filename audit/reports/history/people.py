"""The histories of speakers, organizations and outlets in plain words, from the ledger's events."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q

from articles.models import Outlet
from audit.anchoring import changed_words
from audit.ledger.models import REDACTED_TEXT, TEXT_REDACTED, Event, Ledgered
from audit.models import Affiliation, Organization, OutletOwnership, Speaker, SpeakerComparison
from audit.models.visibility import visible_events
from audit.permissions import User
from audit.reports.history.lines import ChangedText, HistoryLine
from audit.reports.history.sentences import CHANGED, OTHERWISE, REDACTION, WHY_REMOVED

# `this` is the row that the event is about, as it is called now; `other` the one that the act names beside it.
SENTENCES = {
    ("added", "speaker"): "made the speaker {this}",
    ("corrected", "speaker"): "corrected {changed} of {this}",
    ("merged", "speaker"): "had {this} shown as {other}",
    ("unmerged", "speaker"): "had {this} shown as {other} again",
    ("compared", "speaker_comparison"): "compared {this}",
    ("added", "affiliation"): "added the affiliation {this}",
    ("corrected", "affiliation"): "corrected {changed} of the affiliation {this}",
    ("withdrew", "affiliation"): "withdrew as a mistake the affiliation {this}",
    ("added", "organization"): "made the organization {this}",
    ("corrected", "organization"): "corrected {changed} of {this}",
    ("placed", "organization"): "said what {this} is part of: {other}",
    ("added", "ownership"): "said that {this}",
    ("dated", "ownership"): "dated that {this}",
    ("withdrew", "ownership"): "withdrew as a mistake that {this}",
    ("added", "outlet"): "made the outlet {this}",
    ("corrected", "outlet"): "corrected {changed} of {this}",
    ("subscribed", "feed"): "subscribed to the feed {this}",
    ("unsubscribed", "feed"): "ended the subscription to the feed {this}",
}
TEXTS = {"speaker_comparison/why": "Why", "affiliation/stated_in": "Stated in", "ownership/stated_in": "Stated in"}
TEXTS |= {"event/reason": WHY_REMOVED}


def history_of_speaker(speaker: Speaker, user: User) -> tuple[HistoryLine, ...]:
    """All acts on a speaker and on those who were found to be the same, for people who see what is not published."""
    everyone = [speaker, *speaker.merged.all()]
    compared = SpeakerComparison.objects.filter(Q(one__in=everyone) | Q(other__in=everyone))
    known = Affiliation.objects.filter(speaker__in=everyone).select_related("speaker", "organization")
    return _history([*everyone, *compared.select_related("one", "other"), *known], user)


def history_of_organization(organization: Organization, user: User) -> tuple[HistoryLine, ...]:
    """All acts on an organization, its outlets and those who spoke for it."""
    owned = OutletOwnership.objects.filter(organization=organization).select_related("outlet", "organization")
    known = Affiliation.objects.filter(organization=organization).select_related("speaker", "organization")
    return _history([organization, *owned, *known], user)


def history_of_outlet(outlet: Outlet, user: User) -> tuple[HistoryLine, ...]:
    """All acts on an outlet, its feeds and what is known of its owners."""
    owned = OutletOwnership.objects.filter(outlet=outlet).select_related("outlet", "organization")
    return _history([outlet, *outlet.feeds.all(), *owned], user)


def _history(rows: Iterable[Ledgered], user: User) -> tuple[HistoryLine, ...]:
    about = {row.pk: row for row in rows}
    kinds = {row.ledger_kind for row in about.values()}
    events = visible_events(Event.objects.filter(target_id__in=list(about)), user, kinds)
    events = events.select_related("actor").prefetch_related("texts")
    told = [(event, json.loads(bytes(event.canonical))["data"]) for event in events.order_by("time", "position")]
    named = {key for _, data in told for key in (data.get("speaker"), data.get("parent")) if key}
    names = {str(row.pk): row.name for model in (Speaker, Organization) for row in model.objects.filter(pk__in=named)}
    return tuple(_line(event, data, about, names) for event, data in told)


def _line(
    event: Event, data: Mapping[str, Any], about: Mapping[UUID, Ledgered], names: Mapping[str, str]
) -> HistoryLine:
    sentence = SENTENCES.get((event.action, event.target_kind), OTHERWISE)
    other = data.get("speaker") or data.get("parent")
    words = (REDACTION if event.action == TEXT_REDACTED else sentence).format(
        this=f"“{about[event.target_id]}”",
        other=f"“{names[other]}”" if other else "itself" if event.target_kind == "speaker" else "nothing known",
        changed=", ".join(CHANGED.get(name, name.replace("_", " ")) for name in data.get("changed") or ()),
        fields=", ".join(name.replace("_", " ") for name in data.get("fields") or ()),
        action=event.action,
        kind=event.target_kind.replace("_", " "),
    )
    texts = {text.key: text.text for text in event.texts.all()}
    shown = tuple(_texts(event, texts))
    own = f"{event.target_kind}/{event.target_id}/"
    removable = any(key.startswith(own) and text != REDACTED_TEXT for key, text in texts.items())
    return HistoryLine(
        event.time,
        event.actor.pseudonym,
        words,
        shown,
        tuple(_changes(data)),
        redact=(event.target_kind, str(event.target_id)) if removable else None,
    )


def _texts(event: Event, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The words given with an act; of a redaction why, and not what is left of the row's own."""
    for key, text in texts.items():
        kind, *_, field = key.split("/")
        if f"{kind}/{field}" in TEXTS and (kind == "event" or event.action != TEXT_REDACTED):
            yield TEXTS[f"{kind}/{field}"], text


def _changes(data: Mapping[str, Any]) -> Iterator[ChangedText]:
    """What an act on an outlet changed; of other rows the ledger keeps names where they can be removed."""
    for name, before in data.get("before", {}).items():
        old, new = (_words(name, value) for value in (before, data["after"][name]))
        yield ChangedText(CHANGED.get(name, f"the {name}"), changed_words(old, new))


def _words(name: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return str(Outlet.Ownership(value).label) if name == "ownership" else str(value)
