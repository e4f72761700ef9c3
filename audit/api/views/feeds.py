"""Feeds: the list, subscribing, ending a subscription, what was announced."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from articles.models import Feed, FeedEntry
from articles.services import add_outlet, look_at_feed, poll_feed_now, subscribe_feed, unsubscribe_feed
from articles.withheld import withheld_articles
from audit.api.serializers.feeds import FeedEntryOutput, FeedEntryParameters, FeedInput, FeedOutput, FeedParameters
from audit.api.views.base import CHOSEN_FIRST, ApiView, demand, described, find, listed, page_of, parameters
from audit.keyset import Order
from audit.permissions import Act

NEWEST_FIRST = Order(("seen_at", "id"), descending=True)
LOADED = Feed.objects.select_related("outlet", "polling")


class Feeds(ApiView):
    """The list of feeds, and subscribing to one."""

    @described(page_of(FeedOutput), parameters=[FeedParameters])
    def get(self, request: Request) -> Response:
        """Feeds, the newest subscription first."""
        given = parameters(request, FeedParameters)
        rows = LOADED.all()
        if outlet := given.get("outlet"):
            rows = rows.filter(outlet=outlet)
        if given["is_active"] is not None:
            rows = rows.filter(is_active=given["is_active"])
        return listed(request, rows, CHOSEN_FIRST, given, FeedOutput)

    @described(
        {HTTPStatus.CREATED: FeedOutput},
        HTTPStatus.FORBIDDEN,
        HTTPStatus.CONFLICT,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.BAD_GATEWAY,
        request=FeedInput,
    )
    def post(self, request: Request) -> Response:
        """Subscribe an outlet to a feed. It is looked at first; one that is subscribed to already is answered as it
        is, one that was ended is taken up again. 409 when it is another outlet's, 502 when its site does not answer."""
        actor = demand(request, Act.FOLLOW_FEEDS)
        given = FeedInput(data=request.data)
        given.is_valid(raise_exception=True)
        found = look_at_feed(given.validated_data["url"])
        with transaction.atomic():
            outlet = add_outlet(name=given.validated_data["outlet"], actor=actor)
            feed = subscribe_feed(outlet=outlet, found=found, actor=actor)
        place = request.build_absolute_uri(reverse("api:feed", args=[feed.pk]))
        return Response(FeedOutput(feed).data, status=HTTPStatus.CREATED, headers={"Location": place})


class OneFeed(ApiView):
    """One feed."""

    @described(FeedOutput, HTTPStatus.NOT_FOUND)
    def get(self, request: Request, pk: UUID) -> Response:
        """A feed and how its visits go."""
        return Response(FeedOutput(find(LOADED.all(), pk)).data)


class FeedEntries(ApiView):
    """What a feed announced."""

    @described(page_of(FeedEntryOutput), HTTPStatus.NOT_FOUND, parameters=[FeedEntryParameters])
    def get(self, request: Request, pk: UUID) -> Response:
        """What a feed announced, the newest first, and what became of it."""
        given = parameters(request, FeedEntryParameters)
        rows = FeedEntry.objects.filter(feed=find(Feed.objects.all(), pk))
        rows = rows.filter(~Q(article__in=withheld_articles(request)) | Q(article=None))
        if state := given.get("state"):
            rows = rows.filter(state=state)
        return listed(request, rows, NEWEST_FIRST, given, FeedEntryOutput)


class FeedUnsubscription(ApiView):
    """Ending a subscription."""

    @described(FeedOutput, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, request=None)
    def post(self, request: Request, pk: UUID) -> Response:
        """End a subscription. Its articles stay; once more changes nothing."""
        actor = demand(request, Act.FOLLOW_FEEDS)
        feed = unsubscribe_feed(feed=find(Feed.objects.all(), pk), actor=actor)
        return Response(FeedOutput(feed).data)


class FeedVisit(ApiView):
    """Visiting a feed out of its time."""

    @described({HTTPStatus.ACCEPTED: FeedOutput}, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, request=None)
    def post(self, request: Request, pk: UUID) -> Response:
        """Have the worker visit a feed as soon as it can. 404 for a subscription that was ended."""
        demand(request, Act.FOLLOW_FEEDS)
        feed = find(Feed.objects.active(), pk)
        poll_feed_now(feed)
        return Response(FeedOutput(find(LOADED.all(), pk)).data, status=HTTPStatus.ACCEPTED)
