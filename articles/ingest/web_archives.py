"""WARC files, gzipped or not: the pages and texts that were answered with. A broken record does not stop the rest."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import brotli
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataException
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from articles.ingest.items import LARGEST_INPUT, Item

PAGE_TYPES = ("text/html", "application/xhtml+xml")
STARTS = (b"\x1f\x8b\x08", b"WARC/1.")
STEP = 1 << 20
BROKEN_RECORD = "The record cannot be read; reading goes on with the next one."
CUT_OFF = "The record is cut off."

_BROKEN = (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError, zlib.error)
_BROKEN_BODY = (ChunkedDataException, zlib.error, brotli.error, EOFError, ValueError)


def archived_pages(path: Path) -> Iterator[Item]:
    """An item for every page or text in the archive that was answered with; pictures and the like are none.

    Raises OSError."""
    with path.open("rb") as file:
        start: int | None = 0
        while start is not None:
            file.seek(start)
            records = ArchiveIterator(file)
            try:
                for record in _well_formed(records):
                    if item := _item(record, path, file.tell()):
                        yield item
                return
            except _BROKEN:
                place = f"{path} at byte {file.tell():,}"
                yield Item(place, place, error=BROKEN_RECORD, position=file.tell())
                start = _next_start(file, max(records.offset, start) + 1)  # the offset of the broken one


def _well_formed(records: Iterator[Any]) -> Iterator[Any]:
    """The records, with a complaint of the archive for what trips the library: an answer that names no address.

    Raises ArchiveLoadFailed."""
    while True:
        try:
            record = next(records)
        except StopIteration:
            return
        except AttributeError as error:
            raise ArchiveLoadFailed(BROKEN_RECORD) from error
        yield record


def _next_start(file: IO[bytes], after: int) -> int | None:
    """Where the next record may begin, at this byte or later."""
    file.seek(after)
    overlap = b""
    base = after
    while block := file.read(STEP):
        window = overlap + block
        found = [place for mark in STARTS if (place := window.find(mark)) >= 0]
        if found:
            return base - len(overlap) + min(found)
        overlap = window[-8:]
        base += len(block)
    return None


def _item(record: Any, path: Path, position: int) -> Item | None:
    if record.rec_type not in ("response", "resource"):
        return None
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    headers = record.http_headers or record.rec_headers
    kind = headers.get_header("Content-Type") or ""
    bare = kind.partition(";")[0].strip().lower()
    if bare not in (*PAGE_TYPES, "text/plain"):
        return None
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    content, error = _body(record) if status == "200" else (b"", f"The site answered with {status}, not with a page.")
    return Item(
        url or str(path),
        f"{path}: {url}",
        content,
        is_page=bare in PAGE_TYPES,
        content_type=kind,
        file_name=path.name,
        url=url,
        error=error,
        position=position,
    )


def _body(record: Any) -> tuple[bytes, str]:
    """What was answered, unpacked, or what is wrong with it."""
    pieces, length = [], 0
    stream = record.content_stream()
    try:
        while piece := stream.read(STEP):
            pieces.append(piece)
            length += len(piece)
            if length > LARGEST_INPUT:
                return b"", f"The page holds more than {LARGEST_INPUT:,} bytes."
    except _BROKEN_BODY:
        return b"", "What the site answered cannot be unpacked."
    if getattr(record.raw_stream, "limit", 0) > 0:
        return b"", CUT_OFF
    return b"".join(pieces), ""
