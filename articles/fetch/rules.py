"""The limits of fetching in one value. Tests hand in their own; nothing else can loosen them but the settings."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

import certifi

from articles.fetch.addresses import IPAddress, ask_resolver, refusal
from articles.fetch.body import READ_TYPES

PRODUCT = "source-audit"  # the name that robots.txt files address us by


@cache
def trusted() -> ssl.SSLContext:
    """The authorities of this machine and those that browsers trust; certificate and host name are always checked."""
    context = ssl.create_default_context(cafile=certifi.where())
    context.minimum_version = ssl.TLSVersion.TLSv1_2  # the system's own settings may allow older ones, or be missing
    context.load_default_certs()
    return context


@dataclass(frozen=True, slots=True)
class Rules:
    """What a fetch may do. `seconds` is for one page in all, redirects included; `most_bytes` counts decoded bytes.

    `refusal` says why an address must not be connected to, None when it may; `resolve` gives all addresses of a host.
    They and `tls` are parameters for tests alone."""

    ports: frozenset[int] = frozenset({80, 443})
    redirects: int = 3
    seconds: float = 20.0
    most_bytes: int = 5_000_000
    respect_robots: bool = True
    accepted: frozenset[str] = READ_TYPES  # media types
    agent: str = PRODUCT
    refusal: Callable[[IPAddress], str | None] = refusal
    resolve: Callable[[str], Sequence[str]] = ask_resolver
    tls: ssl.SSLContext = field(default_factory=trusted)
