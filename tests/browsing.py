"""A browser in tests: logged in as somebody, and what it would send back from a form of the page."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article
from tests import factories


def browser(user: User | None = None) -> Client:
    """A browser, logged in when a user is given."""
    client = Client()
    if user:
        client.force_login(user)
    return client


class _Forms(HTMLParser):
    """The hidden fields of each form by its action."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, str]] = {}
        self._inside: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._inside = self.forms.setdefault((given.get("action") or "").partition("#")[0], {})
        elif tag == "input" and given.get("type") == "hidden":
            self._inside[given["name"] or ""] = given.get("value") or ""


def hidden_fields(response: Any, action: str) -> dict[str, str]:
    """What the page's form to this address sends without being typed."""
    parser = _Forms()
    parser.feed(response.content.decode())
    return parser.forms[action]


def article_with(claims: int, outlet_name: str = "The Long Gazette") -> Article:
    """An article with this many quotations, all recorded as claims of one speaker each."""
    bodies = [f"“Boat number {n} is late,” said Ana Berg{n}, a pilot." for n in range(claims)]
    text = "Ferries late again on the northern line\n\n" + "\n\n".join(bodies) + "\n"
    article = factories.article(text, outlet_name=outlet_name)
    found = [(f"Boat number {n} is late", f"Ana Berg{n}", None, None) for n in range(claims)]
    factories.run(article, found)
    return article
