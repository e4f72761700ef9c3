"""Recording and sealing: nothing lost, nothing out of order, nobody waits."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction

from articles.models import Outlet
from audit.ledger.models import Actor, Event, EventText, Seal
from audit.ledger.services import FIRST, actor_for, head, machine, record, seal
from audit.ledger.verification import verify
from audit.permissions import Role
from audit.services.defaults import the_machine
from tests import factories
from tests.audit.sql_sessions import insert_event, session


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run acts in threads that start together; what each returned or raised."""
    results: list[object] = [None] * len(acts)
    ready = threading.Barrier(len(acts))

    def run(number: int, act: Callable[[], object]) -> None:
        try:
            ready.wait()
            results[number] = act()
        except ValueError as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def numbers() -> list[int]:
    return list(Seal.objects.order_by("number").values_list("number", flat=True))


def test_an_event_says_who_did_what_to_which_row(db: None) -> None:
    outlet = factories.outlet("The Islander")
    event = Event.objects.get(target_id=outlet.pk)
    said = json.loads(bytes(event.canonical))
    assert (said["action"], said["target"]) == ("added", ["outlet", str(outlet.pk)])
    assert (said["actor"], said["pseudonym"]) == (str(the_machine().pk), "machine")
    assert [row[:2] for row in said["rows"]] == [["outlet", str(outlet.pk)]]


def test_free_text_stands_beside_the_event_with_a_salt_of_its_own(db: None) -> None:
    outlet = factories.outlet()
    texts = {"reason": "Asked by its editor", "note": ""}
    event = record(actor=the_machine(), action="noted", target=outlet, texts=texts)
    stored = EventText.objects.get(event=event)
    assert (stored.key, stored.text, len(bytes(stored.salt))) == ("event/reason", "Asked by its editor", 16)
    assert b"Asked" not in bytes(event.canonical)


def test_an_account_has_one_actor_with_a_pseudonym(db: None) -> None:
    user = factories.person("ada", Role.READER)
    assert actor_for(user) == actor_for(user)
    assert "ada" not in actor_for(user).pseudonym


def test_nobody_without_an_account_acts(db: None) -> None:
    the_machine()
    with pytest.raises(ValueError, match="account"):
        actor_for(AnonymousUser())  # type: ignore[arg-type]
    assert Actor.objects.count() == 1


def test_a_program_has_one_actor(db: None) -> None:
    assert machine("importer") == machine("importer")
    assert machine("importer").kind == Actor.Kind.MACHINE


def test_an_act_rolled_back_leaves_no_trace(fresh_database: str) -> None:
    before = Event.objects.count()
    with transaction.atomic():
        factories.outlet("Never There")
        transaction.set_rollback(True)
    seal()
    factories.outlet("There")
    seal()
    assert not Outlet.objects.filter(name="Never There").exists()
    assert Event.objects.count() == before + 1
    assert numbers() == list(range(1, before + 2))


def test_an_empty_ledger_has_the_head_zero(fresh_database: str) -> None:
    assert head() == (0, FIRST, None)


def test_sealing_twice_chains_nothing_twice(fresh_database: str) -> None:
    factories.claim()
    assert seal() == Event.objects.count()
    assert seal() == 0
    assert head()[0] == Event.objects.count()
    assert verify() == []


def test_an_event_is_not_chained_before_its_own_commit(fresh_database: str) -> None:
    seal()
    with transaction.atomic():
        factories.outlet()
        assert seal() == 0
    assert seal() == 1


def test_nothing_younger_is_chained_while_an_older_transaction_runs(fresh_database: str) -> None:
    actor = the_machine()
    seal()
    with session() as older:
        insert_event(older, actor.pk, ("outlet", actor.pk))
        young = factories.outlet("The Younger")
        assert seal() == 0
        older.commit()
    assert seal() == 2
    assert [link.event.action for link in Seal.objects.order_by("-number")[:2]] == ["added", "tested"]
    assert Seal.objects.latest("number").event.target_id == young.pk


def test_what_is_chained_stays_where_it_is_when_older_work_is_rolled_back(fresh_database: str) -> None:
    actor = the_machine()
    with session() as older:
        insert_event(older, actor.pk, ("outlet", actor.pk))
        factories.outlet()
        assert seal() == Event.objects.count() - 1  # the outlet waits, what was there before does not
        older.rollback()
    assert seal() == 1
    assert numbers() == list(range(1, Event.objects.count() + 1))


def test_two_sealers_at_once_make_one_chain(fresh_database: str) -> None:
    for number in range(20):
        factories.outlet(f"Outlet {number}")
    counts = at_once(seal, seal, seal)
    assert sum(count for count in counts if isinstance(count, int)) == Event.objects.count()
    assert numbers() == list(range(1, Event.objects.count() + 1))
    assert verify() == []
