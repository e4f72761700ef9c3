"""Settings from the environment: what is meant is read, and nonsense stops the start with the variable's name."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from audit.config import environment

NONSENSE: list[tuple[Callable[[], Any], str]] = [
    (lambda: environment.flag("VALUE", False), "maybe"),
    (lambda: environment.integer("VALUE", 8), "eight"),
    (lambda: environment.between("VALUE", 20, 1, 120), "0"),
    (lambda: environment.between("VALUE", 20, 1, 120), "121"),
    (lambda: environment.ports("VALUE", [80]), "http"),
    (lambda: environment.ports("VALUE", [80]), "80,70000"),
    (lambda: environment.hours("VALUE", [1]), "off,1"),
    (lambda: environment.hours("VALUE", [1]), "0"),
    (lambda: environment.web_address("VALUE"), "desk"),
    (lambda: environment.web_address("VALUE"), "https://desk.example/\r\nX: 1"),
    (lambda: environment.choice("VALUE", "UTC", {"UTC"}), "Mars/Olympus"),
    (lambda: environment.database("VALUE"), "nonsense"),
    (lambda: environment.database("VALUE"), "mysql://somebody@localhost/audit"),
    (lambda: environment.database("VALUE"), "postgresql://somebody@localhost"),
]


@pytest.mark.parametrize(("read", "raw"), NONSENSE, ids=[raw for _, raw in NONSENSE])
def test_nonsense_is_refused_by_name(read: Callable[[], Any], raw: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VALUE", raw)
    with pytest.raises(ImproperlyConfigured, match="VALUE"):
        read()


def test_what_is_not_set_takes_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VALUE", raising=False)
    assert environment.flag("VALUE", True) is True
    assert environment.integer("VALUE", 8) == 8
    assert environment.ports("VALUE", [80, 443]) == [80, 443]
    assert environment.web_address("VALUE") == ""
    assert environment.words("VALUE", ["a"]) == ["a"]
    assert environment.choice("VALUE", "UTC", {"UTC"}) == "UTC"
    assert environment.database("VALUE") is None


def test_an_address_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VALUE", "postgresql://an%40a:s%3Acret@db.example:5433/au%20dit?sslmode=require&host=/run/pg")
    assert environment.database("VALUE") == {
        "NAME": "au dit",
        "USER": "an@a",
        "PASSWORD": "s:cret",
        "HOST": "/run/pg",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_the_secret_key_is_made_once_and_for_its_owner_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    key = environment.secret_key(tmp_path / "var")
    assert len(key) > 50
    assert environment.secret_key(tmp_path / "var") == key
    assert stat.S_IMODE((tmp_path / "var" / "secret_key").stat().st_mode) == 0o600


def test_a_wrong_setting_ends_a_command_with_one_sentence() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env={**os.environ, "TIME_ZONE": "Mars/Olympus"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr.strip() == "A setting is wrong: TIME_ZONE cannot be 'Mars/Olympus'."


@pytest.mark.parametrize(("raw", "hours"), [("", [1, 6]), ("off", []), ("24, 2", [2, 24])])
def test_hours_are_put_in_order_and_can_be_off(monkeypatch: pytest.MonkeyPatch, raw: str, hours: list[int]) -> None:
    monkeypatch.setenv("VALUE", raw)
    assert environment.hours("VALUE", [1, 6]) == hours
