"""Disagreements as rows: one for each answer to a target on which people said different things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from audit.reports.agreement import QuestionAgreement

COLUMNS = ("question", "value", "other_value", "claim", "quote", "reviewer", "answer")


def rows(found: Iterable[QuestionAgreement]) -> Iterator[tuple[str, ...]]:
    """The most frequent pair of values first; reviewers under their pseudonyms."""
    for question in found:
        for pair in question.pairs:
            for case in pair.cases:
                for person, answer in case.answers:
                    claim = case.claim
                    yield (question.question.value, *pair.labels, str(claim.pk), claim.quote, person, answer)
