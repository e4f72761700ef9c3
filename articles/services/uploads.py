"""Files of many articles that people send: kept in the database until a worker has brought in what is in them."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app as jobs

from articles.ingest.errors import EmptyText, IngestError, TooLarge
from articles.ingest.inputs import MANY
from articles.models import Import, ImportPart, Revision
from articles.services.bulk import run_import
from articles.services.outlets import add_outlet
from articles.services.queueing import Priority
from audit.ledger.locks import hold
from audit.ledger.models import Actor

IMPORT_TASK = "articles.run_import"

LARGEST_UPLOAD = 200_000_000
"""In bytes; what is larger is brought in by the command."""

PART = 1_000_000

Chunks = Callable[[], Iterable[bytes]]
"""Gives the bytes of a file from the start, each time it is called."""


def upload_import(*, name: str, chunks: Chunks, outlet: str, way: Revision.Way, actor: Actor) -> Import:
    """Keep a file and have a worker bring in its articles; one that is under way already is that one.

    `outlet` is the name for articles that name none themselves; it may be empty. Raises an IngestError for a name that
    is none of a file of many articles, a file that is empty or too large, and an outlet that can be none."""
    if not name.lower().endswith(MANY):
        raise IngestError(f"Choose a file of many articles: {', '.join(MANY)}.")
    whole, size = hashlib.sha256(), 0
    for chunk in chunks():
        whole.update(chunk)
        size += len(chunk)
    if not size:
        raise EmptyText("The file is empty.")
    if size > LARGEST_UPLOAD:
        raise TooLarge(
            f"The file holds {size:,} bytes; at most {LARGEST_UPLOAD:,} can be sent. Use the command ingest."
        )
    return _kept(name, whole.hexdigest(), size, chunks, outlet, way, actor)


@transaction.atomic
def _kept(name: str, sha256: str, size: int, chunks: Chunks, outlet: str, way: Revision.Way, actor: Actor) -> Import:
    hold(f"import {sha256}")
    outlet = add_outlet(name=outlet, actor=actor).name if outlet.strip() else ""
    given = {"sha256": sha256, "outlet": outlet, "way": way, "actor": actor}
    if under_way := Import.objects.filter(**given, ended_at=None).first():
        return under_way
    of = Import.objects.create(**given, name=name[-200:], created_at=timezone.now(), size=size)
    number = 0
    for chunk in chunks():
        for start in range(0, len(chunk), PART):
            ImportPart.objects.create(of=of, number=number, raw=chunk[start : start + PART])
            number += 1
    once = f"import {of.pk}"
    task = jobs.configure_task(IMPORT_TASK, queueing_lock=once, lock=once, priority=Priority.VISIT)
    task.defer(import_id=str(of.pk))
    return of


def run_uploaded(of: Import) -> None:
    """Bring in what is left of an uploaded file. Once more changes nothing."""
    if of.ended_at:
        return
    with tempfile.TemporaryDirectory(prefix="import-") as folder:
        path = Path(folder) / Path(of.name).name  # a name with folders in it leads nowhere else
        with path.open("wb") as file:
            for part in of.parts.order_by("number").iterator(chunk_size=4):
                file.write(part.raw)
        run_import(of, [path], folder=Path(folder))
