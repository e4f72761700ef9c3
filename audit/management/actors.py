"""Who acts in a command."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.management.base import CommandError

from audit.ledger.models import Actor
from audit.ledger.services import actor_for
from audit.services.defaults import the_machine


def actor_named(username: str | None) -> Actor:
    """The actor of an account, or the machine when none is named. Raises CommandError for an unknown one."""
    if not username:
        return the_machine()
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(f"There is no account named {username}.")
    return actor_for(user)
