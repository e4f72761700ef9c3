"""The history of an item of evidence in plain words, from the ledger's events."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q

from audit.ledger.models import Event
from audit.models import Evidence, EvidenceCopy, Provenance
from audit.permissions import Act, User, can
from audit.reports.history.lines import HistoryLine
from audit.reports.history.sentences import OTHERWISE

SENTENCES = {
    ("added", "evidence"): "stored this item",
    ("archived", "copy"): "kept a copy",
    ("moved", "copy"): "moved its file to the archive",
    ("redacted", "copy"): "removed what a copy held",
    ("stated", "provenance"): "said that it {relation} {thing}",
    ("withdrawn", "provenance"): "took back, or turned down, that it {relation} {thing}",
    ("proposed", "provenance"): "noted that it looks like a copy of {thing}",
}
TEXTS = {"why": "Why", "reason": "Reason"}


def history_of_evidence(item: Evidence, user: User) -> tuple[HistoryLine, ...]:
    """All acts on an item in time order, for people who see what is not published; nothing for others.

    The item is one that this person sees: so are its copies."""
    if not can(user, Act.SEE_UNPUBLISHED):
        return ()
    copies = EvidenceCopy.objects.on(item).values("pk")
    said = Provenance.objects.on(item, user)
    rows = {row.pk: row for row in said.select_related("origin", "article__current_revision", "organization")}
    wanted = Q(target_kind="evidence", target_id=item.pk) | Q(target_kind="copy", target_id__in=copies)
    wanted |= Q(target_kind="provenance", target_id__in=list(rows))
    events = Event.objects.filter(wanted).select_related("actor").prefetch_related("texts")
    return tuple(_line(event, rows) for event in events.order_by("time", "transaction", "position"))


def _line(event: Event, rows: Mapping[UUID, Provenance]) -> HistoryLine:
    row = rows.get(event.target_id)
    thing = (row.origin or row.article or row.organization) if row else ""
    relation = row.get_relation_display() if row else ""
    sentence = SENTENCES.get((event.action, event.target_kind), OTHERWISE).format(
        relation=relation, thing=f"“{thing}”", action=event.action, kind=event.target_kind.replace("_", " ")
    )
    told = ((text.key.rsplit("/", 1)[-1], text.text) for text in event.texts.all())
    texts = tuple((TEXTS[end], words) for end, words in told if end in TEXTS)
    return HistoryLine(event.time, event.actor.pseudonym, sentence, texts)
