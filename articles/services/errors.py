"""Why an act on articles or feeds was refused. `str(error)` is a sentence for the person who tried."""

from __future__ import annotations


class FeedTaken(ValueError):
    """Another outlet is subscribed to this feed."""


class NotChanged(ValueError):
    """An article stays as it was."""


class ImportTaken(ValueError):
    """Another process is at work on the same import."""
