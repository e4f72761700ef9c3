"""What a site asks of programs (RFC 9309). Protego reads wildcards, and matches them in linear time."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus

from django.core.cache import cache
from protego import Protego

from articles.fetch.answers import Answer
from articles.fetch.errors import FetchFailed, FetchRefused
from articles.fetch.rules import PRODUCT
from articles.fetch.web_address import WebAddress

KEPT = 3600  # seconds that a robots.txt, or its absence, is believed
EVERYBODY = ""  # a robots.txt that keeps nobody away


def check_robots(address: WebAddress, ask: Callable[[WebAddress], Answer]) -> None:
    """Raises FetchRefused where the site asks programs to stay away. `ask` gets the robots.txt.

    One that is missing keeps nobody away; one that a site in trouble cannot give keeps everybody away, for now."""
    key = f"robots:{sha256(address.origin.encode()).hexdigest()}"
    said: str | None = cache.get(key)
    if said is None:
        said = _said(ask(address.at("/robots.txt")), address.host)
        cache.set(key, said, KEPT)
    if not Protego.parse(said).can_fetch(str(address), PRODUCT):
        raise FetchRefused(
            f"{address.host} asks programs not to fetch this page (robots.txt). Open it yourself and paste its text."
        )


def _said(answer: Answer, host: str) -> str:
    if answer.status == HTTPStatus.OK:
        return answer.raw.decode("utf-8", "replace")
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise FetchFailed(f"{host} does not say now what programs may fetch (robots.txt: {answer.status}).")
    return EVERYBODY
