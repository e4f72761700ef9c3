"""What every page may ask about the person who looks: how much is unread, and which outlets are kept from them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from audit.models import Notification
from audit.models.visibility import masked_articles
from audit.permissions import Act, can

AT_MOST = 99


def about_the_reader(request: HttpRequest) -> dict[str, Any]:
    """Template context, asked of the database when a template asks: `unread`, counted no further than AT_MOST, and
    `masked`, the ids of articles whose outlet is withheld."""
    user = getattr(request, "user", AnonymousUser())

    def count() -> int:
        if not can(user, Act.REVIEW):
            return 0
        return Notification.objects.visible_to(user).unread().order_by()[:AT_MOST].count()

    def masked() -> frozenset[UUID]:
        return frozenset(masked_articles(user)) if can(user, Act.REVIEW) else frozenset()

    return {"unread": SimpleLazyObject(count), "masked": SimpleLazyObject(masked)}
