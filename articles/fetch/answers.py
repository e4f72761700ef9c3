"""What a server answers: its status in words, its headers, and as much of its body as is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpcore

from articles.fetch.body import READ_TYPES, check_opening, check_type, opening, read_body, too_large
from articles.fetch.errors import FetchFailed

LONGEST_HEADER = 500  # characters of a validator that is kept and sent back
ROBOTS_BYTES = 500_000  # as much of a robots.txt as the standard wants read
IN_WORDS = {
    401: "asks for a login",
    402: "asks for payment",
    403: "does not let programs see this page",
    404: "has no page at this address",
    410: "has taken this page down",
    429: "asks to be left alone for a while: it was asked too often",
    451: "may not show this page for legal reasons",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """Header names are in lower case; `raw` is decoded of compression, and empty unless the status is 200."""

    status: int
    headers: dict[str, str]
    raw: bytes


def read_page(response: httpcore.Response, limit: int, accepted: frozenset[str] = READ_TYPES) -> Answer:
    """The whole of a page. Raises FetchRefused when it is too large or of no accepted type."""
    headers = _headers(response)
    if response.status != HTTPStatus.OK:
        return Answer(response.status, headers, b"")
    content_type, length = headers.get("content-type", ""), headers.get("content-length", "")
    check_type(content_type, accepted)
    if length.isdecimal() and int(length) > limit:
        raise too_large(limit)
    raw = read_body(response.iter_stream(), headers.get("content-encoding", ""), limit)
    if accepted == READ_TYPES:
        check_opening(raw, content_type)
    return Answer(response.status, headers, raw)


def read_robots(response: httpcore.Response) -> Answer:
    """The opening of a robots.txt, whatever the server calls its type."""
    headers = _headers(response)
    if response.status != HTTPStatus.OK:
        return Answer(response.status, headers, b"")
    raw = opening(response.iter_stream(), headers.get("content-encoding", ""), ROBOTS_BYTES)
    return Answer(response.status, headers, raw)


def _headers(response: httpcore.Response) -> dict[str, str]:
    """By name in lower case; of one that is given twice, the first."""
    found: dict[str, str] = {}
    for name, sent in response.headers:
        found.setdefault(name.decode("ascii", "replace").lower(), sent.decode("utf-8", "replace"))
    for validator in ("etag", "last-modified"):  # what cannot be sent back as it came is of no use
        if len(value := found.get(validator, "")) > LONGEST_HEADER or not value.isascii():
            del found[validator]
    return found


def location(answer: Answer) -> str:
    """Where a redirect leads. Raises FetchFailed when it does not say."""
    if not (said := answer.headers.get("location")):
        raise FetchFailed("The site leads on to another address without saying which.", status=answer.status)
    return said


def check_status(host: str, answer: Answer, *, was_conditional: bool) -> None:
    """Raises FetchFailed unless the answer is a page, or says that it has not changed to somebody who asked that."""
    if answer.status == HTTPStatus.NOT_MODIFIED and was_conditional:
        return
    if answer.status != HTTPStatus.OK:
        retry = _seconds(answer.headers.get("retry-after", ""))
        raise FetchFailed(f"{host} {_in_words(answer.status)}.", status=answer.status, retry_after=retry)
    if not answer.raw.strip():
        raise FetchFailed(f"{host} sent an empty page.", status=answer.status)


def _in_words(status: int) -> str:
    if status in IN_WORDS:
        return f"{IN_WORDS[status]} ({status})"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return f"is in trouble and cannot answer now ({status})"
    return f"answered {status} and sent no page"


def _seconds(retry_after: str) -> int | None:
    """Retry-After as seconds from now: it is a number or a date."""
    if retry_after.strip().isdecimal():
        return min(int(retry_after.strip()[:9]), 10**9)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0, int((moment - datetime.now(UTC)).total_seconds()))
