"""Queueing what workers do: which job comes first, and what is fetched."""

from __future__ import annotations

import logging
from datetime import timedelta
from enum import IntEnum
from urllib.parse import urlsplit

from django.db import transaction
from procrastinate.contrib.django import app as jobs
from procrastinate.exceptions import AlreadyEnqueued

logger = logging.getLogger(__name__)

LEASE = timedelta(hours=1)  # after which something that was queued is queued again
MOST_DUE = 500


class Priority(IntEnum):
    """What a worker does first; within each, what was queued first."""

    UPKEEP = 2  # sealing the history, queueing what is due: short, and due each minute
    AWAITED = 1  # reading an article that somebody has just added
    VISIT = 0  # fetching and bringing in more: reading what is there goes first
    BULK = -1  # reading thousands of articles: nobody waits for one of them, and nothing waits behind them


def queue_fetch(task: str, once: str, url: str, **arguments: str) -> None:
    """Queue a task that fetches from this address; one of the name `once` that is queued already is enough."""
    # The lock keeps jobs for one host from filling workers that would only wait for each other.
    options = {"queueing_lock": once, "lock": f"fetch {urlsplit(url).hostname}", "priority": Priority.VISIT}
    try:
        with transaction.atomic():
            jobs.configure_task(task, **options).defer(**arguments)  # type: ignore[arg-type]
    except AlreadyEnqueued:
        logger.debug("%s is queued already", once)
