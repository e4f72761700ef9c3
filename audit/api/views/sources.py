"""The sources of an article: offered while one types, made, corrected, joined and parted."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from articles.models import Article
from audit.api.errors import Conflict
from audit.api.serializers.units import (
    ActOutput,
    ArticleSourceOutput,
    NewSourceInput,
    SourceCorrection,
    SourceMergeInput,
    SourceSplitInput,
    SuggestionParameters,
    SuggestionsOutput,
    source_draft,
)
from audit.api.views.base import ApiView, demand, described, find, find_all, parameters
from audit.api.views.unit_acts import read
from audit.api.views.units import REFUSALS, answer, seen_revision
from audit.models import ArticleSource, Claim
from audit.permissions import Act
from audit.reports.sources import suggestions
from audit.services.edits import Done
from audit.services.errors import StaleTarget
from audit.services.source_merging import merge_sources, split_source
from audit.services.sources import add_source, correct_source


def edit(request: Request, source: ArticleSource, act: Callable[[], Done]) -> Response:
    """Do an act on a source that somebody looks at; 409 with both versions when it is another by now."""
    try:
        done = act()
    except StaleTarget as error:
        source.refresh_from_db()
        current = ArticleSourceOutput(source).data
        raise Conflict(str(error), current=current, yours=request.data) from error
    return answer(done, request.user)


def find_source(pk: UUID) -> ArticleSource:
    return find(ArticleSource.objects.select_related("revision__article"), pk)


class ArticleSources(ApiView):
    """The sources of one article."""

    @described(SuggestionsOutput, HTTPStatus.NOT_FOUND, parameters=[SuggestionParameters])
    def get(self, request: Request, pk: UUID) -> Response:
        """This article's sources, and for letters typed the speakers and organizations that begin so."""
        typed: str = parameters(request, SuggestionParameters)["q"]
        return Response(SuggestionsOutput(suggestions(find(Article.objects.all(), pk), typed, request.user)).data)

    @described({HTTPStatus.CREATED: ActOutput}, *REFUSALS, request=NewSourceInput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Make a source for an article; its offsets are those of the current revision. Reviewers only."""
        actor = demand(request, Act.EDIT_CLAIM)
        given = NewSourceInput(data=request.data)
        given.is_valid(raise_exception=True)
        revision = find(Article.objects.with_current(), pk).current_revision
        if revision is None:
            raise NotFound("This article has no text.")
        submission = given.validated_data["submission"]
        done = add_source(revision=revision, draft=given.draft(), actor=actor, submission=submission)
        return answer(done, request.user, HTTPStatus.CREATED)


class OneSource(ApiView):
    """One source of an article."""

    @described(ArticleSourceOutput, HTTPStatus.NOT_FOUND)
    def get(self, request: Request, pk: UUID) -> Response:
        """A source as its article presents it."""
        return Response(ArticleSourceOutput(find_source(pk)).data)

    @described(ActOutput, *REFUSALS, request=SourceCorrection)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Correct a source once for all its claims. 409 with `current` and `yours` when it was edited meanwhile.
        Reviewers only."""
        actor = demand(request, Act.EDIT_CLAIM)
        given = SourceCorrection(data=request.data)
        given.is_valid(raise_exception=True)
        source, said = find_source(pk), given.validated_data
        article = source.revision.article
        revision = seen_revision(said["revision"] or article.current_revision_id, article.pk)
        told = {"seen": said["seen"], "submission": said["submission"], "revision": revision}
        return edit(request, source, lambda: correct_source(source=source, changes=given.said(), actor=actor, **told))


class SourceMerge(ApiView):
    """Joining sources."""

    @described(ActOutput, *REFUSALS, request=SourceMergeInput)
    def post(self, request: Request) -> Response:
        """Join sources of one article that are one: the first keeps its name and gets the claims of all. Reviewers
        only."""
        actor, given = read(request, SourceMergeInput)
        rows = find_all(ArticleSource.objects.select_related("revision"), given.pop("sources"))
        return answer(merge_sources(sources=rows, actor=actor, **given), request.user)


class SourceSplit(ApiView):
    """Parting a source."""

    @described(ActOutput, *REFUSALS, request=SourceSplitInput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Part a source that is two: the claims given go to a new one. Reviewers only."""
        actor, given = read(request, SourceSplitInput)
        source, draft = find_source(pk), source_draft(given.pop("new_source"))
        own = find_all(Claim.objects.all(), given.pop("claims"))
        return edit(request, source, lambda: split_source(source=source, claims=own, draft=draft, actor=actor, **given))
