"""A redaction takes text and salt away, tells who did it and why, and leaves a history that verifies."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from psycopg import errors

from audit.ledger.models import REDACTED_TEXT, Event, EventText, Ledgered
from audit.ledger.services import record
from audit.ledger.verification import verify
from audit.models import Review
from audit.services.decisions import publish
from audit.services.errors import Refused
from audit.services.redaction import redact, redactable_texts
from audit.services.speakers import add_speaker
from tests import factories
from tests.audit.sql_sessions import session, tamper

SECRET = "Ms Quill told me in private"


def a_review() -> Review:
    return factories.review(factories.claim(), "exact", rationale=SECRET)


def an_item() -> Ledgered:
    return factories.review(factories.claim(), "exact", evidence=[factories.use(title=SECRET)]).uses.get().evidence


def a_notice() -> Ledgered:
    decision = factories.decision()
    publish(decision=decision, state="published", actor=factories.actor())
    return publish(decision=decision, state="withdrawn", notice=SECRET, actor=factories.actor())


def a_source() -> Ledgered:
    source = factories.claim().source
    assert source is not None
    source.name = SECRET
    with transaction.atomic():
        source.save()
        record(actor=factories.actor(), action="changed", target=source)
    return source


def a_speaker() -> Ledgered:
    return add_speaker(name=SECRET, kind="person", actor=factories.actor())


ROWS: list[tuple[Callable[[], Any], str]] = [
    (a_review, "rationale"),
    (an_item, "title"),
    (a_notice, "notice"),
    (a_source, "name"),
    (a_speaker, "name"),
]


def stored_anywhere(text: str) -> list[str]:
    """The tables in which the text stands somewhere."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ '^(audit|articles|ledger)_'")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s', [f"%{text}%"])
            found += [table] if cursor.fetchone()[0] else []
    return found


@pytest.mark.parametrize(("make", "field"), ROWS, ids=lambda value: getattr(value, "__name__", value))
def test_a_redacted_text_is_gone_and_the_history_verifies(
    fresh_database: str, make: Callable[[], Any], field: str
) -> None:
    row = make()
    assert stored_anywhere(SECRET)
    event = redact(row=row, fields=[field], reason="A promise to a source.", actor=factories.actor("editor"))
    row.refresh_from_db()
    assert getattr(row, field) == REDACTED_TEXT
    assert stored_anywhere(SECRET) == []
    assert redactable_texts(row) == {} or field not in redactable_texts(row)
    assert verify() == []
    data = json.loads(bytes(event.canonical))["data"]
    assert data["fields"] == [field]
    assert all(len(digest) == 64 for digest in data["removed"].values())
    assert hashlib.sha256(SECRET.encode()).hexdigest() not in data["removed"].values()
    assert event.texts.get(key="event/reason").text == "A promise to a source."


def test_other_texts_of_the_row_stay(db: None) -> None:
    review = factories.review(factories.claim(), "exact", rationale=SECRET, override_reason="No record is public.")
    redact(row=review, fields=["rationale"], reason="Asked.", actor=factories.actor())
    review.refresh_from_db()
    assert review.override_reason == "No record is public."
    assert redactable_texts(review) == {"override_reason": "No record is public."}


REFUSED = [(["rationale"], " ", "Say why"), (["value"], "Asked.", "no such text"), ([], "Asked.", "no such text")]


@pytest.mark.parametrize(("fields", "reason", "message"), REFUSED)
def test_a_redaction_without_reason_or_text_is_refused(db: None, fields: list[str], reason: str, message: str) -> None:
    with pytest.raises(Refused, match=message):
        redact(row=a_review(), fields=fields, reason=reason, actor=factories.actor())


def test_a_text_is_not_redacted_twice(db: None) -> None:
    review = a_review()
    redact(row=review, fields=["rationale"], reason="Asked.", actor=factories.actor())
    with pytest.raises(Refused, match="Nothing was removed"):
        redact(row=review, fields=["rationale"], reason="Asked.", actor=factories.actor())


PAST_THE_SERVICE = [
    "UPDATE audit_review SET rationale = '[redacted]'",
    "UPDATE audit_review SET rationale = 'Something else'",
    "UPDATE audit_review SET override_reason = ''",
    "DELETE FROM ledger_eventtext",
]


@pytest.mark.parametrize("statement", PAST_THE_SERVICE)
def test_without_its_event_no_text_goes(fresh_database: str, statement: Any) -> None:
    a_review()
    with session() as application, pytest.raises(errors.RestrictViolation):
        application.execute(statement)


def test_only_the_texts_that_the_event_names_may_go(fresh_database: str) -> None:
    review, actor = a_review(), factories.actor()

    @transaction.atomic
    def redact_another() -> None:
        record(actor=actor, action="text redacted", target=review, data={"fields": ["rationale"], "removed": {}})
        Review.objects.filter(pk=review.pk).update(override_reason="[redacted]")

    with pytest.raises(IntegrityError, match="but for a redaction"):
        redact_another()


def test_a_text_that_comes_back_or_goes_by_itself_is_found(fresh_database: str) -> None:
    review = a_review()
    kept = EventText.objects.get(key=f"review/{review.pk}/rationale")
    redact(row=review, fields=["rationale"], reason="Asked.", actor=factories.actor())
    salt = bytes(kept.salt)
    tamper(
        "INSERT INTO ledger_eventtext (event_id, key, salt, text) VALUES (%s, %s, %s, %s)",
        kept.event_id, kept.key, salt, kept.text,
    )  # fmt: skip
    assert [problem.message for problem in verify()] == ["it was redacted, and is there again"]
    told = Event.objects.get(action="text redacted")
    tamper("DELETE FROM ledger_eventtext WHERE event_id IN (%s, %s)", told.pk, kept.event_id)
    assert {problem.message for problem in verify()} >= {"it was removed"}
