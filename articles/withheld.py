"""Articles whose outlet the person who asks is not to know. Which they are is the audit's to say: its middleware sets
it on the request."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied

ON_REQUEST = "withheld_articles"


def withheld_articles(request: Any) -> frozenset[UUID]:
    """The ids of these articles; of none, where nobody has said so. `request` is Django's or the API's."""
    return frozenset(getattr(request, ON_REQUEST, ()))


def check_outlet_known(request: Any, article: UUID) -> None:
    """Raise PermissionDenied for an act on an article's page by somebody who is not to know whose page it is."""
    if article in withheld_articles(request):
        raise PermissionDenied(
            "The outlet of this article is withheld from you while you judge it, and this would tell it."
        )
