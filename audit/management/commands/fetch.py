"""`manage.py fetch URL ...`: fetch pages and store the articles on them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.fetch import FetchError
from articles.ingest.errors import IngestError
from articles.models import Article, Outlet
from articles.services import add_outlet, add_page
from audit.ledger.models import Actor
from audit.management.actors import actor_named
from audit.services.extraction import extract_revision


class Command(BaseCommand):
    help = "Fetch pages from the web and store the articles on them; the worker then reads them for claims."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("urls", nargs="+", metavar="URL")
        parser.add_argument("--outlet", required=True, help="name of the outlet; made if there is none")
        parser.add_argument("--as", dest="username", help="the account that adds them (default: the machine)")
        parser.add_argument("--wait", action="store_true", help="read for claims at once, without a worker")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = actor_named(options["username"])
        try:
            outlet = add_outlet(name=options["outlet"], actor=actor)
        except IngestError as error:
            raise CommandError(str(error)) from error
        failures = [url for url in options["urls"] if not self._fetch(url, outlet, actor, options["wait"])]
        if failures:
            raise CommandError(f"{len(failures)} of {len(options['urls'])} pages were not stored.")

    def _fetch(self, url: str, outlet: Outlet, actor: Actor, wait: bool) -> bool:
        try:
            added = add_page(url=url, outlet=outlet, actor=actor)
        except (FetchError, IngestError) as error:
            self.stderr.write(f"{url}: {error}")
            return False
        became = "stored as" if added.is_new else "the next revision of" if added.is_revised else "there already as"
        self.stdout.write(f"{url}: {became} {added.article.pk}")
        for note in added.notes:
            self.stdout.write(f"  {note}")
        if wait:
            self._extract(added.article)
        return True

    def _extract(self, article: Article) -> None:
        if article.current_revision is not None:
            run = extract_revision(article.current_revision)
            claims = article.current_revision.claims.active().count()
            self.stdout.write(f"  {claims} claims, read in {run.milliseconds} ms")
