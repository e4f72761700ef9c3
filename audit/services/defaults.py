"""What every installation starts with: the five groups, the first rubric, the machine's actor. Safe to run again."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from audit.codebook import default_definitions
from audit.ledger.models import Actor
from audit.ledger.services import machine, record
from audit.models import Rubric
from audit.permissions import Act, Role, acts_of

MACHINE = "machine"


def the_machine() -> Actor:
    """The actor of everything that no person does."""
    return machine(MACHINE)


@transaction.atomic
def ensure_defaults() -> None:
    for role in Role:
        group, _ = Group.objects.get_or_create(name=role)
        group.permissions.set(_django_permissions(role))
    if not Rubric.objects.exists():
        definitions = default_definitions()
        rubric = Rubric.objects.create(
            number=1, name=definitions["name"], definitions=definitions, created_at=timezone.now()
        )
        record(actor=the_machine(), action="added", target=rubric)


def _django_permissions(role: Role) -> list[Permission]:
    """Django's own permissions that follow from a role's acts: admin shows models read-only, but for the accounts that
    the admin role keeps, and `articles` asks Django since it knows nothing of the audit's roles."""
    acts, wanted = acts_of(role), Q(pk__in=[])
    if Act.ADD_ARTICLE in acts:
        wanted |= Q(codename="add_article", content_type__app_label="articles")
    if Act.FOLLOW_FEEDS in acts:
        wanted |= Q(codename="add_feed", content_type__app_label="articles")
    if Act.ENTER_ADMIN in acts:
        # Not the actors: that table alone tells who is behind a pseudonym.
        shown = Q(codename__startswith="view_", content_type__app_label__in=["articles", "audit", "ledger"])
        wanted |= shown & ~Q(codename="view_actor")
    if role == Role.ADMIN:
        # Accounts and tokens are to look at (a token may be ended): roles are given by the site's services alone.
        wanted |= Q(codename__in=["view_actor", "delete_authtoken"]) | Q(
            content_type__app_label__in=["axes", "procrastinate"]
        )
        wanted |= Q(codename__startswith="view_", content_type__app_label__in=["auth", "knox"])
    return list(Permission.objects.filter(wanted))
