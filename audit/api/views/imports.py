"""Imports of many articles: sending a file, how far it is, what was passed over."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from articles.models import Import, ImportSkip, Revision
from articles.services import upload_import
from audit.api.pagination import PageParameters
from audit.api.serializers.imports import ImportInput, ImportOutput, ImportSkipOutput, ImportSkipParameters
from audit.api.views.base import CHOSEN_FIRST, ApiView, demand, described, find, listed, page_of, parameters
from audit.keyset import Order
from audit.permissions import Act

IN_ORDER = Order(("id",), descending=False)
ENDINGS = {
    "application/x-ndjson": ".jsonl",
    "text/csv": ".csv",
    "application/warc": ".warc.gz",
    "application/zip": ".zip",
}


class AsItIs(BaseParser):
    """The body as bytes."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        return stream.read()


class JsonLines(AsItIs):
    media_type = "application/x-ndjson"


class Csv(AsItIs):
    media_type = "text/csv"


class WebArchive(AsItIs):
    media_type = "application/warc"


class ZipArchive(AsItIs):
    media_type = "application/zip"


class Imports(ApiView):
    """The list of imports, and beginning one."""

    parser_classes = [JsonLines, Csv, WebArchive, ZipArchive]

    @described(page_of(ImportOutput), HTTPStatus.FORBIDDEN, parameters=[PageParameters])
    def get(self, request: Request) -> Response:
        """Imports, the newest first."""
        demand(request, Act.ADD_ARTICLE)
        given = parameters(request, PageParameters)
        return listed(request, Import.objects.all(), CHOSEN_FIRST, given, ImportOutput)

    @described(
        {HTTPStatus.ACCEPTED: ImportOutput},
        HTTPStatus.FORBIDDEN,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        parameters=[ImportInput],
        request=dict.fromkeys(ENDINGS, OpenApiTypes.BINARY),
    )
    def post(self, request: Request) -> Response:
        """Send a file of many articles as the body, as JSON Lines, CSV, WARC or a ZIP archive of such files, pages and
        texts; a worker brings them in. A file that is under way already is answered as it is."""
        actor = demand(request, Act.ADD_ARTICLE)
        given = parameters(request, ImportInput)
        body: Any = request.data
        name = f"{given['name']}{ENDINGS[(request.content_type or '').partition(';')[0].strip().lower()]}"
        of = upload_import(
            name=name, chunks=lambda: [body] if body else [], outlet=given["outlet"], way=Revision.Way.API, actor=actor
        )
        place = request.build_absolute_uri(reverse("api:import", args=[of.pk]))
        return Response(ImportOutput(of).data, status=HTTPStatus.ACCEPTED, headers={"Location": place})


class OneImport(ApiView):
    """One import."""

    @described(ImportOutput, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
    def get(self, request: Request, pk: UUID) -> Response:
        """An import and how far it is."""
        demand(request, Act.ADD_ARTICLE)
        return Response(ImportOutput(find(Import.objects.all(), pk)).data)


class ImportSkips(ApiView):
    """What an import passed over."""

    @described(page_of(ImportSkipOutput), HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, parameters=[ImportSkipParameters])
    def get(self, request: Request, pk: UUID) -> Response:
        """Items that gave no new article, in the order of the file, and why."""
        demand(request, Act.ADD_ARTICLE)
        given = parameters(request, ImportSkipParameters)
        rows = ImportSkip.objects.filter(of=find(Import.objects.all(), pk))
        if kind := given.get("skipped_as"):
            rows = rows.filter(kind=kind)
        return listed(request, rows, IN_ORDER, given, ImportSkipOutput)
