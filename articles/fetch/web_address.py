"""A web address taken apart once: what was checked here is, part by part, what is connected to and asked for."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv6Address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import idna

from articles.fetch.errors import FetchRefused

LONGEST = 2000  # code points
DEFAULT_PORTS = {"http": 80, "https": 443}
NO_ADDRESS = "This is no web address. It must look like https://example.org/story."

_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\]")
_HOST_NAME = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")


@dataclass(frozen=True, slots=True)
class WebAddress:
    """`host` is in ASCII, without brackets; `target` is path and query, percent-encoded."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and, unless it is the usual one, port: as they stand in an address and in the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"

    def __str__(self) -> str:
        return f"{self.origin}{self.target}"

    def at(self, target: str) -> WebAddress:
        """Another page of the same site."""
        return WebAddress(self.scheme, self.host, self.port, target)

    def joined(self, location: str, ports: Collection[int]) -> WebAddress:
        """Where a redirect from here leads. Raises FetchRefused like `read_address`."""
        try:
            return read_address(urljoin(str(self), location.strip()), ports)
        except ValueError as error:  # urljoin of broken brackets
            raise FetchRefused(NO_ADDRESS) from error


def read_address(text: str, ports: Collection[int]) -> WebAddress:
    """Raises FetchRefused for anything but http and https on one of these ports, and for names and passwords in it."""
    text = text.strip()
    if len(text) > LONGEST or _FORBIDDEN.search(text):
        raise FetchRefused(NO_ADDRESS)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise FetchRefused(NO_ADDRESS) from error
    if parts.scheme not in DEFAULT_PORTS:
        raise FetchRefused("Only web addresses that begin with http:// or https:// are fetched.")
    if "@" in parts.netloc:
        raise FetchRefused("Leave the user name and the password out of the address: they are not sent.")
    port = DEFAULT_PORTS[parts.scheme] if port is None else port
    if port not in ports:
        raise FetchRefused(f"Port {port} is not one of the ports that pages are fetched from.")
    address = WebAddress(parts.scheme, _host(parts.hostname or ""), port, _target(parts))
    if len(str(address)) > LONGEST:  # once its letters are encoded
        raise FetchRefused(NO_ADDRESS)
    return address


def _host(name: str) -> str:
    if ":" in name:
        return _ipv6(name)
    name = name.removesuffix(".").lower()
    try:
        name = name if name.isascii() else idna.encode(name, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise FetchRefused("The name of the site in this address is not one that can exist.") from error
    if len(name) > 253 or not _HOST_NAME.fullmatch(name):
        raise FetchRefused(NO_ADDRESS)
    return name


def _ipv6(name: str) -> str:
    try:
        address = IPv6Address(name)
    except ValueError as error:
        raise FetchRefused(NO_ADDRESS) from error
    if address.scope_id:
        raise FetchRefused(NO_ADDRESS)
    return str(address)


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe="/%:=&~+!$,;'@()*[]|")
    query = quote(parts.query, safe="/%:=&?~+!$,;'@()*[]|")
    return f"{path}?{query}" if query else path
