"""`manage.py verify_history`: recompute rows, events and seals, and say what does not fit; export and check heads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.ledger.guards import open_guards
from audit.ledger.heads import BadHead, Head, current_head, public_key, read_head, signed_head
from audit.ledger.verification import verify


class Command(BaseCommand):
    help = "Check that rows, events and the chain of seals agree and that guards are on; exit code 1 when not."

    def add_arguments(self, parser: CommandParser) -> None:
        earlier = parser.add_mutually_exclusive_group()
        earlier.add_argument("--head", metavar="NUMBER:DIGEST", help="a head noted earlier; the chain must hold it")
        earlier.add_argument("--against", metavar="FILE", type=Path, help="a signed head exported earlier")
        parser.add_argument("--key", metavar="HEX", help="with --against: the public key, if it is not this one's own")
        parser.add_argument("--export-head", metavar="FILE", type=Path, help="write the signed head to FILE and end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["export_head"]:
            self._export(options["export_head"])
            return
        earlier = self._noted(options["head"]) or self._signed(options["against"], options["key"])
        now = current_head()
        problems = [*verify((earlier.number, earlier.digest) if earlier else None), *open_guards()]
        for problem in problems:
            self.stderr.write(f"{problem.place}: {problem.message}")
        if problems:
            raise CommandError(f"{len(problems)} problems found: the history was changed, or laid open, from outside.")
        self.stdout.write(self._verdict(earlier))
        self.stdout.write(f"Head now: {now.number}:{now.digest}")

    def _verdict(self, earlier: Head | None) -> str:
        if earlier is None:
            return "Internally consistent; not anchored: no earlier head was given."
        return f"Internally consistent; anchored to head {earlier}: everything up to it is as it was then."

    def _export(self, path: Path) -> None:
        document = signed_head()
        path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
        self.stdout.write(
            f"Head {document['number']} is in {path}. Keep it away from this machine, with the public key:"
        )
        self.stdout.write(public_key())

    def _noted(self, raw: str | None) -> Head | None:
        if raw is None:
            return None
        number, _, digest = raw.partition(":")
        if not number.isdigit() or len(digest) != 64:
            raise CommandError("A head looks like 41:9f0c… (a number, a colon, 64 hexadecimal digits).")
        return Head(int(number), digest, None)

    def _signed(self, path: Path | None, key: str | None) -> Head | None:
        if path is None:
            return None
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
            return read_head(document if isinstance(document, dict) else {}, key or public_key())
        except (OSError, ValueError) as error:
            reason = str(error) if isinstance(error, BadHead | OSError) else "It is not JSON."
            raise CommandError(f"{path} cannot be checked against: {reason}") from error
