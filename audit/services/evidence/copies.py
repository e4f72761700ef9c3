"""Archiving: the page of an item fetched by the worker, captures handed in, copies removed by a redaction."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from procrastinate.contrib.django import app as jobs
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import JobDeferrer

from articles.fetch import Fetched, FetchError, FetchFailed
from articles.ingest.copies import CopyText, media_type
from articles.ingest.errors import IngestError
from articles.models import Article
from articles.services import Priority, fetch_document, read_copy
from audit.ledger.locks import hold
from audit.ledger.models import REDACTED, Actor
from audit.ledger.services import machine, record
from audit.models import Archiving, CopyContents, Evidence, EvidenceCopy
from audit.services.errors import Refused
from audit.services.evidence.drafts import FileDraft, check_file
from audit.services.evidence.places import places_in

logger = logging.getLogger(__name__)

ARCHIVE_TASK = "audit.archive_evidence"
COMPARE_TASK = "audit.compare_evidence"
ATTEMPTS = 4
RETRY = timedelta(minutes=10)  # doubled with each attempt
FOR_GOOD = frozenset({401, 402, 403, 404, 410, 451})  # answers that asking again does not change

Fetch = Callable[[str], Fetched]


def the_archiver() -> Actor:
    """The actor of all that is archived by the worker."""
    return machine("archiver")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A copy as it came, not yet stored."""

    way: EvidenceCopy.Way
    raw: bytes
    read: CopyText
    file_name: str = ""
    final_url: str = ""
    notes: tuple[str, ...] = ()


@transaction.atomic
def ask_for_copy(*, evidence: Evidence, actor: Actor) -> Archiving:
    """Have the worker fetch the item's page and keep it; one that is waited for already is enough.

    Raises Refused for an item without an address."""
    if not evidence.url:
        raise Refused("This item has no web address that could be archived.")
    hold(f"copies of {evidence.pk}")
    archiving = Archiving.objects.filter(evidence=evidence, state=Archiving.State.WAITING).first()
    if archiving is None:
        archiving = Archiving.objects.create(evidence=evidence, asked_by=actor, asked_at=timezone.now())
    _queue(archiving)
    return archiving


def _queue(archiving: Archiving, delay: timedelta | None = None) -> None:
    # The lock keeps jobs for one host from filling workers that would only wait for each other.
    task = jobs.configure_task(
        ARCHIVE_TASK,
        queueing_lock=f"archive {archiving.pk}",
        lock=f"fetch {urlsplit(archiving.evidence.url).hostname}",
        priority=Priority.VISIT,
        schedule_in={"seconds": int(delay.total_seconds())} if delay else None,
    )
    _defer_once(task, archiving_id=str(archiving.pk))


def defer_comparison(evidence: Evidence) -> None:
    """Have the worker look what the item is a copy of. Within a transaction."""
    task = jobs.configure_task(COMPARE_TASK, queueing_lock=f"compare {evidence.pk}", priority=Priority.VISIT)
    _defer_once(task, evidence_id=str(evidence.pk))


def _defer_once(task: JobDeferrer, **arguments: str) -> None:
    """Queue a job, or leave it at the one that is queued already."""
    try:
        with transaction.atomic():
            task.defer(**arguments)
    except AlreadyEnqueued:
        logger.debug("queued already: %s", arguments)


def archiving_of(pk: str) -> Archiving:
    """What is waited for under this id."""
    return Archiving.objects.select_related("evidence").get(pk=pk)


def archive(archiving: Archiving, *, fetch: Fetch = fetch_document) -> None:
    """Fetch and keep the page that is waited for, or note why it could not be. Running it again changes nothing.

    Not within a transaction: fetching takes its time."""
    if archiving.state != Archiving.State.WAITING:
        return
    url = archiving.evidence.url
    try:
        fetched = fetch(url)
    except FetchError as error:
        logger.warning("evidence %s: %s", archiving.evidence_id, error)
        _note_failure(archiving, error)
        return
    _keep(archiving, fetched, _read(fetched))


def _read(fetched: Fetched) -> CopyText:
    try:
        return read_copy(fetched.raw, url=fetched.final_url, content_type=fetched.content_type)
    except IngestError as error:
        return CopyText(media_type(fetched.raw, fetched.content_type), notes=(str(error),))


@transaction.atomic
def _note_failure(archiving: Archiving, error: FetchError) -> None:
    archiving = Archiving.objects.select_for_update(of=("self",)).select_related("evidence").get(pk=archiving.pk)
    archiving.attempts += 1
    archiving.reason = str(error)
    may_work_later = isinstance(error, FetchFailed) and error.status not in FOR_GOOD
    if may_work_later and archiving.attempts < ATTEMPTS:
        _queue(archiving, RETRY * 2 ** (archiving.attempts - 1))
    else:
        archiving.state, archiving.ended_at = Archiving.State.FAILED, timezone.now()
    archiving.save(update_fields=["attempts", "reason", "state", "ended_at"])


@transaction.atomic
def _keep(archiving: Archiving, fetched: Fetched, read: CopyText) -> None:
    archiving = (
        Archiving.objects.select_for_update(of=("self",)).select_related("evidence", "asked_by").get(pk=archiving.pk)
    )
    if archiving.state != Archiving.State.WAITING:
        return
    arrived = Arrived(
        EvidenceCopy.Way.FETCHED, fetched.raw, read, final_url=fetched.final_url, notes=(*fetched.notes, *read.notes)
    )
    copy, is_new = store_copy(archiving.evidence, arrived, by=archiving.asked_by, actor=the_archiver())
    archiving.state, archiving.ended_at = Archiving.State.DONE, timezone.now()
    archiving.reason = "" if is_new else f"The page is the same as in {copy}; nothing was added."
    archiving.attempts += 1
    archiving.save(update_fields=["attempts", "reason", "state", "ended_at"])


def store_copy(evidence: Evidence, arrived: Arrived, *, by: Actor, actor: Actor) -> tuple[EvidenceCopy, bool]:
    """Keep a copy, and look for the words of the item's uses in it; the same bytes once more are the copy that is
    there. Whether it is new. Within a transaction; `by` asked for it, `actor` did it."""
    hold(f"copies of {evidence.pk}")
    sha256 = hashlib.sha256(arrived.raw).hexdigest()
    kept = EvidenceCopy.objects.filter(evidence=evidence, contents__isnull=False)
    if same := kept.filter(sha256=sha256).first():
        return same, False
    copy = _store(evidence, arrived, sha256, by)
    places = places_in(copy, arrived.read.text, evidence.uses.all())
    record(actor=actor, action="archived", target=copy, rows=[copy, *places], data={"evidence": evidence.pk})
    defer_comparison(evidence)
    return copy, True


def _store(evidence: Evidence, arrived: Arrived, sha256: str, by: Actor) -> EvidenceCopy:
    last = EvidenceCopy.objects.filter(evidence=evidence).aggregate(last=Max("number"))["last"] or 0
    text, contents = arrived.read.text, CopyContents(raw=arrived.raw, text=arrived.read.text)
    contents.copy = copy = EvidenceCopy.objects.create(
        evidence=evidence,
        number=last + 1,
        way=arrived.way,
        sha256=sha256,
        size=len(arrived.raw),
        media_type=arrived.read.media_type,
        text_sha256=contents.text_sha256,
        length=len(text),
        blocks=[list(block) for block in arrived.read.blocks],
        file_name=arrived.file_name,
        final_url=arrived.final_url,
        notes=list(arrived.notes),
        added_by=by,
        created_at=timezone.now(),
    )
    contents.save(force_insert=True)
    return copy


def of_file(file: FileDraft) -> Arrived:
    """An uploaded file as a copy."""
    read = file.read or CopyText(media_type(file.raw, file.content_type))
    return Arrived(EvidenceCopy.Way.UPLOADED, file.raw, read, file_name=file.name, notes=read.notes)


@transaction.atomic
def add_capture(*, evidence: Evidence, file: FileDraft, actor: Actor) -> tuple[EvidenceCopy, bool]:
    """Keep a file as a copy of an item that is stored; whether it is new. Raises Refused for one too large or empty."""
    check_file(file)
    return store_copy(evidence, of_file(file), by=actor, actor=actor)


@transaction.atomic
def redact_copy(*, copy: EvidenceCopy, reason: str, actor: Actor) -> None:
    """Remove what a copy holds; the copy stays with its digests and the reason. Raises Refused without a reason, and
    when it is gone already."""
    if not reason.strip():
        raise Refused("Say why the copy is removed.")
    contents = CopyContents.objects.filter(copy=copy)
    if not contents.exists():
        raise Refused("What this copy held was removed before.")
    digests = {"sha256": copy.sha256, "evidence": copy.evidence_id}
    record(actor=actor, action=REDACTED, target=copy, rows=[], texts={"reason": reason.strip()}, data=digests)
    contents.delete()


@transaction.atomic
def redact_copies(*, article: Article, reason: str, actor: Actor) -> int:
    """Remove what the copies of an article's page hold, and return how many; the items stay.

    They are those of items with its address, those that it answered at, however it is spelled, and those with the very
    bytes or words of one of its revisions."""
    addresses = spellings(article.canonical_url or "")
    revisions = article.revisions.all()
    same_address = Q(evidence__url__in=addresses) | Q(final_url__in=addresses)
    same_bytes = Q(sha256__in=revisions.values("source_sha256")) | Q(text_sha256__in=revisions.values("sha256"))
    kept = list(EvidenceCopy.objects.filter(same_address | same_bytes, contents__isnull=False))
    for copy in kept:
        redact_copy(copy=copy, reason=reason, actor=actor)
    return len(kept)


def spellings(url: str) -> list[str]:
    """The addresses that lead to the same page: with and without "www.", a slash at the end, and either scheme."""
    if not url:
        return []
    parts = urlsplit(url)
    hosts = {parts.netloc, parts.netloc.removeprefix("www."), f"www.{parts.netloc.removeprefix('www.')}"}
    paths = {parts.path.rstrip("/"), f"{parts.path.rstrip('/')}/"}
    query = f"?{parts.query}" if parts.query else ""
    return sorted(f"{scheme}://{host}{path}{query}" for scheme in ("http", "https") for host in hosts for path in paths)
