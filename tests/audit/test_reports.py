"""What a verdict comes to: groups, and the corroboration of a claim with several assertions."""

from __future__ import annotations

import pytest

from audit.codebook import Codebook, default_definitions
from audit.models import VALUES, Assertion, Claim, Question
from audit.reports.verdicts import Card, Group, Part, Verdict, graver, group_of

GROUPS_IN_CODEBOOK = {
    "faithful": Group.STANDS,
    "stands": Group.STANDS,
    "distorted": Group.FAILS,
    "wrong source": Group.FAILS,
    "not said": Group.FAILS,
    "contested": Group.FAILS,
    "does not stand": Group.FAILS,
    "open": Group.OPEN,
}


@pytest.mark.parametrize("question", list(Question))
def test_every_value_is_in_the_group_that_the_codebook_gives_it(question: Question) -> None:
    definitions = Codebook.read(default_definitions()).question(question)
    found = {value: group_of(value) for value in VALUES[question].values}
    named = {value.value: GROUPS_IN_CODEBOOK[value.group] for value in definitions.values}
    assert found == {"not_reviewed": Group.NONE, **named}


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ((), Group.NONE),
        ((Group.NONE, Group.STANDS), Group.STANDS),
        ((Group.STANDS, Group.OPEN), Group.OPEN),
        ((Group.OPEN, Group.FAILS, Group.STANDS), Group.FAILS),
    ],
)
def test_the_gravest_group_counts(groups: tuple[Group, ...], expected: Group) -> None:
    assert graver(groups) == expected


def card(*verdicts: Verdict) -> Card:
    parts = tuple(Part(Assertion(number=n), verdict) for n, verdict in enumerate(verdicts, start=1))
    return Card(1, Claim(kind="direct"), Verdict(Question.ATTRIBUTION, "exact", Group.STANDS), parts)


def verdict(label: str, group: Group, *exceptions: str) -> Verdict:
    return Verdict(Question.CORROBORATION, label, group, exceptions=exceptions)


def test_one_assertion_is_the_claims_corroboration() -> None:
    only = verdict("disputed", Group.FAILS)
    assert card(only).corroboration is only


def test_assertions_that_agree_give_their_verdict_with_all_their_exceptions() -> None:
    found = card(verdict("corroborated", Group.STANDS, "A"), verdict("corroborated", Group.STANDS, "B")).corroboration
    assert (found.label, found.group, found.exceptions) == ("corroborated", Group.STANDS, ("A", "B"))


def test_assertions_that_differ_are_mixed_and_the_graver_counts() -> None:
    mixed = card(verdict("corroborated", Group.STANDS), verdict("refuted", Group.FAILS))
    assert mixed.corroboration.label == "mixed: 1 corroborated, 1 refuted"
    assert mixed.group == Group.FAILS
