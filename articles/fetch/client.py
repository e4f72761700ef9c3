"""Fetching one page: address, turn, robots, the request, redirects; each hop is checked like the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus

import httpcore

from articles.fetch.addresses import IPAddress
from articles.fetch.answers import Answer, check_status, location, read_page, read_robots
from articles.fetch.body import READ_TYPES
from articles.fetch.connection import Deadline, asked, checked_addresses
from articles.fetch.errors import FetchRefused
from articles.fetch.robots import check_robots
from articles.fetch.rules import Rules
from articles.fetch.turns import Turn
from articles.fetch.web_address import WebAddress, read_address

REDIRECTS = frozenset({301, 302, 303, 307, 308})
KEPT_HEADERS = ("content-type", "content-language", "date", "etag", "last-modified", "link", "x-robots-tag")
ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml,text/plain;q=0.9"
ENCODINGS = "gzip, deflate, br"

Headers = Sequence[tuple[str, str]]
Read = Callable[[httpcore.Response], Answer]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as the server sent it. `raw` is decoded of compression alone, its characters are not; it is empty when
    `status` is 304: not changed since the visit whose `etag` or `last_modified` was given.

    `url` is the address asked for, `final_url` the one that answered; `headers` are those that matter, in lower case.
    The notes are sentences for the person who asked."""

    url: str
    final_url: str
    status: int
    content_type: str
    headers: dict[str, str]
    raw: bytes
    etag: str
    last_modified: str
    fetched_at: datetime
    notes: tuple[str, ...]

    @property
    def is_unchanged(self) -> bool:
        return self.status == HTTPStatus.NOT_MODIFIED


def fetch(url: str, *, rules: Rules, turn: Turn, etag: str = "", last_modified: str = "") -> Fetched:
    """Get one page. `etag` and `last_modified`, as an earlier visit gave them, make it conditional.

    Raises FetchRefused for what we do not fetch and FetchFailed for what did not work. Waits for its turn before each
    hop; that time alone does not count against `rules.seconds`."""
    first = read_address(url, rules.ports)
    visit = _Visit(rules, turn, Deadline(rules.seconds))
    final, answer = visit.page(first, _headers(rules, etag, last_modified))
    check_status(final.host, answer, was_conditional=bool(etag or last_modified))
    found = answer.headers
    return Fetched(
        url=str(first),
        final_url=str(final),
        status=answer.status,
        content_type=found.get("content-type", ""),
        headers={name: found[name] for name in KEPT_HEADERS if name in found},
        raw=answer.raw,
        etag=found.get("etag", ""),
        last_modified=found.get("last-modified", ""),
        fetched_at=datetime.now(UTC),
        notes=_notes(first, final),
    )


def _headers(rules: Rules, etag: str, last_modified: str) -> Headers:
    conditions = [("If-None-Match", etag), ("If-Modified-Since", last_modified)]
    accept = ACCEPT if rules.accepted == READ_TYPES else f"{ACCEPT},*/*;q=0.5"
    return [("Accept", accept), *((name, value) for name, value in conditions if value)]


def _notes(first: WebAddress, final: WebAddress) -> tuple[str, ...]:
    notes = [f"The address led on to {final}."] if final != first else []
    if first.scheme == "https" and final.scheme == "http":
        notes.append("It led from an encrypted to an unencrypted connection: on its way, the page can be changed.")
    return tuple(notes)


@dataclass(frozen=True, slots=True)
class _Visit:
    """One page on its way, with what all its hops share."""

    rules: Rules
    turn: Turn
    deadline: Deadline

    def page(self, address: WebAddress, headers: Headers) -> tuple[WebAddress, Answer]:
        """The answer at the end of the redirects, and the address that gave it. Each hop waits for its turn."""
        for _ in range(self.rules.redirects + 1):
            addresses = self._addresses(address)
            with self.deadline.paused_until(self.turn(address.host)):
                if self.rules.respect_robots:
                    check_robots(address, partial(self._robots, addresses))
                answer = self._ask(address, addresses, headers, self._read())
            if answer.status not in REDIRECTS:
                return address, answer
            address = address.joined(location(answer), self.rules.ports)
        raise FetchRefused(f"The address leads on to other addresses more than {self.rules.redirects} times.")

    def _robots(self, addresses: Sequence[IPAddress], address: WebAddress) -> Answer:
        """A site's robots.txt, within the turn and the time of its page; a chain of redirects without end is none."""
        for _ in range(self.rules.redirects):
            answer = self._ask(address, addresses, (), read_robots)
            if answer.status not in REDIRECTS:
                return answer
            address = address.joined(location(answer), self.rules.ports)
            addresses = self._addresses(address)
        return self._ask(address, addresses, (), read_robots)

    def _read(self) -> Read:
        return partial(read_page, limit=self.rules.most_bytes, accepted=self.rules.accepted)

    def _addresses(self, address: WebAddress) -> Sequence[IPAddress]:
        return checked_addresses(address.host, self.rules.resolve, self.rules.refusal, self.deadline)

    def _ask(self, address: WebAddress, addresses: Sequence[IPAddress], headers: Headers, read: Read) -> Answer:
        sent = [("User-Agent", self.rules.agent), ("Accept-Encoding", ENCODINGS), *headers]
        with asked(address, addresses, sent, self.deadline, self.rules.tls) as response:
            return read(response)
