"""Reading what came from elsewhere in a process of its own: it is killed when it takes too long, sees neither our
secrets nor our database, and takes nothing with it when it falls."""

from __future__ import annotations

import json
import socket
import time
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from articles.ingest import errors
from articles.ingest.errors import IngestError, NotReadInTime
from articles.reading.forked import Forked, fork

SECONDS = 20.0  # the longest that a page may take; a usual one takes a tenth of that
_STEP = 1 << 16
_FELL = "The page could not be read: the process that read it fell over it."

T = TypeVar("T")


def read_apart(
    reader: str,
    raw: bytes,
    kind: type[T],
    *,
    url: str | None,
    content_type: str | None,
    seconds: float = SECONDS,
    **more: str,
) -> T:
    """What a reader of `articles.ingest.apart` reads from these bytes, as `kind`; `more` goes to the reader.

    Raises what the reader raises, an IngestError, and NotReadInTime when the process had to be ended or fell."""
    order = {"reader": reader, "seconds": seconds, "url": url, "content_type": content_type, **more}
    said = _said(json.dumps(order).encode() + b"\n" + raw, seconds)
    if isinstance(said, dict) and "error" in said:
        refusal = getattr(errors, str(said["error"]), IngestError)
        raise refusal(str(said.get("message")))
    try:
        return TypeAdapter(kind).validate_python(said["read"])
    except (ValidationError, KeyError, TypeError) as error:
        raise NotReadInTime("The page could not be read.") from error


def _said(given: bytes, seconds: float) -> Any:
    try:
        with fork() as process:
            return json.loads(_told(process, given, time.monotonic() + seconds))
    except TimeoutError as error:
        raise NotReadInTime(f"Reading the page took longer than {seconds:g} seconds; no real page does.") from error
    except (OSError, ValueError) as error:
        raise NotReadInTime(_FELL) from error


def _told(process: Forked, given: bytes, end: float) -> bytes:
    """All that a process says to this until it ends. Raises TimeoutError."""
    talk = process.talk
    talk.settimeout(_left(end))
    talk.sendall(given)
    talk.shutdown(socket.SHUT_WR)
    parts = []
    while part := talk.recv(_STEP):
        parts.append(part)
        talk.settimeout(_left(end))
    return b"".join(parts)


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
