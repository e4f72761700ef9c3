"""Reading what came from elsewhere in a process of its own: it is killed when it takes too long, sees neither our
secrets nor our database, and takes nothing with it when it falls."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from articles.ingest import errors
from articles.ingest.errors import IngestError, NotReadInTime

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 20.0  # the longest that a page may take; a usual one takes a tenth of that

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
    said = _said(reader, json.dumps({"url": url, "content_type": content_type, **more}).encode() + b"\n" + raw, seconds)
    if isinstance(said, dict) and "error" in said:
        refusal = getattr(errors, str(said["error"]), IngestError)
        raise refusal(str(said.get("message")))
    try:
        return TypeAdapter(kind).validate_python(said["read"])
    except (ValidationError, KeyError, TypeError) as error:
        raise NotReadInTime("The page could not be read.") from error


def _said(reader: str, given: bytes, seconds: float) -> Any:
    command = [sys.executable, "-m", "articles.ingest.apart", reader, str(int(seconds) + 1)]
    try:
        ended = subprocess.run(
            command,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={"OPENBLAS_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"},
            timeout=seconds,
            check=True,
        )
        return json.loads(ended.stdout)
    except subprocess.TimeoutExpired as error:
        raise NotReadInTime(f"Reading the page took longer than {seconds:g} seconds; no real page does.") from error
    except (subprocess.CalledProcessError, ValueError) as error:
        raise NotReadInTime("The page could not be read: the process that read it fell over it.") from error
