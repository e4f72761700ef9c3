"""Articles, their revisions, and taking new ones in."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from rest_framework.request import Request
from rest_framework.response import Response

from articles.ingest.plain import read_text
from articles.models import Article, Revision
from articles.services import Added, RawSource, add_article, add_outlet
from audit.api.serializers.articles import (
    ArticleInput,
    ArticleOutput,
    ArticleParameters,
    RevisionDetail,
    RevisionOutput,
)
from audit.api.views.base import CHOSEN_FIRST, ApiView, demand, described, each, find, listed, page_of, parameters
from audit.ledger.models import Actor
from audit.permissions import Act


class Articles(ApiView):
    """The list of articles, and taking one in."""

    @described(page_of(ArticleOutput), parameters=[ArticleParameters])
    def get(self, request: Request) -> Response:
        """Articles, the newest addition first."""
        given = parameters(request, ArticleParameters)
        rows = Article.objects.with_current()
        if outlet := given.get("outlet"):
            rows = rows.filter(outlet=outlet)
        for word in given.get("q", "").split():
            rows = rows.filter(current_revision__headline__icontains=word)
        if day := given.get("published_from"):
            rows = rows.filter(published_to__gte=day)
        if day := given.get("published_to"):
            rows = rows.filter(published_from__lte=day)
        return listed(request, rows, CHOSEN_FIRST, given, ArticleOutput)

    @described(
        {HTTPStatus.CREATED: ArticleOutput, HTTPStatus.OK: ArticleOutput},
        HTTPStatus.FORBIDDEN,
        HTTPStatus.CONFLICT,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        request=ArticleInput,
    )
    def post(self, request: Request) -> Response:
        """Take an article in: 201 for a new one, 200 with the stored one for a text or address that is here already.
        Its claims are read by a job; they are there a moment later."""
        actor = demand(request, Act.ADD_ARTICLE)
        given = ArticleInput(data=request.data)
        given.is_valid(raise_exception=True)
        added = _take_in(given.validated_data, actor)
        article = find(Article.objects.with_current(), added.article.pk)
        status = HTTPStatus.CREATED if added.is_new else HTTPStatus.OK
        place = request.build_absolute_uri(reverse("api:article", args=[article.pk]))
        return Response(ArticleOutput(article).data, status=status, headers={"Location": place})


def _take_in(given: dict[str, Any], actor: Actor) -> Added:
    text = given["text"]
    draft = read_text(text)  # before anything is written: a text that is refused leaves no outlet behind
    with transaction.atomic():
        return add_article(
            draft=draft,
            outlet=add_outlet(name=given["outlet"], actor=actor),
            source=RawSource(text.encode(), "text/plain; charset=utf-8"),
            way=Revision.Way.API,
            actor=actor,
            canonical_url=given.get("url"),
            published=given.get("published"),
        )


@method_decorator(conditional_page, name="dispatch")
class OneArticle(ApiView):
    """One article."""

    @described(ArticleOutput, HTTPStatus.NOT_FOUND)
    def get(self, request: Request, pk: UUID) -> Response:
        """An article without its words."""
        return Response(ArticleOutput(find(Article.objects.with_current(), pk)).data)


class ArticleRevisions(ApiView):
    """The revisions of an article."""

    @described(RevisionOutput(many=True), HTTPStatus.NOT_FOUND)
    def get(self, request: Request, pk: UUID) -> Response:
        """All revisions of an article, the first first, without their words."""
        article = find(Article.objects.all(), pk)
        revisions = article.revisions.defer("blocks").order_by("number")
        return each(RevisionOutput, revisions)


@method_decorator(conditional_page, name="dispatch")
class OneRevision(ApiView):
    """One revision."""

    @described(RevisionDetail, HTTPStatus.NOT_FOUND)
    def get(self, request: Request, pk: UUID) -> Response:
        """A revision with its text and its blocks. Offsets are code points, end exclusive."""
        return Response(RevisionDetail(find(Revision.objects.select_related("body"), pk)).data)
