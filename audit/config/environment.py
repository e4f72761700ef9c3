"""Tiny typed readers for the process environment; nonsense stops the start with a sentence that names the variable."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Collection
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "on", "true", "yes"}
FALSE = {"0", "off", "false", "no"}


def flag(name: str, default: bool) -> bool:
    raw = os.environ.get(name, "").strip().lower()
    if not raw:
        return default
    if raw in TRUE | FALSE:
        return raw in TRUE
    raise ImproperlyConfigured(f"{name} must be on or off, not {raw!r}.")


def integer(name: str, default: int) -> int:
    raw = os.environ.get(name, "").strip()
    return _whole(name, raw) if raw else default


def between(name: str, default: int, least: int, most: int) -> int:
    """A whole number within these bounds."""
    return _within(name, integer(name, default), least, most)


def ports(name: str, default: list[int]) -> list[int]:
    """A list of ports from a comma-separated variable."""
    return [_within(name, _whole(name, word), 1, 65535) for word in words(name, [str(port) for port in default])]


def hours(name: str, default: list[int]) -> list[int]:
    """A list of hours in their order from a comma-separated variable; the word off gives none."""
    given = words(name, [str(hour) for hour in default])
    return [] if given == ["off"] else sorted(_within(name, _whole(name, word), 1, 24 * 366) for word in given)


def _whole(name: str, raw: str) -> int:
    try:
        return int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {raw!r}.") from None


def _within(name: str, value: int, least: int, most: int) -> int:
    if not least <= value <= most:
        raise ImproperlyConfigured(f"{name} must lie between {least} and {most}, not at {value}.")
    return value


def words(name: str, default: list[str]) -> list[str]:
    """A list from a comma-separated variable."""
    raw = os.environ.get(name, "")
    return [word.strip() for word in raw.split(",") if word.strip()] or default


def choice(name: str, default: str, allowed: Collection[str]) -> str:
    """One of the allowed words."""
    raw = os.environ.get(name, "").strip() or default
    if raw not in allowed:
        raise ImproperlyConfigured(f"{name} cannot be {raw!r}.")
    return raw


def web_address(name: str) -> str:
    """A web or mail address, or nothing."""
    raw = os.environ.get(name, "").strip()
    if raw and not re.fullmatch(r"(?:https?://|mailto:)[!-~]{3,200}", raw):
        raise ImproperlyConfigured(f"{name} must begin with https:// or mailto:, not be {raw!r}.")
    return raw


def file(name: str, default: Path) -> Path:
    return Path(os.environ.get(name) or default).expanduser().absolute()


def folder(name: str, default: Path) -> Path:
    return Path(os.environ.get(name) or default).expanduser().resolve()


def database(name: str) -> dict[str, Any] | None:
    """Django's connection settings from a postgresql:// address, or None when the variable is not set."""
    raw = os.environ.get(name, "").strip()
    if not raw:
        return None
    url = urlsplit(raw)
    if url.scheme not in {"postgres", "postgresql"} or not url.path.strip("/"):
        raise ImproperlyConfigured(f"{name} must look like postgresql://user:password@host:5432/name.")
    options: dict[str, Any] = dict(parse_qsl(url.query))
    # A socket folder travels as ?host=/run/postgresql, as in libpq's own addresses.
    host = options.pop("host", None) or unquote(url.hostname or "")
    return {
        "NAME": unquote(url.path.strip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": host,
        "PORT": str(url.port or ""),
        "OPTIONS": options,
    }


def secret_key(var: Path) -> str:
    """SECRET_KEY from the environment, else from var/secret_key, which is made once and readable by its owner only."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    path = var / "secret_key"
    var.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii")
