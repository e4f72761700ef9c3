"""What every page may ask about the person who looks: how much is unread, and which outlets are kept from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from articles.withheld import ON_REQUEST, withheld_articles
from audit.models.visibility import masked_articles
from audit.permissions import Act, can


def withholding(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the request knows which outlets are kept from the person who asks, once that is asked of it. The API
    learns only later than this who that is."""

    def middleware(request: HttpRequest) -> HttpResponse:
        def masked() -> frozenset[UUID]:
            user = getattr(request, "user", AnonymousUser())
            return frozenset(masked_articles(user)) if can(user, Act.REVIEW) else frozenset()

        setattr(request, ON_REQUEST, SimpleLazyObject(masked))
        return get_response(request)

    return middleware


def about_the_reader(request: HttpRequest) -> dict[str, Any]:
    """Template context: `unread`, which came with the account, and `masked`, the ids of articles whose outlet is
    withheld, asked of the database when a template asks; a page of one article says it of that one instead."""
    user = getattr(request, "user", AnonymousUser())

    return {
        "unread": getattr(user, "unread", 0),
        "masked": SimpleLazyObject(lambda: withheld_articles(request)),
    }
