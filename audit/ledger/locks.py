"""Locks by name, for what no row stands for yet. They are held until the transaction ends."""

from __future__ import annotations

from django.db import connection


def hold(*names: str) -> None:
    """Wait until nobody else holds these names, then hold them. Who needs several asks for all of them at once: they
    are taken in one order, so that two who need the same never wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_advisory_xact_lock(place)) FROM"
            " (SELECT DISTINCT hashtextextended(name, 0) AS place FROM unnest(%s::text[]) AS name ORDER BY place) held",
            [list(names)],
        )
