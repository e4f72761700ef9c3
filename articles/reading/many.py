"""Reading many articles in long-lived processes of their own, each of which is replaced when an article fells it.

A process a page, as for one article (`articles.reading.one`), would spend most of its time starting."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from queue import SimpleQueue
from typing import IO, TypeAlias

from pydantic import TypeAdapter, ValidationError

from articles.ingest import errors
from articles.ingest.errors import IngestError, NotReadInTime
from articles.ingest.items import Item
from articles.ingest.types import Draft
from articles.reading.forked import Forked, fork
from articles.reading.one import SECONDS

Read: TypeAlias = tuple[Item, Draft | IngestError]

MOST_ITEMS, MOST_BYTES = 16, 200_000
"""What a process is given at once: enough to keep it busy, so little that none idles at the end."""

FEWEST_AHEAD, MOST_AHEAD, BYTES_AHEAD = 3, 32, 4_000_000
"""So many chunks a process wait for it or for their turn: enough to go on while whoever asked stores hundreds of
articles. Beyond the fewest they are bounded in bytes too, so that memory does not grow with the input."""

_FELL = NotReadInTime("The article could not be read: it took too long, or more memory than any article needs.")


@dataclass(frozen=True, slots=True)
class _Said:
    """The answer of a process, which a page may have taken over."""

    read: Draft | None = None
    error: str = ""
    message: str = ""


_SAID = TypeAdapter(_Said)


class Reader:
    """A process that reads. It is started when it is first needed, and again after it fell."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self.process: Forked | None = None
        self._answers: IO[bytes] = BytesIO()

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *raised: object) -> None:
        self._end()

    def read(self, chunk: list[Item]) -> list[Read]:
        """Each item with what was read of it, in their order."""
        done: list[Read] = []
        while left := chunk[len(done) :]:
            done += [(item, _draft(line)) for item, line in zip(left, self._lines(left), strict=False)]
            if len(done) < len(chunk):
                self._end()
                done.append((chunk[len(done)], _FELL))
        return done

    def _lines(self, chunk: list[Item]) -> Iterator[bytes]:
        """The lines that come back, fewer than there are items if one of them ended the process."""
        contents = [_content(item) for item in chunk]
        header = [_fields(item, len(content)) for item, content in zip(chunk, contents, strict=True)]
        try:
            self._started().talk.sendall(json.dumps(header).encode() + b"\n" + b"".join(contents))
            for _ in chunk:
                line = self._answers.readline()
                if not line.endswith(b"\n"):
                    return
                yield line
        except OSError:
            return

    def _started(self) -> Forked:
        if self.process is None:
            self.process = fork()
            self._answers = self.process.talk.makefile("rb")
            self.process.talk.sendall(json.dumps({"reader": "many", "seconds": self._seconds}).encode() + b"\n")
        return self.process

    def _end(self) -> None:
        if self.process is not None:
            self._answers.close()
            self.process.kill()
            self.process = None


def read_many(items: Iterable[Item], *, workers: int = 1, seconds: float = SECONDS) -> Iterator[Read]:
    """Each item with its draft or the reason why there is none, in their order."""
    with ExitStack() as stack:
        idle: SimpleQueue[Reader] = SimpleQueue()
        for _ in range(workers):
            idle.put(stack.enter_context(Reader(seconds)))
        threads = stack.enter_context(ThreadPoolExecutor(workers))
        stack.callback(threads.shutdown, cancel_futures=True)

        def work(chunk: list[Item]) -> list[Read]:
            reader = idle.get()
            try:
                return reader.read(chunk)
            finally:
                idle.put(reader)

        yield from _in_order(_chunks(items), lambda chunk: threads.submit(work, chunk), workers)


def _in_order(
    chunks: Iterable[list[Item]], start: Callable[[list[Item]], Future[list[Read]]], workers: int
) -> Iterator[Read]:
    waiting: deque[tuple[Future[list[Read]], int]] = deque()
    length = 0
    for chunk in chunks:
        waiting.append((start(chunk), _length(chunk)))
        length += waiting[-1][1]
        while len(waiting) >= (FEWEST_AHEAD if length > BYTES_AHEAD else MOST_AHEAD) * workers:
            done, given_back = waiting.popleft()
            length -= given_back
            yield from done.result()
    for done, _ in waiting:
        yield from done.result()


def _length(chunk: Sequence[Item]) -> int:
    return sum(len(item.content) for item in chunk)


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    length = 0
    for item in items:
        if chunk and (len(chunk) == MOST_ITEMS or length + len(item.content) > MOST_BYTES):
            yield chunk
            chunk, length = [], 0
        chunk.append(item)
        length += len(item.content)
    if chunk:
        yield chunk


def _content(item: Item) -> bytes:
    return item.content.encode("utf-8", errors="surrogatepass") if isinstance(item.content, str) else item.content


def _fields(item: Item, length: int) -> dict[str, object]:
    names = ("is_page", "content_type", "url", "title", "published", "error")
    return {"length": length, "is_text": isinstance(item.content, str), **{name: getattr(item, name) for name in names}}


def _draft(line: bytes) -> Draft | IngestError:
    try:
        said = _SAID.validate_json(line)
    except ValidationError:
        return _FELL
    if said.read is not None:
        return said.read
    refusal: type[IngestError] = getattr(errors, said.error, IngestError)
    return refusal(said.message)
