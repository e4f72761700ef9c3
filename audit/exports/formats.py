"""How rows are written: JSON Lines and CSV, a piece at a time.

JSON Lines is UTF-8 with one object a line. CSV is RFC 4180 in UTF-8 with a header row and without a byte order mark,
which programs would read as part of the first column's name; a spreadsheet asks for the encoding when one imports the
file. Lists of words are joined by "; ", spans and evidence are JSON, nothing is an empty cell.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from audit.exports.rows import COLUMNS, Row

PIECE = 64 * 1024  # characters written at once
# A spreadsheet would run these as a formula; an apostrophe before them makes the cell plain text.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def plain(value: Any) -> str:
    """Dates, times (UTC) and ids as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in an export")


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=plain)


def json_lines(rows: Iterable[Row]) -> Iterator[str]:
    return (as_json(row) + "\n" for row in rows)


class _Line:
    """What a csv writer writes to: it hands the line back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    return csv_of(COLUMNS, (row.values() for row in rows))


def csv_of(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Lines of CSV: the columns' names, then the cells of each row."""
    writer = csv.writer(_Line())
    yield str(writer.writerow(columns))
    for row in rows:
        yield str(writer.writerow([_cell(value) for value in row]))


def _cell(value: Any) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    return defuse(_text(value))


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return "; ".join(value) if all(isinstance(item, str) for item in value) else as_json(value)
    return plain(value)


def defuse(cell: str) -> str:
    """The cell with an apostrophe before it if a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def pieces(lines: Iterable[str], size: int = PIECE) -> Iterator[str]:
    """The same characters in pieces of about `size`, so that a response is not sent line by line."""
    waiting: list[str] = []
    length = 0
    for line in lines:
        waiting.append(line)
        length += len(line)
        if length >= size:
            yield "".join(waiting)
            waiting, length = [], 0
    if waiting:
        yield "".join(waiting)


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write rows."""

    content_type: str
    write: Callable[[Iterable[Row]], Iterator[str]]


FORMATS = {
    "jsonl": Format("application/jsonl; charset=utf-8", json_lines),
    "csv": Format("text/csv; charset=utf-8; header=present", csv_lines),
}
