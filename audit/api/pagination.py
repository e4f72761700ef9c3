"""Pages of a list: named filters, and a cursor that fits only the filters it was made for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.core import signing
from django.core.exceptions import ValidationError as InvalidValue
from django.db.models import Model, QuerySet
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from audit.keyset import Order

Row = TypeVar("Row", bound=Model)
SALT = "audit.api.cursor"
FOREIGN = "This cursor was made for another list, other filters or by another site. Start again without it."


class Parameters(serializers.Serializer[Any]):
    """The parameters of an address. A name that is not declared, or that is given twice, is an error."""

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        given = self.initial_data
        unknown = {name: ["There is no such parameter here."] for name in given if name not in self.fields}
        twice = {name: ["Give this parameter once."] for name in given if len(given.getlist(name)) > 1}
        if unknown or twice:
            raise ValidationError({**unknown, **twice})
        return attrs


class PageParameters(Parameters):
    """What every list takes beside its filters."""

    cursor = serializers.CharField(required=False, help_text="From `next` of the page before; opaque")
    limit = serializers.IntegerField(required=False, default=50, min_value=1, max_value=200)


def page(
    rows: QuerySet[Row], order: Order, request: Request, parameters: dict[str, Any]
) -> tuple[list[Row], str | None]:
    """One page of `rows` in `order` and the address of the next one, None on the last."""
    filters = _filters_digest(request)
    ordered = order.sort(rows)
    if cursor := parameters.get("cursor"):
        ordered = order.after(ordered, _position(cursor, filters, rows, order))
    limit = parameters["limit"]
    found = list(ordered[: limit + 1])
    if len(found) <= limit:
        return found, None
    return found[:limit], _address(request, order.position(found[limit - 1]), filters)


def _filters_digest(request: Request) -> str:
    filters = {name: value for name, value in request.query_params.items() if name not in ("cursor", "limit")}
    return hashlib.sha256(json.dumps([request.path, sorted(filters.items())]).encode()).hexdigest()[:16]


def _address(request: Request, position: Sequence[Any], filters: str) -> str:
    values = [value.isoformat() if isinstance(value, datetime) else str(value) for value in position]
    cursor = signing.dumps([filters, values], salt=SALT)
    query = {**request.query_params.dict(), "cursor": cursor}
    return request.build_absolute_uri(f"{request.path}?{urlencode(query)}")


def _position(cursor: str, filters: str, rows: QuerySet[Any], order: Order) -> list[Any]:
    try:
        made_for, values = signing.loads(cursor, salt=SALT)
        if made_for != filters:
            raise ValidationError({"cursor": [FOREIGN]})
        fields = [_field(rows, name) for name in order.fields]
        return [field.to_python(value) for field, value in zip(fields, values, strict=True)]
    except (signing.BadSignature, ValueError, TypeError, InvalidValue) as error:
        raise ValidationError({"cursor": [FOREIGN]}) from error


def _field(rows: QuerySet[Any], name: str) -> Any:
    """The model field, or the output field of the annotation, of that name."""
    annotation = rows.query.annotations.get(name)
    return annotation.output_field if annotation else rows.model._meta.get_field(name)
