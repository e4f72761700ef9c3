"""`manage.py ingest FILE ...`: store articles from text files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.ingest.errors import IngestError
from articles.ingest.plain import read_text
from articles.models import Outlet, Revision
from articles.services import Added, RawSource, add_article, add_outlet
from audit.ledger.models import Actor
from audit.ledger.services import actor_for
from audit.services.defaults import the_machine
from audit.services.extraction import extract_revision


class Command(BaseCommand):
    help = "Store articles from text files; the worker then reads them for claims."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--outlet", required=True, help="name of the outlet; made if there is none")
        parser.add_argument("--as", dest="username", help="the account that adds them (default: the machine)")
        parser.add_argument("--wait", action="store_true", help="read for claims at once, without a worker")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = self._actor(options["username"])
        try:
            outlet = add_outlet(name=options["outlet"], actor=actor)
        except IngestError as error:
            raise CommandError(str(error)) from error
        failures = [file for file in options["files"] if not self._ingest(file, outlet, actor, options["wait"])]
        if failures:
            raise CommandError(f"{len(failures)} of {len(options['files'])} files were not stored.")

    def _actor(self, username: str | None) -> Actor:
        if not username:
            return the_machine()
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account named {username}.")
        return actor_for(user)

    def _ingest(self, file: Path, outlet: Outlet, actor: Actor, wait: bool) -> bool:
        try:
            raw = file.read_bytes()
            source = RawSource(raw, "text/plain", file.name)
            way = Revision.Way.COMMAND
            added = add_article(draft=read_text(raw), outlet=outlet, source=source, way=way, actor=actor)
        except (OSError, IngestError) as error:
            self.stderr.write(f"{file}: {error}")
            return False
        self.stdout.write(f"{file}: {'stored as' if added.is_new else 'there already as'} {added.article.pk}")
        if wait:
            self._extract(added)
        return True

    def _extract(self, added: Added) -> None:
        revision = added.article.current_revision
        if revision is not None:
            run = extract_revision(revision)
            self.stdout.write(f"  {revision.claims.active().count()} claims, read in {run.milliseconds} ms")
