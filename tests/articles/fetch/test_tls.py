"""Certificates are checked against the name of the host, always."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress

import pytest
import trustme

from articles.fetch import FetchFailed, Rules
from articles.fetch.rules import trusted
from tests.articles.fetch.web_server import PAGE, WebServer, page, redirect, serving

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


def test_a_handshake_that_drips_is_given_up_when_the_time_is_over() -> None:
    def drip(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection, suppress(OSError):
            connection.sendall(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc")  # a server's hello of 16 kB begins
            while True:
                connection.sendall(b"\0")
                time.sleep(0.05)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=drip, args=[listener], daemon=True).start()
        server, began = WebServer(listener.getsockname()[1], "https"), time.monotonic()
        with pytest.raises(FetchFailed, match="did not answer in time"):
            server.fetch(seconds=0.5)
        assert time.monotonic() - began < 5


def test_a_redirect_from_an_encrypted_to_an_open_connection_is_told(
    serve: Serve, tls: ssl.SSLContext, server: WebServer
) -> None:
    encrypted = serve("news.example")
    encrypted.answers["/"] = redirect(server.url())
    ports = frozenset({server.port, encrypted.port})
    assert "unencrypted connection" in encrypted.fetch(tls=tls, ports=ports).notes[-1]
