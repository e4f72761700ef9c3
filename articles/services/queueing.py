"""Queueing what is fetched by workers."""

from __future__ import annotations

import logging
from datetime import timedelta
from urllib.parse import urlsplit

from django.db import transaction
from procrastinate.contrib.django import app as jobs
from procrastinate.exceptions import AlreadyEnqueued

logger = logging.getLogger(__name__)

LEASE = timedelta(hours=1)  # after which something that was queued is queued again
MOST_DUE = 500
BEHIND_READING = -1  # the priority of what is fetched: reading what is stored for claims goes first


def queue_fetch(task: str, once: str, url: str, **arguments: str) -> None:
    """Queue a task that fetches from this address; one of the name `once` that is queued already is enough."""
    # The lock keeps jobs for one host from filling workers that would only wait for each other.
    options = {"queueing_lock": once, "lock": f"fetch {urlsplit(url).hostname}", "priority": BEHIND_READING}
    try:
        with transaction.atomic():
            jobs.configure_task(task, **options).defer(**arguments)  # type: ignore[arg-type]
    except AlreadyEnqueued:
        logger.debug("%s is queued already", once)
