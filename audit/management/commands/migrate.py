"""Django's migrate, run as the owner of the tables; then the application's rights and the defaults it starts from."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections

from audit.ledger.grants import grant_application_role
from audit.services.defaults import ensure_defaults


class Command(DjangoMigrate):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if options["app_label"] or options["plan"] or options["check_unapplied"]:
            return
        role, owner = (connections[alias].settings_dict["USER"] for alias in ("default", options["database"]))
        if role == owner:
            self.stderr.write(
                f"The role {role} owns the tables and could take the guards off: "
                "give DATABASE_OWNER_URL another role than DATABASE_URL."
            )
        else:
            grant_application_role(connections[options["database"]], role)
        ensure_defaults()
