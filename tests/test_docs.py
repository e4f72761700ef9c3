"""The README and docs/ name every command, setting and API route that there is, and nothing that there is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
API = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
OWN_COMMANDS = sorted(name for name, app in get_commands().items() if app in {"audit", "articles"})


def api_routes(patterns: list[URLPattern | URLResolver], before: str = "") -> list[str]:
    """The paths below /api/v1/, converters as {name}."""
    found = []
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += api_routes(pattern.url_patterns, path)
        elif path.startswith("api/v1/"):
            found.append(re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", path.removeprefix("api/v1/")))
    return sorted(route for route in found if not route.startswith("^"))  # "^": the answer to unknown addresses


@pytest.mark.parametrize("command", OWN_COMMANDS)
def test_the_readme_names_the_command(command: str) -> None:
    assert f"manage.py {command}" in README


@pytest.mark.parametrize("command", sorted(set(re.findall(r"manage\.py (\w+)", README))))
def test_every_command_in_the_readme_exists(command: str) -> None:
    assert command in get_commands()


def test_the_readme_names_every_setting_read_from_the_environment() -> None:
    settings = (ROOT / "audit" / "config" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'environment\.\w+\(\s*"([A-Z_]+)"', settings)) | {"SECRET_KEY", "AUDIT_EVAL_DIR"}
    assert {name for name in read if f"`{name}`" not in README} == set()


@pytest.mark.parametrize("route", api_routes(get_resolver().url_patterns))
def test_the_api_document_names_the_route(route: str) -> None:
    assert f"`{route}`" in API


def test_every_make_target_in_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", README)) <= targets


def test_every_folder_and_document_that_the_readme_names_exists() -> None:
    named = re.findall(r"`((?:articles|audit|templates|tests|docs|tools)/[\w./-]*)`", README)
    assert [path for path in named if not (ROOT / path).exists()] == []
