"""One value, one spelling."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.ledger.canonical import canonical, digest, salted
from audit.models import Claim

EAST = timezone(timedelta(hours=5, minutes=30))
SPELLINGS = [
    (None, "null"),
    (True, "true"),
    (0, "0"),
    (10**20, "100000000000000000000"),
    ("é", '"é"'),
    ("e\u0301", '"e\u0301"'),
    ("🌊\u200b“x”", '"🌊\u200b“x”"'),
    ('a"b\n', '"a\\"b\\n"'),
    (Claim.State.ACTIVE, '"active"'),
    (date(2024, 2, 29), '"2024-02-29"'),
    (datetime(2024, 2, 29, 12, 0, 0, 1, UTC), '"2024-02-29T12:00:00.000001Z"'),
    (datetime(2024, 2, 29, 17, 30, tzinfo=EAST), '"2024-02-29T12:00:00.000000Z"'),
    (datetime(2024, 3, 1, 1, 0, tzinfo=EAST), '"2024-02-29T19:30:00.000000Z"'),
    (uuid.UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
    (Decimal("0.500"), '"0.5"'),
    (Decimal("1E+2"), '"100"'),
    (Decimal("100"), '"100"'),
    (Decimal("-0.00"), '"0"'),
    (b"\x00\xff", '"00ff"'),
    (memoryview(b"\x01"), '"01"'),
    (((1, 2), (3, 4)), "[[1,2],[3,4]]"),
    ({"b": 1, "a": {"d": [], "c": {}}}, '{"a":{"c":{},"d":[]},"b":1}'),
    ({"é": 1, "z": 2, "Z": 3}, '{"Z":3,"z":2,"é":1}'),
]


@pytest.mark.parametrize(("value", "spelling"), SPELLINGS)
def test_a_value_has_one_spelling(value: Any, spelling: str) -> None:
    assert canonical(value) == spelling.encode()


REFUSED = [
    1.0,
    float("nan"),
    [1, {"a": 0.5}],
    {1, 2},
    {1: "a"},
    {None: "a"},
    datetime(2024, 2, 29, 12, 0),
    Decimal("NaN"),
    Decimal("Infinity"),
    timedelta(seconds=1),
    print,
]


@pytest.mark.parametrize("value", REFUSED, ids=repr)
def test_a_value_of_no_single_spelling_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical(value)


def test_the_first_digest_ever_made_is_made_again() -> None:
    assert digest({"number": 1}) == "3d6a916e86efba9105154ea95dda8d8da47df173d931c23e7a346c7babd81a3e"


def test_a_salt_hides_a_short_text() -> None:
    assert salted(b"salt", "yes") != salted(b"tlas", "yes")
    assert salted(b"salt", "yes") != salted(b"salt", "no")


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=20,
)


@given(PLAIN)
def test_plain_values_are_read_back_as_they_were(value: Any) -> None:
    assert json.loads(canonical(value)) == value
    assert canonical(json.loads(canonical(value))) == canonical(value)


@given(st.dictionaries(TEXTS, st.integers()))
def test_the_order_of_keys_does_not_matter(value: dict[str, int]) -> None:
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@given(PLAIN, PLAIN)
def test_different_values_have_different_spellings(one: Any, other: Any) -> None:
    # Python takes True and 1 for equal, JSON does not.
    assert (canonical(one) == canonical(other)) == (
        json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    )


@given(st.datetimes(min_value=datetime(1900, 1, 2), timezones=st.just(EAST)))
def test_a_time_is_spelled_alike_in_every_zone(time: datetime) -> None:
    assert canonical(time) == canonical(time.astimezone(UTC))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3))
def test_a_decimal_is_spelled_alike_with_more_zeros(number: Decimal) -> None:
    assert canonical(number) == canonical(Decimal(f"{number}000"))
