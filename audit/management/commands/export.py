"""Write the verdicts to standard output."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.exports.formats import FORMATS, pieces
from audit.exports.rows import rows


class Command(BaseCommand):
    help = "Writes one row for each assertion of the active claims; by default with what is published and no more."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=sorted(FORMATS), default="jsonl")
        sight = parser.add_mutually_exclusive_group()
        sight.add_argument("--as", dest="username", metavar="USER", help="with what this account may see")
        sight.add_argument("--published", action="store_true", help="with published verdicts only (the default)")

    def handle(self, *args: Any, **options: Any) -> None:
        user = account(options["username"]) if options["username"] else AnonymousUser()
        for piece in pieces(FORMATS[options["format"]].write(rows(user))):
            self.stdout.write(piece, ending="")


def account(username: str) -> User:
    try:
        return User.objects.get(username=username, is_active=True)
    except User.DoesNotExist:
        raise CommandError(f"There is no active account {username}.") from None
