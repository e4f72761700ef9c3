"""What verification finds: every kind of tampering by somebody who can switch all guards off, and nothing else."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, connections, transaction

from audit.ledger.models import Actor, Event, Seal
from audit.ledger.services import head, seal, seal_digest
from audit.ledger.verification import verify
from audit.models import Claim, Evidence
from audit.services.decisions import current_decision, publish
from audit.services.evidence import (
    EvidenceDraft,
    UseDraft,
    archive,
    ask_for_copy,
    attach_evidence,
    state_origin,
    state_publisher,
    take_back,
)
from audit.services.ownership import add_organization, add_ownership
from audit.services.reviews import withdraw_review
from audit.services.speakers import add_speaker, link_source, withdraw_mistake
from audit.services.triage import dismiss_claim, restore_claim
from tests import databases, factories
from tests.articles.feeds import web_page
from tests.databases import SUPERUSER

Ids = dict[str, Any]


def everything_the_services_do() -> Ids:
    """One of each act; the ids of what it made."""
    by, second = factories.actor(), factories.actor("second")
    factories.article(outlet_name="The Copying Gazette")
    claim = factories.claim()
    link_source(source=claim.source, speaker=add_speaker(name="Ana Ruiz", kind="person", actor=by), actor=by)
    link_source(source=claim.source, speaker=None, actor=by)
    other = claim.revision.claims.in_order()[1]
    dismiss_claim(claim=other, actor=by)
    restore_claim(claim=other, actor=by)
    scan = factories.file_use("document", b"The board met.", words="The board met.")
    claim.refresh_from_db()
    first = factories.review(claim, "exact", by, evidence=[scan], rationale="Stands in the minutes.")
    tell_provenance(first.uses.get().evidence, by)
    again = UseDraft(first.uses.get().evidence, "supports", "yes")
    withdrawn = factories.review(claim, "exact", second, evidence=[again])
    withdraw_review(review=withdrawn, reviewer=second, submission=uuid.uuid4(), rationale="Too soon.")
    assertion = claim.assertions.get()
    decision = factories.decision(assertion, by=by)
    publish(decision=decision, state="published", actor=by)
    publish(decision=decision, state="withdrawn", actor=by, notice="Withdrawn for a second look.")
    attribution = current_decision(claim, None)
    assert attribution is not None
    ids = {"claim": claim.pk, "review": first.pk, "decision": attribution.pk, "revision": claim.revision_id}
    item = first.uses.get().evidence
    ids |= {"copy": item.copies.get().pk}
    return ids | {"evidence": item.pk, "actor": by.pk, "source": claim.source_id}


def tell_provenance(item: Evidence, by: Actor) -> None:
    """Say where an item comes from, and take it back."""
    wire = attach_evidence(draft=EvidenceDraft(kind="page", url="https://wire.example/1", words="Fares."), actor=by)
    archive(ask_for_copy(evidence=wire, actor=by), fetch=web_page)
    body = add_organization(name="Harbour Holding", actor=by)
    own = add_ownership(outlet=factories.outlet(), organization=body, actor=by)
    withdraw_mistake(row=own, actor=by)
    state_origin(item=item, origin=wire, why="Its last line says so.", actor=by)
    take_back(item=item, relation="derives_from", thing=wire, why="Another line.", actor=by)
    state_publisher(item=item, relation="published_by", organization=body, why="Imprint", actor=by)


@pytest.fixture(scope="module")
def desk(django_db_setup: None, django_db_blocker: Any) -> Iterator[Ids]:
    """A sealed ledger of every act; the tests tamper with it in transactions that are rolled back."""
    with django_db_blocker.unblock(), databases.clone():
        ids = everything_the_services_do()
        seal()
        ids["event"] = Event.objects.get(target_id=ids["review"]).pk
        ids["seal"] = Seal.objects.get(event=ids["event"]).number
        yield ids


@pytest.fixture
def superuser(desk: Ids) -> Iterator[Any]:
    """Django's own connection as the superuser, all guards off; whatever it does is rolled back."""
    settings_dict = connections["default"].settings_dict
    before = settings_dict["USER"]
    connection.close()
    settings_dict["USER"] = SUPERUSER
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgenabled = 'A'")
            for (table,) in cursor.fetchall():
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield cursor
            transaction.set_rollback(True)
    finally:
        connection.close()
        settings_dict["USER"] = before


def problems(given: tuple[int, str] | None = None) -> set[tuple[str, str]]:
    return {(problem.place, problem.message) for problem in verify(given)}


CHANGED = "was changed"
TAMPERING = {
    "a review's value": ("UPDATE audit_review SET value = 'altered' WHERE id = %(review)s", "review {review}", CHANGED),
    "a review's rationale": (
        "UPDATE audit_review SET rationale = 'No.' WHERE id = %(review)s",
        "review {review}",
        CHANGED,
    ),
    "a rationale taken out": (
        "UPDATE audit_review SET rationale = '' WHERE id = %(review)s",
        "review {review}",
        CHANGED,
    ),
    "a review's author": (
        "UPDATE audit_review SET reviewer_id = (SELECT id FROM ledger_actor WHERE id <> reviewer_id LIMIT 1) "
        "WHERE id = %(review)s",
        "review {review}",
        CHANGED,
    ),
    "a review removed": ("DELETE FROM audit_review WHERE id = %(review)s", "review {review}", "no longer in its table"),
    "a decision put in": (
        "INSERT INTO audit_decision (id, claim_id, digest, number, supersedes_id, value, rule, created_at) "
        "SELECT '00000000-0000-4000-8000-000000000001', claim_id, digest, 99, id, 'altered', rule, now() "
        "FROM audit_decision WHERE id = %(decision)s",
        "decision 00000000-0000-4000-8000-000000000001",
        "was inserted",
    ),
    "a claim's quote": ("UPDATE audit_claim SET quote = 'Never' WHERE id = %(claim)s", "claim {claim}", CHANGED),
    "a claim's spans": (
        "UPDATE audit_claim SET content = '{[1,9)}' WHERE id = %(claim)s",
        "claim {claim}",
        CHANGED,
    ),
    "a source's name": (
        "UPDATE audit_articlesource SET name = 'Tom Hale' WHERE id = %(source)s",
        "article_source {source}",
        CHANGED,
    ),
    "a revision's text": (
        "UPDATE articles_revisiontext SET text = replace(text, 'four', 'five') WHERE revision_id = %(revision)s",
        "revision {revision}",
        CHANGED,
    ),
    "a revision's text and its digest": (
        "WITH t AS (UPDATE articles_revisiontext SET text = replace(text, 'four', 'five') "
        "WHERE revision_id = %(revision)s RETURNING text) UPDATE articles_revision r "
        "SET sha256 = encode(sha256(convert_to(t.text, 'UTF8')), 'hex') FROM t WHERE r.id = %(revision)s",
        "revision {revision}",
        CHANGED,
    ),
    "what came in": (
        "UPDATE articles_revisionsource SET raw = 'x' WHERE revision_id = %(revision)s",
        "revision {revision}",
        CHANGED,
    ),
    "a text removed": (
        "DELETE FROM articles_revisiontext WHERE revision_id = %(revision)s",
        "revision {revision}",
        "was removed",
    ),
    "an archived file": (
        "UPDATE audit_copycontents SET raw = 'x' WHERE copy_id = %(copy)s",
        "copy {copy}",
        CHANGED,
    ),
    "an archived file removed": (
        "DELETE FROM audit_copycontents WHERE copy_id = %(copy)s",
        "copy {copy}",
        "was removed",
    ),
    "evidence made public": (
        "UPDATE audit_evidence SET visibility = 'restricted' WHERE id = %(evidence)s",
        "evidence {evidence}",
        CHANGED,
    ),
    "an event's bytes": (
        "UPDATE ledger_event SET canonical = canonical || ' '::bytea WHERE id = %(event)s",
        "event {event}",
        "do not have its digest",
    ),
    "an event's bytes and digest": (
        "UPDATE ledger_event SET canonical = canonical || ' '::bytea, "
        "digest = encode(sha256(canonical || ' '::bytea), 'hex') WHERE id = %(event)s",
        "seal {seal}",
        "does not fit its event",
    ),
    "an event's bytes made nonsense": (
        "UPDATE ledger_event SET canonical = '[]', digest = encode(sha256('[]'), 'hex') WHERE id = %(event)s",
        "event {event}",
        "not those of an event",
    ),
    "an event's time": ("UPDATE ledger_event SET time = now() WHERE id = %(event)s", "event {event}", CHANGED),
    "an event's actor": (
        "UPDATE ledger_event SET actor_id = (SELECT id FROM ledger_actor WHERE id <> actor_id LIMIT 1) "
        "WHERE id = %(event)s",
        "event {event}",
        CHANGED,
    ),
    "an actor's pseudonym": (
        "UPDATE ledger_actor SET pseudonym = 'P-FFFFFF' WHERE id = %(actor)s",
        "event {event}",
        CHANGED,
    ),
    "an event removed": ("DELETE FROM ledger_event WHERE id = %(event)s", "seal {seal}", "was deleted"),
    "a seal removed": ("DELETE FROM ledger_seal WHERE number = %(seal)s - 1", "seal {seal}", "is missing before it"),
    "an event's text": (
        "UPDATE ledger_eventtext SET text = 'No.' WHERE key = 'review/' || %(review)s || '/rationale'",
        "text {event} review/{review}/rationale",
        CHANGED,
    ),
    "an event's text removed": (
        "DELETE FROM ledger_eventtext WHERE key = 'review/' || %(review)s || '/rationale'",
        "text {event} review/{review}/rationale",
        "was removed",
    ),
    "an event's text put in": (
        "INSERT INTO ledger_eventtext (event_id, key, salt, text) VALUES (%(event)s, 'event/more', 'x', 'More.')",
        "text {event} event/more",
        "was inserted",
    ),
}


def test_a_ledger_of_every_act_has_no_problem(desk: Ids) -> None:
    assert verify(head()[:2]) == []


@pytest.mark.parametrize("kind", TAMPERING)
def test_tampering_is_found_and_named(desk: Ids, superuser: Any, kind: str) -> None:
    statement, place, message = TAMPERING[kind]
    superuser.execute(statement, desk)
    assert superuser.rowcount >= 1
    found = problems()
    assert any(where == place.format(**desk) and message in what for where, what in found), found


def test_two_seals_swapped_are_found(desk: Ids, superuser: Any) -> None:
    one, other = Seal.objects.order_by("number")[3:5]
    superuser.execute("ALTER TABLE ledger_seal DROP CONSTRAINT ledger_seal_event_id_key")
    for link, event in ((one, other.event_id), (other, one.event_id)):
        superuser.execute("UPDATE ledger_seal SET event_id = %s WHERE number = %s", [event, link.number])
    assert problems() == {(f"seal {link.number}", "it does not fit its event") for link in (one, other)}


def test_a_last_event_removed_with_the_change_it_tells_of_is_found(desk: Ids, superuser: Any) -> None:
    last = Seal.objects.order_by("-number")[0]
    superuser.execute("DELETE FROM audit_publication WHERE number = 2")
    superuser.execute("DELETE FROM ledger_eventtext WHERE event_id = %s", [last.event_id])
    superuser.execute("DELETE FROM ledger_event WHERE id = %s", [last.event_id])
    assert problems() == {(f"seal {last.number}", f"its event {last.event_id} was deleted")}


def test_a_chain_cut_at_its_end_is_found_with_an_old_head_alone(desk: Ids, superuser: Any) -> None:
    number, digest, _ = head()
    superuser.execute("DELETE FROM ledger_seal WHERE number = %s", [number])
    assert problems() == set()
    assert problems((number, digest)) == {(f"seal {number}", "the chain does not contain the given head")}


def test_a_chain_written_anew_does_not_contain_the_old_head(desk: Ids, superuser: Any) -> None:
    number, digest, _ = head()
    superuser.execute("UPDATE ledger_event SET canonical = canonical || ' '::bytea WHERE id = %s", [desk["event"]])
    superuser.execute("UPDATE ledger_event SET digest = encode(sha256(canonical), 'hex')")
    previous = "0" * 64
    for link in Seal.objects.select_related("event").order_by("number"):
        made = seal_digest(link.number, link.event.digest, previous)
        superuser.execute(
            "UPDATE ledger_seal SET previous = %s, digest = %s WHERE number = %s", [previous, made, link.number]
        )
        previous = made
    assert problems() == set()
    assert problems((number, digest)) == {(f"seal {number}", "the chain does not contain the given head")}


@pytest.mark.parametrize("number", [1, 5])
def test_every_older_head_is_in_the_chain(desk: Ids, number: int) -> None:
    assert verify((number, Seal.objects.get(number=number).digest)) == []


def test_an_empty_head_is_in_every_chain(desk: Ids) -> None:
    assert verify((0, "0" * 64)) == []


def test_a_head_that_was_never_there_is_not_in_the_chain(desk: Ids) -> None:
    assert problems((2, "f" * 64)) == {("seal 2", "the chain does not contain the given head")}
    assert problems((10_000, "f" * 64)) == {("seal 10000", "the chain does not contain the given head")}


def test_the_last_event_of_a_row_is_told_by_the_chain_and_not_by_transaction_numbers(desk: Ids, superuser: Any) -> None:
    """A backup restored into a new cluster: there, transactions are counted from the start again."""
    claim = Claim.objects.get(pk=desk["claim"])
    superuser.execute("UPDATE ledger_event SET transaction = 4611686018427387904 + transaction")
    dismiss_claim(claim=claim, actor=factories.actor())
    event = Event.objects.get(target_id=claim.pk, action="dismissed")
    number, previous, _ = head()
    superuser.execute(
        "UPDATE ledger_event SET transaction = 7, position = 1 WHERE id = %s",
        [event.pk],
    )
    superuser.execute(
        "INSERT INTO ledger_seal (number, event_id, previous, digest) VALUES (%s, %s, %s, %s)",
        [number + 1, event.pk, previous, seal_digest(number + 1, event.digest, previous)],
    )
    assert verify() == []


def test_an_event_holds_the_digest_of_a_text_and_not_the_text(desk: Ids) -> None:
    body = bytes(Event.objects.get(pk=desk["event"]).canonical)
    assert b"Stands in the minutes." not in body
    assert hashlib.sha256(b"Stands in the minutes.").hexdigest().encode() not in body
