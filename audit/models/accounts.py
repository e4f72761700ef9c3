"""What happened to accounts: who got which role from whom, under pseudonyms. Append-only."""

from __future__ import annotations

import uuid

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q

from audit.ledger.models import Actor, Ledgered
from audit.permissions import Role


class AccountChange(Ledgered):
    """One change of one account. The accounts themselves are Django's; what these rows tell is checked against them."""

    ledger_kind = "account_change"

    class Act(models.TextChoices):
        MADE = "made"
        ROLE_GIVEN = "role_given", "role given"
        ROLE_TAKEN = "role_taken", "role taken"
        CLOSED = "closed"
        OPENED = "opened", "opened again"
        PASSWORD_SET = "password_set", "password set by another"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="account_changes")
    act = models.TextField(choices=Act)
    role = models.TextField(choices=[(role.value, role.value) for role in Role], blank=True)
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("created_at", "id")
        indexes = [models.Index(fields=["person", "created_at"], name="account_change_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(act__in=["role_given", "role_taken"]) & ~Q(role="")
                | Q(act__in=["made", "closed", "opened", "password_set"], role=""),
                name="account_change_names_its_role",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.role}".strip()

    def ledger_contents_problem(self) -> str | None:
        """Whether the account is now what its changes made it; told with the last of them."""
        changes = list(AccountChange.objects.filter(person=self.person_id))
        if changes[-1].pk != self.pk:
            return None
        user = User.objects.filter(actor=self.person_id).first()
        if user is None:
            return None
        roles, is_open = _outcome(changes)
        held = {name for name in user.groups.values_list("name", flat=True) if name in set(Role)}
        is_told = any(change.act == AccountChange.Act.ROLE_GIVEN for change in changes)  # older accounts are not
        if is_told and held != roles:
            return f"its account holds the roles {_words(held)}, but was given {_words(roles)}"
        return None if user.is_active == is_open else "its account was opened or closed, and no event tells of it"


def _outcome(changes: list[AccountChange]) -> tuple[set[str], bool]:
    """The roles that the changes leave, and whether they leave the account open."""
    roles: set[str] = set()
    is_open = True
    for change in changes:
        if change.act == AccountChange.Act.ROLE_GIVEN:
            roles.add(change.role)
        elif change.act == AccountChange.Act.ROLE_TAKEN:
            roles.discard(change.role)
        elif change.act != AccountChange.Act.PASSWORD_SET:
            is_open = change.act != AccountChange.Act.CLOSED
    return roles, is_open


def _words(roles: set[str]) -> str:
    return ", ".join(sorted(roles)) or "none"
