"""Locks by name, for what no row stands for yet. They are held until the transaction ends."""

from __future__ import annotations

from django.db import connection


def hold(name: str) -> None:
    """Wait until nobody else holds this name, then hold it. Who needs several takes them in one fixed order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
