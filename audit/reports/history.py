"""The history of a claim in plain words, from the ledger's events. The words of all acts stand here, in one table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from audit.ledger.models import Event
from audit.models import VALUES, Claim, Decision, Finding, Publication, Question, Reveal, Review, Speaker
from audit.models.visibility import visible_events
from audit.permissions import Act, User, can

# What an event of this action on this kind of target says; the actor's name stands before it.
SENTENCES: dict[tuple[str, str], str] = {
    ("extracted", "run"): "read the text and proposed {claims} claims, this one among them",
    ("reviewed", "review"): "judged {subject} “{value}”",
    ("withdrew", "review"): "took back a review of {subject}",
    ("decided", "decision"): "thereby made decision {number} on {subject}: “{value}” ({rule})",
    ("published", "publication"): "moved the decision on {subject} to “{state}”",
    ("adjudicated", "review"): "decided between two reviewers on {subject}: “{value}”",
    ("revealed", "reveal"): "completed the answers that were asked for, which are shown from now on",
    ("assigned", "claim"): "gave this claim to {to}",
    ("dismissed", "claim"): "dismissed this claim as none",
    ("restored", "claim"): "restored this claim",
    ("added", "claim"): "marked this claim",
    ("corrected", "claim"): "corrected {changed}",
    ("took back", "claim"): "undid an act: {was}",
    ("confirmed", "claim"): "confirmed this claim as it stands",
    ("triaged", "claim"): "set aside or chose this claim: {triage}",
    ("split", "claim"): "split this claim in {count}",
    ("split off", "claim"): "split this claim off another",
    ("merged", "claim"): "joined {count} claims in this one",
    ("merged into another", "claim"): "joined this claim to another",
    ("split parts", "claim"): "split part {number} in {count}",
    ("merged parts", "claim"): "joined {count} parts in part {number}",
    ("corrected part", "claim"): "restated part {number}, or its date",
    ("given to another source", "claim"): "gave this claim to another source",
    ("added", "article_source"): "described the source",
    ("corrected", "article_source"): "corrected the source: {changed}",
    ("merged", "article_source"): "joined {count} sources in this one",
    ("merged into another", "article_source"): "joined this source to another",
    ("split", "article_source"): "parted the source in {count}",
    ("took back", "article_source"): "undid an act on the source: {was}",
    ("withdrawn by a later run", "claim"): "withdrew this claim: a later run no longer found it",
    ("found", "finding"): "noted a finding: {code}",
    ("settled", "finding"): "{state} the finding: {code}",
    ("linked", "article_source"): "said that the source is {speaker}",
    ("unlinked", "article_source"): "took back who the source is across articles",
}
OTHERWISE = "{action} ({kind})"
# Free texts of an event that belong to the story, by the end of their key.
TEXTS = {
    "rationale": "Reason",
    "override_reason": "Exception to the codebook's evidence rule",
    "notice": "Notice to readers",
    "note": "Note",
}
# How the columns that an act on units changed are called.
CHANGED = {
    "content": "the words",
    "kind": "the kind",
    "source": "whose words they are",
    "cue": "the words that say it is said",
    "speaker_mention": "the words that name the source",
    "told_to": "to whom it was said",
    "name": "the name",
    "mentions": "where it is named",
    "role_span": "where the role stands",
}
# Texts that an act on units keeps of its target, before and after, that belong to the story.
KEPT = {
    "before": {"quote": "Before", "name": "Before", "role": "Role before"},
    "after": {"state_reason": "Reason", "triage_reason": "Reason"},
}


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One act: when, by which pseudonym, what, and the words given with it (label, text)."""

    time: datetime
    actor: str
    sentence: str
    texts: tuple[tuple[str, str], ...]


def history_of(claim: Claim, user: User) -> tuple[HistoryLine, ...]:
    """All acts on a claim in time order, for people who see what is not published; nothing for others."""
    if not can(user, Act.SEE_UNPUBLISHED):
        return ()
    subjects = _subjects(claim, user)
    wanted = Q(target_kind="claim", target_id=claim.pk) | Q(target_id__in=list(subjects))
    wanted |= Q(target_kind="finding", target_id__in=Finding.objects.filter(claim=claim).values("pk"))
    wanted |= Q(target_kind="reveal", target_id__in=Reveal.objects.filter(claim=claim).values("pk"))
    if claim.run_id:
        wanted |= Q(target_kind="run", target_id=claim.run_id)
    if claim.source_id:
        wanted |= Q(target_kind="article_source", target_id=claim.source_id)
    events = visible_events(Event.objects.filter(wanted), user).select_related("actor").prefetch_related("texts")
    told = [(event, _data(event)) for event in events.order_by("time", "transaction", "position")]
    speakers = Speaker.objects.in_bulk({data["speaker"] for _, data in told if data.get("speaker")})
    names = {str(pk): speaker.name for pk, speaker in speakers.items()}
    return tuple(_line(event, data, subjects, names) for event, data in told)


def _subjects(claim: Claim, user: User) -> dict[object, tuple[Question, str]]:
    """What each review, decision and publication of the claim is about, by its id."""
    several = len(claim.assertions.all()) > 1
    named: dict[object, tuple[Question, str]] = {}
    for row in (
        *Review.objects.visible_to(user).filter(claim=claim).select_related("assertion"),
        *Decision.objects.visible_to(user).filter(claim=claim).select_related("assertion"),
    ):
        named[row.pk] = (row.question, _subject(row, several))
    for step in Publication.objects.visible_to(user).filter(decision__claim=claim):
        named[step.pk] = named[step.decision_id]
    return named


def _subject(row: Review | Decision, several: bool) -> str:
    if row.assertion is None:
        return "the attribution"
    return f"the truth of part {row.assertion.number}" if several else "the truth of it"


def _data(event: Event) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(bytes(event.canonical))["data"]
    return said


def _line(
    event: Event, said: dict[str, Any], subjects: Mapping[object, tuple[Question, str]], names: Mapping[str, str]
) -> HistoryLine:
    sentence = SENTENCES.get((event.action, event.target_kind), OTHERWISE)
    question, subject = subjects.get(event.target_id, (Question.ATTRIBUTION, ""))
    values = {
        **said,
        "action": event.action,
        "kind": event.target_kind.replace("_", " "),
        "subject": subject,
        "changed": ", ".join(CHANGED.get(name, name) for name in said.get("changed", ())),
        "triage": str(said.get("triage", "")).replace("_", " "),
        "speaker": names.get(said.get("speaker") or "", "nobody known"),
        "value": VALUES[question](said["value"]).label if "value" in said else "",
        "rule": Decision.Rule(said["rule"]).label if "rule" in said else "",
    }
    texts = tuple(
        (TEXTS[end], text.text) for text in event.texts.all() if (end := text.key.rsplit("/", 1)[-1]) in TEXTS
    )
    return HistoryLine(event.time, event.actor.pseudonym, sentence.format(**values), (*texts, *_kept(event)))


def _kept(event: Event) -> tuple[tuple[str, str], ...]:
    """What an act on units put in the place of which words, and why."""
    start = f"{event.target_kind}/{event.target_id}/"
    keys = {f"event/{when}/{start}{name}": label for when, kept in KEPT.items() for name, label in kept.items()}
    return tuple((keys[text.key], text.text) for text in event.texts.all() if text.key in keys)
