"""Reading one article after the other, in a process that may be killed.

In comes, any number of times: a line of JSON, a list of what `articles.ingest.items.Item` has beside its content with
the content's "length" in bytes, then the contents one after the other. Out goes a line of JSON for each item, as soon
as it is read: see `apart.answer`. An item that takes more CPU seconds than it may ends the process, whatever code it is
in; the item without an answer is the one to blame.
"""

from __future__ import annotations

import json
import signal
from typing import IO, Any

from articles.ingest import apart
from articles.ingest.items import Item, read_item


def read_on(given: IO[bytes], answers: IO[bytes], *, seconds: float) -> None:
    apart.limit_memory()
    while header := given.readline():
        # All of it before the first answer: neither side then waits for the other with a full stream.
        items = [_item(one, given.read(one.pop("length"))) for one in json.loads(header)]
        for item in items:
            # The default action of this signal ends the process, also in the middle of code that is not Python.
            signal.setitimer(signal.ITIMER_PROF, seconds)
            answers.write(apart.answer(lambda item=item: read_item(item)))  # type: ignore[misc]
            answers.flush()
        signal.setitimer(signal.ITIMER_PROF, 0)


def _item(fields: dict[str, Any], content: bytes) -> Item:
    is_text = fields.pop("is_text")
    words: str | bytes = content.decode("utf-8", errors="surrogatepass") if is_text else content
    return Item(source=None, place="", content=words, **fields)
