from __future__ import annotations

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
    assert f"it contains the head {number}:" in capsys.readouterr().out
    with pytest.raises(CommandError, match="1 problems"):
        call_command("verify_history", head=f"{number}:{'0' * 64}")


def test_a_change_from_outside_is_found_and_named(fresh_database: str, capsys: pytest.CaptureFixture[str]) -> None:
    decision = factories.decision()
    call_command("verify_history")
    with databases.superuser(fresh_database) as connection:
        connection.execute("ALTER TABLE audit_decision DISABLE TRIGGER ALL")
        connection.execute("UPDATE audit_decision SET value = 'refuted'")
        connection.execute("ALTER TABLE audit_decision ENABLE TRIGGER ALL")
    with pytest.raises(CommandError, match="1 problems"):
        call_command("verify_history")
    assert f"decision {decision.pk}: it differs from event" in capsys.readouterr().err


@pytest.mark.parametrize("head", ["", "12", "x:" + "0" * 64, "3:abc"])
def test_a_malformed_head_is_refused(head: str, db: None) -> None:
    with pytest.raises(CommandError, match="looks like"):
        call_command("verify_history", head=head)
