"""What evidence goes back to, and what speaks against its independence: a table of cases, no database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.origins import Body, Item, Side, Use, Weighing, leads_back_to, weigh

BOARD = Body("board", "Harbour Board", above=("ministry",))
OFFICE = Body("office", "Press Office", above=("board", "ministry"))
MINISTRY = Body("ministry", "Ministry of Ports")
HOLDING = Body("holding", "Quay Holding")
PAPER = Body("paper", "The Harbour Post")
ELSEWHERE = Body("isle", "The Islander")
SIDE = Side(
    speaker=Body("name ana ruiz", "Ana Ruiz"),
    bodies=(BOARD,),
    outlet=PAPER,
    owners=(HOLDING,),
    domains=frozenset({"harbour.example"}),
    article="article",
)


def item(key: str, kind: str = "page", **more: object) -> Item:
    return replace(Item(key, key.capitalize(), kind, frozenset({key})), **more)  # type: ignore[arg-type]


def use(of: str, independent: str = "yes", stance: str = "supports", **more: object) -> Use:
    return replace(Use(f"use of {of}", of, stance, independent), **more)  # type: ignore[arg-type]


def weighed(uses: list[Use], *items: Item) -> Weighing:
    return weigh(uses, {one.key: one for one in items}, SIDE)


OBJECTIONS = [
    (item("a", publishers=(ELSEWHERE,)), set()),
    (item("a"), set()),
    (item("a", publishers=(BOARD,)), {"side"}),
    (item("a", publishers=(OFFICE,)), {"side"}),
    (item("a", owners=(MINISTRY,)), {"side"}),
    (item("a", publishers=(Body("name ana ruiz", "Ana Ruiz"),)), {"speaker"}),
    (item("a", publishers=(PAPER,)), {"outlet"}),
    (item("a", owners=(HOLDING,)), {"outlet"}),
    (item("a", host="news.harbour.example"), {"outlet"}),
    (item("a", host="notharbour.example"), set()),
    (item("a", article="article"), {"article"}),
    (item("a", article="another"), set()),
    (item("a", "post"), {"speaker"}),
    (item("a", "claimant"), {"speaker"}),
    (item("a", "act", publishers=(BOARD,)), set()),
    (item("a", "act", publishers=(PAPER,)), {"outlet"}),
    (item("a", "search"), {"search"}),
    (item("a", "denial"), {"denial"}),
]


@pytest.mark.parametrize(("one", "grounds"), OBJECTIONS)
def test_what_speaks_against_an_item(one: Item, grounds: set[str]) -> None:
    found = weighed([use("a")], one).by_use["use of a"]
    assert {objection.ground.value for objection in found.objections} == grounds
    assert found.is_contested is bool(grounds - {"search", "denial"})
    assert all(objection.sentence for objection in found.objections)


@pytest.mark.parametrize("kind", ["post", "confirmation"])
def test_for_what_was_said_the_speakers_own_record_is_no_objection(kind: str) -> None:
    own = item("a", kind, publishers=(BOARD,))
    assert weighed([use("a", is_attribution=True)], own).by_use["use of a"].objections == ()


@pytest.mark.parametrize("independent", ["no", "unknown"])
def test_only_a_yes_is_contested(independent: str) -> None:
    assert not weighed([use("a", independent)], item("a", publishers=(BOARD,))).contested


def test_what_goes_back_to_the_speakers_side_is_contested_at_every_step() -> None:
    steps = [item("report", goes_back_to="wire"), item("wire", goes_back_to="release"), item("release")]
    steps[2] = replace(steps[2], publishers=(OFFICE,))
    found = weighed([use("report")], *steps).by_use["use of report"]
    assert [one.key for one in found.chain] == ["report", "wire", "release"]
    assert "Press Office, is part of Harbour Board, for which the speaker speaks" in found.contested[0].sentence


def test_nothing_is_told_of_a_hidden_item() -> None:
    hidden = item("leak", publishers=(OFFICE,), is_hidden=True)
    found = weighed([use("report")], item("report", goes_back_to="leak"), hidden).by_use["use of report"]
    assert "you may not see" in found.contested[0].sentence
    assert "Press" not in found.contested[0].sentence


def counts(weighing: Weighing) -> tuple[int, int]:
    return weighing.items, len(weighing.origins)


def test_ten_reports_of_one_line_are_one_origin() -> None:
    reports = [item(f"r{n}", goes_back_to="wire") for n in range(10)]
    assert counts(weighed([use(one.key) for one in reports], item("wire"), *reports)) == (10, 1)


def test_what_shares_an_address_or_bytes_is_one_origin_also_by_way_of_a_third() -> None:
    one, two = item("one", marks=frozenset({"a"})), item("two", marks=frozenset({"b"}))
    between = item("between", marks=frozenset({"a", "b"}))
    assert counts(weighed([use("one"), use("two")], one, two)) == (2, 2)
    assert counts(weighed([use("one"), use("two"), use("between")], one, two, between)) == (3, 1)


def test_origins_are_counted_for_each_stance() -> None:
    both = weighed([use("a"), use("b", stance="contradicts")], item("a"), item("b"))
    assert counts(both.with_stance("supports")) == counts(both.with_stance("contradicts")) == (1, 1)
    assert counts(both.with_stance("context")) == (0, 0)


def test_the_drawing_shows_what_goes_back_to_what() -> None:
    found = weighed([use("report"), use("wire")], item("report", goes_back_to="wire"), item("wire"))
    (root,) = found.origins[0].roots
    assert (root.item.key, [child.item.key for child in root.children]) == ("wire", ["report"])
    assert [weighed.use.item for weighed in root.uses] == ["wire"]


def test_a_ring_in_the_data_hangs_nothing() -> None:
    ring = [item("a", goes_back_to="b"), item("b", goes_back_to="a")]
    assert weighed([use("a"), use("b")], *ring).items == 2
    assert leads_back_to("a", "b", {one.key: one for one in ring})


def test_a_record_that_came_by_way_of_a_report_is_relayed() -> None:
    tape, page = item("tape", "recording", goes_back_to="page"), item("page")
    assert weighed([use("tape")], tape, page).by_use["use of tape"].is_relayed
    assert not weighed([use("page")], page).by_use["use of page"].is_relayed
