"""The head of a page: its meta elements, its addresses, the name of its site, the language it says it is in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml.html import HtmlElement

from articles.ingest.html.linked_data import LinkedArticle, linked_article

_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*$", re.I)


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself; `address` is where it is from.

    `meta` has the first content of each name or property, the names in lower case; `repeated` has all of them."""

    tree: HtmlElement
    meta: Mapping[str, str]
    repeated: Mapping[str, Sequence[str]]
    linked: LinkedArticle
    address: str

    @classmethod
    def of(cls, tree: HtmlElement, address: str | None) -> Head:
        found: dict[str, list[str]] = {}
        for element in tree.iter("meta"):
            content = " ".join((element.get("content") or element.get("value") or "").split())
            named = {(element.get(attribute) or "").strip().lower() for attribute in ("property", "name")} - {""}
            for key in named if content else ():
                found.setdefault(key, []).append(content)
            # Those of data inside the page are said of its parts too: the author of a picture.
            for name in (element.get("itemprop"), element.get("http-equiv")):
                if name and content:
                    found.setdefault(name.strip().lower(), [content])
        meta = {key: values[0] for key, values in found.items()}
        return cls(tree, meta, found, linked_article(tree), address or "")

    def first(self, *names: str) -> str:
        """The content of the first of these meta elements that the page has."""
        return next((self.meta[name] for name in names if name in self.meta), "")

    @property
    def title(self) -> str:
        """The text of the title element."""
        found = next(self.tree.iter("title"), None)
        return " ".join("".join(found.itertext()).split()) if found is not None else ""

    @property
    def canonical_url(self) -> str:
        """The address that the page calls its own, absolute and without fragment; that of the request failing that.

        An address that leads to a site's front page is a mistake of the page's makers and is passed over."""
        link = next(
            (e.get("href") for e in self.tree.iter("link") if "canonical" in (e.get("rel") or "").lower()), None
        )
        for found in (link, self.meta.get("og:url"), self.linked.url):
            url = urldefrag(urljoin(self.address, found.strip())).url if found else ""
            if _is_web(url) and (urlsplit(url).path.strip("/") or not urlsplit(self.address).path.strip("/")):
                return url
        return urldefrag(self.address).url if _is_web(self.address) else ""

    @property
    def host(self) -> str:
        """The host of the page without "www.", empty if nothing says it."""
        return (urlsplit(self.canonical_url).hostname or "").removeprefix("www.")

    @property
    def site(self) -> str:
        """The name of the outlet as the page gives it, or the host."""
        named = self.first("og:site_name", "application-name", "dc.publisher", "apple-mobile-web-app-title", "cre")
        return self.meta.get("og:site_name") or self.linked.publisher or named or self.host

    @property
    def language(self) -> str:
        """The two- or three-letter code that the page gives, lower case; empty if it gives none."""
        body = self.tree.find("body")
        given = (
            self.tree.get("lang"),
            self.tree.get("xml:lang"),
            body.get("lang") if body is not None else None,
            self.linked.language,
            self.first("content-language", "og:locale", "language", "dc.language"),
        )
        return next((m.group(1).lower() for value in given if value and (m := _LANGUAGE.match(value.strip()))), "")


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
