"""Why an act on feeds was refused. `str(error)` is a sentence for the person who tried."""

from __future__ import annotations


class FeedTaken(ValueError):
    """Another outlet is subscribed to this feed."""
