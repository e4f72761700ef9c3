"""Articles, their revisions, and taking new ones in."""

from __future__ import annotations

from dataclasses import replace
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
from articles.ingest.types import Draft
from articles.models import Article, Revision
from articles.reading.one import read_apart
from articles.services import (
    Added,
    AddedPage,
    Identity,
    RawSource,
    add_article,
    add_outlet,
    add_page,
    edit_article,
    redact_article,
    refetch_page,
)
from articles.withheld import check_outlet_known, withheld_articles
from audit.api.serializers.articles import (
    ArticleInput,
    ArticleOutput,
    ArticleParameters,
    IdentityInput,
    RedactionInput,
    RefetchOutput,
    RevisionDetail,
    RevisionOutput,
)
from audit.api.views.base import CHOSEN_FIRST, ApiView, demand, described, find, listed, page_of, parameters
from audit.ledger.models import Actor
from audit.permissions import Act
from audit.services.evidence import redact_copies

REFUSALS = (
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)


class Articles(ApiView):
    """The list of articles, and taking one in."""

    @described(page_of(ArticleOutput), parameters=[ArticleParameters])
    def get(self, request: Request) -> Response:
        """Articles, the newest addition first."""
        given = parameters(request, ArticleParameters)
        rows = Article.objects.with_current()
        if outlet := given.get("outlet"):
            rows = rows.filter(outlet=outlet).exclude(pk__in=withheld_articles(request))
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
        HTTPStatus.BAD_GATEWAY,
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
        return Response(_shown(request, article), status=status, headers={"Location": place})


def _shown(request: Request, article: Article) -> dict[str, Any]:
    return ArticleOutput(article, context={"request": request}).data


def _known(request: Request, pk: UUID) -> Article:
    """The article; 403 for those from whom its outlet is kept: what is done with its page would tell it."""
    check_outlet_known(request, pk)
    return find(Article.objects.with_current(), pk)


def _take_in(given: dict[str, Any], actor: Actor) -> Added | AddedPage:
    outlet, published = given["outlet"], given.get("published")
    if "text" not in given and "html" not in given:
        return add_page(url=given["url"], outlet=outlet, actor=actor, way=Revision.Way.API, published=published)
    draft, source = _read(given)  # before anything is written: what is refused leaves no outlet behind
    with transaction.atomic():
        return add_article(
            draft=draft,
            outlet=add_outlet(name=outlet, actor=actor),
            source=source,
            way=Revision.Way.API,
            actor=actor,
            canonical_url=given.get("url") or draft.canonical_url or None,
            published=published,
        )


def _read(given: dict[str, Any]) -> tuple[Draft, RawSource]:
    if "html" in given:
        raw, kind = given["html"].encode(), "text/html; charset=utf-8"
        return read_apart("page", raw, Draft, url=given.get("url"), content_type=kind), RawSource(raw, kind)
    return read_text(given["text"]), RawSource(given["text"].encode(), "text/plain; charset=utf-8")


@method_decorator(conditional_page, name="dispatch")
class OneArticle(ApiView):
    """One article."""

    @described(ArticleOutput, HTTPStatus.NOT_FOUND)
    def get(self, request: Request, pk: UUID) -> Response:
        """An article without its words."""
        return Response(_shown(request, find(Article.objects.with_current(), pk)))

    @described(ArticleOutput, *REFUSALS, request=IdentityInput)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Say which article this is: outlet, address, language, dates. Editors only; the words never change."""
        actor = demand(request, Act.EDIT_ARTICLE)
        article = _known(request, pk)
        given = IdentityInput(data=request.data)
        given.is_valid(raise_exception=True)
        edit_article(article=article, identity=replace(Identity.of(article), **given.validated_data), actor=actor)
        return Response(_shown(request, find(Article.objects.with_current(), pk)))


class ArticleRefetch(ApiView):
    """Fetching again."""

    @described(RefetchOutput, *REFUSALS, HTTPStatus.BAD_GATEWAY, request=None)
    def post(self, request: Request, pk: UUID) -> Response:
        """Fetch the article's page again; other words become its next revision. 502 when its site does not answer."""
        actor = demand(request, Act.ADD_ARTICLE)
        article = _known(request, pk)
        return Response(RefetchOutput(refetch_page(article=article, actor=actor)).data)


class ArticleRedaction(ApiView):
    """Removing words."""

    @described(ArticleOutput, *REFUSALS, request=RedactionInput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Remove the words of all revisions, what came in, and archived copies of the page, for good. Editors only."""
        actor = demand(request, Act.EDIT_ARTICLE)
        article = _known(request, pk)
        given = RedactionInput(data=request.data)
        given.is_valid(raise_exception=True)
        reason = given.validated_data["reason"]
        redact_article(article=article, actor=actor, reason=reason)
        redact_copies(article=article, actor=actor, reason=reason)
        return Response(_shown(request, find(Article.objects.with_current(), pk)))


class ArticleRevisions(ApiView):
    """The revisions of an article."""

    @described(RevisionOutput(many=True), HTTPStatus.NOT_FOUND)
    def get(self, request: Request, pk: UUID) -> Response:
        """All revisions of an article, the first first, without their words."""
        article = find(Article.objects.all(), pk)
        revisions = article.revisions.defer("blocks").order_by("number")
        return Response([RevisionOutput(revision, context={"request": request}).data for revision in revisions])


@method_decorator(conditional_page, name="dispatch")
class OneRevision(ApiView):
    """One revision."""

    @described(RevisionDetail, HTTPStatus.NOT_FOUND)
    def get(self, request: Request, pk: UUID) -> Response:
        """A revision with its text and its blocks. Offsets are code points, end exclusive."""
        found = find(Revision.objects.select_related("body"), pk)
        return Response(RevisionDetail(found, context={"request": request}).data)
