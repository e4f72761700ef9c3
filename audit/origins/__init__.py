"""What pieces of evidence go back to, and whether that is independent of who spoke and of who printed it.

Pure: standard library only. The machine never says that something is independent; it says what speaks against it.
"""

from audit.origins.facts import Body, Item, Relation, Side, Use, relation
from audit.origins.objections import Ground, Objection
from audit.origins.weighing import Node, Origin, Weighed, Weighing, leads_back_to, weigh

__all__ = [
    "Body",
    "Ground",
    "Item",
    "Node",
    "Objection",
    "Origin",
    "Relation",
    "Side",
    "Use",
    "Weighed",
    "Weighing",
    "leads_back_to",
    "relation",
    "weigh",
]
