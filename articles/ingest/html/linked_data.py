"""What a page says of its article in JSON-LD, the schema.org data that most outlets publish for search engines."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lxml.html import HtmlElement

LONGEST_SCRIPT = 1_000_000
"""A script of more code points holds no article's data, and is not read."""

MOST_NODES = 2_000

_ARTICLE = re.compile(
    r"article|blogposting|reportage|opinion|review|interview|liveblog|newsitem|socialmediaposting", re.I
)
_PAGE = re.compile(r"^(?:Web|Item)Page$")
_OF_OTHERS = ("liveBlogUpdate", "comment", "citation", "mentions", "isBasedOn", "isRelatedTo")
"""Where an article's data holds other articles, and entries of a live blog."""

_MARKS = re.compile(r"[\W_]+")
_TAGS = re.compile(r"<[^>]{1,500}>")
_AROUND = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$"
)
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_BREAK = re.compile(r"</p>|<br\s*/?>|</h\d>|</div>|</li>", re.I)


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """The values as the page gives them, entities resolved; empty where it gives none. The body may hold line ends."""

    headline: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    publisher: str = ""
    body: str = ""
    url: str = ""
    language: str = ""


def linked_article(tree: HtmlElement) -> LinkedArticle:
    """The page's own article in its JSON-LD: the one that its title names, with most said of it, the first of equals.

    What it does not say of author and time the data of the page itself may say."""
    nodes = list(_nodes(tree))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [node for node in nodes if _is_of(_ARTICLE, node)]
    title = _squeezed(tree.findtext(".//title") or "")
    best = max(articles, key=lambda node: (_is_named(node, title), _fullness(node)), default=None)
    found = _read(best, by_id) if best else LinkedArticle()
    pages = [_read(node, by_id) for node in nodes if _is_of(_PAGE, node)]
    return replace(
        found,
        authors=found.authors or next((page.authors for page in pages if page.authors), ()),
        published=found.published or next((page.published for page in pages if page.published), ""),
    )


def _nodes(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """All objects of all scripts, the outer before the inner."""
    waiting: list[Any] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            waiting.append(_loaded(script.text))
    waiting.reverse()
    for _ in range(MOST_NODES):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            inner = (value[key] for key in reversed(value) if key not in _OF_OTHERS)
            waiting.extend(one for one in inner if isinstance(one, dict | list))
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def _loaded(script: str) -> Any:
    if len(script) > LONGEST_SCRIPT:
        return None
    text = _AROUND.sub("", script).strip()
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _is_of(pattern: re.Pattern[str], node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and pattern.search(kind) for kind in named)


def _is_named(node: Mapping[str, Any], title: str) -> bool:
    """Whether the headline of the node stands in the title of the page, letters only."""
    headline = _squeezed(_text(node.get("headline")) or _text(node.get("name")))
    return bool(headline) and headline in title


def _squeezed(text: str) -> str:
    return _MARKS.sub("", text).casefold()


def _fullness(node: Mapping[str, Any]) -> int:
    wanted = ("headline", "author", "datePublished", "articleBody", "publisher", "mainEntityOfPage")
    return 2 * bool(node.get("headline") or node.get("name")) + sum(bool(node.get(key)) for key in wanted)


def _read(node: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> LinkedArticle:
    return LinkedArticle(
        headline=_text(node.get("headline")) or _text(node.get("name")),
        authors=tuple(_names(node.get("author") or node.get("creator"), by_id)),
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")),
        publisher=next(_names(node.get("publisher"), by_id), ""),
        body=without_markup(body) if isinstance(body := node.get("articleBody"), str) else "",
        url=_address(node.get("mainEntityOfPage")) or _address(node.get("url")),
        language=_text(node.get("inLanguage")),
    )


def _text(value: Any) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return " ".join(_TAGS.sub("", html.unescape(value)).split()) if isinstance(value, str) else ""


def _names(value: Any, by_id: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for entry in _flat(value):
        if isinstance(entry, dict) and "author" in entry and not entry.get("name"):
            entry = entry["author"]  # a Role, which wraps who has it
        if isinstance(entry, str) or (isinstance(entry, dict) and not entry.get("name")):
            entry = by_id.get(str(entry.get("@id") if isinstance(entry, dict) else entry), entry)
        if isinstance(entry, dict) and not entry.get("name"):
            parts = (_text(entry.get(part)) for part in ("givenName", "familyName"))
            entry = " ".join(filter(None, parts)) or entry
        yield from filter(None, map(_text, _flat(entry.get("name") if isinstance(entry, dict) else entry)))


def _flat(value: Any, depth: int = 3) -> Iterator[Any]:
    """The entries of a list, of lists in it, and of lists by that name; what is none is its own only entry."""
    if isinstance(value, dict) and "@list" in value:
        value = value["@list"]
    if isinstance(value, list) and depth:
        for inner in value:
            yield from _flat(inner, depth - 1)
    else:
        yield value


def without_markup(text: str) -> str:
    """The words of markup, entities resolved, with a line end where a paragraph ends."""
    return html.unescape(_TAGS.sub("", _BREAK.sub("\n", html.unescape(text))))


def _address(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value.strip() if isinstance(value, str) and value.startswith(("http", "/")) else ""
