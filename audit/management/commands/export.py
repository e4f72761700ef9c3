"""Write the verdicts, or gold lines, to standard output."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.models import Outlet, Revision
from audit.exports.formats import FORMATS, as_json, pieces
from audit.exports.gold import gold_articles
from audit.exports.rows import rows
from audit.models import Claim
from audit.models.visibility import of_outlet


class Command(BaseCommand):
    help = (
        "Writes one row for each assertion of the active claims, or gold lines; by default with what is published only."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=sorted(FORMATS), default="jsonl")
        parser.add_argument("--outlet", metavar="NAME", help="articles of this outlet only")
        parser.add_argument("--gold", action="store_true", help="articles that people have settled, as gold lines")
        sight = parser.add_mutually_exclusive_group()
        sight.add_argument("--as", dest="username", metavar="USER", help="with what this account may see")
        sight.add_argument("--published", action="store_true", help="with published verdicts only (the default)")

    def handle(self, *args: Any, **options: Any) -> None:
        user = account(options["username"]) if options["username"] else AnonymousUser()
        if options["gold"] and options["format"] != "jsonl":
            raise CommandError("Gold lines are JSON Lines.")
        outlet = named_outlet(options["outlet"]) if options["outlet"] else None
        lines = gold_lines(user, outlet) if options["gold"] else verdict_lines(user, outlet, options["format"])
        for piece in pieces(lines):
            self.stdout.write(piece, ending="")


def verdict_lines(user: User | AnonymousUser, outlet: Outlet | None, form: str) -> Iterator[str]:
    claims = Claim.objects.all()
    if outlet:
        claims = of_outlet(claims, outlet, user, "revision__article")
    return FORMATS[form].write(rows(user, claims))


def gold_lines(user: User | AnonymousUser, outlet: Outlet | None) -> Iterator[str]:
    revisions = of_outlet(Revision.objects.all(), outlet, user, "article") if outlet else Revision.objects.all()
    return (as_json(article) + "\n" for article in gold_articles(user, revisions))


def named_outlet(name: str) -> Outlet:
    try:
        return Outlet.objects.get(name=name)
    except Outlet.DoesNotExist:
        raise CommandError(f"There is no outlet {name}.") from None


def account(username: str) -> User:
    try:
        return User.objects.get(username=username, is_active=True)
    except User.DoesNotExist:
        raise CommandError(f"There is no active account {username}.") from None
