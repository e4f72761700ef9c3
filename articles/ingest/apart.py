"""`python -m articles.ingest.apart READER`: reads bytes that came from elsewhere, in a process that may be killed.

Standard input: one line of JSON, {"url", "content_type"} and what else the reader takes, then the bytes.
Standard output: one JSON object, {"read"}, or {"error", "message"} with the name of an IngestError when the reader
refused. JSON, since unpickling what a process sends that a page may have taken over would let it take us over too.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from typing import Any

from articles.ingest.errors import IngestError

# By name, so that each process loads the one reader it needs.
READERS = {
    "page": "articles.ingest.fetched:read_fetched",
    "feed": "articles.ingest.feeds:read_feed",
    "feed_links": "articles.ingest.feeds:feed_links",
}
MEMORY = 2 * 1024**3  # bytes of address space


def limit(cpu_seconds: int) -> None:
    """End this process when it takes more, even if nobody is left to kill it."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def reader(name: str) -> Callable[..., Any]:
    module, _, function = READERS[name].partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), function)
    return found


def main(name: str, cpu_seconds: str) -> None:
    limit(int(cpu_seconds))
    given = json.loads(sys.stdin.buffer.readline())
    try:
        read = reader(name)(sys.stdin.buffer.read(), **given)
        said = {"read": asdict(read) if is_dataclass(read) and not isinstance(read, type) else read}
    except IngestError as error:
        said = {"error": type(error).__name__, "message": str(error)}
    json.dump(said, sys.stdout, default=str)


if __name__ == "__main__":
    main(*sys.argv[1:])
