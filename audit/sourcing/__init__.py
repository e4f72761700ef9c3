"""How an article sources what it says: the codes of its sources, what can be proposed of them, and what follows.

Pure: no Django, no database. People settle codes; `propose` only says what the text shows, with the words it rests on.
"""

from audit.sourcing.codes import CODES, Code, CodeDefinition, label_of
from audit.sourcing.measures import Coded, Share, profile
from audit.sourcing.proposals import ClaimFacts, Proposal, SourceFacts, propose

__all__ = [
    "CODES",
    "ClaimFacts",
    "Code",
    "CodeDefinition",
    "Coded",
    "Proposal",
    "Share",
    "SourceFacts",
    "label_of",
    "profile",
    "propose",
]
