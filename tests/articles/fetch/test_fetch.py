"""Fetching from a server on this machine that does what bad servers do."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

import brotli
import pytest

from articles.fetch import FetchError, FetchFailed, FetchRefused, Rules, fetch
from tests.articles.fetch.web_server import PAGE, Answer, WebServer, allowed, page, redirect

MEGABYTE = 1_000_000


def test_a_page_comes_with_what_matters_about_it(server: WebServer) -> None:
    server.answers["/"] = page(etag='"1"', last_modified="Thu, 29 Feb 2024 12:00:00 GMT", set_cookie="a=b")
    found = server.fetch()
    assert (found.status, found.raw, found.final_url) == (200, PAGE, server.url())
    assert (found.etag, found.last_modified) == ('"1"', "Thu, 29 Feb 2024 12:00:00 GMT")
    assert found.content_type == "text/html; charset=utf-8"
    assert "set-cookie" not in found.headers
    assert found.notes == ()


def test_the_request_names_host_and_asker_and_brings_nothing_else(server: WebServer) -> None:
    server.fetch(agent="source-audit/9 (+https://desk.example)")
    sent = server.asked[-1][1]
    assert (sent["host"], sent["user-agent"]) == (
        f"news.example:{server.port}",
        "source-audit/9 (+https://desk.example)",
    )
    assert set(sent) == {"host", "user-agent", "accept", "accept-encoding", "connection"}


def test_a_proxy_in_the_environment_is_not_used(server: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert server.fetch().raw == PAGE


def test_a_name_is_looked_up_once_and_that_address_is_connected_to(server: WebServer) -> None:
    rebinding = iter([["127.0.0.1"], ["10.0.0.1"]])
    found = server.fetch(resolve=lambda host: next(rebinding), respect_robots=True)
    assert found.raw == PAGE
    assert next(rebinding) == ["10.0.0.1"]


def test_a_page_that_has_not_changed_is_told_by_its_tag(server: WebServer) -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        known = request.headers.get("If-None-Match") == '"1"'
        page(b"" if known else PAGE, 304 if known else 200, etag='"1"')(request)

    server.answers["/"] = answer
    first = server.fetch()
    second = server.fetch(etag=first.etag)
    assert (second.status, second.raw, second.is_unchanged) == (304, b"", True)
    server.answers["/"] = page(PAGE.replace(b"spring", b"summer"), etag='"2"')
    third = server.fetch(etag=first.etag, last_modified="Thu, 29 Feb 2024 12:00:00 GMT")
    assert (third.status, b"summer" in third.raw) == (200, True)
    assert server.asked[-1][1]["if-modified-since"] == "Thu, 29 Feb 2024 12:00:00 GMT"


def test_a_304_that_nobody_asked_for_is_a_failure(server: WebServer) -> None:
    server.answers["/"] = page(b"", 304)
    with pytest.raises(FetchFailed, match="answered 304"):
        server.fetch()


def test_three_redirects_are_followed_and_told(server: WebServer) -> None:
    server.answers |= {
        "/a": redirect("/b", 301),
        "/b": redirect("c", 303),
        "/c": redirect(server.url("/", "other.example"), 308),
    }
    found = server.fetch("/a")
    assert (found.raw, found.url) == (PAGE, server.url("/a"))
    assert found.notes == (f"The address led on to {server.url('/', 'other.example')}.",)


def test_ten_redirects_are_not(server: WebServer) -> None:
    server.answers |= {f"/{n}": redirect(f"/{n + 1}") for n in range(10)}
    with pytest.raises(FetchRefused, match="more than 3 times"):
        server.fetch("/0", respect_robots=False)
    assert server.paths == ["/0", "/1", "/2", "/3"]


def only_the_server(host: str) -> list[str]:
    return ["127.0.0.1"] if host == "news.example" else [{"inside.example": "10.0.0.7"}.get(host, host)]


LEADING_INSIDE = [
    "http://127.0.0.2/",
    "http://169.254.169.254/latest/meta-data/",
    "http://inside.example/",
    "//inside.example/",
    "http://[::1]/",
]


@pytest.mark.parametrize("location", LEADING_INSIDE)
def test_a_redirect_to_a_private_address_is_refused(server: WebServer, location: str) -> None:
    server.answers["/"] = redirect(location)
    rule = Rules().refusal
    with pytest.raises(FetchRefused, match="public address"):
        server.fetch(refusal=lambda a: None if str(a) == "127.0.0.1" else rule(a), resolve=only_the_server)


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "http://a:b@news.example/", "http://news.example:22/", "http://["]
)
def test_a_redirect_to_what_is_no_plain_web_address_is_refused(server: WebServer, location: str) -> None:
    server.answers["/"] = redirect(location)
    with pytest.raises(FetchRefused):
        server.fetch()


def test_a_redirect_that_leads_nowhere_is_a_failure(server: WebServer) -> None:
    server.answers["/"] = page(b"", 302)
    with pytest.raises(FetchFailed, match="without saying which"):
        server.fetch()


def dripping(request: BaseHTTPRequestHandler, before: bytes = b"") -> None:
    """One byte at a time, for ever."""
    request.wfile.write(before)
    while True:
        request.wfile.write(b"a")
        request.wfile.flush()
        time.sleep(0.05)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    "before", [b"", b"HTTP/1.1 200 OK\r\nX: ", HEAD + b"\r\n", HEAD + b"Content-Length: 9999\r\n\r\n"]
)
def test_a_server_that_drips_is_given_up_when_the_time_is_over(server: WebServer, before: bytes) -> None:
    server.answers["/"] = lambda request: dripping(request, before)
    with pytest.raises(FetchFailed, match=r"(did not answer in time|took longer than 0\.5 seconds)"):
        server.fetch(seconds=0.5)


def test_all_redirects_share_one_time(server: WebServer) -> None:
    def slowly(answer: Answer) -> Answer:
        def wait(request: BaseHTTPRequestHandler) -> None:
            time.sleep(0.3)
            answer(request)

        return wait

    server.answers |= {"/a": slowly(redirect("/b")), "/b": slowly(redirect("/c")), "/c": slowly(page())}
    with pytest.raises(FetchFailed, match=r"did not answer in time|took longer than 0\.5 seconds"):
        server.fetch("/a", seconds=0.5, respect_robots=False)


def test_a_dripping_robots_file_counts_against_the_same_time(server: WebServer) -> None:
    server.answers["/robots.txt"] = lambda request: dripping(request, HEAD + b"\r\n")
    with pytest.raises(FetchFailed):
        server.fetch(seconds=0.5)
    assert server.paths == ["/robots.txt"]


def test_a_resolver_that_hangs_is_not_waited_for() -> None:
    def hanging(host: str) -> list[str]:
        time.sleep(2)
        return ["127.0.0.1"]

    began = time.monotonic()
    with pytest.raises(FetchFailed, match=r"took longer than 0\.2 seconds"):
        fetch("http://news.example/", rules=Rules(resolve=hanging, seconds=0.2), turn=lambda host: waiting(0))
    assert time.monotonic() - began < 1.5


@contextmanager
def waiting(seconds: float) -> Iterator[None]:
    time.sleep(seconds)
    yield


def test_the_wait_for_a_turn_does_not_count(server: WebServer) -> None:
    rules = server.rules(seconds=0.4)
    assert fetch(server.url(), rules=rules, turn=lambda host: waiting(0.6)).raw == PAGE


def packed_gzip(raw: bytes) -> bytes:
    return gzip.compress(raw)


def raw_deflate(raw: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(raw) + packer.flush()


PACKED = [
    ("gzip", packed_gzip),
    ("x-gzip", packed_gzip),
    ("gzip", lambda raw: packed_gzip(raw[:10]) + packed_gzip(raw[10:]) + b"\0" * 8),
    ("deflate", zlib.compress),
    ("deflate", raw_deflate),
    ("br", brotli.compress),
    ("identity", bytes),
]


@pytest.mark.parametrize(("encoding", "pack"), PACKED)
def test_a_packed_page_is_unpacked(server: WebServer, encoding: str, pack: type[bytes]) -> None:
    server.answers["/"] = page(pack(PAGE), content_encoding=encoding)
    assert server.fetch().raw == PAGE


@pytest.mark.parametrize(("encoding", "pack"), PACKED)
def test_a_bomb_is_given_up_at_the_limit(server: WebServer, encoding: str, pack: type[bytes]) -> None:
    server.answers["/"] = page(pack(b"a" * 30 * MEGABYTE), content_encoding=encoding)
    with pytest.raises(FetchRefused, match="larger than 5 MB"):
        server.fetch()


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_a_packed_page_that_breaks_off_is_a_failure(server: WebServer, encoding: str) -> None:
    pack = dict(PACKED)[encoding]
    server.answers["/"] = page(pack(PAGE * 50)[:-9], content_encoding=encoding)
    with pytest.raises(FetchFailed, match=r"broke off|damaged"):
        server.fetch()


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_a_page_that_is_not_packed_as_it_says_is_a_failure(server: WebServer, encoding: str) -> None:
    server.answers["/"] = page(content_encoding=encoding)
    with pytest.raises(FetchFailed, match=r"broke off|damaged"):
        server.fetch()


@pytest.mark.parametrize("encoding", ["zstd", "gzip, gzip", "compress"])
def test_other_packings_are_refused(server: WebServer, encoding: str) -> None:
    server.answers["/"] = page(content_encoding=encoding)
    with pytest.raises(FetchRefused, match="packed in a way"):
        server.fetch()


def test_a_page_without_length_is_given_up_at_the_limit(server: WebServer) -> None:
    def endless(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(HEAD + b"\r\n")
        while True:
            request.wfile.write(b"a" * 100_000)

    server.answers["/"] = endless
    with pytest.raises(FetchRefused, match="larger than 5 MB"):
        server.fetch()


def test_a_page_shorter_than_it_says_is_a_failure(server: WebServer) -> None:
    server.answers["/"] = page(content_length="9999")
    with pytest.raises(FetchFailed, match="broke off"):
        server.fetch()


@pytest.mark.parametrize(
    "kind", ["image/png", "application/pdf", "application/octet-stream", "video/mp4", "image/svg+xml"]
)
def test_what_is_no_page_is_refused_by_its_type(server: WebServer, kind: str) -> None:
    server.answers["/"] = page(content_type=kind)
    with pytest.raises(FetchRefused, match=f"of the type {kind.replace('+', '.')}"):
        server.fetch()


@pytest.mark.parametrize(
    "raw", [b"\x89PNG\r\n\x1a\n" + b"\0" * 99, b"%PDF-1.7 ...", b"PK\x03\x04" + b"\0" * 9, b"a\0b" * 99]
)
def test_a_server_that_lies_about_the_type_is_found_out(server: WebServer, raw: bytes) -> None:
    server.answers["/"] = page(raw)
    with pytest.raises(FetchRefused, match="says that this is a page, but it is none"):
        server.fetch()


def test_a_page_in_utf_16_is_none_of_those(server: WebServer) -> None:
    raw = PAGE.decode().encode("utf-16-le")
    server.answers["/"] = page(raw, content_type="text/html; charset=UTF-16LE")
    assert server.fetch().raw == raw


STATUS = [
    (401, "asks for a login"),
    (404, "has no page at this address"),
    (410, "has taken this page down"),
    (418, "answered 418"),
    (500, "is in trouble"),
    (204, "answered 204"),
]


@pytest.mark.parametrize(("status", "words"), STATUS)
def test_another_status_is_told_in_words(server: WebServer, status: int, words: str) -> None:
    server.answers["/"] = page(b"", status)
    with pytest.raises(FetchFailed, match=f"news.example {words}") as failed:
        server.fetch()
    assert failed.value.status == status


RETRY = [("120", 120), ("Mon, 01 Jan 2001 00:00:00 GMT", 0), ("soon", None), ("9" * 40, 999_999_999)]


@pytest.mark.parametrize(("said", "seconds"), RETRY)
def test_a_site_that_wants_to_be_left_alone_says_how_long(server: WebServer, said: str, seconds: int | None) -> None:
    server.answers["/"] = page(b"", 429, retry_after=said)
    with pytest.raises(FetchFailed, match="left alone") as failed:
        server.fetch()
    assert failed.value.retry_after == seconds


NO_HTTP = [b"hello", b"HTTP/1.1 200 OK\r\nBroken\r\n\r\n", b"", b"HTTP/1.1 200 OK\r\nX: " + b"a" * 300_000]


@pytest.mark.parametrize("raw", NO_HTTP)
def test_what_is_no_http_is_a_failure(server: WebServer, raw: bytes) -> None:
    server.answers["/"] = lambda request: request.wfile.write(raw + b"\r\n") and None
    with pytest.raises(FetchFailed):
        server.fetch()


def test_an_empty_page_is_a_failure(server: WebServer) -> None:
    server.answers["/"] = page(b" \n")
    with pytest.raises(FetchFailed, match="sent an empty page"):
        server.fetch()


def test_a_port_where_nobody_listens_is_told(server: WebServer) -> None:
    rules = Rules(ports=frozenset({1}), resolve=lambda host: ["127.0.0.1"], refusal=allowed)
    with pytest.raises(FetchFailed, match=r"news\.example takes no connection"):
        fetch("http://news.example:1/", rules=rules, turn=lambda host: waiting(0))


ROBOTS = [
    ("User-agent: *\nDisallow: /", False),
    ("User-agent: source-audit\nDisallow: /story", False),
    ("User-agent: *\nDisallow: /*story$", False),
    ("User-agent: *\nDisallow: /\n\nUser-agent: source-audit\nAllow: /", True),
    ("User-agent: *\nDisallow: /private", True),
    ("<html>no robots here</html>", True),
    ("", True),
]


@pytest.mark.parametrize(("robots", "may"), ROBOTS)
def test_what_a_site_asks_of_programs_is_kept(server: WebServer, robots: str, may: bool) -> None:
    server.answers |= {"/robots.txt": page(robots.encode(), content_type="text/plain"), "/story": page()}
    if may:
        assert server.fetch("/story").raw == PAGE
    else:
        with pytest.raises(FetchRefused, match=r"robots\.txt"):
            server.fetch("/story")
        assert server.paths == ["/robots.txt"]


def test_robots_are_asked_once_for_several_pages(server: WebServer) -> None:
    server.fetch()
    server.fetch()
    assert server.paths == ["/robots.txt", "/", "/"]


def test_robots_can_be_switched_off(server: WebServer) -> None:
    server.answers["/robots.txt"] = page(b"User-agent: *\nDisallow: /")
    assert server.fetch(respect_robots=False).raw == PAGE
    assert server.paths == ["/"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_that_cannot_say_what_programs_may_is_not_fetched_now(server: WebServer, status: int) -> None:
    server.answers["/robots.txt"] = page(b"", status)
    with pytest.raises(FetchFailed, match=r"robots\.txt"):
        server.fetch()


def test_robots_of_the_site_that_a_redirect_leads_to_count_too(server: WebServer) -> None:
    server.answers |= {"/": redirect("/private/"), "/robots.txt": page(b"User-agent: *\nDisallow: /private/")}
    with pytest.raises(FetchRefused, match=r"robots\.txt"):
        server.fetch()


def test_a_robots_file_cannot_lead_inside(server: WebServer) -> None:
    server.answers["/robots.txt"] = redirect("http://169.254.169.254/")
    rule = Rules().refusal
    with pytest.raises(FetchRefused, match="public address"):
        server.fetch(refusal=lambda a: None if a.is_loopback else rule(a), resolve=only_the_server)


def test_a_robots_file_of_any_length_is_read_at_its_opening(server: WebServer) -> None:
    robots = b"User-agent: *\nDisallow: /\n" + b"#" * 2 * MEGABYTE
    server.answers["/robots.txt"] = page(gzip.compress(robots), content_encoding="gzip")
    with pytest.raises(FetchRefused, match=r"robots\.txt"):
        server.fetch()


def test_every_refusal_and_failure_is_a_fetch_error() -> None:
    assert issubclass(FetchRefused, FetchError)
    assert issubclass(FetchFailed, FetchError)
