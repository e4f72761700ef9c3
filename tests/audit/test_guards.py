"""What the database refuses, whoever asks: tried with plain SQL, as the application and as the owner of the tables."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from psycopg import errors, sql

from audit.ledger.models import Actor, Event, Ledgered, Seal
from audit.ledger.services import actor_for, seal, seal_digest
from audit.ledger.verification import ledgered_models, verify
from audit.models import Claim, Evidence
from audit.permissions import Role
from audit.services.affiliations import add_affiliation
from audit.services.audits import add_articles, set_member
from audit.services.decisions import publish
from audit.services.evidence import state_publisher
from audit.services.marking import ask_for_marking, hand_in_marks
from audit.services.merging_speakers import merge_speakers
from audit.services.ownership import add_organization, add_ownership
from audit.services.source_codes import Answer, settle_codes
from audit.services.speakers import add_speaker, link_source
from tests import audits, databases, factories
from tests.articles.feeds import subscribed
from tests.audit.sql_sessions import APPLICATION, OWNER, Session, insert_event, session, tamper
from tests.databases import SUPERUSER

APPEND_ONLY = [
    "audit_accountchange",
    "articles_revision",
    "articles_revisiontext",
    "articles_revisionsource",
    "audit_copycontents",
    "audit_decision",
    "audit_decisionreview",
    "audit_evidence",
    "audit_markingcall",
    "audit_markingpass",
    "audit_evidencecopy",
    "audit_evidenceuse",
    "audit_extractionrun",
    "audit_provenance",
    "audit_publication",
    "audit_reveal",
    "audit_review",
    "audit_rubric",
    "audit_useplace",
    "audit_sourcecode",
    "audit_speakercomparison",
    "ledger_event",
    "ledger_eventtext",
    "ledger_seal",
]
ROWS_STAY = [
    "audit_affiliation",
    "articles_article",
    "articles_feed",
    "articles_outlet",
    "audit_anchor",
    "audit_articlesource",
    "audit_assertion",
    "audit_audit",
    "audit_auditarticle",
    "audit_auditmember",
    "audit_claim",
    "audit_organization",
    "audit_outletownership",
    "audit_sourceaffiliation",
    "audit_speaker",
    "ledger_actor",
]


@dataclass(frozen=True)
class Desk:
    """Ids of what stands in the database of this module."""

    claim: uuid.UUID
    actor: uuid.UUID
    other: uuid.UUID


@pytest.fixture(scope="module")
def desk(django_db_setup: None, django_db_blocker: Any) -> Iterator[Desk]:
    """A committed database with a row in every guarded table but anchors. No test here changes it for good."""
    with django_db_blocker.unblock(), databases.clone():
        by, other = factories.actor(), factories.actor("other")
        claim = factories.claim()
        ruiz, short = (add_speaker(name=name, kind="person", actor=by) for name in ("Ana Ruiz", "A. Ruiz"))
        link_source(source=claim.source, speaker=ruiz, actor=by)
        merge_speakers(kept=ruiz, merged=short, actor=by)
        add_affiliation(speaker=ruiz, organization="Ferry Union", stated_in="Its report", actor=by)
        settle_codes(source=claim.source, answers={"position": Answer("expert")}, actor=by)
        scan = factories.file_use("document", b"The board met.", words="The board met.")
        claim.refresh_from_db()
        item = factories.review(claim, "exact", by, evidence=[scan]).uses.get().evidence
        body = add_organization(name="Harbour Holding", actor=by)
        state_publisher(item=item, relation="published_by", organization=body, why="Imprint", actor=by)
        add_ownership(outlet=factories.outlet(), organization=body, actor=by)
        publish(decision=factories.decision(claim.assertions.get(), by=by), state="published", actor=by)
        marking_apart(by)
        blind = audits.blind(factories.article(outlet_name="The Island Post"))
        for user in (blind.first, blind.second):
            factories.review(blind.claim, "exact", actor_for(user))
        subscribed()
        seal()
        assert verify() == []
        yield Desk(claim.pk, by.pk, other.pk)
        assert verify() == []


def marking_apart(by: Actor) -> None:
    """An article that two reviewers mark apart; one has handed in."""
    audit = audits.audit(by, "Marked apart")
    for name in ("marker", "other-marker"):
        set_member(audit=audit, member=factories.actor(name), role="reviewer", actor=by)
    place = add_articles(audit=audit, articles=[factories.article(outlet_name="The Marked Post")], actor=by)[0]
    ask_for_marking(place=place, actor=by)
    hand_in_marks(place=place, marks=[((0, 5),)], actor=factories.actor("marker"))


def columns_of(connection: Session, table: str) -> list[str]:
    rows = connection.execute("SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0", [table])
    return [name for (name,) in rows]


def touch(connection: Session, table: str, action: str) -> sql.Composed:
    """The statement that does `action` to a table, leaving every value as it is."""
    name, column = sql.Identifier(table), sql.Identifier(columns_of(connection, table)[0])
    return {
        "UPDATE": sql.SQL("UPDATE {} SET {} = {}").format(name, column, column),
        "DELETE": sql.SQL("DELETE FROM {}").format(name),
        "TRUNCATE": sql.SQL("TRUNCATE {} CASCADE").format(name),
    }[action]


REDACTABLE = ("articles_revisiontext", "articles_revisionsource", "audit_copycontents", "ledger_eventtext")


@pytest.mark.parametrize("action", ["UPDATE", "DELETE", "TRUNCATE"])
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_is_only_added_to_is_never_changed(desk: Desk, table: str, action: str) -> None:
    may_redact = table in REDACTABLE and action == "DELETE"  # it has the right, and the guard asks for the event
    refusal = errors.RestrictViolation if may_redact else errors.InsufficientPrivilege
    with session() as application, pytest.raises(refusal):
        application.execute(touch(application, table, action))
    with session(OWNER) as owner, pytest.raises(errors.RestrictViolation):
        owner.execute(touch(owner, table, action))


@pytest.mark.parametrize("action", ["DELETE", "TRUNCATE"])
@pytest.mark.parametrize("table", ROWS_STAY)
def test_what_may_change_is_never_removed(desk: Desk, table: str, action: str) -> None:
    with session() as application, pytest.raises(errors.InsufficientPrivilege):
        application.execute(touch(application, table, action))
    if action == "TRUNCATE" or table != "audit_anchor":  # no anchor is there that a row guard could defend
        with session(OWNER) as owner, pytest.raises(errors.RestrictViolation):
            owner.execute(touch(owner, table, action))


CHANGES = [
    ("articles_article", "language = 'xx'"),
    ("articles_feed", "is_active = false"),
    ("articles_outlet", "name = name || ' and Times'"),
    ("audit_articlesource", "role = 'chair'"),
    ("audit_assertion", "restatement = 'Fares fall.'"),
    ("audit_audit", "state = 'closed'"),
    ("audit_auditarticle", "sources_done_at = now()"),
    ("audit_auditmember", "is_active = false"),
    ("audit_claim", "state = 'dismissed'"),
    ("audit_organization", "name = 'Another Board'"),
    ("audit_outletownership", "until = '2024-02-29'"),
    ("audit_sourceaffiliation", "name = 'Another Board'"),
    ("audit_speaker", "name = 'Somebody Else'"),
]


def change(table: str, setting: str) -> sql.Composed:
    return sql.SQL("UPDATE {} SET {}").format(sql.Identifier(table), sql.SQL(setting))  # type: ignore[arg-type]


@pytest.mark.parametrize(("table", "setting"), CHANGES)
@pytest.mark.parametrize("role", [APPLICATION, OWNER])
def test_a_change_without_an_event_is_refused_at_commit(desk: Desk, role: str, table: str, setting: str) -> None:
    with session(role) as connection:
        assert connection.execute(change(table, setting)).rowcount
        with pytest.raises(errors.RestrictViolation, match="no event of this transaction"):
            connection.commit()


def copy_row(table: str, **other: str) -> sql.Composed:
    """Insert a row that is another one's copy, but for its id and the values given."""
    changes = sql.SQL(", ").join(sql.Literal(value) for pair in other.items() for value in pair)
    return sql.SQL(
        "INSERT INTO {0} SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid() {1}))).* "
        "FROM {0} r LIMIT 1"
    ).format(sql.Identifier(table), sql.SQL(", ") + changes if other else sql.SQL(""))


INSERTS = [
    ("audit_extractionrun", {}),
    ("audit_rubric", {"number": "2"}),
    ("audit_review", {"submission": str(uuid.uuid4())}),
    ("audit_evidence", {}),
    ("audit_evidenceuse", {}),
    ("audit_publication", {"number": "2"}),
    ("audit_speaker", {}),
    ("audit_organization", {}),
    ("audit_articlesource", {}),
    ("audit_sourceaffiliation", {"number": "7"}),
    ("audit_assertion", {"number": "2"}),
    ("articles_article", {"current_revision_id": None}),
    ("articles_feed", {"url": "https://post.example/sport.xml"}),
    ("articles_outlet", {"name": "Another Post"}),
]


@pytest.mark.parametrize(("table", "other"), INSERTS)
def test_a_new_row_without_an_event_is_refused_at_commit(desk: Desk, table: str, other: dict[str, str]) -> None:
    with session() as application:
        assert application.execute(copy_row(table, **other)).rowcount == 1
        with pytest.raises(errors.RestrictViolation, match="no event of this transaction"):
            application.commit()


def test_a_decision_without_an_event_is_refused_at_commit(desk: Desk) -> None:
    with session() as application:
        application.execute(
            "INSERT INTO audit_decision (id, claim_id, assertion_id, digest, number, supersedes_id, value, rule, "
            "created_at) SELECT gen_random_uuid(), claim_id, assertion_id, digest, 2, id, 'not_reviewed', 'withdrawn', "
            "now() FROM audit_decision LIMIT 1"
        )
        with pytest.raises(errors.RestrictViolation, match="no event of this transaction"):
            application.commit()


FORBIDDEN = [
    "SET session_replication_role = replica",
    f"SET ROLE {OWNER}",
    f"SET SESSION AUTHORIZATION {SUPERUSER}",
    "ALTER TABLE audit_review DISABLE TRIGGER ALL",
    "ALTER TABLE audit_review DISABLE TRIGGER append_only",
    "ALTER TABLE audit_review OWNER TO CURRENT_USER",
    "ALTER TABLE audit_review ENABLE ROW LEVEL SECURITY",
    "DROP TRIGGER append_only ON audit_review",
    "DROP FUNCTION ledger_refuse() CASCADE",
    "CREATE OR REPLACE FUNCTION ledger_told(kind text, target text) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    "CREATE TABLE mine (id int)",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE RULE quiet AS ON INSERT TO ledger_event DO INSTEAD NOTHING",
    "CREATE TRIGGER mine BEFORE INSERT ON ledger_event FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
    "SELECT ledger_unguard('audit_review')",
    "SELECT ledger_guard_append_only('auth_user')",
    "SELECT setval('ledger_eventtext_id_seq', 1)",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('audit', '0003_more', now())",
    "COPY audit_review TO PROGRAM 'true'",
    "SELECT pg_read_file('postgresql.conf')",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_application_may_not_so_much_as_try(desk: Desk, statement: str) -> None:
    with session() as application, pytest.raises(errors.InsufficientPrivilege):
        application.execute(statement)  # type: ignore[arg-type]


PREPARATIONS = {
    "search path": "SET search_path = pg_temp, public",
    "a table of the same name": "CREATE TEMP TABLE ledger_event AS SELECT * FROM public.ledger_event; "
    "UPDATE pg_temp.ledger_event SET transaction = pg_current_xact_id()::text::bigint, position = position + 1000",
    "a function of the same name": "CREATE FUNCTION pg_temp.ledger_told(text, text) RETURNS boolean LANGUAGE sql "
    "AS 'SELECT true'; SET search_path = pg_temp, public",
    "an operator of the same name": "CREATE FUNCTION pg_temp.alike(bigint, bigint) RETURNS boolean LANGUAGE sql "
    "AS 'SELECT true'; CREATE OPERATOR pg_temp.= (LEFTARG = bigint, RIGHTARG = bigint, FUNCTION = pg_temp.alike); "
    "SET search_path = pg_temp, public",
    "row security": "SET row_security = off",
    "constraints put off": "SET CONSTRAINTS ALL DEFERRED",
    "read as of the start": "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
    "no checks of functions": "SET check_function_bodies = off",
}


@pytest.mark.parametrize("preparation", PREPARATIONS.values(), ids=PREPARATIONS)
def test_no_setting_lets_a_change_pass_without_an_event(desk: Desk, preparation: str) -> None:
    with session(SUPERUSER) as superuser:  # the product's own database does not even allow temporary tables
        superuser.execute(sql.SQL("GRANT TEMP ON DATABASE {} TO PUBLIC").format(sql.Identifier(superuser.info.dbname)))
        superuser.commit()
    with session() as application:
        application.execute(preparation)  # type: ignore[arg-type]
        application.execute("UPDATE public.audit_claim SET state = 'dismissed'")
        with pytest.raises(errors.RestrictViolation):
            application.commit()


def test_constraints_asked_for_at_once_refuse_at_once(desk: Desk) -> None:
    with session() as application:
        application.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(errors.RestrictViolation):
            application.execute("UPDATE audit_claim SET state = 'dismissed'")


def test_an_event_taken_back_after_the_check_does_not_help(desk: Desk) -> None:
    with session() as application:
        application.execute("UPDATE audit_claim SET state = 'dismissed' WHERE id = %s", [desk.claim])
        application.execute("SAVEPOINT before")
        insert_event(application, desk.actor, ("claim", desk.claim))
        application.execute("SET CONSTRAINTS ALL IMMEDIATE")
        application.execute("ROLLBACK TO before")
        with pytest.raises(errors.RestrictViolation):
            application.commit()


def test_an_event_of_another_target_does_not_help(desk: Desk) -> None:
    with session() as application:
        application.execute("UPDATE audit_claim SET state = 'dismissed' WHERE id = %s", [desk.claim])
        insert_event(application, desk.actor, ("speaker", desk.claim))
        with pytest.raises(errors.RestrictViolation):
            application.commit()


def test_an_old_event_does_not_help_when_its_transaction_number_comes_again(desk: Desk) -> None:
    old = Event.objects.filter(target_kind="run").earliest("time")
    with session() as application:
        (number,) = application.execute("SELECT pg_current_xact_id()::text::bigint").fetchone() or (0,)
        moved = "UPDATE ledger_event SET transaction = %s, target_kind = 'claim', target_id = %s WHERE id = %s"
        tamper(moved, number, desk.claim, old.pk)
        application.execute("UPDATE audit_claim SET state = 'dismissed' WHERE id = %s", [desk.claim])
        with pytest.raises(errors.RestrictViolation):
            application.commit()
    tamper(moved, old.transaction, old.target_id, old.pk)
    tamper("UPDATE ledger_event SET target_kind = 'run' WHERE id = %s", old.pk)


def test_a_change_with_its_event_passes_and_is_found_out_when_the_event_tells_it_wrongly(fresh_database: str) -> None:
    claim = factories.claim()
    with session() as application:
        application.execute("UPDATE audit_claim SET state = 'dismissed' WHERE id = %s", [claim.pk])
        insert_event(application, factories.actor().pk, ("claim", claim.pk))
        application.commit()
    assert f"claim {claim.pk}" in [problem.place for problem in verify()]


KEPT = [
    ("audit_claim", "revision_id = gen_random_uuid()"),
    ("audit_claim", "id = gen_random_uuid()"),
    ("audit_claim", "created_at = now()"),
    ("audit_claim", "run_id = NULL"),
    ("audit_assertion", "claim_id = gen_random_uuid()"),
    ("audit_articlesource", "revision_id = gen_random_uuid()"),
    ("audit_sourceaffiliation", "source_id = gen_random_uuid()"),
    ("audit_speaker", "id = gen_random_uuid()"),
    ("articles_article", "created_at = now()"),
    ("ledger_actor", "id = gen_random_uuid()"),
    ("ledger_actor", "pseudonym = 'P-FFFFFF' WHERE pseudonym = 'machine'"),
    ("ledger_actor", "kind = 'machine' WHERE kind = 'person'"),
]


@pytest.mark.parametrize(("table", "setting"), KEPT)
def test_what_a_row_is_never_changes(desk: Desk, table: str, setting: str) -> None:
    refusals = (errors.RestrictViolation, errors.CheckViolation)  # whichever guard comes first
    with session() as application, pytest.raises(refusals, match=r"keeps its|not stand inside"):
        application.execute(change(table, setting))


def test_nobody_is_put_in_the_place_of_another(desk: Desk) -> None:
    other = Actor.objects.get(pk=desk.other)
    with session() as application:
        application.execute("UPDATE ledger_actor SET user_id = NULL WHERE id = %s", [desk.other])
        with pytest.raises(errors.RestrictViolation, match="linked to an account once"):
            application.execute("UPDATE ledger_actor SET user_id = %s WHERE id = %s", [other.user_id, desk.actor])


def test_an_account_that_goes_leaves_its_acts_under_their_pseudonym(fresh_database: str) -> None:
    user = factories.person("leaver", Role.REVIEWER)
    actor = actor_for(user)
    factories.review(factories.claim(), "source_not_identifiable", actor, evidence=[])
    user.delete()
    actor.refresh_from_db()
    assert actor.user_id is None
    assert actor.reviews.count() == 1
    assert verify() == []


def test_an_event_whose_digest_is_not_that_of_its_bytes_is_refused(desk: Desk) -> None:
    with session() as application, pytest.raises(errors.CheckViolation, match="digest"):
        insert_event(application, desk.actor, ("claim", desk.claim), digest="0" * 64)


@pytest.mark.parametrize(
    "column",
    [{"id": uuid.uuid4()}, {"action": "decided"}, {"target_kind": "review"}, {"target_id": uuid.uuid4()}],
    ids=lambda column: next(iter(column)),
)
def test_an_event_whose_columns_are_not_what_its_bytes_say_is_refused(desk: Desk, column: dict[str, Any]) -> None:
    with session() as application, pytest.raises(errors.CheckViolation, match="bytes say"):
        insert_event(application, desk.actor, ("claim", desk.claim), **column)


def test_the_writer_of_an_event_chooses_neither_transaction_nor_position(desk: Desk) -> None:
    with session() as application:
        insert_event(application, desk.actor, ("claim", desk.claim), transaction=1, position=77)
        insert_event(application, desk.actor, ("claim", desk.claim), transaction=1, position=77)
        found = application.execute(
            "SELECT transaction = pg_current_xact_id()::text::bigint, position FROM ledger_event "
            "WHERE action = 'tested' ORDER BY position"
        ).fetchall()
    assert found == [(True, 1), (True, 2)]


def test_an_event_older_than_one_already_told_of_the_same_thing_has_to_begin_again(desk: Desk) -> None:
    thing = uuid.uuid4()
    with session() as older, session() as younger:
        older.execute("SELECT pg_current_xact_id()")
        insert_event(younger, desk.actor, ("thing", thing))
        younger.commit()
        with pytest.raises(errors.SerializationFailure, match="try again"):
            insert_event(older, desk.actor, ("thing", thing))
        older.rollback()
        insert_event(older, desk.actor, ("thing", thing))


def test_a_seal_that_does_not_follow_the_last_one_is_refused(desk: Desk) -> None:
    last = Seal.objects.order_by("-number")[0]
    with session() as application:
        event = insert_event(application, desk.actor, ("claim", desk.claim))
        (digest,) = application.execute("SELECT digest FROM ledger_event WHERE id = %s", [event]).fetchone() or ("",)
        for number, previous in [
            (last.number, last.digest),
            (last.number + 2, last.digest),
            (last.number + 1, "0" * 64),
        ]:
            with pytest.raises(errors.CheckViolation, match="does not follow"), application.transaction():
                add_seal(application, event, number, previous, seal_digest(number, digest, previous))


def test_a_seal_with_a_wrong_digest_or_of_a_running_transaction_is_refused(desk: Desk) -> None:
    last = Seal.objects.order_by("-number")[0]
    number = last.number + 1
    with session() as application:
        event = insert_event(application, desk.actor, ("claim", desk.claim))
        (digest,) = application.execute("SELECT digest FROM ledger_event WHERE id = %s", [event]).fetchone() or ("",)
        with pytest.raises(errors.CheckViolation, match="its digest"), application.transaction():
            add_seal(application, event, number, last.digest, "f" * 64)
        with pytest.raises(errors.CheckViolation, match="still running"), application.transaction():
            add_seal(application, event, number, last.digest, seal_digest(number, digest, last.digest))


def add_seal(connection: Session, event: uuid.UUID, number: int, previous: str, digest: str) -> None:
    connection.execute(
        "INSERT INTO ledger_seal (number, event_id, previous, digest) VALUES (%s, %s, %s, %s)",
        [number, event, previous, digest],
    )


def guards_of(model: type[Ledgered]) -> dict[str, str]:
    """Name and firing mode of every trigger on a model's table."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT tgname, tgenabled::text FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal",
            [model._meta.db_table],
        )
        return dict(cursor.fetchall())


@pytest.mark.parametrize("model", ledgered_models(), ids=lambda model: model.__name__)
def test_every_ledgered_table_has_its_guards_and_they_have_no_switch(desk: Desk, model: type[Ledgered]) -> None:
    guards = guards_of(model)
    assert "needs_event" in guards
    assert "no_truncate" in guards
    assert {"append_only", "rows_stay"} & set(guards)
    assert set(guards.values()) == {"A"}


def test_every_trigger_of_ours_fires_for_a_replica_too(desk: Desk) -> None:
    ours = [
        model._meta.db_table
        for app in ("ledger", "articles", "audit")
        for model in apps.get_app_config(app).get_models()
    ]
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'A' "
            "AND tgrelid = ANY(%s::regclass[])",
            [ours],
        )
        assert cursor.fetchall() == []


@pytest.mark.walk
def test_the_guards_come_off_and_on_again_with_data_in_the_tables(fresh_database: str) -> None:
    factories.decision()
    call_command("migrate", "ledger", "0001", verbosity=0)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = 'audit_review'::regclass")
        assert cursor.fetchall() == []
        cursor.execute("SELECT proname FROM pg_proc WHERE proname ~ '^(ledger|audit|articles)_'")
        assert cursor.fetchall() == []
    call_command("migrate", verbosity=0)
    assert "append_only" in guards_of(apps.get_model("audit", "Review"))
    # Tables that are younger than the guards went with them; whatever was there before is as it was.
    assert {problem.place.split()[0] for problem in verify()} <= {"account_change"}


@pytest.mark.walk
def test_every_migration_can_be_taken_back_and_made_again(fresh_database: str) -> None:
    call_command("migrate", "ledger", "zero", verbosity=0)
    call_command("migrate", verbosity=0)
    factories.decision()
    assert verify() == []


def test_models_and_migrations_agree(desk: Desk) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_embedded_database_allows_the_application_no_temporary_tables() -> None:
    from audit.config.embedded_postgres.creation import ROLES_AND_DATABASE

    assert any(statement.startswith("REVOKE ALL ON DATABASE") for statement in ROLES_AND_DATABASE)
    assert not any("TEMP" in statement for statement in ROLES_AND_DATABASE)


def test_evidence_cannot_go_in_circles_because_it_never_changes(desk: Desk) -> None:
    item = Evidence.objects.earliest("created_at")
    with session() as application, pytest.raises(psycopg.errors.InsufficientPrivilege):
        application.execute("UPDATE audit_evidence SET derived_from_id = %s", [item.pk])


def test_claims_of_another_run_need_an_event_of_that_run(desk: Desk) -> None:
    before = Claim.objects.count()
    with session() as application:
        application.execute(copy_row("audit_claim", content="{[0,5)}", quote="Ferry", start="0", speaker_mention=None))
        with pytest.raises(errors.RestrictViolation, match="INSERT of claim"):
            application.commit()
    assert Claim.objects.count() == before
