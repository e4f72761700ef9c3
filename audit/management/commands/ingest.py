"""`manage.py ingest FILE ...`: store articles from files of any kind, or show how they would be read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.ingest.errors import IngestError
from articles.ingest.inputs import MANY, Outcome, read_inputs
from articles.ingest.types import Draft
from articles.models import Import, Revision
from articles.services import Added, ImportTaken, begin_import, run_import
from articles.services.bulk import Done
from audit.management.actors import actor_named
from audit.management.progress import Progress
from audit.services.extraction import extract_revision

TOLD = 20  # reasons that are printed; all of them stand in the report


class Command(BaseCommand):
    help = (
        "Store articles from pages, texts, folders, lines of JSON, CSV files and web archives. "
        "A run that was interrupted goes on where it was when it is started again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--outlet", help="name of the outlet of articles that name none; made if there is none")
        parser.add_argument("--as", dest="username", help="the account that adds them (default: the machine)")
        parser.add_argument("--wait", action="store_true", help="read for claims at once, without a worker")
        parser.add_argument("--workers", type=int, default=1, help="processes that read (default: 1)")
        parser.add_argument("--report", type=Path, metavar="FILE.jsonl", help="what was not stored, and why")
        parser.add_argument("--dry-run", action="store_true", help="store nothing: show how these would be read")
        parser.add_argument(
            "--jsonl", action="store_true", help="with --dry-run: a JSON object a line, text and blocks too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if any(path.parts[0] in ("http:", "https:") for path in options["files"] if path.parts):
            raise CommandError(
                "This reads files. Web addresses are taken in with: manage.py fetch --outlet NAME URL..."
            )
        if options["dry_run"]:
            self._show(options["files"], as_json=options["jsonl"])
            return
        if options["jsonl"]:
            raise CommandError("--jsonl shows a dry run. Add --dry-run.")
        if not (options["outlet"] or "").strip() and (options["outlet"] is not None or not _are_many(options["files"])):
            raise CommandError("Name the outlet: --outlet NAME, of at most 200 characters.")
        if options["workers"] < 1:
            raise CommandError("--workers is a number from 1.")
        self._store(options)

    def _show(self, files: list[Path], *, as_json: bool) -> None:
        for outcome in read_inputs(files):
            self.stdout.write(json.dumps(_as_json(outcome), ensure_ascii=False) if as_json else _as_line(outcome))
            self.stdout.flush()

    def _store(self, options: dict[str, Any]) -> None:
        files, actor = options["files"], actor_named(options["username"])
        try:
            of = begin_import(paths=files, outlet=options["outlet"] or "", way=Revision.Way.COMMAND, actor=actor)
        except IngestError as error:
            raise CommandError(str(error)) from error
        if of.done:
            self.stdout.write(f"Going on with the import of {of.created_at:%Y-%m-%d %H:%M}: {of.done:,} are done.")
        is_many = _are_many(files)
        progress = Progress(of, self.stderr) if is_many else None

        def tell(_: Import, done: Sequence[Done]) -> None:
            if progress:
                progress.show()
            else:
                self._tell_each(done)
            if options["wait"]:
                self._extract(done)

        try:
            run_import(of, files, workers=options["workers"], tell=tell)
        except ImportTaken as error:
            raise CommandError(str(error)) from error
        if progress:
            progress.end()
            self._sum_up(of)
        if options["report"]:
            self._report(of, options["report"])
        if of.skipped:
            kind = "articles" if is_many else "files"
            raise CommandError(f"{of.skipped:,} of {of.done:,} {kind} were not stored.")

    def _tell_each(self, done: Sequence[Done]) -> None:
        for item, result in done:
            if isinstance(result, IngestError):
                self.stderr.write(f"{item.place}: {result}")
            else:
                said = "stored as" if result.is_new else "there already as"
                self.stdout.write(f"{item.place}: {said} {result.article.pk}")

    def _extract(self, done: Sequence[Done]) -> None:
        for item, result in done:
            revision = result.article.current_revision if isinstance(result, Added) else None
            if revision is not None:
                run = extract_revision(revision)
                claims = revision.claims.active().count()
                self.stdout.write(f"  {item.place}: {claims} claims, read in {run.milliseconds} ms")

    def _sum_up(self, of: Import) -> None:
        said = f"{of.stored:,} stored, {of.known:,} there already, {of.skipped:,} skipped."
        self.stdout.write(said)
        for skip in of.skips.filter(kind="refused")[:TOLD]:
            self.stderr.write(str(skip))
        if of.skipped > TOLD:
            self.stderr.write(f"... and {of.skipped - TOLD:,} more; --report FILE.jsonl lists them all.")

    def _report(self, of: Import, path: Path) -> None:
        with path.open("w", encoding="utf-8") as file:
            file.writelines(skip.report_line() for skip in of.skips.iterator())


def _are_many(files: Sequence[Path]) -> bool:
    """Whether these may hold any number of articles, with outlets of their own."""
    return any(path.is_dir() or path.name.lower().endswith(MANY) for path in files)


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
