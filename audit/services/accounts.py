"""Accounts: made, given a role, closed and opened again by editors and admins. Each is an act under pseudonyms."""

from __future__ import annotations

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from audit.ledger.models import Actor
from audit.ledger.services import actor_for, record
from audit.models import AccountChange
from audit.permissions import Act, Role, acts_of
from audit.services.errors import Refused


@transaction.atomic
def create_account(*, username: str, password: str, role: Role, actor: Actor) -> User:
    """An account in one role, with its pseudonym. Raises Refused when the name is taken or the password is weak."""
    username = User.normalize_username(username)
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(f"The name {username} is taken.")
    user = User(username=username, is_staff=Act.ENTER_ADMIN in acts_of(role))
    _set_password(user, password)
    user.save()
    _record(user, AccountChange.Act.MADE, actor)
    _give(user, role, actor)
    return user


@transaction.atomic
def change_role(*, user: User, role: Role, actor: Actor) -> User:
    """Give an account another role in place of the one it has. Raises Refused when it has it already."""
    user = _locked(user)
    held = _held(user)
    if held == [role]:
        raise Refused(f"This account is {role} already. Nothing was changed.")
    for earlier in held:
        user.groups.remove(Group.objects.get(name=earlier))
        _record(user, AccountChange.Act.ROLE_TAKEN, actor, earlier)
    user.is_staff = Act.ENTER_ADMIN in acts_of(role)
    user.save(update_fields=["is_staff"])
    _give(user, role, actor)
    return user


@transaction.atomic
def close_account(*, user: User, actor: Actor) -> User:
    """End an account's access; what it did stays under its pseudonym. Raises Refused when it is closed already."""
    return _set_active(user, False, actor)


@transaction.atomic
def open_account(*, user: User, actor: Actor) -> User:
    """Give a closed account its access again. Raises Refused when it is open already."""
    return _set_active(user, True, actor)


@transaction.atomic
def set_password(*, user: User, password: str, actor: Actor) -> User:
    """A new password for somebody who has lost theirs. Raises Refused when it is weak."""
    user = _locked(user)
    _set_password(user, password)
    user.save(update_fields=["password"])
    _record(user, AccountChange.Act.PASSWORD_SET, actor)
    return user


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _held(user: User) -> list[Role]:
    return sorted((Role(name) for name in user.groups.values_list("name", flat=True) if name in set(Role)), key=str)


def _give(user: User, role: Role, actor: Actor) -> None:
    user.groups.add(Group.objects.get(name=role))
    _record(user, AccountChange.Act.ROLE_GIVEN, actor, role)


def _set_active(user: User, active: bool, actor: Actor) -> User:
    user = _locked(user)
    if user.is_active == active:
        raise Refused(f"This account is {'open' if active else 'closed'} already. Nothing was changed.")
    user.is_active = active
    user.save(update_fields=["is_active"])
    _record(user, AccountChange.Act.OPENED if active else AccountChange.Act.CLOSED, actor)
    return user


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
        user.set_password(password)
        user.full_clean(validate_unique=user.pk is None)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error


def _record(user: User, act: AccountChange.Act, actor: Actor, role: str = "") -> None:
    person = actor_for(user)
    change = AccountChange.objects.create(person=person, act=act, role=role, by=actor, created_at=timezone.now())
    data = {"person": person.pk, "pseudonym": person.pseudonym, "role": role}
    record(actor=actor, action=act, target=change, data=data)
