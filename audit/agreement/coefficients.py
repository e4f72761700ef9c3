"""The coefficients themselves, of a tally and of many resamples of it at once.

- Raw agreement: the share of pairs of people who gave a unit the same value, averaged over units with two or more.
- Krippendorff's alpha, nominal, by the `krippendorff` package (K. Krippendorff, Computing Krippendorff's
  Alpha-Reliability, 2011). For resamples it is computed here from the coincidence matrix of section C of that text,
  since such matrices add up over articles; a test holds the two to be equal.
- Gwet's AC1 (K. L. Gwet, Computing inter-rater reliability and its variance in the presence of high agreement, British
  Journal of Mathematical and Statistical Psychology 61, 2008, pages 29 to 48), in the form for any number of people and
  with gaps: (pa - pe) / (1 - pe), where pa is raw agreement, pe = sum of p(1 - p) over the q values divided by q - 1,
  and p is the mean over all units of the share of people who gave the unit that value.
"""

from __future__ import annotations

from dataclasses import dataclass

import krippendorff
import numpy as np

from audit.agreement.ratings import Floats, Tally, Whole


@dataclass(frozen=True, slots=True)
class Sums:
    """What the coefficients are computed from, summed: a row a resample (or one row), so that many are done at once.

    `coincidences` [row, value, value], `agreed` [row] and `pairs` [row] over units with two or more answers; `shares`
    [row, value] and `units` [row] over all units."""

    coincidences: Floats
    agreed: Floats
    pairs: Floats
    shares: Floats
    units: Floats

    def weighted(self, weights: Floats) -> Sums:
        """Sums of these rows, each as often as a column of `weights` [new row, row] says."""
        count, size = weights.shape[0], self.shares.shape[1]
        flat = weights @ self.coincidences.reshape(-1, size * size)
        return Sums(
            flat.reshape(count, size, size),
            weights @ self.agreed,
            weights @ self.pairs,
            weights @ self.shares,
            weights @ self.units,
        )


def sums_by_cluster(tally: Tally) -> Sums:
    """The sums of each article of the tally."""
    numbers, rows = np.unique(tally.clusters, return_inverse=True)
    member = np.zeros((len(numbers), len(tally.clusters)))
    member[rows, np.arange(len(rows))] = 1.0
    return _sums_by_unit(tally.counts).weighted(member)


def _sums_by_unit(whole: Whole) -> Sums:
    counts: Floats = whole.astype(np.float64)
    given = counts.sum(axis=1)
    several = (given >= 2).astype(np.float64)
    spread = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(counts.shape[1])
    spread *= (several / np.maximum(given - 1, 1))[:, None, None]
    alike = (counts * (counts - 1)).sum(axis=1) / np.maximum(given * (given - 1), 1)
    shares: Floats = counts / np.maximum(given, 1)[:, None]
    return Sums(spread, alike * several, several, shares, (given > 0).astype(np.float64))


def raw_agreement(sums: Sums) -> Floats:
    """Raw agreement of each row; NaN where nothing is paired."""
    return _divided(sums.agreed, sums.pairs)


def ac1(sums: Sums) -> Floats:
    """Gwet's AC1 of each row; NaN where there is but one value or nothing is paired."""
    size = sums.shares.shape[1]
    if size < 2:
        return np.full(len(sums.units), np.nan)
    p = _divided(sums.shares, sums.units[:, None])
    by_chance = (p * (1 - p)).sum(axis=1) / (size - 1)
    return _divided(raw_agreement(sums) - by_chance, 1 - by_chance)


def alphas(sums: Sums) -> Floats:
    """Krippendorff's alpha of each row from its coincidence matrix; NaN where all values are the same."""
    totals = sums.coincidences.sum(axis=2)
    n = totals.sum(axis=1)
    observed = n - np.trace(sums.coincidences, axis1=1, axis2=2)
    expected = n**2 - (totals**2).sum(axis=1)
    return 1 - _divided((n - 1) * observed, expected)


def alpha(tally: Tally) -> float:
    """Krippendorff's alpha, nominal, by the package. The tally holds two values or more in units with two answers."""
    return float(krippendorff.alpha(value_counts=tally.counts, level_of_measurement="nominal"))


def _divided(above: Floats, below: Floats) -> Floats:
    """The quotient, NaN where there is nothing to divide by."""
    out: Floats = np.full(np.broadcast(above, below).shape, np.nan)
    return np.divide(above, below, out=out, where=below > 1e-12)
