"""Who wrote an article: by the data of its page, or by the bylines that it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import filterfalse

from lxml.etree import XPath

from articles.ingest.html.bylines import printed_above, printed_below
from articles.ingest.html.head import Head
from articles.ingest.html.names import clean_names, is_organization, key_of
from articles.ingest.html.survey import Survey
from articles.ingest.masthead import read_masthead

_META = (
    "author",
    "article:author",
    "article:author_name",
    "og:article:author",
    "dc.creator",
    "dcterms.creator",
    "dc.creator.name",
    "parsely-author",
    "sailthru.author",
    "byl",
    "byline",
    "authors",
    "author_name",
    "cxenseparse:author",
    "citation_author",
)
_LOG_INS = ("twitter:creator", "author", "article:author", "sailthru.author")
_HANDLE = re.compile(r"(?:.*/)?@?([\w.-]+?)(?:@[\w.-]+)?/?$")
_HIDDEN_NAMES = XPath("//*[@itemprop='author']//meta[@itemprop='name']")
_CARDS = range(1, 5)


def authors(found: Survey) -> tuple[str, ...]:
    """The authors in the order given: by the page's data, or by its bylines if these say more or the data nothing.

    Where the data names no person but an outlet or an agency, the bylines are asked too."""
    head, outlet = found.head, _outlet_names(found.head)
    stated = clean_names(head.linked.authors, outlet)
    stated = stated or next(filter(None, (clean_names(values, outlet) for values in _from_meta(head))), ())
    printed = _first_names(printed_above(found, _handles(head)), outlet)
    unsigned = all(map(is_organization, stated)) and not all(map(is_organization, printed))
    printed = tuple(filterfalse(_is_sign, printed)) if stated else printed
    if unsigned or set(map(key_of, printed)) > set(map(key_of, stated)):
        return printed
    return stated or _first_names(printed_below(found), outlet)


def _is_sign(name: str) -> bool:
    """Whether a name is the sign of an agency or a desk, such as stands behind the author's in a byline."""
    return name.isupper() and " " not in name and len(name) < 6


def _first_names(groups: Iterable[list[str]], outlet: frozenset[str]) -> tuple[str, ...]:
    return next(filter(None, (clean_names(group, outlet) for group in groups)), ())


def byline(lines: Iterable[str]) -> str:
    """The first line that is a byline, as printed without its "By"; empty if there is none."""
    return next((masthead.byline for line in lines if (masthead := read_masthead(line)) and masthead.byline), "")


def _outlet_names(head: Head) -> frozenset[str]:
    """All that the outlet calls itself, with and without "the", and the host with and without its ending."""
    named = [head.site, head.linked.publisher, head.host, head.host.rsplit(".", 1)[0], head.host.split(".", 1)[0]]
    named += [
        head.meta.get(name, "") for name in ("og:site_name", "application-name", "twitter:site", "article:publisher")
    ]
    keys = {key_of(name) for name in named if name}
    return frozenset(keys | {key.removeprefix("the") for key in keys} | {f"the{key}" for key in keys}) - {""}


def _from_meta(head: Head) -> Iterator[list[str]]:
    yield from (list(head.repeated.get(name, ())) for name in _META)
    for card in _CARDS:
        if "writ" in head.meta.get(f"twitter:label{card}", "").lower():
            yield [head.meta.get(f"twitter:data{card}", "")]
    hidden = {name.get("content") or "" for name in _HIDDEN_NAMES(head.tree)}
    yield list(hidden) if len(hidden) == 1 else []


def _handles(head: Head) -> frozenset[str]:
    """The log-ins and addresses of authors in the page's data, letters only."""
    values = [value for name in _LOG_INS for value in head.repeated.get(name, ())] + list(head.linked.authors)
    return frozenset(key_of(match.group(1)) for value in values if (match := _HANDLE.match(value)))
