"""Recording runs, reconciling them with earlier ones, and what people have done in between."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Sequence

import pytest
from django.db import connection, transaction

from audit.extraction.types import Extraction
from audit.ledger.models import Event
from audit.ledger.verification import verify
from audit.models import ArticleSource, Claim, ExtractionRun
from audit.services.claims import record_claims
from audit.services.defaults import the_machine
from audit.services.errors import Refused
from audit.services.speakers import add_speaker, link_source
from audit.services.triage import dismiss_claim, restore_claim
from tests import factories
from tests.audit.ledger.test_services import at_once

Found = Sequence[tuple[str, str | None, str | None, str | None]]
THIRD = ("harbour board", None, None, None)


def run(revision_of: Claim | ExtractionRun, found: Found, version: str) -> ExtractionRun:
    revision = revision_of.revision
    extraction = factories.extraction(revision.body.text, found)
    return record(revision_of, extraction, version)


def record(of: Claim | ExtractionRun, extraction: Extraction, version: str) -> ExtractionRun:
    return record_claims(
        revision=of.revision,
        extraction=extraction,
        engine="by hand",
        version=version,
        milliseconds=1,
        actor=the_machine(),
    )


def states() -> dict[str, str]:
    return dict(Claim.objects.values_list("quote", "state"))


def test_a_run_stores_claims_with_source_affiliation_and_one_assertion(db: None) -> None:
    claim = factories.claim()
    assert (claim.quote, claim.kind, claim.state, claim.origin) == (factories.RUIZ[0], "direct", "active", "machine")
    assert claim.prefix.endswith("“")
    assert claim.suffix.startswith(",”")
    source = claim.source
    assert source is not None
    assert (source.name, source.role, source.affiliation_names()) == ("Ana Ruiz", "planner", ["Harbour Board"])
    assertion = claim.assertions.get()
    assert (assertion.number, assertion.words, assertion.content) == (1, claim.quote, claim.content)
    assert verify() == []


def test_spans_that_touch_or_are_empty_are_joined_as_the_database_joins_them(db: None) -> None:
    first = factories.run(factories.article())
    extraction = factories.extraction(first.revision.body.text, [THIRD])
    start, end = extraction.claims[0].content[0]
    pieces = ((start + 3, end), (start, start + 3), (end, end))
    claim = dataclasses.replace(extraction.claims[0], content=pieces, cue=((0, 0), (0, 5)))
    stored = record(first, Extraction((claim,), (), ()), "2").claims.get()
    assert (stored.content, stored.cue) == (((start, end),), ((0, 5),))
    assert verify() == []


def test_the_same_version_twice_is_one_run(db: None) -> None:
    first = factories.run(factories.article())
    events = Event.objects.count()
    assert run(first, [THIRD], "1") == first
    assert (Claim.objects.count(), Event.objects.count()) == (2, events)


def test_a_claim_found_twice_in_one_run_is_one(db: None) -> None:
    assert factories.run(factories.article(), [factories.RUIZ, factories.RUIZ]).claims.count() == 1


def test_a_later_run_keeps_what_it_finds_again_and_withdraws_what_is_gone(db: None) -> None:
    first = factories.run(factories.article())
    kept = first.claims.get(quote=factories.RUIZ[0])
    second = run(first, [factories.RUIZ, THIRD], "2")
    assert list(second.claims.values_list("quote", flat=True)) == ["harbour board"]
    assert Claim.objects.get(pk=kept.pk).run == first
    assert states() == {factories.RUIZ[0]: "active", factories.HALE[0]: "withdrawn", "harbour board": "active"}
    assert verify() == []


def test_a_claim_found_again_after_a_run_without_it_comes_back(db: None) -> None:
    first = factories.run(factories.article())
    run(first, [factories.RUIZ], "2")
    run(first, [factories.RUIZ, factories.HALE], "3")
    assert states() == {factories.RUIZ[0]: "active", factories.HALE[0]: "active"}
    assert Claim.objects.count() == 2
    assert verify() == []


def test_a_later_run_uses_the_sources_that_are_there(db: None) -> None:
    first = factories.run(factories.article())
    run(first, [("will rise by four per cent", "Ana Ruiz", "planner", "Harbour Board")], "2")
    assert ArticleSource.objects.filter(name="Ana Ruiz").count() == 1


@pytest.mark.parametrize("act", ["reviewed", "confirmed", "dismissed"])
def test_a_later_run_leaves_alone_what_a_person_has_touched(db: None, act: str) -> None:
    first = factories.run(factories.article())
    claim, by = first.claims.get(quote=factories.HALE[0]), factories.actor()
    if act == "reviewed":
        factories.review(claim, "source_not_identifiable", by, evidence=[])
    else:
        dismiss_claim(claim=claim, actor=by)
    if act == "confirmed":
        restore_claim(claim=claim, actor=by)
    run(first, [factories.RUIZ], "2")
    assert states()[factories.HALE[0]] == ("dismissed" if act == "dismissed" else "active")
    run(first, [factories.RUIZ, factories.HALE], "3")
    assert states()[factories.HALE[0]] == ("dismissed" if act == "dismissed" else "active")


def test_a_later_run_leaves_a_source_as_a_person_linked_it(db: None) -> None:
    first = factories.run(factories.article())
    by = factories.actor()
    source = first.sources.get(name="Ana Ruiz")
    link_source(source=source, speaker=add_speaker(name="Ana Ruiz", kind="person", actor=by), actor=by)
    run(first, [factories.RUIZ], "2")
    source.refresh_from_db()
    assert source.speaker is not None


def test_a_person_at_a_claim_while_a_run_withdraws_is_not_overruled(fresh_database: str) -> None:
    first = factories.run(factories.article())
    claim, by = first.claims.get(quote=factories.HALE[0]), factories.actor()
    started = threading.Event()

    def later_run() -> None:
        started.set()
        run(first, [factories.RUIZ], "2")
        connection.close()

    thread = threading.Thread(target=later_run)
    with transaction.atomic():
        factories.review(claim, "source_not_identifiable", by, evidence=[])
        thread.start()
        started.wait()
        thread.join(0.5)
        assert thread.is_alive()  # it waits for the claim
    thread.join()
    assert states()[factories.HALE[0]] == "active"
    assert verify() == []


def test_two_runs_at_once_of_one_version_are_one(fresh_database: str) -> None:
    article = factories.article()
    made = at_once(*[lambda: factories.run(article)] * 3)
    assert len(set(made)) == ExtractionRun.objects.count() == 1
    assert Claim.objects.count() == 2


def test_a_claim_is_dismissed_and_restored_and_its_history_tells(db: None) -> None:
    claim, by = factories.claim(), factories.actor()
    assert dismiss_claim(claim=claim, actor=by).claim.state == Claim.State.DISMISSED
    assert restore_claim(claim=claim, actor=by).claim.state == Claim.State.ACTIVE
    acts = Event.objects.filter(target_id=claim.pk).order_by("transaction", "position")
    assert list(acts.values_list("action", "actor")) == [("dismissed", by.pk), ("restored", by.pk)]
    assert verify() == []


def test_what_is_dismissed_already_is_not_dismissed_again(db: None) -> None:
    claim, by = factories.claim(), factories.actor()
    with pytest.raises(Refused, match="active"):
        restore_claim(claim=claim, actor=by)
    dismiss_claim(claim=claim, actor=by)
    with pytest.raises(Refused, match="dismissed"):
        dismiss_claim(claim=claim, actor=by)


def test_a_claim_that_a_run_withdrew_is_not_restored_by_hand(db: None) -> None:
    first = factories.run(factories.article())
    run(first, [factories.RUIZ], "2")
    with pytest.raises(Refused, match="withdrawn by a later run"):
        restore_claim(claim=first.claims.get(quote=factories.HALE[0]), actor=factories.actor())
