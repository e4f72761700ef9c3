"""Reading many articles in long-lived processes of their own, each of which is replaced when an article fells it.

A process a page, as for one article (`articles.reading`), would spend most of its time starting."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from queue import SimpleQueue
from types import TracebackType
from typing import TypeAlias

from pydantic import TypeAdapter, ValidationError

from articles.ingest import errors
from articles.ingest.errors import IngestError, NotReadInTime
from articles.ingest.items import Item
from articles.ingest.types import Draft
from articles.reading import ROOT, SECONDS

Read: TypeAlias = tuple[Item, Draft | IngestError]

MOST_ITEMS, MOST_BYTES = 16, 200_000
"""What a process is given at once: enough to keep it busy, so little that none idles at the end."""
_AHEAD = 3  # chunks a process that wait for it or for their turn: memory does not grow with the input

_DRAFT = TypeAdapter(Draft)
_FELL = NotReadInTime("The article could not be read: it took too long, or more memory than any article needs.")


class Reader:
    """A process that reads. It is started when it is first needed, and again after it fell."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def read(self, chunk: list[Item]) -> list[Read]:
        """Each item with what was read of it, in their order."""
        done: list[Read] = []
        while left := chunk[len(done) :]:
            done += [(item, _draft(answer)) for item, answer in zip(left, self._answers(left), strict=False)]
            if len(done) < len(chunk):
                self._end()
                done.append((chunk[len(done)], _FELL))
        return done

    def _answers(self, chunk: list[Item]) -> Iterator[bytes]:
        """The lines that come back, fewer than there are items if one of them ended the process."""
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        contents = [_content(item) for item in chunk]
        header = [_fields(item, len(content)) for item, content in zip(chunk, contents, strict=True)]
        try:
            process.stdin.write(json.dumps(header).encode() + b"\n" + b"".join(contents))
            process.stdin.flush()
        except BrokenPipeError:
            return
        for _ in chunk:
            line = process.stdout.readline()
            if not line.endswith(b"\n"):
                return
            yield line

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "articles.ingest.apart_many", f"{self._seconds:g}"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                env={"OPENBLAS_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"},
            )
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


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

        yield from _in_order(_chunks(items), lambda chunk: threads.submit(work, chunk), _AHEAD * workers)


def _in_order(
    chunks: Iterable[list[Item]], start: Callable[[list[Item]], Future[list[Read]]], most: int
) -> Iterator[Read]:
    waiting: deque[Future[list[Read]]] = deque()
    for chunk in chunks:
        waiting.append(start(chunk))
        if len(waiting) == most:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


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
        said = json.loads(line)
        if "error" in said:
            refusal: type[IngestError] = getattr(errors, str(said["error"]), IngestError)
            return refusal(str(said.get("message")))
        return _DRAFT.validate_python(said["read"])
    except (ValidationError, ValueError, KeyError, TypeError):
        return _FELL
