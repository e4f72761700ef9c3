"""Walking a table in order without counting or skipping rows: each page begins after the last row of the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Order:
    """A total order over stored NOT NULL columns, all in one direction; the last one is the primary key."""

    fields: tuple[str, ...]
    descending: bool = False

    def sort(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        return rows.order_by(*(f"-{name}" if self.descending else name for name in self.fields))

    def after(self, rows: QuerySet[Row], position: Sequence[Any]) -> QuerySet[Row]:
        """The rows that follow `position`, the values of this order's fields in the last row seen."""
        lookup = TupleLessThan if self.descending else TupleGreaterThan
        return rows.filter(lookup(Tuple(*self.fields), tuple(position)))

    def position(self, row: Model) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in self.fields)


def batches(rows: QuerySet[Row], order: Order, size: int) -> Iterator[list[Row]]:
    """All rows in order, `size` at a time and never more in memory; prefetches run once a batch."""
    ordered = order.sort(rows)
    batch = list(ordered[:size])
    while batch:
        yield batch
        batch = list(order.after(ordered, order.position(batch[-1]))[:size]) if len(batch) == size else []
