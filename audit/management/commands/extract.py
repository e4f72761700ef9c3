"""`manage.py extract`: read stored articles again, or with --jsonl lines from standard input without any database."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TextIO
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.ingest.plain import block_spans
from articles.models import Article
from audit.extraction.batches import all_body, read_lines
from audit.services.extraction import extract_revision


class Command(BaseCommand):
    help = "Read articles for claims: stored ones by id or --all, or JSON lines from standard input with --jsonl."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("articles", nargs="*", type=UUID, metavar="ARTICLE", help="ids of stored articles")
        parser.add_argument("--all", action="store_true", help="every stored article that this version has not read")
        parser.add_argument(
            "--jsonl", action="store_true", help='read {"id", "text"} lines, write prediction lines; no database'
        )
        parser.add_argument("--blocks", choices=["classified", "body"], default="classified", help="body: read it all")
        parser.add_argument("--workers", type=int, default=1, help="processes for --jsonl (default 1)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["jsonl"]:
            return self._lines(options["blocks"] == "body", max(1, options["workers"]))
        if not options["articles"] and not options["all"]:
            raise CommandError("Name articles by id, or give --all or --jsonl.")
        return self._stored(options["articles"], options["all"])

    def _lines(self, as_body: bool, workers: int) -> None:
        reader = Reader(sys.stdin, self.stderr.write)
        jobs = ((record["id"], record["text"]) for record in reader)
        blocks_of = all_body if as_body else block_spans
        try:
            for line in read_lines(jobs, blocks_of=blocks_of, model=settings.LANGUAGE_MODEL, workers=workers):
                self.stdout.write(line)
        except BrokenProcessPool as error:
            raise CommandError(
                "A worker was killed, perhaps for want of memory. What stands above is whole."
            ) from error
        if reader.refused:
            raise CommandError(f"{reader.refused} lines were no records and were left out.")

    def _stored(self, wanted: list[UUID], everything: bool) -> None:
        articles = Article.objects.with_current().exclude(current_revision=None)
        if not everything:
            articles = articles.filter(pk__in=wanted)
            if missing := set(wanted) - set(articles.values_list("pk", flat=True)):
                raise CommandError(f"There is no article {', '.join(map(str, sorted(missing)))}.")
        for article in articles.iterator(100):
            assert article.current_revision is not None
            run = extract_revision(article.current_revision)
            found = run.revision.claims.active().count()
            self.stdout.write(f"{article.pk}: {found} claims ({run.engine} {run.version})")


class Reader:
    """Records from JSON lines; a line that is none is told and counted, and the rest goes on."""

    def __init__(self, file: TextIO, tell: Any) -> None:
        self.file, self.tell, self.refused = file, tell, 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for number, line in enumerate(self.file, start=1):
            if not line.strip():
                continue
            try:
                yield _record(line)
            except ValueError as error:
                self.refused += 1
                self.tell(f"line {number}: {error}")


def _record(line: str) -> dict[str, Any]:
    record = json.loads(line)
    if not isinstance(record, dict) or not isinstance(record.get("id"), str) or not isinstance(record.get("text"), str):
        raise ValueError('a record is an object with the strings "id" and "text"')
    return record
