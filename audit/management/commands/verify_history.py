"""`manage.py verify_history`: recompute rows, events and seals, and say what does not fit."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.ledger.services import head, seal
from audit.ledger.verification import verify


class Command(BaseCommand):
    help = "Check that rows, events and the chain of seals agree; exit code 1 when they do not."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", metavar="NUMBER:DIGEST", help="a head noted earlier; the chain must hold it")

    def handle(self, *args: Any, **options: Any) -> None:
        noted = self._head(options["head"])
        seal()
        problems = verify(noted)
        for problem in problems:
            self.stderr.write(f"{problem.place}: {problem.message}")
        if problems:
            raise CommandError(f"{len(problems)} problems found: the history was changed from outside.")
        number, digest, _time = head()
        anchored = f"it contains the head {options['head']}" if noted else "not anchored: no earlier head was given"
        self.stdout.write(f"Internally consistent; {anchored}.\nHead now: {number}:{digest}")

    def _head(self, raw: str | None) -> tuple[int, str] | None:
        if raw is None:
            return None
        number, _, digest = raw.partition(":")
        if not number.isdigit() or len(digest) != 64:
            raise CommandError("A head looks like 41:9f0c… (a number, a colon, 64 hexadecimal digits).")
        return int(number), digest
