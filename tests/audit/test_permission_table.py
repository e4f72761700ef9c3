"""The permission table against the running site: every address, method and role; and nobody's name anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from audit.permissions import Role
from tests.audit.desk_of_everything import NAMES, address, make_desk, routes
from tests.audit.permission_table import ADMIN, API, DOCUMENT, SITE, document, may
from tests.browsing import browser

# What a page says in code on purpose, and its tags; what is left are the words that people read.
NOT_READ = re.compile(r"(?s)<(script|style|code|textarea)\b.*?</\1>|<[^>]*>")
CODE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b|-{3,}")
ROLES: list[Role | None] = [None, *Role]
DENIED = (401, 403)
VISITS_THE_WEB = {"feed_visit", "api:feed_visit"}  # what they fetch is not there
OWNERSHIPS = {"ownership_date", "ownership_withdraw", "api:ownership_withdraw"}
# The pages on which accounts are kept: login names are what they are about.
OF_ACCOUNTS = ("accounts", "account", "admin:auth_", "admin:ledger_actor", "admin:knox_", "admin:axes_")


@pytest.fixture(scope="module")
def desk(module_database: None) -> tuple[Any, dict[str, Any]]:
    return make_desk()


@pytest.fixture(autouse=True)
def _key(tmp_path: Path, settings: Any) -> None:
    settings.HISTORY_KEY_FILE = tmp_path / "key.pem"


def test_every_address_is_in_the_table_and_the_table_has_no_other() -> None:
    names = {route.name for route in routes()}
    assert {name for name in names if ":" not in name} == set(SITE)
    assert {name.removeprefix("api:") for name in names if name.startswith("api:")} == set(API)
    ending = "_changelist"
    models = {name.removeprefix("admin:").removesuffix(ending) for name in names if name.endswith(ending)}
    assert models == set(ADMIN)


def test_the_document_says_what_the_table_says() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document()


def client_of(people: Any, role: Role | None) -> Client:
    client = browser(people[role] if role else None)
    client.raise_request_exception = False
    return client


def answer(client: Client, method: str, where: str) -> Any:
    """What the site says; whatever it did is undone, a log-out too."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        body = {"data": "{}", "content_type": "application/json"} if where.startswith("/api/") else {}
        found = client.generic(method, where, **body) if method != "GET" else client.get(where)
        if getattr(found, "streaming", False):
            found.streaming_content = [b"".join(found.streaming_content)]
        transaction.set_rollback(True)
    client.cookies = cookies
    return found


def content(found: Any) -> bytes:
    return b"".join(found.streaming_content) if getattr(found, "streaming", False) else found.content  # type: ignore[no-any-return]


def is_let_in(found: Any) -> bool:
    to_login = found.status_code == 302 and found["Location"].startswith(("/login/", "/admin/login/"))
    return found.status_code not in DENIED and not to_login


@pytest.mark.walk
@pytest.mark.parametrize("role", ROLES)
def test_every_address_lets_in_whom_the_table_says(desk: Any, role: Role | None) -> None:
    people, ids = desk
    client, wrong = client_of(people, role), []
    for route in routes():
        methods = API.get(route.name.removeprefix("api:")) if route.name.startswith("api:") else SITE.get(route.name)
        where = address(route, ids)
        for method, who in (methods or {}).items() if where else ():
            found = answer(client, method, where or "")
            broken = found.status_code >= 500 and route.name not in VISITS_THE_WEB
            if is_let_in(found) != may(role, who) or broken:
                wrong.append(f"{method} {route.name}: {found.status_code}")
    assert wrong == []


@pytest.mark.walk
@pytest.mark.parametrize("role", ROLES)
def test_admin_shows_each_model_to_whom_the_table_says(desk: Any, role: Role | None) -> None:
    people, _ = desk
    client, order = client_of(people, role), list(Role)
    seen = {model for model in ADMIN if is_let_in(answer(client, "GET", reverse(f"admin:{model}_changelist")))}
    told = {model for model, least in ADMIN.items() if role and order.index(role) >= order.index(least)}
    if role is Role.REVIEWER:  # who judges blind here: the numbers of seals would tell of acts that are not shown
        told.remove("ledger_seal")
    assert seen == told


@pytest.mark.walk
def test_nothing_is_added_changed_or_deleted_in_admin_but_by_our_own_forms(desk: Any) -> None:
    people, _ = desk
    client = client_of(people, Role.ADMIN)
    ours = [model for model in ADMIN if not model.startswith(("axes_", "procrastinate_"))]
    let_in = [model for model in ours if is_let_in(answer(client, "GET", reverse(f"admin:{model}_add")))]
    assert let_in == ["articles_article", "audit_claim", "audit_outletownership"]


def pages(ids: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Name and address of all that can be looked at, lists and histories of admin included."""
    for route in routes():
        if route.name.startswith(OF_ACCOUNTS) or route.name.endswith(("_add", "_delete")):
            continue
        if where := address(route, ids):
            yield route.name, where


@pytest.mark.walk
@pytest.mark.parametrize("role", ROLES)
def test_nobodys_login_name_is_shown_to_others(desk: Any, role: Role | None) -> None:
    people, ids = desk
    client, wrong = client_of(people, role), []
    for name, where in pages(ids):
        body = content(answer(client, "GET", where))
        wrong += [f"{name}: {other}" for of, other in NAMES.items() if of != role and other.encode() in body]
    assert wrong == []


@pytest.mark.walk
def test_pages_speak_in_words_and_not_in_codes(desk: Any) -> None:
    people, ids = desk
    client = client_of(people, Role.ADMIN)
    wrong: dict[str, set[str]] = {}
    for name, where in pages(ids):
        found = None if ":" in name else answer(client, "GET", where)
        if found and found.get("Content-Type", "").startswith("text/html"):
            seen = CODE.findall(NOT_READ.sub(" ", content(found).decode()))
            wrong |= {name: set(seen)} if seen else {}
    assert wrong == {}


@pytest.mark.walk
def test_the_walk_reaches_most_of_the_site(desk: Any) -> None:
    """There are no imports and no ownerships on this desk; all else must have an address."""
    unreached = {route.name for route in routes() if not address(route, desk[1])}
    named = {name for name in unreached if not name.startswith("admin:")}
    assert named <= {"import", "import_report", "api:import", "api:import_skips"} | OWNERSHIPS
    with pytest.raises(NoReverseMatch):
        reverse("import")
