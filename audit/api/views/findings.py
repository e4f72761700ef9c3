"""Findings, and the comparison of revisions that most of them come from."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from articles.models import Article
from audit.api.serializers.findings import (
    ComparisonOutput,
    ComparisonParameters,
    FindingInput,
    FindingOutput,
    FindingParameters,
    SettlementInput,
)
from audit.api.views.base import CHOSEN_FIRST, ApiView, demand, described, find, listed, page_of, parameters
from audit.models import Finding
from audit.permissions import Act
from audit.reports.comparison import compare
from audit.reports.findings import findings_for
from audit.services.findings import add_finding, settle_finding

REFUSALS = (
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)


class Findings(ApiView):
    """The findings."""

    @described(page_of(FindingOutput), parameters=[FindingParameters])
    def get(self, request: Request) -> Response:
        """All findings that the caller may see, the newest first. Readers see confirmed ones."""
        given = parameters(request, FindingParameters)
        rows = findings_for(request.user)
        for name in ("article", "code", "state"):
            if name in given:
                rows = rows.filter(**{name: given[name]})
        return listed(request, rows, CHOSEN_FIRST, given, FindingOutput)


class ArticleFindings(ApiView):
    """The findings that people make of one article."""

    @described({HTTPStatus.CREATED: FindingOutput}, *REFUSALS, request=FindingInput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Make a finding about an article. Reviewers only."""
        actor = demand(request, Act.REVIEW)
        article = find(Article.objects.with_current(), pk)
        given = FindingInput(data=request.data)
        given.is_valid(raise_exception=True)
        finding = add_finding(article=article, actor=actor, **given.validated_data)
        return Response(FindingOutput(finding).data, status=HTTPStatus.CREATED)


class FindingSettlement(ApiView):
    """Confirming and rejecting."""

    @described(FindingOutput, *REFUSALS, request=SettlementInput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Confirm or reject a finding. Reviewers only."""
        actor = demand(request, Act.REVIEW)
        given = SettlementInput(data=request.data)
        given.is_valid(raise_exception=True)
        finding = settle_finding(finding=find(Finding.objects.all(), pk), actor=actor, **given.validated_data)
        return Response(FindingOutput(finding).data)


class ArticleComparison(ApiView):
    """Two revisions of one article."""

    @described(ComparisonOutput, HTTPStatus.NOT_FOUND, parameters=[ComparisonParameters])
    def get(self, request: Request, pk: UUID) -> Response:
        """What differs between two revisions: quotations, paragraphs, notices of correction."""
        given = parameters(request, ComparisonParameters)
        article = find(Article.objects.all(), pk)
        found = {r.number: r for r in article.revisions.select_related("body").defer("blocks")}
        old, new = found.get(given["old"]), found.get(given["new"])
        if old is None or new is None or old.number >= new.number:
            raise NotFound("This article has no such pair of revisions, the earlier one as `old`.")
        if not (hasattr(old, "body") and hasattr(new, "body")):
            raise NotFound("The text of one of these revisions was redacted.")
        return Response(ComparisonOutput(compare(article, old, new)).data)
