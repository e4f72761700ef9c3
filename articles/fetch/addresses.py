"""Which addresses may be connected to: public ones, and none of our own."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

IPAddress = IPv4Address | IPv6Address

# From the registries of special-purpose addresses (RFC 6890 and its updates). Written out, since what the standard
# library calls global changes from one Python to the next, and leaves in what leads back to private addresses.
REFUSED_V4: tuple[tuple[IPv4Network, str], ...] = tuple(
    (IPv4Network(network), why)
    for network, why in (
        ("0.0.0.0/8", "this host"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by a provider's customers"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "a cloud's metadata"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved for protocols"),
        ("192.0.2.0/24", "documentation"),
        ("192.31.196.0/24", "reserved for protocols"),
        ("192.52.193.0/24", "reserved for protocols"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "reserved for protocols"),
        ("198.18.0.0/15", "benchmarks"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)
# Only 2000::/3 is given out as public; IPv4-mapped, NAT64, unique local, link-local and multicast lie outside of it.
PUBLIC_V6 = IPv6Network("2000::/3")
REFUSED_V6: tuple[tuple[IPv6Network, str], ...] = tuple(
    (IPv6Network(network), why)
    for network, why in (
        ("2001::/23", "reserved for protocols, Teredo among them"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("2620:4f:8000::/48", "reserved for protocols"),
        ("3fff::/20", "documentation"),
    )
)
# An interface identifier of these 32 bits carries an IPv4 address behind a tunnel (ISATAP, RFC 5214).
ISATAP = {0x00005EFE, 0x02005EFE}

NOBODYS: dict[int, IPAddress] = {4: IPv4Address("192.0.2.1"), 6: IPv6Address("2001:db8::1")}  # documentation only


def refusal(address: IPAddress) -> str | None:
    """Why this address must not be connected to; None for a public one that is not this machine's own."""
    why = _not_public(address)
    return why or ("this machine's own" if _is_own(address) else None)


def _not_public(address: IPAddress) -> str | None:
    if isinstance(address, IPv4Address):
        return next((why for network, why in REFUSED_V4 if address in network), None)
    if address.scope_id or address not in PUBLIC_V6:
        return "not public"
    if int(address) >> 32 & 0xFFFFFFFF in ISATAP:
        return "an IPv4 tunnel"
    return next((why for network, why in REFUSED_V6 if address in network), None)


def _is_own(address: IPAddress) -> bool:
    """Whether an interface of this machine has the address: services that only trust this machine listen there too."""
    return _binds(address) and not _binds(NOBODYS[address.version])  # some machines are set to bind to anything


def _binds(address: IPAddress) -> bool:
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.bind((str(address), 0))
    except OSError:
        return False
    return True


def ask_resolver(host: str) -> Sequence[str]:
    """All addresses of a host, as the system's resolver gives them. Raises OSError when there is none."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))
