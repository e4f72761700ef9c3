"""How good an extraction is, measured against what a person has marked. Pure: no Django, no model, no network."""

from audit.extraction.evaluation import tables
from audit.extraction.evaluation.calibration import Bin, Outcome, bins, calibration_error, fitted_lines, outcomes
from audit.extraction.evaluation.changes import Change, changes
from audit.extraction.evaluation.claims import ROWS, Comparison, Row, compare_all, score
from audit.extraction.evaluation.errors import Mistake, mistakes
from audit.extraction.evaluation.intervals import row_intervals, speaker_intervals
from audit.extraction.evaluation.reading import (
    BadLines,
    GoldArticle,
    Label,
    PredictedArticle,
    checked,
    read_gold,
    read_labels,
    read_predictions,
)
from audit.extraction.evaluation.speakers import Judgement, judge_all, score_speakers

__all__ = [
    "ROWS",
    "BadLines",
    "Bin",
    "Change",
    "Comparison",
    "GoldArticle",
    "Judgement",
    "Label",
    "Mistake",
    "Outcome",
    "PredictedArticle",
    "Row",
    "bins",
    "calibration_error",
    "changes",
    "checked",
    "compare_all",
    "fitted_lines",
    "judge_all",
    "mistakes",
    "outcomes",
    "read_gold",
    "read_labels",
    "read_predictions",
    "row_intervals",
    "score",
    "score_speakers",
    "speaker_intervals",
    "tables",
]
