"""`manage.py ingest FILE ...`: store articles from pages and text files, or show how they would be read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.ingest.errors import IngestError
from articles.ingest.inputs import PAGES, Outcome, read_file, read_inputs
from articles.ingest.types import Draft
from articles.models import Outlet, Revision
from articles.services import Added, RawSource, add_article, add_outlet
from audit.ledger.models import Actor
from audit.management.actors import actor_named
from audit.services.extraction import extract_revision


class Command(BaseCommand):
    help = "Store articles from web pages and text files; the worker then reads them for claims."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--outlet", help="name of the outlet; made if there is none")
        parser.add_argument("--as", dest="username", help="the account that adds them (default: the machine)")
        parser.add_argument("--wait", action="store_true", help="read for claims at once, without a worker")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="store nothing: show how these pages, texts, folders and .jsonl files would be read",
        )
        parser.add_argument(
            "--jsonl", action="store_true", help="with --dry-run: a JSON object a line, text and blocks too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            self._show(options["files"], as_json=options["jsonl"])
            return
        if options["jsonl"]:
            raise CommandError("--jsonl shows a dry run. Add --dry-run.")
        if not options["outlet"]:
            raise CommandError("Name the outlet: --outlet NAME, of at most 200 characters.")
        self._store(options)

    def _show(self, files: list[Path], *, as_json: bool) -> None:
        for outcome in read_inputs(files):
            self.stdout.write(json.dumps(_as_json(outcome), ensure_ascii=False) if as_json else _as_line(outcome))
            self.stdout.flush()

    def _store(self, options: dict[str, Any]) -> None:
        actor = actor_named(options["username"])
        try:
            outlet = add_outlet(name=options["outlet"], actor=actor)
        except IngestError as error:
            raise CommandError(str(error)) from error
        failures = [file for file in options["files"] if not self._ingest(file, outlet, actor, options["wait"])]
        if failures:
            raise CommandError(f"{len(failures)} of {len(options['files'])} files were not stored.")

    def _ingest(self, file: Path, outlet: Outlet, actor: Actor, wait: bool) -> bool:
        try:
            draft = read_file(file)
            kind = "text/html" if file.name.lower().endswith(PAGES) else "text/plain"
            source = RawSource(file.read_bytes(), kind, file.name)
            way = Revision.Way.COMMAND
            url = draft.canonical_url or None
            added = add_article(draft=draft, outlet=outlet, source=source, way=way, actor=actor, canonical_url=url)
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


def _as_json(outcome: Outcome) -> dict[str, Any]:
    draft = outcome.draft
    if draft is None:
        return {"source": outcome.source, "error": outcome.error}
    return {
        "source": outcome.source,
        "title": draft.headline,
        "authors": list(draft.authors),
        "published": _published(draft),
        "site": draft.site,
        "canonical_url": draft.canonical_url,
        "language": draft.language,
        "text": draft.text,
        "blocks": [[block.start, block.end, block.kind] for block in draft.blocks],
    }


def _published(draft: Draft) -> str | None:
    when = draft.published_at or draft.published
    return when.isoformat() if when else None


def _as_line(outcome: Outcome) -> str:
    draft = outcome.draft
    if draft is None:
        return f"{outcome.source}: {outcome.error}"
    read = sum(block.kind.is_read for block in draft.blocks)
    return f"{outcome.source}: {draft.headline or '(no headline)'} · {read} of {len(draft.blocks)} paragraphs are read"
