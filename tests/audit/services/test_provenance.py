"""Where items come from: said, proposed, taken back; who owns outlets; what a review's evidence weighs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.ledger.models import Actor
from audit.ledger.services import actor_for
from audit.ledger.verification import verify
from audit.models import Claim, Evidence, EvidenceUse, Provenance
from audit.origins import Weighing
from audit.services.errors import AlreadyStored, EvidenceMissing, Refused
from audit.services.evidence import (
    EvidenceDraft,
    UseDraft,
    attach_evidence,
    origin_of,
    propose_copies,
    standing_of,
    state_origin,
    state_publisher,
    take_back,
    weigh_uses,
)
from audit.services.ownership import add_organization, add_ownership, place_organization
from audit.services.speakers import add_speaker, link_source, withdraw_mistake
from tests import factories

pytestmark = pytest.mark.django_db


def stored(title: str = "Report", by: Actor | None = None, **more: Any) -> Evidence:
    given = {"kind": "page", "title": title, "words": f"Words of {title}", **more}
    return attach_evidence(draft=EvidenceDraft(**given), actor=by or factories.actor())


def said(item: Evidence, origin: Evidence) -> Provenance:
    return state_origin(item=item, origin=origin, why="It says so.", actor=factories.actor())


def test_an_item_goes_back_to_the_end_of_its_chain() -> None:
    agency = stored("Agency")
    report, copy = stored("Report", derived_from=agency), stored("Copy")
    said(copy, report)
    assert origin_of(copy) == origin_of(report) == origin_of(agency) == agency
    assert verify() == []


def test_a_ring_is_refused_with_both_names() -> None:
    one, two, three = stored("One"), stored("Two"), stored("Three")
    said(one, two)
    said(two, three)
    with pytest.raises(Refused, match="“One” goes back to “Three” already"):
        said(three, one)
    with pytest.raises(Refused, match="itself"):
        said(three, three)


def test_an_item_goes_back_to_one_thing_until_that_is_taken_back() -> None:
    one, two, item = stored("One"), stored("Two"), stored("Item")
    said(item, one)
    with pytest.raises(Refused, match="something else already"):
        said(item, two)
    take_back(item=item, relation="derives_from", thing=one, why="Misread.", actor=factories.actor())
    assert origin_of(item) == item
    said(item, two)
    assert origin_of(item) == two


def test_the_origin_that_an_item_was_stored_with_can_be_taken_back() -> None:
    agency = stored("Agency")
    report = stored("Report", derived_from=agency)
    take_back(item=report, relation="derives_from", thing=agency, why="Misread.", actor=factories.actor())
    assert standing_of(report).origin is None
    with pytest.raises(Refused, match="Nothing of the kind"):
        take_back(item=report, relation="derives_from", thing=agency, why="Again.", actor=factories.actor())


def test_a_statement_has_a_reason() -> None:
    one, two = stored("One"), stored("Two")
    with pytest.raises(Refused, match="Say how you know"):
        state_origin(item=one, origin=two, why=" ", actor=factories.actor())
    with pytest.raises(Refused, match="Say why"):
        take_back(item=one, relation="derives_from", thing=two, why=" ", actor=factories.actor())


def linked_claim() -> Claim:
    """A claim of Ana Ruiz, whose Harbour Board is known as an organization."""
    claim, by = factories.claim(), factories.actor()
    assert claim.source is not None
    link_source(source=claim.source, speaker=add_speaker(name="Ana Ruiz", kind="person", actor=by), actor=by)
    return Claim.objects.with_source().get(pk=claim.pk)


def weighed(claim: Claim, user: User | AnonymousUser) -> Weighing:
    uses = EvidenceUse.objects.visible_to(user).filter(claim=claim).select_related("evidence")
    return weigh_uses({claim: list(uses)}, user)[claim.pk]


def grounds(claim: Claim, user: User) -> set[str]:
    return {o.ground.value for one in weighed(claim, user).by_use.values() for o in one.objections}


def reviewed(claim: Claim, item: Evidence | EvidenceDraft, **more: Any) -> None:
    use = UseDraft(item, **{"stance": "supports", "independent": "yes", **more})
    factories.review(claim.assertions.get(), "corroborated", factories.actor(), evidence=[use])


def test_what_the_speakers_body_publishes_is_contested_and_needs_a_reason(reviewer: User) -> None:
    claim = linked_claim()
    draft = EvidenceDraft(kind="page", words="Fares: plus 4 %", publisher="the HARBOUR board".removeprefix("the "))
    with pytest.raises(Refused, match=r"Harbour Board, for which the speaker speaks.*write why"):
        reviewed(claim, draft)
    reviewed(claim, draft, why="Its books were audited.")
    (contested,) = weighed(claim, reviewer).contested
    assert contested.use.why == "Its books were audited."


def test_a_publisher_above_the_speakers_body_is_of_its_side(reviewer: User) -> None:
    claim, by = linked_claim(), factories.actor()
    item = stored("Report", publisher="Ports Gazette")
    reviewed(claim, item)
    assert grounds(claim, reviewer) == set()
    ministry = add_organization(name="Ministry of Ports", actor=by)
    place_organization(organization=add_organization(name="Harbour Board", actor=by), parent=ministry, actor=by)
    state_publisher(item=item, relation="owned_by", organization=ministry, why="Imprint", actor=by)
    assert grounds(claim, reviewer) == {"side"}


def test_the_outlets_owner_counts_while_it_owned_it(reviewer: User) -> None:
    by, article = factories.actor(), factories.article(published=date(2024, 3, 1))
    claim = factories.claim(article)
    holding = add_organization(name="Quay Holding", actor=by)
    add_ownership(outlet=article.outlet, organization=holding, until=date(2023, 1, 1), actor=by)
    reviewed(claim, stored("Report", publisher="Quay Holding"))
    assert grounds(claim, reviewer) == set()
    owned = add_ownership(outlet=article.outlet, organization=holding, since=date(2023, 1, 2), actor=by)
    assert grounds(claim, reviewer) == {"outlet"}
    withdraw_mistake(row=owned, actor=by)
    assert grounds(claim, reviewer) == set()


def test_organizations_are_no_part_of_each_other() -> None:
    by = factories.actor()
    one, two = (add_organization(name=name, actor=by) for name in ("One", "Two"))
    place_organization(organization=one, parent=two, actor=by)
    with pytest.raises(Refused, match="other way round"):
        place_organization(organization=two, parent=one, actor=by)


def test_a_derivation_that_is_found_later_is_flagged_then(reviewer: User) -> None:
    claim = linked_claim()
    release, report = stored("Release", publisher="Harbour Board"), stored("Report")
    reviewed(claim, report)
    assert not weighed(claim, reviewer).contested
    said(report, release)
    assert weighed(claim, reviewer).contested


def test_two_items_of_one_origin_are_one_under_a_strict_rule() -> None:
    claim, wire = factories.claim(), stored("Wire")
    uses = [UseDraft(stored(f"R{n}", derived_from=wire), "contradicts", "yes") for n in range(2)]
    part = claim.assertions.get()
    with pytest.raises(EvidenceMissing, match="two independent origins"):
        factories.review(part, "refuted", evidence=uses)
    other = UseDraft(stored("Witness"), "contradicts", "yes")
    assert factories.review(part, "refuted", evidence=[*uses, other]).value == "refuted"


def test_a_record_that_goes_back_to_a_report_is_no_primary_record() -> None:
    claim = factories.claim()
    tape = EvidenceDraft(kind="recording", words="Tape", derived_from=stored("Report"))
    with pytest.raises(EvidenceMissing, match="primary record"):
        factories.review(claim, "exact", evidence=[UseDraft(tape, "supports", "yes")])


def test_hidden_origins_are_not_named(reviewer: User, editor: User) -> None:
    claim, by = linked_claim(), actor_for(editor)
    secret = attach_evidence(
        draft=EvidenceDraft(kind="page", title="Leak", words="x", publisher="Harbour Board", visibility="confidential"),
        actor=by,
    )
    report = stored("Report")
    reviewed(claim, report)
    state_origin(item=report, origin=secret, why="Seen.", actor=by)
    (contested,) = weighed(claim, reviewer).contested
    assert "Leak" not in contested.contested[0].sentence
    assert "Leak" in weighed(claim, editor).contested[0].contested[0].sentence
    assert not Provenance.objects.visible_to(reviewer).exists()


LINE = "The fares will rise by four per cent in spring, the board said, since fuel and wages rose by more than six. "


def test_a_copy_of_the_audited_article_is_proposed_once_and_settled() -> None:
    article = factories.article(
        LINE * 2 + "“The fares will rise by four per cent,” said Ana Ruiz, a planner at the Board."
    )
    claim = factories.run(article, [("The fares will rise by four per cent", "Ana Ruiz", None, None)]).claims.get()
    copy = stored("Copy", words=LINE + "Read more about fares.")
    reviewed(claim, copy)
    (proposal,) = propose_copies(str(copy.pk))
    assert (proposal.act, proposal.article) == ("proposed", article)
    assert propose_copies(str(copy.pk)) == []
    take_back(item=copy, relation="derives_from", thing=article, why="A press release.", actor=factories.actor())
    assert standing_of(copy).proposals == ()
    assert propose_copies(str(copy.pk)) == []


def test_a_report_that_shares_a_quotation_alone_looks_like_no_copy() -> None:
    claim = factories.claim()
    report = stored(
        "Report", words="“The fares will rise by four per cent,” she wrote. " + " ".join(map(str, range(60)))
    )
    reviewed(claim, report)
    assert propose_copies(str(report.pk)) == []


def test_of_two_alike_the_later_is_the_copy() -> None:
    claim = factories.claim()
    early = stored("Early", words=LINE * 2, date=date(2024, 1, 1))
    late = stored("Late", words=LINE * 2 + "And more.", date=date(2024, 1, 2))
    uses = [UseDraft(item, "supports", "yes") for item in (early, late)]
    factories.review(claim.assertions.get(), "corroborated", evidence=uses)
    (proposal,) = propose_copies(str(early.pk))
    assert (proposal.evidence, proposal.origin) == (late, early)


def test_the_same_address_is_offered_and_not_stored_twice(reviewer: User) -> None:
    url = "https://wire.example/1"
    first = stored("Wire", by=actor_for(reviewer), url=url)
    draft = EvidenceDraft(kind="document", title="Other", url=url)
    with pytest.raises(AlreadyStored) as refusal:
        attach_evidence(draft=draft, actor=actor_for(reviewer))
    assert refusal.value.item == first
    assert attach_evidence(draft=replace(draft, is_separate=True), actor=actor_for(reviewer)) != first


def test_nobody_learns_of_confidential_items_by_their_address(reviewer: User) -> None:
    url = "https://wire.example/1"
    secret = stored("Secret", url=url, visibility="confidential")
    assert attach_evidence(draft=EvidenceDraft(kind="page", url=url), actor=actor_for(reviewer)) != secret


def test_weighing_asks_no_more_for_many_uses_than_for_one(reviewer: User) -> None:
    claim, wire = linked_claim(), stored("Wire")
    counts = []
    for number in (1, 20):
        uses = [UseDraft(stored(f"R{number} {n}", derived_from=wire), "supports", "yes") for n in range(number)]
        factories.review(claim.assertions.get(), "corroborated", factories.actor(f"by-{number}"), evidence=uses)
        shown = list(EvidenceUse.objects.visible_to(reviewer).filter(claim=claim))
        article = claim.revision.article
        assert article.outlet
        with CaptureQueriesContext(connection) as queries:
            weigh_uses({claim: shown}, reviewer, article=article)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 5
