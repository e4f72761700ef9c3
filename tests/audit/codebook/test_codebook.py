"""The default codebook against codebook.md: values, order, and what each value needs."""

from __future__ import annotations

import copy

import pytest

from audit.codebook import NEEDS, Codebook, CodebookError, EvidenceItem, default_definitions, lacking, origins
from audit.models import VALUES, Attribution, Corroboration, Evidence

CODEBOOK = Codebook.read(default_definitions())


def item(kind: str, stance: str = "supports", independent: str = "yes", origin: str = "") -> EvidenceItem:
    return EvidenceItem(kind, stance, independent, origin or f"{kind} {stance}")


@pytest.mark.parametrize("question", VALUES)
def test_the_codebook_defines_every_value_of_the_database_and_no_other(question: str) -> None:
    defined = [definition.value for definition in CODEBOOK.question(question).values]
    assert ["not_reviewed", *defined] == VALUES[question].values  # type: ignore[index]


@pytest.mark.parametrize("values", [Attribution, Corroboration])
def test_values_are_called_alike_in_codebook_and_database(values: type[Attribution]) -> None:
    definitions = CODEBOOK.question(values.__name__.lower()).values
    assert [definition.label for definition in definitions] == values.labels[1:]


def test_only_not_said_takes_two_people() -> None:
    every = [*CODEBOOK.attribution.values, *CODEBOOK.corroboration.values]
    assert {definition.value for definition in every if definition.people > 1} == {"not_said"}


def test_values_are_shown_in_groups_in_order() -> None:
    assert [name for name, _ in CODEBOOK.attribution.groups()] == [
        "faithful",
        "distorted",
        "wrong source",
        "not said",
        "open",
    ]


def test_an_unknown_value_is_told_as_no_answer() -> None:
    with pytest.raises(CodebookError, match="not_reviewed is no answer"):
        CODEBOOK.attribution.check("not_reviewed", [])
    with pytest.raises(CodebookError, match="An empty value"):
        CODEBOOK.attribution.check("", [])


def test_a_codebook_that_asks_for_an_unknown_rule_is_not_read() -> None:
    definitions = copy.deepcopy(default_definitions())
    definitions["attribution"]["values"][0]["needs"] = "an oath"
    with pytest.raises(CodebookError, match="an oath"):
        Codebook.read(definitions)


TAGS = [
    ("misattributed", ["altered", "truncated"], None),
    ("altered", ["misattributed"], "comes before"),
    ("truncated", ["truncated"], "no further defect"),
    ("exact", ["altered"], "no further defect can stand"),
    ("altered", ["exact"], "no further defect"),
    ("altered", ["nonsense"], "no further defect"),
]


@pytest.mark.parametrize(("value", "tags", "complaint"), TAGS)
def test_the_first_defect_that_fits_is_primary(value: str, tags: list[str], complaint: str | None) -> None:
    if complaint is None:
        assert CODEBOOK.attribution.check(value, tags).value == value
    else:
        with pytest.raises(CodebookError, match=complaint):
            CODEBOOK.attribution.check(value, tags)


def test_not_checkable_says_which() -> None:
    with pytest.raises(CodebookError, match="opinion, prediction, intention, too vague"):
        CODEBOOK.corroboration.check("not_checkable", [])
    assert CODEBOOK.corroboration.check("not_checkable", ["opinion"]).value == "not_checkable"
    with pytest.raises(CodebookError):
        CODEBOOK.corroboration.check("corroborated", ["opinion"])


RECORDS = ("recording", "transcript", "document", "post", "confirmation")
OTHERS = ("page", "dataset", "act", "claimant", "denial", "search")


def test_kinds_of_evidence_are_those_of_the_database() -> None:
    assert {*RECORDS, *OTHERS} == set(Evidence.Kind.values)


@pytest.mark.parametrize("value", ["exact", "faithful_edit", "faithful_translation"])
def test_faithful_needs_a_primary_record_that_supports_it(value: str) -> None:
    need = CODEBOOK.attribution.get(value).needs
    for kind in RECORDS:
        assert lacking(need, [item(kind)]) is None
        assert lacking(need, [item(kind, "contradicts"), item(kind, "context")])
    for kind in OTHERS:
        assert lacking(need, [item(kind)])


DISTORTED = ["altered", "truncated", "out_of_context", "paraphrase_as_verbatim", "mistranslated", "misattributed"]


@pytest.mark.parametrize("value", [*DISTORTED, "not_said"])
def test_a_defect_needs_a_primary_record_that_shows_it(value: str) -> None:
    need = CODEBOOK.attribution.get(value).needs
    for kind in RECORDS:
        assert lacking(need, [item(kind, "contradicts")]) is None
        assert lacking(need, [item(kind, "supports")])
    for kind in OTHERS:
        assert lacking(need, [item(kind, "contradicts")])


SUPPORT, AGAINST = item("page"), item("page", "contradicts")
TWO_AGAINST = [item("page", "contradicts", origin="a"), item("page", "contradicts", origin="b")]
ONE_ORIGIN_TWICE = [item("page", "contradicts", origin="a"), item("post", "contradicts", "no", origin="a")]
CASES = [
    ("wrong_affiliation", [], False),
    ("wrong_affiliation", [AGAINST], True),
    ("wrong_affiliation", [item("search", "contradicts")], False),
    ("wrong_affiliation", [item("denial", "contradicts")], False),
    ("denied", [], False),
    ("denied", [item("denial", "contradicts")], True),
    ("denied", [AGAINST], False),
    ("relayed_only", [], False),
    ("relayed_only", [item("search")], False),
    ("relayed_only", [SUPPORT], True),
    ("no_record_found", [SUPPORT], False),
    ("no_record_found", [item("search", "context")], True),
    ("source_not_identifiable", [], True),
    ("corroborated", [], False),
    ("corroborated", [SUPPORT], True),
    ("corroborated", [AGAINST], False),
    ("corroborated", [item("page", independent="no")], False),
    ("corroborated", [item("page", independent="unknown")], False),
    ("corroborated", [item("claimant")], False),
    ("corroborated", [item("denial")], False),
    ("corroborated", [item("search")], False),
    ("corroborated", [item("act")], True),
    ("partly_corroborated", [SUPPORT], True),
    ("partly_corroborated", [], False),
    ("misleading", [item("page", "context")], True),
    ("misleading", [AGAINST], True),
    ("misleading", [SUPPORT], False),
    ("misleading", [item("search", "context")], False),
    ("misleading", [item("denial", "contradicts")], False),
    ("disputed", [AGAINST], True),
    ("disputed", [item("denial", "contradicts")], False),
    ("disputed", [item("page", "contradicts", "no")], False),
    ("disputed", [item("search", "contradicts")], False),
    ("disputed", [SUPPORT], False),
    ("refuted", [AGAINST], False),
    ("refuted", TWO_AGAINST, True),
    ("refuted", ONE_ORIGIN_TWICE, False),
    ("refuted", [item("document", "contradicts")], True),
    ("refuted", [item("act", "contradicts")], True),
    ("refuted", [item("document", "contradicts", "no")], False),
    ("refuted", [item("document")], False),
    ("insufficient_evidence", [], False),
    ("insufficient_evidence", [SUPPORT], False),
    ("insufficient_evidence", [item("search", "context")], True),
    ("not_checkable", [], True),
]


@pytest.mark.parametrize(("value", "evidence", "accepted"), CASES)
def test_a_value_needs_its_evidence(value: str, evidence: list[EvidenceItem], accepted: bool) -> None:
    question = CODEBOOK.corroboration if value in Corroboration.values else CODEBOOK.attribution
    assert (lacking(question.get(value).needs, evidence) is None) is accepted


def test_every_value_of_the_codebook_has_its_cases() -> None:
    tried = {value for value, _, _ in CASES} | set(DISTORTED) | {"not_said", "exact", "faithful_edit"}
    assert {*Attribution.values, *Corroboration.values} - tried == {"not_reviewed", "faithful_translation"}


def test_origins_are_counted_and_not_items() -> None:
    assert origins([item("page", origin="agency") for _ in range(10)]) == 1
    strict = "two_origins_support"
    assert lacking(strict, [item("page", origin="agency"), item("post", origin="agency")])
    assert lacking(strict, [item("page", origin="agency"), item("post", origin="witness")]) is None


@pytest.mark.parametrize("need", NEEDS)
def test_every_rule_says_what_it_needs(need: str) -> None:
    assert NEEDS[need].words
    assert lacking(need, []) in (None, NEEDS[need].words)


STANCED = [need for need, rule in NEEDS.items() if rule.stance]


@pytest.mark.parametrize("need", STANCED)
def test_the_stance_filled_in_for_an_item_is_one_that_its_rule_takes(need: str) -> None:
    kind = need if need in {"search", "denial"} else "transcript"
    two = [item(kind, NEEDS[need].stance, origin=origin) for origin in ("one", "another")]
    assert lacking(need, two) is None
