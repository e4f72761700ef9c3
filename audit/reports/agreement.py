"""How far reviewers agree: from the first answer that each gave to a target, as far as the reader may see them.

A first answer that was taken back does not count, nor does a later one of the same person: it may follow from what
others said. Answers about other words (the claim was corrected in between) are not compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from audit.agreement import (
    Agreement,
    Disagreement,
    PairOfValues,
    Rating,
    by_month,
    by_pair,
    by_value,
    disagreements,
    measure,
    pairable,
    pairs_of_values,
    recoded,
)
from audit.codebook import Codebook
from audit.models import VALUES, Claim, Question, Review
from audit.models.visibility import of_outlet
from audit.permissions import User
from audit.services.reviews import current_rubric

LISTED = 20  # targets shown of each pair of values


@dataclass(frozen=True, slots=True)
class AgreementFilters:
    """Which answers count. The days are those on which the second person answered, both inclusive."""

    question: Question | None = None
    outlet: UUID | None = None
    since: date | None = None
    until: date | None = None
    audit: UUID | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A target on which people disagree: its claim, and who said what, by pseudonym and label."""

    claim: Claim
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PairOfLabels:
    """Two answers that met on the same target: how often, and the first of those targets."""

    labels: tuple[str, str]
    count: int
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class QuestionAgreement:
    """Agreement on one question: on answers, on their groups, on each group and each answer against all others, by
    pair of people and by month; and the disagreements."""

    question: Question
    answers: Agreement
    groups: Agreement
    by_group: tuple[Agreement, ...]
    by_answer: tuple[Agreement, ...]
    by_pair: tuple[Agreement, ...]
    by_month: tuple[Agreement, ...]
    pairs: tuple[PairOfLabels, ...]


def agreement_report(
    user: User, filters: AgreementFilters, listed: int | None = LISTED
) -> tuple[QuestionAgreement, ...]:
    """The report on each question that is asked for; `listed` of each pair's targets are given, None for all."""
    wanted = [filters.question] if filters.question else list(Question)
    codebook = Codebook.read(current_rubric().definitions)
    return tuple(_question(question, first_answers(user, question, filters), codebook, listed) for question in wanted)


def first_answers(user: User, question: Question, filters: AgreementFilters) -> list[Rating]:
    """The answers that count, of targets that two or more people judged."""
    rows = Review.objects.visible_to(user).filter(act=Review.Act.ANSWER)
    rows = rows.filter(assertion__isnull=question == Question.ATTRIBUTION)
    if filters.audit:
        # Of the two who judged apart: a third person decides between them and is not compared with them.
        rows = rows.filter(audit=filters.audit, is_adjudication=False)
    if filters.outlet:
        rows = of_outlet(rows, filters.outlet, user, "claim__revision__article")
    found = rows.order_by("created_at", "pk").values_list(
        "claim_id", "assertion_id", "digest", "reviewer__pseudonym", "value", "claim__revision__article_id",
        "created_at", "withdrawal__id",
    )  # fmt: skip
    first: dict[tuple[Any, Any, str], Rating | None] = {}
    for claim, assertion, digest, person, value, article, time, withdrawal in found.iterator():
        rating = Rating(f"{claim}/{assertion or ''}/{digest}", person, value, str(article), time)
        first.setdefault((claim, assertion, person), None if withdrawal else rating)
    return _within(pairable(rating for rating in first.values() if rating), filters)


def _within(ratings: Iterable[Rating], filters: AgreementFilters) -> list[Rating]:
    """Those of targets whose second answer fell into the period."""
    units: dict[str, list[Rating]] = defaultdict(list)
    for rating in ratings:
        units[rating.unit].append(rating)
    kept = []
    for given in units.values():
        day = sorted(rating.time for rating in given)[1].date()
        if (filters.since is None or filters.since <= day) and (filters.until is None or day <= filters.until):
            kept += given
    return kept


def _question(
    question: Question, ratings: Sequence[Rating], codebook: Codebook, listed: int | None
) -> QuestionAgreement:
    """Groups are those of the current codebook; an answer that it no longer offers is a group of its own."""
    definitions = codebook.question(question).values
    group_of = {definition.value: definition.group for definition in definitions}
    labels = {value.value: str(value.label) for value in VALUES[question]}
    labels |= {definition.value: definition.label for definition in definitions}
    order = [*group_of, *(value for value in labels if value not in group_of)]
    named = recoded(ratings, labels.__getitem__)
    grouped = recoded(ratings, lambda value: group_of.get(value, labels[value]))
    return QuestionAgreement(
        question,
        measure(named, "answers"),
        measure(grouped, "groups of answers"),
        tuple(by_value(grouped, dict.fromkeys(group_of.values()))),
        tuple(by_value(named, [labels[value] for value in order])),
        tuple(by_pair(named)),
        tuple(by_month(named)),
        _pairs(pairs_of_values(disagreements(named), [labels[value] for value in order]), listed),
    )


def _pairs(pairs: Sequence[PairOfValues], most: int | None) -> tuple[PairOfLabels, ...]:
    listed = [found for pair in pairs for found in pair.found[:most]]
    claims = _claims(listed)
    return tuple(
        PairOfLabels(pair.values, len(pair.found), tuple(_case(found, claims) for found in pair.found[:most]))
        for pair in pairs
    )


def _claims(found: Iterable[Disagreement]) -> dict[str, Claim]:
    rows = Claim.objects.select_related("revision__article__outlet", "source").defer("revision__blocks")
    return {str(pk): claim for pk, claim in rows.in_bulk({claim_of(one) for one in found}).items()}


def claim_of(found: Disagreement) -> str:
    """The id of the claim that a disagreement is about."""
    return found.unit.split("/")[0]


def _case(found: Disagreement, claims: dict[str, Claim]) -> Case:
    return Case(claims[claim_of(found)], found.answers)
