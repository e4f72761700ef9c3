"""Every address of the site, its API and its admin, read off the resolver, filled in with things that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

NAMED = re.compile(r"<(?:\w+:)?(\w+)>")


def patterns() -> list[tuple[str, str]]:
    """(path with placeholders, name) of every pattern, those of admin and the API included."""
    return sorted(set(_walk(get_resolver().url_patterns, "", "")))


def _walk(found: list[URLPattern | URLResolver], before: str, space: str) -> Iterator[tuple[str, str]]:
    for pattern in found:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, path, inner)
        else:
            yield path, space + (pattern.name or "")


def filled(path: str, keys: Mapping[str, str]) -> str | None:
    """The address with its placeholders filled; None where one has no value."""
    names = NAMED.findall(path)
    if any(name not in keys for name in names) or "(" in path:
        return None
    return "/" + NAMED.sub(lambda match: keys[match.group(1)], path)
