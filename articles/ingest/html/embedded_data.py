"""The article of a page that only its scripts show: the longest text in the data that a page carries for them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from articles.ingest.html.linked_data import LONGEST_SCRIPT, without_markup

MOST_VALUES = 50_000
FEWEST_PARAGRAPHS = 3
SHORTEST_PARAGRAPH = 40
"""In code points. What is shorter counts for nothing when texts are compared."""

_JSON = re.compile(r"(?:application|text)/(?:[\w.-]+\+)?json\b", re.I)
_SITE_MARK = re.compile(r"\s[-|–—»•·:]\s")
_TEXT_KEYS = ("text", "content", "body", "html", "value", "paragraph")


def embedded_body(tree: HtmlElement, title: str) -> str:
    """The paragraphs of the longest text with at least three, a line each, in data that has the page's title too:
    other data may hold what a site says of itself. Empty if there is none."""
    texts = (text for script in tree.iter("script") for text in _texts(_loaded(script, title)))
    return max(texts, key=_prose, default="")


def _prose(text: str) -> int:
    return sum(len(line) for line in text.splitlines() if len(line) >= SHORTEST_PARAGRAPH)


def _loaded(script: HtmlElement, title: str) -> Any:
    kind, text = script.get("type") or "", script.text or ""
    if not _JSON.match(kind) or "ld+json" in kind.lower() or len(text) > LONGEST_SCRIPT:
        return None
    said = [part for part in _SITE_MARK.split(title) if part.count(" ") > 1]
    if not any(part in text or json.dumps(part)[1:-1] in text for part in said):
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _texts(data: Any) -> Iterator[str]:
    """Every value that may be an article: markup with paragraphs, or a list of paragraphs."""
    waiting = [data]
    for _ in range(MOST_VALUES):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, str):
            found = without_markup(value) if "<p" in value.lower() or "&lt;p" in value.lower() else ""
        else:
            found = _listed(value) if isinstance(value, list) else ""
            waiting.extend(value.values() if isinstance(value, dict) else value if isinstance(value, list) else ())
        if sum(len(line) >= SHORTEST_PARAGRAPH for line in found.splitlines()) >= FEWEST_PARAGRAPHS:
            yield found


def _listed(values: list[Any]) -> str:
    """The entries of a list that are texts, or hold one under a name that says so, a line each."""
    return "\n".join(line for value in values if (line := " ".join(without_markup(_text_of(value)).split())))


def _text_of(value: Any) -> str:
    if isinstance(value, dict):
        value = next((value[key] for key in _TEXT_KEYS if isinstance(value.get(key), str)), "")
    return html.unescape(value) if isinstance(value, str) else ""
