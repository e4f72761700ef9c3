"""`python -m articles.ingest.apart_many SECONDS`: reads one article after the other, in a process that may be killed.

Standard input, any number of times: a line of JSON, a list of what `articles.ingest.items.Item` has beside its content
with the content's "length" in bytes, then the contents one after the other. Standard output: a line of JSON for each
item, as soon as it is read: {"read"}, or {"error", "message"} with the name of an IngestError. An item that takes more
CPU seconds than it may ends the process, whatever code it is in; the item without an answer is the one to blame.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from dataclasses import asdict
from typing import Any

from articles.ingest.apart import MEMORY
from articles.ingest.errors import IngestError
from articles.ingest.items import Item, outcome


def main(seconds: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while header := sys.stdin.buffer.readline():
        # All of it before the first answer: neither side then waits for the other with a full pipe.
        given = [(one, sys.stdin.buffer.read(one.pop("length"))) for one in json.loads(header)]
        for fields, content in given:
            # The default action of this signal ends the process, also in the middle of code that is not Python.
            signal.setitimer(signal.ITIMER_PROF, float(seconds))
            sys.stdout.write(f"{_answer(fields, content)}\n")
            sys.stdout.flush()
        signal.setitimer(signal.ITIMER_PROF, 0)


def _answer(fields: dict[str, Any], content: bytes) -> str:
    is_text = fields.pop("is_text")
    words: str | bytes = content.decode("utf-8", errors="surrogatepass") if is_text else content
    found = outcome(Item(source=None, place="", content=words, **fields))
    if isinstance(found, IngestError):
        return json.dumps({"error": type(found).__name__, "message": str(found)})
    return json.dumps({"read": asdict(found)}, default=str)


if __name__ == "__main__":
    main(sys.argv[1])
