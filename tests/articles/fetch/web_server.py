"""A web server on this machine that misbehaves on demand, and rules under which it may be asked."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from articles.fetch import Fetched, Rules, fetch

PAGE = b"<!doctype html><title>Fares</title><p>Ferry fares will rise in spring.</p>"
Answer = Callable[[BaseHTTPRequestHandler], None]


def page(body: bytes = PAGE, status: int = 200, **headers: str) -> Answer:
    """An answer with that body; header names with _ for -."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        given = {"content_type": "text/html; charset=utf-8", "content_length": str(len(body)), **headers}
        for name, value in given.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return answer


def redirect(location: str, status: int = 302) -> Answer:
    return page(b"", status, location=location)


class WebServer:
    """Answers by path; `asked` collects the paths and headers of what it was asked."""

    def __init__(self, port: int, scheme: str = "http") -> None:
        self.port, self.scheme = port, scheme
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def url(self, path: str = "/", host: str = "news.example") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def rules(self, **changed: Any) -> Rules:
        """The product's own rules, but that every name leads here, to a loopback address that passes."""
        given = {"ports": frozenset({80, 443, self.port}), "resolve": lambda host: ["127.0.0.1"], "refusal": allowed}
        return Rules(**{**given, **changed})

    def fetch(self, path: str = "/", *, host: str = "news.example", **changed: Any) -> Fetched:
        conditions = {name: changed.pop(name, "") for name in ("etag", "last_modified")}
        return fetch(self.url(path, host), rules=self.rules(**changed), turn=at_once, **conditions)


def allowed(address: object) -> None:
    """The address rule of tests that need a local server."""


def at_once(host: str) -> Any:
    return nullcontext()


@contextmanager
def serving(answers: Mapping[str, Answer], tls: ssl.SSLContext | None = None) -> Iterator[WebServer]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            try:
                server.answers.get(self.path, page(b"nothing here", 404))(self)
            except OSError:
                return  # the other side had enough

        def log_message(self, format: str, *args: object) -> None:
            return

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    http.handle_error = lambda *args: None  # type: ignore[method-assign]  # connections are broken off on purpose
    if tls:
        http.socket = tls.wrap_socket(http.socket, server_side=True, do_handshake_on_connect=False)
    server = WebServer(http.server_address[1], "https" if tls else "http")
    server.answers.update(answers)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
