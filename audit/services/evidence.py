"""Evidence: items stored once, and their uses. Drafts carry what a form or the API gave, before anything is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone

from audit.codebook import EvidenceItem
from audit.ledger.models import REDACTED, Actor
from audit.ledger.services import record
from audit.models import ArchivedCopy, Evidence, EvidenceUse
from audit.services.errors import Refused

MAX_FILE = 10 * 1024 * 1024  # bytes
MAX_URL = 2000  # characters
WEB_ADDRESS = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class FileDraft:
    """A file as uploaded."""

    name: str
    content_type: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    """An item not yet stored. A search gives place, query and date; everything else a URL, words or a file."""

    kind: str
    title: str = ""
    publisher: str = ""
    owner: str = ""
    url: str = ""
    date: date | None = None
    words: str = ""
    place: str = ""
    query: str = ""
    visibility: str = Evidence.Visibility.PUBLIC
    derived_from: Evidence | None = None
    file: FileDraft | None = None


@dataclass(frozen=True, slots=True)
class UseDraft:
    """One use of an item that is stored or still to be."""

    evidence: Evidence | EvidenceDraft
    stance: str
    independent: str = EvidenceUse.Independence.UNKNOWN
    words: str = ""
    locator: str = ""
    why: str = ""


def check_draft(draft: EvidenceDraft) -> None:
    """Raise Refused, with a sentence, when an item lacks what its kind needs."""
    if draft.kind not in Evidence.Kind.values:
        raise Refused(f"“{draft.kind}” is no kind of evidence.")
    if draft.visibility not in Evidence.Visibility.values:
        raise Refused(f"“{draft.visibility}” is no visibility.")
    if draft.kind == Evidence.Kind.SEARCH:
        if not (draft.place.strip() and draft.query.strip() and draft.date):
            raise Refused("A search that found nothing needs three things: where, what was asked, and the date.")
    elif not (draft.url or draft.words.strip() or draft.file):
        raise Refused("Evidence needs something to see: a web address, the words, or a file.")
    if draft.url:
        _check_address(draft.url)
    if draft.file:
        _check_file(draft.file)


def _check_address(url: str) -> None:
    if len(url) > MAX_URL:
        raise Refused(f"The web address of the evidence is longer than {MAX_URL} characters.")
    try:
        WEB_ADDRESS(url)
    except ValidationError:
        raise Refused(f"“{url}” is no web address. It must begin with http:// or https://.") from None


def _check_file(file: FileDraft) -> None:
    if not file.raw:
        raise Refused("The file of the evidence is empty.")
    if len(file.raw) > MAX_FILE:
        raise Refused("The file of the evidence is larger than 10 MB.")


def _title(draft: EvidenceDraft) -> str:
    if draft.title.strip():
        return draft.title.strip()
    if draft.kind == Evidence.Kind.SEARCH:
        return f"Search for “{draft.query.strip()}” in {draft.place.strip()}"
    return draft.url or (draft.file.name if draft.file else "") or draft.words.strip()[:80]


@transaction.atomic
def attach_evidence(*, draft: EvidenceDraft, actor: Actor) -> Evidence:
    """Store an item with its file. A file that is stored already, or the same address of the same day, is one item.

    Raises Refused when it lacks what its kind needs."""
    check_draft(draft)
    sha256 = _file_sha256(draft)
    if known := _known(draft, sha256, actor):
        return known
    evidence = Evidence.objects.create(
        kind=draft.kind,
        title=_title(draft),
        publisher=draft.publisher.strip(),
        owner=draft.owner.strip(),
        url=draft.url,
        date=draft.date,
        words=draft.words,
        place=draft.place.strip(),
        query=draft.query.strip(),
        visibility=draft.visibility,
        derived_from=draft.derived_from,
        file_sha256=sha256,
        added_by=actor,
        created_at=timezone.now(),
    )
    if draft.file:
        ArchivedCopy.objects.create(
            evidence=evidence,
            raw=draft.file.raw,
            content_type=draft.file.content_type,
            file_name=draft.file.name,
        )
    record(actor=actor, action="added", target=evidence)
    return evidence


def _known(draft: EvidenceDraft, sha256: str, actor: Actor) -> Evidence | None:
    """The same item, if this person stored it before: nobody learns from a duplicate what others hold."""
    same = Evidence.objects.filter(added_by=actor, kind=draft.kind, visibility=draft.visibility, url=draft.url)
    same = same.filter(file_sha256=sha256, words=draft.words, date=draft.date, title=_title(draft))
    return same.filter(place=draft.place.strip(), query=draft.query.strip(), derived_from=draft.derived_from).first()


def as_items(drafts: Iterable[UseDraft]) -> list[EvidenceItem]:
    """The uses as the codebook's rules see them; an item yet to be stored is its own origin unless it derives."""
    return [EvidenceItem(d.evidence.kind, d.stance, d.independent, origin=_origin(d.evidence)) for d in drafts]


def _origin(evidence: Evidence | EvidenceDraft) -> str:
    """What an item goes back to, told by its address, its file or itself: the same page in two rows is one origin."""
    if isinstance(evidence, EvidenceDraft) and evidence.derived_from:
        evidence = evidence.derived_from
    root = origin_of(evidence) if isinstance(evidence, Evidence) else evidence
    if root.url:
        return f"address {root.url}"
    if sha256 := _file_sha256(root):
        return f"file {sha256}"
    title = _title(root) if isinstance(root, EvidenceDraft) else root.title
    return f"words {root.kind} {title} {root.publisher} {root.words} {root.place} {root.query} {root.date}"


def _file_sha256(item: Evidence | EvidenceDraft) -> str:
    if isinstance(item, Evidence):
        return item.file_sha256
    return hashlib.sha256(item.file.raw).hexdigest() if item.file else ""


def origin_of(evidence: Evidence) -> Evidence:
    """The item that this one goes back to: itself, or the end of the chain it derives from."""
    seen = {evidence.pk}
    while evidence.derived_from and evidence.derived_from_id not in seen:
        evidence = evidence.derived_from
        seen.add(evidence.pk)
    return evidence


@transaction.atomic
def redact_copies(*, url: str | None, reason: str, actor: Actor) -> int:
    """Remove the archived copies of the items with this address, and return how many; the items stay."""
    kept = ArchivedCopy.objects.filter(evidence__url=url).select_related("evidence").defer("raw", "text") if url else ()
    copies = list(kept)
    for copy in copies:
        item = copy.evidence
        record(
            actor=actor,
            action=REDACTED,
            target=item,
            rows=[],
            texts={"reason": reason},
            data={"sha256": item.file_sha256},
        )
    ArchivedCopy.objects.filter(pk__in=[copy.pk for copy in copies]).delete()
    return len(copies)
