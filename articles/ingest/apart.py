"""Reading bytes that came from elsewhere, in a process that may be killed, for whoever is at the other end of a stream.

In comes one line of JSON, {"reader", "seconds", ...}. For a reader of one page or feed more of what it takes stands
there, and its bytes follow to the end of the stream; out goes one JSON object, {"read"}, or {"error", "message"} with
the name of an IngestError when the reader refused. For "many" see `apart_many`. JSON, since unpickling what a process
sends that a page may have taken over would let it take us over too.
"""

from __future__ import annotations

import importlib
import json
import resource
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import IO, Any

from articles.ingest import language
from articles.ingest.errors import IngestError

READERS = {
    "page": "articles.ingest.fetched:read_fetched",
    "copy": "articles.ingest.copies:read_copy",
    "feed": "articles.ingest.feeds:read_feed",
    "feed_links": "articles.ingest.feeds:feed_links",
    "many": "articles.ingest.apart_many:read_on",
}
MEMORY = 2 * 1024**3  # bytes of address space


def load() -> None:
    """Load all that any reader needs."""
    for name in READERS:
        reader(name)
    language.load()


def reader(name: str) -> Callable[..., Any]:
    module, _, function = READERS[name].partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), function)
    return found


def limit(cpu_seconds: int) -> None:
    """End this process when it takes more, even if nobody is left to kill it."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    limit_memory()


def limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def serve(given: IO[bytes], answers: IO[bytes]) -> None:
    """Answer what is asked over this stream, until it ends."""
    order = json.loads(given.readline())
    name, seconds = order.pop("reader"), order.pop("seconds")
    if name == "many":
        reader(name)(given, answers, seconds=seconds)
        return
    limit(int(seconds) + 1)
    answers.write(answer(lambda: reader(name)(given.read(), **order)))


def answer(read: Callable[[], Any]) -> bytes:
    """What a reader reads, or why it refuses, as a line of JSON."""
    try:
        said = {"read": read()}
    except IngestError as error:
        said = {"error": type(error).__name__, "message": str(error)}
    return json.dumps(said, default=_form).encode() + b"\n"


def _form(value: Any) -> Any:
    """The JSON form of what JSON has none for."""
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return str(value)
