"""Files of records: a JSON object a line, or rows of a CSV file with named columns; gzipped or not."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from articles.ingest.items import GIVEN, LARGEST_INPUT, Item, record_item

COLUMNS = {"source", *GIVEN}
CUT_OFF = "The gzip archive is cut off or damaged here; what stood before it was read."
NOT_UTF8 = "is not UTF-8. Save the file as UTF-8 and try again."
TOO_LONG = f"The line is longer than {LARGEST_INPUT:,} bytes, more than any article."

csv.field_size_limit(LARGEST_INPUT)


class Lines:
    """The lines of a file as bytes, with their line ends; `number` is that of the last one, `position` the bytes of
    the file read so far. One that is too long comes as an empty line, and is told in `error`."""

    def __init__(self, file: IO[bytes], *, gzipped: bool) -> None:
        self.file = file
        self.stream: Any = io.BufferedReader(gzip.GzipFile(fileobj=file)) if gzipped else file
        self.number = 0
        self.error = ""

    @property
    def position(self) -> int:
        return self.file.tell()

    def __iter__(self) -> Iterator[bytes]:
        while line := self._next():
            self.number += 1
            yield line

    def _next(self) -> bytes:
        line: bytes = self.stream.readline(LARGEST_INPUT)
        self.error = ""
        if len(line) < LARGEST_INPUT or line.endswith(b"\n"):
            return line
        while (rest := self.stream.readline(LARGEST_INPUT)) and not rest.endswith(b"\n"):
            pass
        self.error = TOO_LONG
        return b"\n"


def json_lines(path: Path, *, gzipped: bool = False) -> Iterator[Item]:
    """An item a line; empty lines are none. Raises OSError."""
    return _told(path, gzipped, _json_items)


def csv_rows(path: Path, *, gzipped: bool = False) -> Iterator[Item]:
    """An item a row. The first line names the columns, of which one is "text" or "html". Raises OSError."""
    return _told(path, gzipped, _csv_items)


def _told(path: Path, gzipped: bool, read: Any) -> Iterator[Item]:
    with path.open("rb") as file:
        lines = Lines(file, gzipped=gzipped)
        try:
            for item in read(path, lines):
                yield replace(item, position=lines.position)
            if lines.number == 0:
                yield Item(str(path), str(path), error="The file is empty.")
        except (EOFError, zlib.error, gzip.BadGzipFile):
            yield Item(str(path), f"{path}:{lines.number + 1}", error=CUT_OFF, position=lines.position)


def _json_items(path: Path, lines: Lines) -> Iterator[Item]:
    for line in lines:
        place = f"{path}:{lines.number}"
        if lines.error:
            yield Item(place, place, error=lines.error)
        elif line.strip():
            yield _json_item(line, place, path.name)


def _json_item(line: bytes, place: str, file_name: str) -> Item:
    try:
        record = json.loads(line)
    except UnicodeDecodeError:
        return Item(place, place, error=f"The line {NOT_UTF8}")
    except (ValueError, RecursionError):
        return Item(place, place, error="The line is no JSON.")
    if not isinstance(record, dict):
        return Item(place, place, error="The line is no JSON object.")
    return record_item(record, place, file_name)


def _csv_items(path: Path, lines: Lines) -> Iterator[Item]:
    texts = (line.decode("utf-8", errors="surrogateescape") for line in lines)
    first = next(texts, "").removeprefix("\ufeff")
    if not first:
        return
    delimiter = max(",;\t", key=first.count)
    names = [name.strip().lower() for name in next(csv.reader([first], delimiter=delimiter), [])]
    if not {"text", "html"} & set(names):
        yield Item(str(path), f"{path}:1", error=_wrong_columns(first, names))
        return
    rows = csv.reader(texts, delimiter=delimiter)
    while True:
        start = lines.number + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Item(f"{path}:{start}", f"{path}:{start}", error=f"The row cannot be read: {error}.")
            continue
        if row is None:
            return
        if row or lines.error:
            yield _csv_item(row, names, f"{path}:{start}", path.name, lines.error)


def _wrong_columns(first: str, names: list[str]) -> str:
    wanted = (
        "A column named text or html is wanted; columns named source, url, title, outlet and published are read too."
    )
    if not first.isprintable() and not first.strip("\r\n\t").isprintable():
        return f"The first line {NOT_UTF8} {wanted}"
    shown = ", ".join(f"“{name[:40]}”" for name in names[:20])
    return f"The columns are {shown}. {wanted}"


def _csv_item(row: list[str], names: list[str], place: str, file_name: str, error: str) -> Item:
    if error:
        return Item(place, place, error=error)
    if len(row) != len(names):
        return Item(place, place, error=f"The row has {len(row)} cells, but there are {len(names)} columns.")
    if any("\udc80" <= character <= "\udcff" for cell in row if not cell.isascii() for character in cell):
        return Item(place, place, error=f"The row {NOT_UTF8}")
    # An empty cell is none: the row of a text has an empty cell for html.
    record = {name: cell for name, cell in zip(names, row, strict=True) if name in COLUMNS and cell.strip()}
    return record_item(record, place, file_name)
