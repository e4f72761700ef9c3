"""`manage.py feeds`: the feeds that outlets are subscribed to, and what to do with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from articles.fetch import FetchError
from articles.ingest.errors import IngestError
from articles.models import Feed, FeedEntry
from articles.services import (
    FeedTaken,
    add_outlet,
    fetch_entry,
    look_at_feed,
    refresh_feed,
    subscribe_feed,
    unsubscribe_feed,
)
from audit.management.actors import actor_named


class Command(BaseCommand):
    help = "List feeds, subscribe outlets to them, end subscriptions, and visit feeds without a worker."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", title="acts")
        acts.add_parser("list", help="all feeds, their last success and their last error (the default)")
        subscribe = acts.add_parser("subscribe", help="subscribe an outlet to a feed, or to the feed that a page names")
        subscribe.add_argument("url", metavar="URL")
        subscribe.add_argument("--outlet", required=True, help="name of the outlet; made if there is none")
        subscribe.add_argument("--as", dest="username", help="the account that subscribes (default: the machine)")
        unsubscribe = acts.add_parser("unsubscribe", help="end a subscription; its articles stay")
        unsubscribe.add_argument("url", metavar="URL")
        unsubscribe.add_argument("--as", dest="username", help="the account that ends it (default: the machine)")
        visit = acts.add_parser("visit", help="visit feeds now, in this process, and fetch what is new")
        visit.add_argument("url", metavar="URL", nargs="?", help="one feed; by default all")

    def handle(self, *args: Any, **options: Any) -> None:
        acts: dict[str, Callable[..., None]] = {
            "list": self._list,
            "subscribe": self._subscribe,
            "unsubscribe": self._unsubscribe,
            "visit": self._visit,
        }
        try:
            acts[options["act"] or "list"](**options)
        except (FetchError, IngestError, FeedTaken) as error:
            raise CommandError(str(error)) from error

    def _list(self, **options: Any) -> None:
        for feed in Feed.objects.select_related("outlet", "polling").by_outlet():
            state = "" if feed.is_active else " (ended)"
            read = f"{feed.polling.succeeded_at:%Y-%m-%d %H:%M %Z}" if feed.polling.succeeded_at else "not yet"
            self.stdout.write(f"{feed.outlet.name}: {feed.url}{state}\n  last read {read}")
            if feed.polling.error:
                self.stdout.write(f"  last error: {feed.polling.error}")

    def _subscribe(self, *, url: str, outlet: str, username: str | None, **options: Any) -> None:
        actor, found = actor_named(username), look_at_feed(url)
        with transaction.atomic():
            feed = subscribe_feed(outlet=add_outlet(name=outlet, actor=actor), found=found, actor=actor)
        self.stdout.write(f"{feed.outlet.name} is subscribed to {feed.url}.")

    def _unsubscribe(self, *, url: str, username: str | None, **options: Any) -> None:
        for feed in self._active(url):
            unsubscribe_feed(feed=feed, actor=actor_named(username))
            self.stdout.write(f"The subscription of {feed.outlet.name} to {feed.url} is ended.")

    def _visit(self, *, url: str | None, **options: Any) -> None:
        for feed in self._active(url):
            refresh_feed(feed)
            feed.polling.refresh_from_db()
            self.stdout.write(f"{feed.url}: {feed.polling.error or 'read'}")
            for entry in feed.entries.filter(state=FeedEntry.State.WAITING).select_related("feed__outlet"):
                fetch_entry(entry)
                self.stdout.write(f"  {entry.url}: {entry.get_state_display()} {entry.reason}".rstrip())

    def _active(self, url: str | None) -> Iterable[Feed]:
        feeds = Feed.objects.active().select_related("outlet", "polling")
        found = list(feeds.filter(url=url) if url else feeds)
        if url and not found:
            raise CommandError(f"No outlet is subscribed to {url}.")
        return found
