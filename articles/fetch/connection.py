"""One HTTP/1.1 request over a connection to an address that was checked, within a time that is never extended.

httpcore, since its network backend is a public interface at the one place where everything hangs: it lets us connect
to the very address that was checked while TLS still verifies the host's name, and bound every single read and write.
It follows no redirects, keeps no cookies, reads no proxy from the environment and decodes nothing.
"""

from __future__ import annotations

import logging
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from ipaddress import ip_address
from typing import TypeVar

import httpcore

from articles.fetch.addresses import IPAddress
from articles.fetch.errors import FetchFailed, FetchRefused
from articles.fetch.web_address import WebAddress

logger = logging.getLogger(__name__)

CONNECT_SECONDS = 6.0  # for one of several addresses
ADDRESSES_TRIED = 4
Headers = Sequence[tuple[str, str]]
SocketOptions = Iterable[httpcore.SOCKET_OPTION]
Result = TypeVar("Result")


class Deadline:
    """A moment that everything about one page has to be over by."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left. Raises FetchFailed when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.passed()
        return left

    @contextmanager
    def paused_until(self, turn: AbstractContextManager[None]) -> Iterator[None]:
        """Enter `turn`, however long that takes: the wait does not count."""
        began = time.monotonic()
        with turn:
            self._end += time.monotonic() - began
            yield

    def passed(self) -> FetchFailed:
        return FetchFailed(f"The site took longer than {self.seconds:g} seconds to send the page.")

    def run(self, call: Callable[[], Result]) -> Result:
        """The result of a call that cannot be told to stop: it goes on by itself when the time is over."""
        results: list[Result] = []
        errors: list[OSError | UnicodeError] = []

        def work() -> None:
            try:
                results.append(call())
            except (OSError, UnicodeError) as error:
                errors.append(error)

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        thread.join(self.left())
        if errors:
            raise errors[0]
        if not results:
            raise self.passed()
        return results[0]


def checked_addresses(
    host: str,
    resolve: Callable[[str], Sequence[str]],
    refusal: Callable[[IPAddress], str | None],
    deadline: Deadline,
) -> list[IPAddress]:
    """All addresses of a host, looked up once. Raises FetchRefused unless every one of them may be connected to."""
    try:
        found = [ip_address(text) for text in deadline.run(lambda: resolve(host))]
    except (OSError, UnicodeError) as error:
        raise FetchFailed(f"There is no site named {host}, or its name cannot be looked up now.") from error
    for address in found:
        if why := refusal(address):
            # Not told to the person: it would draw a map of the network inside.
            logger.warning("refused to fetch from %s: %s is %s", host, address, why)
            raise FetchRefused(f"{host} does not lead to a public address on the internet, and is not fetched.")
    return found


class _Bounded(httpcore.NetworkStream):
    """A stream whose every operation ends by the deadline, whatever the protocol above it asks for."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Bounded(
            self._inner.start_tls(ssl_context, server_hostname, self._deadline.left()),
            self._deadline,
        )

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)


class _Pinned(httpcore.NetworkBackend):
    """Connects to the checked addresses and to nothing else: no name is looked up a second time."""

    def __init__(self, addresses: Sequence[IPAddress], deadline: Deadline) -> None:
        self._addresses, self._deadline = addresses[:ADDRESSES_TRIED], deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: SocketOptions | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError("no address")
        for address in self._addresses:
            seconds = min(CONNECT_SECONDS, self._deadline.left())
            try:
                stream = self._plain.connect_tcp(str(address), port, seconds)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Bounded(stream, self._deadline)
        raise failure


@contextmanager
def asked(
    address: WebAddress, addresses: Sequence[IPAddress], headers: Headers, deadline: Deadline, tls: ssl.SSLContext
) -> Iterator[httpcore.Response]:
    """The answer to a GET; its body is still to be read. Raises FetchFailed, also while the body is read."""
    origin = httpcore.Origin(address.scheme.encode(), address.host.encode(), address.port)
    url = httpcore.URL(
        scheme=address.scheme.encode(),
        host=address.host.encode(),
        port=address.port,
        target=address.target.encode("ascii"),
    )
    sent = [("Host", address.authority), *headers, ("Connection", "close")]
    request = httpcore.Request("GET", url, headers=[(name.encode(), value.encode()) for name, value in sent])
    backend = _Pinned(addresses, deadline)
    try:
        with httpcore.HTTPConnection(origin, ssl_context=tls, network_backend=backend) as connection:
            response = connection.handle_request(request)
            try:
                yield response
            finally:
                response.close()
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise _failure(address.host, error, deadline) from error


def _failure(host: str, error: Exception, deadline: Deadline) -> FetchFailed:
    if isinstance(error, httpcore.TimeoutException):
        return FetchFailed(f"{host} did not answer in time.")
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return FetchFailed(f"{host} has no valid certificate ({cause.verify_message}): it may not be what it says.")
    if isinstance(cause, ssl.SSLError):
        return FetchFailed(f"No encrypted connection to {host} could be made.")
    if isinstance(error, httpcore.ConnectError):
        return FetchFailed(f"{host} takes no connection.")
    if isinstance(error, httpcore.ProtocolError):
        return FetchFailed(f"{host} sent an answer that is not proper HTTP, or broke off in the middle of it.")
    return FetchFailed(f"The connection to {host} broke off.")
