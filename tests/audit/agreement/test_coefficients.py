"""The coefficients against worked examples that were published, and against each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
import pytest

from audit.agreement import Rating, Tally, measure
from audit.agreement.coefficients import alpha, alphas, raw_agreement, sums_by_cluster
from audit.agreement.measures import ONE_ARTICLE, ONE_UNIT, ONE_VALUE

NOW = datetime(2026, 5, 4, tzinfo=UTC)


def ratings(rows: Sequence[str], *, articles: int = 3) -> list[Rating]:
    """A row a person, a letter a unit, a dot where the person did not judge; units are spread over articles."""
    return [
        Rating(str(unit), f"P{coder}", value, f"article {unit % articles}", NOW)
        for coder, row in enumerate(rows)
        for unit, value in enumerate(row.replace(" ", ""))
        if value != "."
    ]


def table(cells: Sequence[Sequence[int]]) -> list[Rating]:
    """Two people, from a table of how often one said the row's value and the other the column's."""
    found, unit = [], 0
    for row, counts in enumerate(cells):
        for column, count in enumerate(counts):
            for _ in range(count):
                found += [
                    Rating(str(unit), name, str(value), str(unit % 5), NOW)
                    for name, value in zip("ab", (row, column), strict=True)
                ]
                unit += 1
    return found


# Krippendorff 2011: section A (two people, two values), section B (two people, nominal), section C (four people, gaps).
KRIPPENDORFF = [
    (["0100000010", "1110010000"], 0.095),
    (["aabbdcccedda", "babbbccceddd"], 0.692),
    (["123321412...", "1233224125.3", ".3332342251.", "12332441251."], 0.743),
]


@pytest.mark.parametrize(("rows", "published"), KRIPPENDORFF)
def test_alpha_is_that_of_krippendorffs_examples(rows: list[str], published: float) -> None:
    assert measure(ratings(rows), "").alpha.value == pytest.approx(published, abs=5e-4)


# The table of 125 subjects by which Gwet shows kappa's paradox (kappa -0.02), and the 3 x 3 table of pregnancy records
# that the R package irrCAC of the same author works out.
GWET = [
    ([[118, 5], [2, 0]], 0.944, 0.9408),
    ([[13, 0, 0], [0, 20, 7], [0, 4, 56]], 0.89, 0.8493),
]


@pytest.mark.parametrize(("cells", "raw", "published"), GWET)
def test_ac1_is_that_of_gwets_examples(cells: list[list[int]], raw: float, published: float) -> None:
    found = measure(table(cells), "")
    assert found.raw.value == pytest.approx(raw, abs=5e-4)
    assert found.ac1.value == pytest.approx(published, abs=5e-5)


def test_alpha_from_coincidences_is_that_of_the_package() -> None:
    random = np.random.default_rng(7)
    for _ in range(20):
        rows = ["".join(random.choice(list("abcd."), 30)) for _ in range(3)]
        tally = Tally.of(ratings(rows))
        sums = sums_by_cluster(tally)
        whole = sums.weighted(np.ones((1, len(sums.units))))
        assert alphas(whole)[0] == pytest.approx(alpha(tally))
        assert 0 <= raw_agreement(whole)[0] <= 1


def test_an_interval_holds_its_value_and_is_the_same_each_time() -> None:
    rows = ["abcabcabcabcabcabc", "abcabbabcaacabcabc"]
    first, second = measure(ratings(rows, articles=9), ""), measure(ratings(rows, articles=9), "")
    assert first == second
    for found in (first.raw, first.alpha, first.ac1):
        assert found.low is not None
        assert found.high is not None
        assert found.value is not None
        assert found.low <= found.value <= found.high
        assert found.low < found.high


def test_articles_are_resampled_and_not_targets() -> None:
    """All of the doubt sits in one article: whole articles drawn make the interval wide."""
    rows = ["a" * 20 + "abababababababababab", "a" * 20 + "babababababababababa"]
    same = [Rating(r.unit, r.coder, r.value, str(int(r.unit) // 20), NOW) for r in ratings(rows)]
    spread = [Rating(r.unit, r.coder, r.value, r.unit, NOW) for r in ratings(rows)]
    assert measure(same, "").raw.low == 0
    assert (measure(spread, "").raw.low or 0) > 0.3


NOT_DEFINED = [
    (["aaaa", "aaaa"], ONE_VALUE),
    (["a", "b"], ONE_UNIT),
    (["ab", ".."], "no target has two"),
    ([], "no target has two"),
]


@pytest.mark.parametrize(("rows", "words"), NOT_DEFINED)
def test_what_is_not_defined_is_said_in_words(rows: list[str], words: str) -> None:
    found = measure(ratings(rows), "")
    for coefficient in (found.alpha, found.ac1):
        assert coefficient.value is None
        assert words in coefficient.words


def test_one_article_gives_a_value_and_no_interval() -> None:
    found = measure(ratings(["abab", "abaa"], articles=1), "")
    assert found.alpha.value is not None
    assert (found.alpha.low, found.alpha.words) == (None, ONE_ARTICLE)


def test_targets_that_one_person_judged_alone_do_not_count() -> None:
    assert measure(ratings(["abcc", "ab.."]), "").units == 2
