"""One polite request at a time to each host, across threads, processes and machines that share the database.

An advisory lock of PostgreSQL, since people on the site, commands and workers all fetch, and a lock of the job queue
would bind the workers alone; held by the session, since nothing should keep a transaction open while a site takes its
time. Whoever falls lets go of it. (It needs a direct connection: a pooler that changes sessions between statements
does not keep such locks.)
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from articles.fetch import FetchFailed
from articles.models import HostVisit

PATIENCE = 30.0  # seconds that somebody waits for a turn
ASKING_AGAIN = 0.1


@contextmanager
def turn(host: str, *, patience: float = PATIENCE) -> Iterator[None]:
    """Wait until nobody else asks this host and it has had its rest. Raises FetchFailed when that takes too long."""
    name = f"fetch {host}"
    _take(name, host, patience)
    try:
        _let_rest(host)
        yield
    finally:
        _note_visit(host)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])


def _take(name: str, host: str, patience: float) -> None:
    end = time.monotonic() + patience
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [name])
            if cursor.fetchone() == (True,):
                return
            if time.monotonic() > end:
                raise FetchFailed(f"{host} is being asked for other pages just now. Try again in a moment.")
            time.sleep(ASKING_AGAIN)


def _let_rest(host: str) -> None:
    pause = timedelta(seconds=settings.FETCH_PAUSE)
    last = HostVisit.objects.filter(pk=host).values_list("visited_at", flat=True).first()
    if last is not None:
        left = last + pause - timezone.now()
        time.sleep(max(0.0, min(left, pause).total_seconds()))


def _note_visit(host: str) -> None:
    visit = HostVisit(host=host, visited_at=timezone.now())
    HostVisit.objects.bulk_create([visit], update_conflicts=True, unique_fields=["host"], update_fields=["visited_at"])
