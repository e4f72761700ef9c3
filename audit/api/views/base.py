"""What every view of the API shares: how large a body may be, who may, how a list is answered and described."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from http import HTTPStatus
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import HttpResponseBase
from django.utils.cache import patch_vary_headers
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated, NotFound, ParseError
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from audit.api.errors import CONTENT_TYPE, BodyTooLarge
from audit.api.pagination import Parameters, page
from audit.api.serializers.reference import Problem
from audit.keyset import Order
from audit.ledger.models import Actor
from audit.ledger.services import actor_for
from audit.permissions import Act, require

Row = TypeVar("Row", bound=Model)
Method = TypeVar("Method", bound=Callable[..., HttpResponseBase])
CHOSEN_FIRST = Order(("created_at", "id"), descending=True)


class Json(JSONParser):
    """JSON that is an object, not nested past what Python can read, and without NaN."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        try:
            parsed = json.load(codecs.getreader("utf-8")(stream), parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            raise ParseError(f"The body is not JSON: {error}") from error
        if not isinstance(parsed, dict):
            raise ParseError("The body must be a JSON object.")
        return parsed


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


class NamedByAddress(AutoSchema):
    """Names each operation after method and address: get_articles_id_claims."""

    def get_operation_id(self) -> str:
        words = re.findall("[a-z]+", self.path.removeprefix("/api/v1/"))
        return "_".join([self.method.lower(), *words])


class ApiView(APIView):
    """The base of all views here."""

    schema = NamedByAddress()
    parser_classes = [Json]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        # Django's own limit does not reach a body that the framework reads as a stream.
        if int(request.META.get("CONTENT_LENGTH") or 0) > (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0):
            raise BodyTooLarge

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        answer = super().finalize_response(request, response, *args, **kwargs)
        # What is seen depends on who asks: no cache may give one person's answer to another.
        patch_vary_headers(answer, ["Authorization", "Cookie"])
        return answer


def demand(request: Request, act: Act) -> Actor:
    """The caller's actor; 401 for an anonymous caller, 403 unless the caller may do this."""
    if not request.user.is_authenticated:
        raise NotAuthenticated
    require(request.user, act)
    return actor_for(request.user)


def find(rows: QuerySet[Row], pk: UUID) -> Row:
    """The row of that id among those that the caller may see, or 404."""
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotFound(f"There is no such {rows.model._meta.verbose_name} here.")
    return row


def find_all(rows: QuerySet[Row], keys: Sequence[UUID]) -> list[Row]:
    """The rows of these ids in their order, each once; 404 unless all are there."""
    found = {row.pk: row for row in rows.filter(pk__in=keys)}
    if missing := [key for key in keys if key not in found]:
        raise NotFound(f"There is no such {rows.model._meta.verbose_name} here: {missing[0]}.")
    return [found[key] for key in dict.fromkeys(keys)]


def parameters(request: Request, kind: type[Parameters]) -> dict[str, Any]:
    """The parameters of the address; 400 for unknown names and for values that do not fit."""
    given = kind(data=request.query_params)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def listed(
    request: Request,
    rows: QuerySet[Row],
    order: Order,
    given: dict[str, Any],
    output: type[serializers.BaseSerializer[Any]],
) -> Response:
    """One page of rows: {"next": address or null, "results": [...]}."""
    found, after = page(rows, order, request, given)
    return Response({"next": after, "results": output(found, many=True, context={"request": request}).data})


def each(output: type[serializers.BaseSerializer[Any]], rows: Iterable[Any]) -> Response:
    """All of these rows, for lists that cannot be long."""
    return Response(output(rows, many=True).data)


@cache
def page_of(output: type[serializers.BaseSerializer[Any]]) -> type[serializers.Serializer[Any]]:
    """For the schema: the shape of a page of these."""
    name = output.__name__.removesuffix("Output")
    fields = {
        "__doc__": "One page; `next` is the address of the following one, null on the last.",
        "next": serializers.URLField(allow_null=True),
        "results": output(many=True),
    }
    return type(f"{name}Page", (serializers.Serializer,), fields)


def described(ok: Any, *failures: HTTPStatus, **more: Any) -> Callable[[Method], Method]:
    """For the schema: what a call answers. `ok` is an output, or a map of status to output; 400 is always possible,
    so is 401 for a wrong token."""
    shapes = ok if isinstance(ok, dict) else {HTTPStatus.OK: ok}
    failed = sorted({HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, *failures})
    responses = {**shapes, **{(int(status), CONTENT_TYPE): Problem for status in failed}}
    decorate: Callable[[Method], Method] = extend_schema(responses=responses, **more)
    return decorate
