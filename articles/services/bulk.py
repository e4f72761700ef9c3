"""Bringing in many articles at once. What was done is noted in the transaction that does it: an import that is
interrupted at any point goes on where it was, and brings in nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from django.db import DataError, IntegrityError, connection, transaction
from django.utils import timezone

from articles.ingest.errors import BadRecord, IngestError
from articles.ingest.inputs import digest_of, items, total_size
from articles.ingest.items import Item, is_web_address
from articles.ingest.types import Draft
from articles.models import Import, ImportPart, ImportSkip, Outlet, Revision
from articles.reading.many import Read, read_many
from articles.services.errors import ImportTaken
from articles.services.outlets import add_outlet
from articles.services.pages import own_address
from articles.services.queueing import Priority
from articles.services.storing import Added, Incoming, RawSource, add_articles
from audit.ledger.models import Actor

MOST_ITEMS, MOST_BYTES = 250, 8_000_000
"""What is stored in one transaction: few commits, and little to do again after an interruption."""

PENDING_WORDS = "32MB"
"""So much of the index for searching words may wait to be put in order; by default that is done every few batches."""

Done: TypeAlias = tuple[Item, Added | IngestError]
Tell: TypeAlias = Callable[[Import, Sequence[Done]], None]


def begin_import(*, paths: Sequence[Path], outlet: str, way: Revision.Way, actor: Actor) -> Import:
    """The actor's import of these files and folders: the one that was interrupted, or a new one.

    `outlet` is the name for articles that name none themselves; it may be empty. Raises BadOutletName."""
    outlet = add_outlet(name=outlet, actor=actor).name if outlet else ""
    return Import.objects.get_or_create(
        sha256=digest_of(paths),
        outlet=outlet,
        way=way,
        actor=actor,
        ended_at=None,
        defaults={
            "name": _storable(", ".join(path.name for path in paths)[:500]),
            "created_at": timezone.now(),
            "size": total_size(paths),
        },
    )[0]


def run_import(
    of: Import, paths: Iterable[Path], *, workers: int = 1, tell: Tell | None = None, folder: Path | None = None
) -> Import:
    """Bring in what is left of an import, and tell of each batch that was stored. Not within a transaction.

    Files are told by their names within `folder`. Raises ImportTaken when another process goes on with it at the same
    time."""
    outlets = _Outlets(of.outlet, of.actor)
    found = (_within(folder, item) for item in items(paths)) if folder else items(paths)
    for batch in _batches(read_many(islice(found, of.done, None), workers=workers)):
        done = _take(of, batch, outlets)
        if tell:
            tell(of, done)
    _end(of)
    return of


def _within(folder: Path, item: Item) -> Item:
    source = item.source.removeprefix(f"{folder}/") if isinstance(item.source, str) else item.source
    return replace(item, place=item.place.removeprefix(f"{folder}/"), source=source)


@transaction.atomic
def _end(of: Import) -> None:
    of.ended_at = timezone.now()
    of.save(update_fields=["ended_at"])
    ImportPart.objects.filter(of=of).delete()


def _batches(reads: Iterable[Read]) -> Iterator[list[Read]]:
    batch: list[Read] = []
    length = 0
    for read in reads:
        batch.append(read)
        length += len(read[0].content)
        if len(batch) == MOST_ITEMS or length > MOST_BYTES:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch


def _take(of: Import, batch: Sequence[Read], outlets: _Outlets) -> list[Done]:
    """Store a batch, or each of its items by itself when the database refuses one of them."""
    prepared = [(item, _incoming(item, read, outlets)) for item, read in batch]
    try:
        return _store(of, prepared)
    except (DataError, IntegrityError) as error:
        if len(batch) == 1:
            refused = BadRecord(f"The database refused it: {str(error).splitlines()[0]}")
            return _store(of, [(batch[0][0], refused)])
        return [done for read in batch for done in _take(of, [read], outlets)]


def _store(of: Import, batch: Sequence[tuple[Item, Incoming | IngestError]]) -> list[Done]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL gin_pending_list_limit = %s", [PENDING_WORDS])
        stands = Import.objects.select_for_update().get(pk=of.pk)
        if (stands.done, stands.ended_at) != (of.done, None):
            raise ImportTaken("Another process goes on with this import. Leave it to that one.")
        good = [incoming for _, incoming in batch if isinstance(incoming, Incoming)]
        added = iter(add_articles(good, way=Revision.Way(of.way), actor=of.actor, priority=Priority.BULK))
        done: list[Done] = [(item, next(added) if isinstance(one, Incoming) else one) for item, one in batch]
        ImportSkip.objects.bulk_create(skip for item, result in done if (skip := _skip(of, item, result)))
        _count(stands, done)
    of.done, of.stored, of.known, of.skipped = stands.done, stands.stored, stands.known, stands.skipped
    of.position = stands.position
    return done


def _count(stands: Import, done: Sequence[Done]) -> None:
    stands.done += len(done)
    stands.stored += sum(isinstance(result, Added) and result.is_new for _, result in done)
    stands.skipped += sum(isinstance(result, IngestError) for _, result in done)
    stands.known = stands.done - stands.stored - stands.skipped
    stands.position = done[-1][0].position
    stands.save(update_fields=["done", "stored", "skipped", "known", "position"])


def _skip(of: Import, item: Item, result: Added | IngestError) -> ImportSkip | None:
    skip = ImportSkip(of=of, place=_storable(item.place), source=_storable(str(item.source)))
    if isinstance(result, IngestError):
        skip.kind, skip.reason = ImportSkip.Kind.REFUSED, _storable(str(result))
    elif result.is_new:
        return None
    else:
        skip.kind, skip.reason = ImportSkip.Kind.KNOWN, "The same article is here already."
        skip.article = result.article
    return skip


def _storable(text: str) -> str:
    """A name as the database can keep it; file names may hold any byte."""
    return text.replace("\0", "\ufffd").encode("utf-8", errors="replace").decode()


def _incoming(item: Item, read: Draft | IngestError, outlets: _Outlets) -> Incoming | IngestError:
    if isinstance(read, IngestError):
        return read
    try:
        url = _address(item, read)
        outlet = outlets.of(item, url)
    except IngestError as error:
        return error
    kind = item.content_type or ("text/html" if item.is_page else "text/plain; charset=utf-8")
    # Only an archived page is one that an address answered with.
    answered = item.url if item.is_page and item.content_type else ""
    return Incoming(read, outlet, RawSource(item.raw, kind, _storable(item.file_name)[:255], url=answered), url or None)


def _address(item: Item, draft: Draft) -> str:
    """The address that the article is known by; empty if there is none."""
    if item.url and not is_web_address(item.url):
        raise BadRecord(f"“{item.url[:80]}” is no web address. It must look like https://example.org/story.")
    if item.is_page and item.url:
        return own_address(item.url, draft)
    return draft.canonical_url if is_web_address(draft.canonical_url) else ""


@dataclass(slots=True)
class _Outlets:
    """Outlets by name and by the hosts of their sites; those that are named and not there are made."""

    otherwise: str
    actor: Actor
    by_name: dict[str, Outlet] = field(default_factory=dict)
    by_host: dict[str, Outlet] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for outlet in Outlet.objects.exclude(domains=[]):
            self.by_host |= {domain.lower().removeprefix("www."): outlet for domain in outlet.domains}

    def of(self, item: Item, url: str) -> Outlet:
        """The outlet that the item names, else the one whose site its address is on, else the import's."""
        if item.outlet.strip():
            return self._named(item.outlet)
        if url and (found := self._at(urlsplit(url).hostname or "")):
            return found
        if not self.otherwise:
            raise BadRecord("It names no outlet, and its address is on no outlet's site. Name one for all: --outlet.")
        return self._named(self.otherwise)

    def _at(self, host: str) -> Outlet | None:
        labels = host.split(".")
        above = (".".join(labels[start:]) for start in range(len(labels) - 1))
        return next((self.by_host[domain] for domain in above if domain in self.by_host), None)

    def _named(self, name: str) -> Outlet:
        if name not in self.by_name:
            self.by_name[name] = add_outlet(name=name, actor=self.actor)
        return self.by_name[name]
