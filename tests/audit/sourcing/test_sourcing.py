"""What the text shows of its sources, as a table of cases; and the measures, each with its claims above and below."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.sourcing import CODES, ClaimFacts, Code, Coded, SourceFacts, profile, propose

CLAIM = ClaimFacts("c1", "", "quote.after", "Ana Ruiz", "said Ana Ruiz", "sentence")
SOURCE = SourceFacts("Ana Ruiz", "person", "", (), "", "The Harbour Post", (CLAIM,))

# What is changed of the source, of its claim, and the proposal expected: code, value (None: abstains).
CASES = [
    ({}, {}, "identification", "named"),
    ({"name": "the mayor", "role": "mayor"}, {}, "identification", "role_only"),
    ({"name": "sources", "kind": "unnamed"}, {}, "identification", "bare"),
    ({"name": "two officials", "kind": "unnamed"}, {}, "identification", "bare"),
    ({"name": "a man with a red scarf", "kind": "unnamed"}, {}, "identification", "described"),
    ({"name": "Harbour Board", "kind": "organization"}, {}, "identification", "organization"),
    ({"name": "the minutes", "kind": "document"}, {}, "identification", "document"),
    ({"name": "islanders", "kind": "group"}, {}, "identification", "collective"),
    (
        {"name": "an official", "kind": "unnamed", "around": "spoke on condition of anonymity"},
        {},
        "anonymity",
        "stated",
    ),
    ({"name": "an official", "kind": "unnamed", "around": "said on Monday"}, {}, "anonymity", "none"),
    ({}, {}, "anonymity", None),
    ({"role": "planner", "affiliations": ("Ministry of Ports",)}, {}, "position", "state"),
    ({"role": "professor of law", "affiliations": ("Northern University",)}, {}, "position", "expert"),
    ({"role": "chief executive"}, {}, "position", "company"),
    ({"affiliations": ("Island Workers' Union",)}, {}, "position", "civil_society"),
    ({"name": "a witness", "kind": "unnamed"}, {}, "position", "witness"),
    ({"role": "baker"}, {}, "position", None),
    ({"around": "She spoke through an interpreter."}, {}, "language", "translated"),
    ({}, {}, "language", None),
    ({}, {}, "party", None),
    ({}, {"told_to": "the Harbour Post"}, "channel", "told_this_outlet"),
    ({}, {"told_to": "reporters", "nearby": "she told reporters"}, "channel", "briefing"),
    ({}, {"nearby": "the board said in a statement"}, "channel", "statement"),
    ({}, {"nearby": "she wrote on Facebook"}, "channel", "post"),
    ({}, {"told_to": "the Evening Star"}, "channel", "other_media"),
    ({}, {}, "channel", None),
    ({}, {"nearby": "Hale was quoted as saying"}, "relay", "chain"),
    ({}, {"mention": "she"}, "attribution_basis", "pronoun"),
    ({}, {"rule": "layout.transcript"}, "attribution_basis", "layout"),
    ({}, {"distance": "neighbour"}, "attribution_basis", "neighbour"),
    ({}, {"distance": "", "mention": ""}, "attribution_basis", None),
]


@pytest.mark.parametrize(("source", "claim", "code", "value"), CASES)
def test_the_text_shows(source: dict[str, object], claim: dict[str, object], code: str, value: str | None) -> None:
    facts = replace(SOURCE, **source, claims=(replace(CLAIM, **claim),))  # type: ignore[arg-type]
    found = [proposal for proposal in propose(facts) if proposal.code == code]
    assert [proposal.value for proposal in found] == ([] if value is None else [value])
    assert all(proposal.reason and proposal.value in dict(CODES[proposal.code].values) for proposal in found)


def coded(claim: str, source: str | None, *, settled: bool = True, **codes: str) -> Coded:
    return Coded(claim, source, {Code(code): (value, settled) for code, value in codes.items()})


CLAIMS = [
    coded("1", "a", identification="named", position="state", party="party_or_ally", channel="statement"),
    coded("2", "b", identification="bare", position="state", party="party_or_ally", channel="told_this_outlet"),
    coded("3", "b", identification="bare", position="state", channel="told_this_outlet", settled=False),
    coded("4", None),
]


def test_every_share_has_its_claims_above_and_below() -> None:
    shares = {share.name: share for share in profile(CLAIMS)}
    assert (shares["attributed"].above, shares["attributed"].below) == (("1", "2", "3"), ("1", "2", "3", "4"))
    assert (shares["anonymous"].above, shares["anonymous"].percent) == (("2", "3"), 67)
    assert shares["anonymous"].settled == 2
    assert shares["official"].verdict == "Official sources only."
    assert shares["one_side"].verdict == "One side only."
    assert (shares["single_origin"].above, shares["single_origin"].verdict) == (("2", "3"), "")
    assert shares["only_this_outlet"].above == ("2", "3")
    assert all(set(share.above) <= set(share.below) for share in shares.values())


def test_a_share_of_nothing_has_no_percentage() -> None:
    assert {share.percent for share in profile([])} == {None}
    assert {share.verdict for share in profile([])} == {""}


def test_one_source_is_a_single_origin() -> None:
    shares = {share.name: share for share in profile(CLAIMS[1:3])}
    assert shares["single_origin"].verdict == "A single origin."
