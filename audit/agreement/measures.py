"""Coefficients with their intervals and, where there is none, the reason in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from audit.agreement.coefficients import Sums, ac1, alpha, alphas, raw_agreement, sums_by_cluster
from audit.agreement.ratings import Floats, Rating, Tally, pairable

RESAMPLES = 1000
SEED = 20_111  # fixed: the same answers give the same intervals
DEFINED = 0.9  # share of resamples in which a coefficient must exist for an interval to be given

NOTHING = "Nobody's answers can be compared: no target has two."
ONE_UNIT = "Only one target has two answers, which tells nothing about chance."
ONE_VALUE = "Everybody gave the same value, so agreement cannot be told from chance."
ONE_ARTICLE = "All targets stand in one article, so there is nothing to resample."
RARELY = "In too many resamples everybody gives the same value."


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its 95 % interval, or `words` that say why there is none."""

    value: float | None
    low: float | None = None
    high: float | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on one set of answers: targets with two or more of them, articles, answers, and three measures."""

    label: str
    units: int
    articles: int
    answers: int
    raw: Measure
    alpha: Measure
    ac1: Measure


def measure(ratings: Iterable[Rating], label: str, values: Sequence[str] | None = None) -> Agreement:
    """How far the people behind these ratings agree. Targets that one person judged alone do not count. `values` is
    the scale where it is known (as for one value against all others); else it is the values that were given."""
    tally = Tally.of(pairable(ratings), values)
    if not len(tally.counts):
        none = Measure(None, words=NOTHING)
        return Agreement(label, 0, 0, 0, none, none, none)
    clusters = sums_by_cluster(tally)
    whole = clusters.weighted(np.ones((1, len(clusters.units))))
    resampled = _resamples(clusters)
    return Agreement(
        label,
        len(tally.counts),
        tally.articles,
        tally.ratings,
        _measured(float(raw_agreement(whole)[0]), raw_agreement(resampled) if resampled else None),
        _by_chance(tally, lambda: alpha(tally), alphas(resampled) if resampled else None),
        _by_chance(tally, lambda: float(ac1(whole)[0]), ac1(resampled) if resampled else None),
    )


def _resamples(clusters: Sums) -> Sums | None:
    """Sums of as many articles as there are, drawn with replacement; None for a single article."""
    count = len(clusters.units)
    if count < 2:
        return None
    drawn = np.random.default_rng(SEED).multinomial(count, np.full(count, 1 / count), size=RESAMPLES)
    return clusters.weighted(drawn.astype(np.float64))


def _by_chance(tally: Tally, compute: Callable[[], float], resampled: Floats | None) -> Measure:
    """A coefficient that corrects for chance, which needs several targets and values."""
    if len(tally.counts) < 2:
        return Measure(None, words=ONE_UNIT)
    if (tally.counts.sum(axis=0) > 0).sum() < 2:
        return Measure(None, words=ONE_VALUE)
    return _measured(compute(), resampled)


def _measured(value: float, resampled: Floats | None) -> Measure:
    if resampled is None:
        return Measure(value, words=ONE_ARTICLE)
    defined = resampled[~np.isnan(resampled)]
    if len(defined) < DEFINED * len(resampled):
        return Measure(value, words=RARELY)
    low, high = np.percentile(defined, [2.5, 97.5])
    return Measure(value, float(low), float(high))
