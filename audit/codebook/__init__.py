"""The rules of judging, apart from any table: what each value means, what it needs, which defect comes first.

Pure: standard library only. A Rubric row holds `definitions`; `Codebook.read` turns them into objects.
"""

from audit.codebook.checks import problems
from audit.codebook.definitions import (
    Codebook,
    CodebookError,
    QuestionDefinition,
    ValueDefinition,
    default_definitions,
)
from audit.codebook.differences import Difference, differences
from audit.codebook.evidence_rules import NEEDS, EvidenceItem, lacking, origins

__all__ = [
    "NEEDS",
    "Codebook",
    "CodebookError",
    "Difference",
    "EvidenceItem",
    "QuestionDefinition",
    "ValueDefinition",
    "default_definitions",
    "differences",
    "lacking",
    "origins",
    "problems",
]
