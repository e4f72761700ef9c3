"""A redaction takes text and salt away, tells who did it and why, and leaves a history that verifies."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from psycopg import errors

from audit.ledger.models import REDACTED_TEXT, Event, EventText, Ledgered
from audit.ledger.services import actor_for, record
from audit.ledger.verification import verify
from audit.models import Draft, Review
from audit.services.affiliations import add_affiliation
from audit.services.decisions import publish
from audit.services.errors import Refused
from audit.services.evidence import state_publisher
from audit.services.merging_speakers import keep_apart
from audit.services.ownership import add_organization, add_ownership
from audit.services.personal import save_draft
from audit.services.queue import skip_claim
from audit.services.redaction import redact, redactable_texts
from audit.services.speakers import add_speaker
from audit.services.triage import dismiss_claim, triage_claim
from tests import audits, factories
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


def a_skip() -> Event:
    desk = audits.blind()
    skip_claim(claim=desk.claim, actor=actor_for(desk.first), reason=SECRET, audit=desk.audit)
    return Event.objects.get(action="skipped a claim")


def a_redaction() -> Event:
    review = factories.review(factories.claim(), "exact", rationale="Said on the phone")
    return redact(row=review, fields=["rationale"], reason=SECRET, actor=factories.actor())


def a_dismissal() -> Ledgered:
    return dismiss_claim(claim=factories.claim(), reason=SECRET, actor=factories.actor()).claim


def a_triage() -> Ledgered:
    claim = factories.claim()
    return triage_claim(claim=claim, triage="not_selected", reason=SECRET, actor=factories.actor()).claim


def a_provenance() -> Ledgered:
    by = factories.actor()
    item = factories.review(factories.claim(), "exact").uses.get().evidence
    body = add_organization(name="Harbour Holding", actor=by)
    return state_publisher(item=item, relation="published_by", organization=body, why=SECRET, actor=by)


def a_copy() -> Ledgered:
    scan = factories.file_use("document", b"The board met.", name=f"{SECRET}.txt", title="Scan")
    return factories.review(factories.claim(), "exact", evidence=[scan]).uses.get().evidence.copies.get()


def an_ownership() -> Ledgered:
    by = factories.actor()
    body = add_organization(name="Harbour Holding", actor=by)
    return add_ownership(outlet=factories.outlet(), organization=body, stated_in=SECRET, actor=by)


def an_affiliation() -> Ledgered:
    by = factories.actor()
    ruiz = add_speaker(name="Ana Ruiz", kind="person", actor=by)
    return add_affiliation(speaker=ruiz, organization="Ferry Union", stated_in=SECRET, actor=by)


def a_comparison() -> Ledgered:
    by = factories.actor()
    one, other = (add_speaker(name=name, kind="person", actor=by) for name in ("Ana Ruiz", "A. Ruiz"))
    return keep_apart(one=one, other=other, why=SECRET, actor=by)


ROWS: list[tuple[Callable[[], Any], str]] = [
    (a_review, "rationale"),
    (an_item, "title"),
    (a_notice, "notice"),
    (a_source, "name"),
    (a_speaker, "name"),
    (a_skip, "reason"),
    (a_redaction, "reason"),
    (a_dismissal, "state_reason"),
    (a_triage, "triage_reason"),
    (a_provenance, "why"),
    (a_copy, "file_name"),
    (an_ownership, "stated_in"),
    (an_affiliation, "stated_in"),
    (a_comparison, "why"),
]

# Columns of tables that are only added to that hold words and are no redaction's to remove, with the reason.
PAGES_OWN = "what a page says of itself, kept as the record of what a takedown of its text removed"
WRITTEN_BY_US = "written by the product or a server, not typed by a person"
EXPLAINED = {
    **dict.fromkeys([f"articles_revision.{name}" for name in ("authors", "byline", "headline", "site")], PAGES_OWN),
    "articles_revision.file_name": "the name of a file that was brought in; goes into the digest of the revision",
    "articles_revision.blocks": "offsets and kinds",
    **dict.fromkeys(
        [
            "articles_revision.notes",
            "articles_revision.reading",
            "audit_evidencecopy.notes",
            "audit_evidencecopy.blocks",
        ],
        WRITTEN_BY_US,
    ),
    **dict.fromkeys(
        [f"audit_extractionrun.{name}" for name in ("engine", "notes", "settings", "version")], WRITTEN_BY_US
    ),
    "audit_evidence.url": "an address, by which the item is known as the same; a private one is not given",
    "audit_evidencecopy.media_type": WRITTEN_BY_US,
    "audit_rubric.name": "the codebook, which is written to be read by all",
    "audit_rubric.definitions": "the codebook, which is written to be read by all",
    "audit_markingpass.marks": "offsets",
    "audit_markingpass.saw": "offsets",
    "ledger_eventtext.key": WRITTEN_BY_US,
}
CLOSED = ("act", "answer", "code", "digest", "independent", "kind", "previous", "relation", "role", "rule", "sha256")
CLOSED += ("source_sha256", "text_sha256", "file_sha256", "stance", "state", "tags", "value", "visibility", "way")
CLOSED += ("action", "target_kind")
COLUMNS = """
SELECT c.relname || '.' || a.attname, t.tgargs, EXISTS (SELECT 1 FROM pg_trigger g WHERE g.tgrelid = c.oid
                                                        AND g.tgname = 'redactable')
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND t.tgname = 'texts'
WHERE EXISTS (SELECT 1 FROM pg_trigger g WHERE g.tgrelid = c.oid AND g.tgname IN ('append_only', 'redactable'))
  AND format_type(a.atttypid, a.atttypmod) ~ '^(text|character|json)'
"""


def test_every_word_that_is_only_added_to_can_be_removed_or_says_why_not(db: None) -> None:
    """Read off the database's own catalogue. A table whose guard is `redactable` gives its rows up as a whole."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        found = {name: (bytes(told or b"").decode().split("\0")[1:], whole) for name, told, whole in cursor.fetchall()}
    kept = {name for name, (columns, whole) in found.items() if name.split(".")[1] not in columns and not whole}
    closed = {name for name in kept if name.split(".")[1] in CLOSED}
    assert kept - closed == EXPLAINED.keys() & kept
    assert EXPLAINED.keys() - kept <= {"ledger_eventtext.key"}


def test_what_is_no_part_of_the_record_goes_along(reviewer: User) -> None:
    review = a_review()
    article = review.claim.revision.article
    for target, typed in ((review.claim_id, f"So {SECRET}."), (uuid.uuid4(), "Another.")):
        save_draft(user=reviewer, article=article, target=target, fields=[("rationale", typed)])
    redact(row=review, fields=["rationale"], reason="Asked.", actor=factories.actor())
    assert [draft.fields for draft in Draft.objects.all()] == [[["rationale", "Another."]]]


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
    assert isinstance(row, Event) or getattr(row, field) == REDACTED_TEXT
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
