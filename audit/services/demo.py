"""The demo: three invented articles and one account a role, so that a first start shows something to work on."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.contrib.auth.models import User

import articles
from articles.ingest.plain import read_text
from articles.models import Article, Revision
from articles.services import RawSource, add_article, add_outlet
from audit.permissions import Role
from audit.services.accounts import create_account
from audit.services.defaults import the_machine

FOLDER = Path(articles.__file__).parent / "demo"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account made just now, with the password that is told once."""

    user: User
    role: Role
    password: str


def add_demo_articles() -> list[Article]:
    """Store the demo's articles; those that are there stay as they are."""
    described = json.loads((FOLDER / "demo.json").read_text(encoding="utf-8"))
    added = []
    for entry in described:
        raw = (FOLDER / entry["file"]).read_bytes()
        outlet = add_outlet(
            name=entry["outlet"], country=entry["country"], domains=[entry["domain"]], actor=the_machine()
        )
        added.append(
            add_article(
                draft=read_text(raw),
                outlet=outlet,
                source=RawSource(raw, "text/plain", entry["file"]),
                way=Revision.Way.COMMAND,
                actor=the_machine(),
                published=date.fromisoformat(entry["date"]),
            ).article
        )
    return added


def add_demo_accounts() -> list[DemoAccount]:
    """One account a role, with a random password; roles whose account is there are left out."""
    made = []
    for role in Role:
        name = f"demo-{role}"
        if not User.objects.filter(username=name).exists():
            password = secrets.token_urlsafe(12)
            user = create_account(username=name, password=password, role=role, actor=the_machine())
            made.append(DemoAccount(user, role, password))
    return made
