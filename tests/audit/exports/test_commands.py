"""manage.py export and manage.py create_token."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from knox.models import AuthToken

from audit.ledger.services import actor_for
from audit.models import Claim
from tests import factories


def output(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def verdicts(*arguments: str) -> list[Any]:
    return [json.loads(line)["corroboration"] for line in output("export", *arguments).splitlines()]


@pytest.fixture
def decided(reviewer: User) -> Claim:
    claim = factories.claim()
    factories.decision(claim.assertions.get(), "corroborated", actor_for(reviewer))
    return claim


@pytest.mark.parametrize("sight", [(), ("--published",), ("--as", "reader")])
def test_export_holds_what_is_published_and_no_more(decided: Claim, reader: User, sight: tuple[str, ...]) -> None:
    assert verdicts(*sight) == [None, None]


def test_export_as_a_reviewer_holds_what_is_not_published(decided: Claim) -> None:
    assert verdicts("--as", "reviewer") == ["corroborated", None]


def test_export_writes_csv(decided: Claim) -> None:
    header, first, *_ = output("export", "--format", "csv", "--as", "reviewer").splitlines()
    assert header.startswith("article,headline,outlet,")
    assert ",corroborated,1," in first


@pytest.mark.parametrize("arguments", [("export", "--as", "nobody"), ("create_token", "nobody")])
def test_unknown_account_is_refused(db: None, arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match="no active account nobody"):
        call_command(*arguments)


def test_export_refuses_two_ways_of_seeing_and_other_formats(db: None) -> None:
    with pytest.raises(CommandError):
        call_command("export", "--as", "reader", "--published")
    with pytest.raises(CommandError):
        call_command("export", "--format", "xlsx")


def test_token_is_shown_once_and_stored_hashed(reader: User) -> None:
    token = output("create_token", "reader").strip()
    stored = AuthToken.objects.get(user=reader)
    assert len(token) == 64
    assert token not in {stored.digest, stored.token_key}
    assert stored.expiry is None


def test_closed_account_gets_no_token(reader: User) -> None:
    User.objects.filter(pk=reader.pk).update(is_active=False)
    with pytest.raises(CommandError):
        call_command("create_token", "reader")
    assert not AuthToken.objects.exists()
