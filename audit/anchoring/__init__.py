"""Where a claim stands in a later revision of its article, and what changed between two revisions.

Pure: texts and spans in, spans and scores out. Offsets are code points, end exclusive.

    place(contents, old, new)    for each claim of the old text its place in the new one
    changed_words(old, new)      two texts as runs of words kept, removed and added
"""

from audit.anchoring.alignment import Alignment, align
from audit.anchoring.places import Place, Status, place
from audit.anchoring.words import Change, Run, changed_words

__all__ = ["Alignment", "Change", "Place", "Run", "Status", "align", "changed_words", "place"]
