"""What every page may ask about the person who looks: how much is unread, and which outlets are kept from them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from audit.models.visibility import masked_articles
from audit.permissions import Act, can


def about_the_reader(request: HttpRequest) -> dict[str, Any]:
    """Template context: `unread`, which came with the account, and `masked`, the ids of articles whose outlet is
    withheld, asked of the database when a template asks; a page of one article says it of that one instead."""
    user = getattr(request, "user", AnonymousUser())

    def masked() -> frozenset[UUID]:
        return frozenset(masked_articles(user)) if can(user, Act.REVIEW) else frozenset()

    return {"unread": getattr(user, "unread", 0), "masked": SimpleLazyObject(masked)}
