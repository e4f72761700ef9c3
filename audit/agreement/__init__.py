"""How far people agree: Krippendorff's alpha, Gwet's AC1 and raw agreement, with intervals that resample articles.

Pure: no Django, no database. A `Rating` is one person's first answer to one question about one target.
"""

from audit.agreement.marking import MarkedText, MarkingAgreement, marking_agreement
from audit.agreement.measures import RESAMPLES, SEED, Agreement, Measure, measure
from audit.agreement.ratings import Disagreement, Rating, Tally, pairable
from audit.agreement.slices import PairOfValues, by_month, by_pair, by_value, disagreements, pairs_of_values, recoded

__all__ = [
    "RESAMPLES",
    "SEED",
    "Agreement",
    "Disagreement",
    "MarkedText",
    "MarkingAgreement",
    "Measure",
    "PairOfValues",
    "Rating",
    "Tally",
    "by_month",
    "by_pair",
    "by_value",
    "disagreements",
    "marking_agreement",
    "measure",
    "pairable",
    "pairs_of_values",
    "recoded",
]
