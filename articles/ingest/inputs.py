"""Read files of any kind that articles come in: pages, texts, folders of them, and lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from articles.ingest.errors import BadRecord, IngestError
from articles.ingest.html import read_page
from articles.ingest.plain import read_text
from articles.ingest.types import Draft

PAGES = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz")
TEXTS = (".txt", ".md")
RECORDS = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one input: a draft, or the reason why there is none. `source` is the input's own name for itself."""

    source: Any
    draft: Draft | None = None
    error: str = ""


def read_file(path: Path) -> Draft:
    """The draft of a page or a text file, told apart by its name. Raises IngestError or OSError."""
    raw = path.read_bytes()
    return read_page(raw) if path.name.lower().endswith(PAGES) else read_text(raw)


def read_inputs(paths: Iterable[Path]) -> Iterator[Outcome]:
    """The outcome of every article in these files and folders, one at a time; a bad one never stops the rest.

    A folder stands for its pages, texts and records, and those of the folders in it, in the order of their names."""
    for path in paths:
        if path.is_dir():
            known = (
                inner for inner in sorted(path.rglob("*")) if inner.name.lower().endswith((*PAGES, *TEXTS, *RECORDS))
            )
            yield from read_inputs(inner for inner in known if inner.is_file())
        elif path.name.lower().endswith(RECORDS):
            yield from _records(path)
        else:
            yield _outcome(path)


def _outcome(path: Path) -> Outcome:
    try:
        return Outcome(str(path), read_file(path))
    except (IngestError, OSError) as error:
        return Outcome(str(path), error=str(error))


def _records(path: Path) -> Iterator[Outcome]:
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _record(line, f"{path}:{number}")
    except OSError as error:
        yield Outcome(str(path), error=str(error))


def _record(line: bytes, place: str) -> Outcome:
    """The outcome of one line; it is named by its place if it does not name itself."""
    source: Any = place
    try:
        record = _loaded(line)
        source = record.get("source", place)
        return Outcome(source, _draft(record))
    except IngestError as error:
        return Outcome(source, error=str(error))


def _loaded(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadRecord("The line is no JSON.") from error
    if not isinstance(record, dict):
        raise BadRecord("The line is no JSON object.")
    return record


def _draft(record: dict[str, Any]) -> Draft:
    """The draft of {"url", "html"} or {"url", "title", "text"}; of the latter text and title are taken as they are."""
    url, title, html, text = (record.get(name) for name in ("url", "title", "html", "text"))
    if any(value is not None and not isinstance(value, str) for value in (url, title, html, text)):
        raise BadRecord("The record's url, title, html and text must be strings.")
    if html is not None:
        # A half surrogate is the page's to answer for: it becomes a replacement character.
        return read_page(html.encode("utf-8", errors="replace"), url=url)
    if text is None:
        raise BadRecord("The record has neither html nor text.")
    draft = read_text(text)
    return replace(draft, headline=title or draft.headline, canonical_url=url or "")
