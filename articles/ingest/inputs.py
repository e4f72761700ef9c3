"""Files of any kind that articles come in: pages, texts, folders and ZIP archives of them, lines of JSON, CSV files,
web archives."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from articles.ingest.decode import opens_like_page
from articles.ingest.errors import IngestError
from articles.ingest.items import LARGEST_INPUT, Item, outcome
from articles.ingest.records import csv_rows, json_lines
from articles.ingest.types import Draft
from articles.ingest.web_archives import archived_pages
from articles.ingest.zips import zipped

PAGES = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz")
TEXTS = (".txt", ".md")
LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
TABLES = (".csv", ".csv.gz")
ARCHIVES = (".warc", ".warc.gz")
ZIPS = (".zip",)
MANY = (*LINES, *TABLES, *ARCHIVES, *ZIPS)
"""Files that hold any number of articles."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one input: a draft, or the reason why there is none. `source` is the input's own name for itself."""

    source: Any
    draft: Draft | None = None
    error: str = ""


def read_inputs(paths: Iterable[Path]) -> Iterator[Outcome]:
    """The outcome of every article in these files and folders, one at a time; a bad one never stops the rest."""
    for item in items(paths):
        found = outcome(item)
        if isinstance(found, IngestError):
            yield Outcome(item.source, error=str(found))
        else:
            yield Outcome(item.source, found)


def items(paths: Iterable[Path]) -> Iterator[Item]:
    """Every article in these files and folders, not yet read; what cannot be had comes as an item with its error.

    A folder stands for its pages, texts, records and archives, and those of the folders in it, in the order of their
    names. The order is the same each time."""
    before = 0
    for path in files(paths):
        try:
            for item in _items(path):
                yield replace(item, position=before + item.position)
            before += path.stat().st_size
        except OSError as error:
            yield Item(
                str(path), str(path), error=f"The file cannot be read: {error.strerror or error}.", position=before
            )


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that these paths stand for."""
    for path in paths:
        if path.is_dir():
            known = (*PAGES, *TEXTS, *MANY)
            yield from (
                inner for inner in sorted(path.rglob("*")) if inner.name.lower().endswith(known) and inner.is_file()
            )
        else:
            yield path


def total_size(paths: Sequence[Path]) -> int:
    """The bytes of all files; one that cannot be had counts none."""
    return sum(path.stat().st_size for path in files(paths) if path.is_file())


def digest_of(paths: Sequence[Path]) -> str:
    """One SHA-256 over the contents of all files and their order, by which the same inputs are known again."""
    whole = hashlib.sha256()
    for path in files(paths):
        try:
            with path.open("rb") as file:
                whole.update(hashlib.file_digest(file, "sha256").digest())
        except OSError as error:
            whole.update(str(error).encode())
    return whole.hexdigest()


def _items(path: Path) -> Iterator[Item]:
    name = path.name.lower()
    if name.endswith(LINES):
        return json_lines(path, gzipped=name.endswith(".gz"))
    if name.endswith(TABLES):
        return csv_rows(path, gzipped=name.endswith(".gz"))
    if name.endswith(ARCHIVES):
        return archived_pages(path)
    if name.endswith(ZIPS):
        return zipped(path, (*PAGES, *TEXTS, *LINES, *TABLES, *ARCHIVES), _items)
    return _whole(path, is_page=name.endswith(PAGES))


def _whole(path: Path, *, is_page: bool) -> Iterator[Item]:
    if (size := path.stat().st_size) > LARGEST_INPUT:
        error = f"The file holds {size:,} bytes; at most {LARGEST_INPUT:,} can be taken in."
        yield Item(str(path), str(path), error=error, position=size)
        return
    with path.open("rb") as file:
        raw = file.read(LARGEST_INPUT)
    is_page = is_page or opens_like_page(raw)
    kind = "text/html" if is_page else "text/plain"
    # The name says that it is a page; its charset is its own to tell.
    yield Item(str(path), str(path), raw, is_page=is_page, file_name=path.name, position=len(raw), content_type=kind)
