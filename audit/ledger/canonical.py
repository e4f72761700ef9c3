"""Canonical bytes: one value, one spelling, so that a digest made today can be made again in ten years.

JSON with sorted keys and no spaces, UTF-8, times as UTC with microseconds, decimals without trailing zeros, no floats.
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


_AS_IT_IS = frozenset({str, int, bool, type(None)})
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


def plain(value: Any) -> Any:
    """The JSON form of a value; TypeError for one that has no single spelling (a float, a set, an object)."""
    kind = type(value)
    if kind in _AS_IT_IS:
        return value
    if kind is list:  # most values of a row, and told faster by their types than by what they are instances of
        return [item if type(item) in _AS_IT_IS else plain(item) for item in value]
    if isinstance(value, bool | int | str):
        return str(value) if isinstance(value, str) else value  # str(): a TextChoices member is stored as its word
    if isinstance(value, datetime):
        return _time(value)
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, date | uuid.UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, Mapping):
        return {_key(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    raise TypeError(NO_FORM.format(type(value).__name__))


def _key(key: Any) -> str:
    if not isinstance(key, str):  # 1 and "1" would become one key
        raise TypeError(NO_FORM.format(f"a map with a key of type {type(key).__name__}"))
    return str(key)


def _time(value: datetime) -> str:
    if value.tzinfo is None:  # it would be read in the zone of whatever machine asks
        raise TypeError(NO_FORM.format("a time without a zone"))
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _decimal(value: Decimal) -> str:
    """Without trailing zeros or exponent: a column of three places gives 0.5 back as 0.500."""
    if not value.is_finite():
        raise TypeError(NO_FORM.format(f"the decimal {value}"))
    digits = f"{value:f}"
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return "0" if digits == "-0" else digits


def canonical(value: Any) -> bytes:
    """The canonical bytes of a value."""
    return _encode(plain(value)).encode()


def digest(value: Any) -> str:
    """SHA-256, in hex, of the canonical bytes of a value."""
    return hashlib.sha256(canonical(value)).hexdigest()


def salted(salt: bytes, text: str) -> str:
    """SHA-256, in hex, of salt and text: without the salt the text cannot be guessed from it."""
    return hashlib.sha256(salt + text.encode()).hexdigest()
