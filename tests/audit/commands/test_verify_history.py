from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from audit.ledger.services import head
from tests import databases, factories


def test_an_untouched_history_verifies_and_says_that_it_is_not_anchored(
    fresh_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    factories.decision()
    call_command("verify_history")
    assert "Internally consistent; not anchored" in capsys.readouterr().out


def test_a_noted_head_anchors_it_and_a_foreign_one_does_not(
    fresh_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    factories.decision()
    call_command("verify_history")
    number, digest, _ = head()
    factories.review(factories.claim(), "exact")
    call_command("verify_history", head=f"{number}:{digest}")
    assert f"anchored to head {number}" in capsys.readouterr().out
    with pytest.raises(CommandError, match="1 problems"):
        call_command("verify_history", head=f"{number}:{'0' * 64}")


def test_a_change_from_outside_is_found_and_named(fresh_database: str, capsys: pytest.CaptureFixture[str]) -> None:
    decision = factories.decision()
    call_command("verify_history")
    with databases.superuser(fresh_database) as connection:
        connection.execute("ALTER TABLE audit_decision DISABLE TRIGGER ALL")
        connection.execute("UPDATE audit_decision SET value = 'refuted'")
        connection.execute("ALTER TABLE audit_decision ENABLE TRIGGER ALL")
    with pytest.raises(CommandError, match="problems found"):
        call_command("verify_history")
    told = capsys.readouterr().err
    assert f"decision {decision.pk}: it differs from event" in told
    assert "table audit_decision: its guard append_only was switched off" in told  # on again, but not always


def test_a_table_without_guards_is_named(fresh_database: str, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_history")
    with databases.superuser(fresh_database) as connection:
        guards = connection.execute(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = 'ledger_seal'::regclass"
        ).fetchall()
        for (guard,) in guards:
            connection.execute(f'DROP TRIGGER IF EXISTS "{guard}" ON ledger_seal')  # type: ignore[arg-type]
    with pytest.raises(CommandError, match="1 problems"):
        call_command("verify_history")
    assert "table ledger_seal: it has no guard any more" in capsys.readouterr().err


@pytest.mark.parametrize("head", ["", "12", "x:" + "0" * 64, "3:abc"])
def test_a_malformed_head_is_refused(head: str, db: None) -> None:
    with pytest.raises(CommandError, match="looks like"):
        call_command("verify_history", head=head)


@pytest.fixture
def key_file(tmp_path: Path, settings: Any) -> Path:
    settings.HISTORY_KEY_FILE = tmp_path / "keys" / "history.pem"
    return Path(settings.HISTORY_KEY_FILE)


def exported(folder: Path) -> Path:
    call_command("verify_history", export_head=folder / "head.json")
    return folder / "head.json"


def test_a_signed_head_anchors_a_longer_history(
    fresh_database: str, key_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    factories.decision()
    path = exported(tmp_path)
    told, kept = capsys.readouterr().out, json.loads(path.read_text())
    assert kept["public_key"] in told
    factories.review(factories.claim(), "exact")
    call_command("verify_history", against=path)
    said = capsys.readouterr().out
    assert f"Internally consistent; anchored to head {kept['number']} of " in said
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600


CHANGED_HEADS = [
    ({"number": 1}, "changed after it was signed"),
    ({"digest": "0" * 64}, "changed after it was signed"),
    ({"public_key": "ab" * 32}, "signed by another key"),
    ({"signature": "00" * 64}, "changed after it was signed"),
    ({"signature": "no"}, "not a signed head"),
    ({"format": "another"}, "not a head"),
]


@pytest.mark.parametrize(("change", "message"), CHANGED_HEADS)
def test_a_head_that_was_changed_is_refused(
    fresh_database: str, key_file: Path, tmp_path: Path, change: dict[str, Any], message: str
) -> None:
    factories.outlet()
    path = exported(tmp_path)
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(CommandError, match=message):
        call_command("verify_history", against=path)


def test_a_chain_that_no_longer_holds_its_signed_head_is_found(
    fresh_database: str, key_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    factories.decision()
    path = exported(tmp_path)
    with databases.superuser(fresh_database) as connection:
        connection.execute("ALTER TABLE ledger_seal DISABLE TRIGGER ALL")
        connection.execute("ALTER TABLE ledger_event DISABLE TRIGGER ALL")
        cut = "DELETE FROM ledger_seal WHERE number = (SELECT max(number) FROM ledger_seal) RETURNING event_id"
        event = connection.execute(cut).fetchone()
        connection.execute("DELETE FROM ledger_event WHERE id = %s", event)
    with pytest.raises(CommandError, match="problems"):
        call_command("verify_history", against=path)
    assert "does not contain the given head" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["", "[]", "{}", "no JSON"])
def test_a_file_that_is_no_head_is_refused(content: str, db: None, key_file: Path, tmp_path: Path) -> None:
    (tmp_path / "head.json").write_text(content)
    with pytest.raises(CommandError, match="cannot be checked against"):
        call_command("verify_history", against=tmp_path / "head.json")
