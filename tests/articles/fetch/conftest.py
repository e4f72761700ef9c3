"""A server to fetch from, and no memory of what sites said before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.articles.fetch.web_server import WebServer, page, serving


@pytest.fixture(autouse=True)
def _no_memory() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def server() -> Iterator[WebServer]:
    with serving({"/": page()}) as running:
        yield running
