"""The address of the next page of a list, newest first: what the last row of this one was, signed."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.core import signing
from django.core.exceptions import BadRequest

from audit.keyset import Order
from audit.models import Claim, Finding

NEWEST = Order(("created_at", "id"), descending=True)


def cursor(row: Claim | Finding) -> str:
    """What to give as `before` for the rows after this one."""
    return signing.dumps([row.created_at.isoformat(), str(row.pk)])


def position(given: str) -> tuple[datetime, uuid.UUID]:
    """The row that a cursor names; BadRequest for anything that is none."""
    try:
        time, pk = signing.loads(given)
        return datetime.fromisoformat(time), uuid.UUID(pk)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadRequest("This address of a page of the list is not whole. Start again from the list.") from error
