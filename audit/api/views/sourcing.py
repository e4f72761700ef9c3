"""Sources of an article: their codes and the profile that follows."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from articles.models import Article
from audit.api.serializers.sourcing import CodesInput, SettledCodeOutput, SourcingOutput
from audit.api.views.base import ApiView, demand, described, find
from audit.models import ArticleSource
from audit.permissions import Act
from audit.reports.sourcing import sourcing_of
from audit.services.source_codes import Answer, settle_codes


class ArticleSourcing(ApiView):
    """The sourcing of an article."""

    @described(SourcingOutput, HTTPStatus.NOT_FOUND)
    def get(self, request: Request, pk: UUID) -> Response:
        """The sources of the current revision with their codes, and shares with the claims above and below."""
        article = find(Article.objects.with_current().select_related("current_revision__body"), pk)
        return Response(SourcingOutput(sourcing_of(article, request.user)).data)


class SourceCodes(ApiView):
    """Settling codes."""

    @described(
        {HTTPStatus.CREATED: SettledCodeOutput(many=True)},
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        request=CodesInput,
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Settle codes of a source, or of one claim of it. Reviewers only; earlier answers stay."""
        actor = demand(request, Act.REVIEW)
        source = find(ArticleSource.objects.all(), pk)
        given = CodesInput(data=request.data)
        given.is_valid(raise_exception=True)
        data = given.validated_data
        words = data.get("words", {})
        answers = {code: Answer(value, words.get(code, "")) for code, value in data["codes"].items()}
        made = settle_codes(source=source, answers=answers, actor=actor, claim=data.get("claim"))
        return Response(SettledCodeOutput(made, many=True).data, status=HTTPStatus.CREATED)
