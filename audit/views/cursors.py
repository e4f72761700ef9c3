"""The address of the next page of a list, newest first or by name: what the last row of this one was, signed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.core import signing
from django.core.exceptions import BadRequest

from audit.keyset import Order
from audit.models import Claim, Finding

NOT_WHOLE = "This address of a page of the list is not whole. Start again from the list."
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
        raise BadRequest(NOT_WHOLE) from error


def name_cursor(key: str, pk: uuid.UUID) -> str:
    """What to give as `after` for the rows after this one, in a list by name."""
    return signing.dumps([key, str(pk)])


def name_position(given: str | None) -> Sequence[str]:
    """The key and the id that such a cursor names, nothing for none; BadRequest for anything else."""
    try:
        return [str(value) for value in signing.loads(given)] if given else ()
    except signing.BadSignature as error:
        raise BadRequest(NOT_WHOLE) from error
