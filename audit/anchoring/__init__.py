"""Where a claim stands in a later revision of its article, and what changed between two revisions.

Pure: texts and spans in, spans and scores out. Offsets are code points, end exclusive.

    place(contents, old, new)    for each claim of the old text its place in the new one
    is_same_place(one, other)    whether two claims of one text are the same stretch of it, by and large
    side_by_side(old, new)       the paragraphs of both texts beside each other
    are_same_words(old, new)     whether they differ in marks and spaces at the most
    changed_words(old, new)      two texts as runs of words kept, removed and added
"""

from audit.anchoring.alignment import Alignment, align
from audit.anchoring.places import Place, Status, is_same_place, place
from audit.anchoring.rows import Row, side_by_side
from audit.anchoring.words import Change, Run, are_same_words, changed_words

__all__ = [
    "Alignment",
    "Change",
    "Place",
    "Row",
    "Run",
    "Status",
    "align",
    "are_same_words",
    "changed_words",
    "is_same_place",
    "place",
    "side_by_side",
]
