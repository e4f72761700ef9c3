"""Certificates are checked against the name of the host, always."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
import trustme

from articles.fetch import FetchFailed, Rules
from articles.fetch.rules import trusted
from tests.articles.fetch.web_server import PAGE, WebServer, page, serving

Serve = Callable[..., WebServer]


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def serve(authority: trustme.CA) -> Iterator[Serve]:
    """A server with a certificate for these names."""
    with ExitStack() as running:

        def start(*names: str, by: trustme.CA = authority) -> WebServer:
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            by.issue_cert(*names).configure_cert(tls)
            return running.enter_context(serving({"/": page()}, tls))

        yield start


@pytest.fixture
def tls(authority: trustme.CA) -> ssl.SSLContext:
    """The product's own demands, with the test's authority as the only one trusted."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_the_certificate_is_checked_against_the_name_not_the_address(serve: Serve, tls: ssl.SSLContext) -> None:
    assert serve("news.example").fetch(tls=tls).raw == PAGE


@pytest.mark.parametrize("names", [("other.example",), ("127.0.0.1",), ("*.news.example",)])
def test_a_certificate_for_another_name_is_not_enough(serve: Serve, tls: ssl.SSLContext, names: tuple[str]) -> None:
    with pytest.raises(FetchFailed, match="no valid certificate"):
        serve(*names).fetch(tls=tls)


def test_a_certificate_that_nobody_vouches_for_is_not_enough(serve: Serve) -> None:
    with pytest.raises(FetchFailed, match="no valid certificate"):
        serve("news.example").fetch()


def test_the_server_is_told_which_name_is_meant(authority: trustme.CA, tls: ssl.SSLContext) -> None:
    asked: list[str | None] = []
    server_tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(server_tls)
    server_tls.sni_callback = lambda socket, name, context: asked.append(name)
    with serving({"/": page()}, server_tls) as server:
        server.fetch(tls=tls, respect_robots=False)
    assert asked == ["news.example"]


def test_the_product_trusts_no_more_than_browsers_do() -> None:
    assert Rules().tls is trusted()
    assert (trusted().verify_mode, trusted().check_hostname) == (ssl.CERT_REQUIRED, True)
    assert trusted().minimum_version >= ssl.TLSVersion.TLSv1_2


def test_no_encryption_where_it_was_asked_for_is_a_failure(server: WebServer) -> None:
    server.scheme = "https"
    with pytest.raises(FetchFailed, match="No encrypted connection"):
        server.fetch()
