"""`manage.py demo`: sample articles, accounts and a token, told once in var/demo.txt."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from knox.models import AuthToken

from audit.permissions import Role
from audit.services.demo import DemoAccount, add_demo_accounts, add_demo_articles


class Command(BaseCommand):
    help = "Add three sample articles and one account a role; run again, it changes nothing and prints them again."

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = settings.VAR_DIR / "demo.txt"
        add_demo_articles()
        with transaction.atomic():
            if accounts := add_demo_accounts():
                self._write(path, accounts)
        if path.exists():
            self.stdout.write(path.read_text(encoding="utf-8"))
        else:
            self.stdout.write(f"The demo accounts exist; {path}, where their passwords stood, was removed.")

    def _write(self, path: Path, accounts: list[DemoAccount]) -> None:
        lines = ["Accounts of the demo (user, password):"]
        lines += [f"  {account.user.username:<18} {account.password}" for account in accounts]
        for account in accounts:
            if account.role == Role.REVIEWER:
                _instance, token = AuthToken.objects.create(user=account.user)
                lines += ["API token of demo-reviewer:", f"  {token}"]
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
