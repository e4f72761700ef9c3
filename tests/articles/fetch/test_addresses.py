"""Which addresses and names are never connected to. Nothing here touches the network."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from articles.fetch import FetchFailed, FetchRefused, Rules, fetch
from articles.fetch.addresses import refusal
from articles.fetch.web_address import read_address
from tests.articles.fetch.web_server import at_once

REFUSED = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1 127.255.0.9 168.63.129.16
169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.7 192.88.99.1 192.168.1.1
198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:10.0.0.1 64:ff9b::7f00:1 64:ff9b::808:808
64:ff9b:1::1 100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::1
2002:808:808::1 2a00:1450::200:5efe:a00:1 2a00:1450::5efe:7f00:1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1
fe80::1%eth0 fec0::1 ff02::1 ff0e::1
"""
ALLOWED = "1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.0 172.32.0.1 193.0.0.1 223.255.255.255 2a00:1450::1 2606:4700::1111"


@pytest.mark.parametrize("text", REFUSED.split())
def test_an_address_that_is_not_public_is_refused(text: str) -> None:
    assert refusal(ip_address(text))


@pytest.mark.parametrize("text", ALLOWED.split())
def test_a_public_address_may_be_connected_to(text: str) -> None:
    assert refusal(ip_address(text)) is None


def test_a_public_address_of_this_machine_itself_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.fetch.addresses.REFUSED_V4", ())
    assert refusal(ip_address("127.0.0.1")) == "this machine's own"


def test_a_machine_that_binds_to_anything_still_fetches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.fetch.addresses._binds", lambda address: True)
    assert refusal(ip_address("8.8.8.8")) is None
    assert refusal(ip_address("10.0.0.1")) == "private"


MIXED = [
    ["127.0.0.1"],
    ["8.8.8.8", "10.0.0.5"],
    ["2606:4700::1111", "::1"],
    ["::ffff:169.254.169.254"],
]


@pytest.mark.parametrize("addresses", MIXED)
def test_one_address_that_is_not_public_is_enough_to_refuse_a_host(addresses: list[str]) -> None:
    with pytest.raises(FetchRefused) as refused:
        fetch("http://news.example/", rules=Rules(resolve=lambda host: addresses), turn=at_once)
    assert str(refused.value).startswith("news.example does not lead to a public address")
    assert not any(address in str(refused.value) for address in addresses)


LOCAL = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://0/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://localhost/",
    "http://localhost./",
    "http://①②⑦.⓪.⓪.①/",
]


@pytest.mark.parametrize("url", LOCAL)
def test_every_spelling_of_this_machine_is_refused(url: str) -> None:
    with pytest.raises(FetchRefused, match="does not lead to a public address"):
        fetch(url, rules=Rules(), turn=at_once)


def test_a_name_that_nobody_knows_is_told() -> None:
    def unknown(host: str) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(FetchFailed, match=r"There is no site named news\.example"):
        fetch("http://news.example/", rules=Rules(resolve=unknown), turn=at_once)


BAD = [
    "",
    "news.example/story",
    "file:///etc/passwd",
    "ftp://news.example/",
    "gopher://news.example/",
    "javascript:alert(1)",
    "http://",
    "http:///story",
    "http://user@news.example/",
    "http://user:secret@news.example/",
    "http://news.example@127.0.0.1/",
    "http://news.example\\@127.0.0.1/",
    "http://news.example/a b",
    "http://news.example/\r\nX-Injected: 1",
    "http://news.example/\tx",
    "http://news.example:22/",
    "http://news.example:0/",
    "http://news.example:99999/",
    "http://news.example:x/",
    "http://[fe80::1%25eth0]/",
    "http://[::1/",
    "http://news..example/",
    "http://%6e%65ws.example/",
    "http://" + "a" * 64 + ".example/",
    "http://news.example/" + "a" * 2000,
    "http://news.example/" + "ö" * 1000,
]


@pytest.mark.parametrize("url", BAD)
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    with pytest.raises(FetchRefused):
        read_address(url, {80, 443})


READ = [
    ("HTTP://News.Example", "http://news.example/"),
    (" https://news.example:443/a?b=c#d ", "https://news.example/a?b=c"),
    ("https://news.example./a", "https://news.example/a"),
    ("https://zürich.example/tö?ä=ö", "https://xn--zrich-kva.example/t%C3%B6?%C3%A4=%C3%B6"),
    ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
    ("https://news.example/a%20b%2Fc?x=%26", "https://news.example/a%20b%2Fc?x=%26"),
    ("https://old_desk.example/", "https://old_desk.example/"),
]


@pytest.mark.parametrize(("given", "read"), READ)
def test_an_address_is_read_into_what_is_asked_for(given: str, read: str) -> None:
    assert str(read_address(given, {80, 443})) == read
