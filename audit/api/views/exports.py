"""The verdicts as a stream."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request

from audit.api.serializers.articles import ExportParameters
from audit.api.serializers.exports import ExportRow
from audit.api.views.base import ApiView, demand, described, parameters
from audit.exports.formats import FORMATS, pieces
from audit.exports.rows import rows
from audit.models import Claim
from audit.models.visibility import of_outlet
from audit.permissions import Act


class AsAddressed(BaseContentNegotiation):
    """The address names the format, whatever the caller says it accepts."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class VerdictsExport(ApiView):
    """One row for each assertion of every active claim."""

    content_negotiation_class = AsAddressed
    form = "jsonl"

    def stream(self, request: Request) -> HttpResponseBase:
        given = parameters(request, ExportParameters)
        claims = Claim.objects.all()
        if "article" in given:
            claims = claims.filter(revision__article=given["article"])
        if "outlet" in given:
            claims = of_outlet(claims, given["outlet"], request.user, "revision__article")
        if "audit" in given:
            demand(request, Act.SEE_UNPUBLISHED)
            claims = claims.filter(revision__article__in=given["audit"].articles.order_by().values("article"))
        form = FORMATS[self.form]
        response = StreamingHttpResponse(pieces(form.write(rows(request.user, claims))), content_type=form.content_type)
        name = f"verdicts-{timezone.now():%Y-%m-%d}.{self.form}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "no-store"
        return response


class VerdictsAsJsonLines(VerdictsExport):
    """JSON Lines."""

    @described({(200, "application/jsonl"): ExportRow}, HTTPStatus.FORBIDDEN, parameters=[ExportParameters])
    def get(self, request: Request) -> HttpResponseBase:
        """One JSON object a line and an assertion of an active claim, with the verdicts that the caller may see."""
        return self.stream(request)


class VerdictsAsCsv(VerdictsExport):
    """CSV."""

    form = "csv"

    @described({(200, "text/csv"): OpenApiTypes.STR}, HTTPStatus.FORBIDDEN, parameters=[ExportParameters])
    def get(self, request: Request) -> HttpResponseBase:
        """The same rows as CSV in UTF-8, with a header row. Lists are joined by "; ", spans and evidence are JSON, and
        a cell that a spreadsheet would run as a formula begins with an apostrophe."""
        return self.stream(request)
