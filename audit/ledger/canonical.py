"""Canonical bytes: one value, one spelling, so that a digest made today can be made again in ten years.

JSON with sorted keys and no spaces, UTF-8, times as UTC with microseconds, no floats.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

NO_FORM = "{0} has no canonical form; ledger values are text, whole numbers, decimals, dates, lists and maps"


def plain(value: Any) -> Any:
    """The JSON form of a value; TypeError for one that has no single spelling (a float, a set, an object)."""
    if value is None or isinstance(value, bool | int | str):
        return (
            str(value) if isinstance(value, str) else value
        )  # str(): a TextChoices member is stored as its word
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date | uuid.UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    raise TypeError(NO_FORM.format(type(value).__name__))


def canonical(value: Any) -> bytes:
    """The canonical bytes of a value."""
    return json.dumps(
        plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def digest(value: Any) -> str:
    """SHA-256, in hex, of the canonical bytes of a value."""
    return hashlib.sha256(canonical(value)).hexdigest()


def salted(salt: bytes, text: str) -> str:
    """SHA-256, in hex, of salt and text: without the salt the text cannot be guessed from it."""
    return hashlib.sha256(salt + text.encode()).hexdigest()
