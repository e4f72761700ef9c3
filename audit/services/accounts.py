"""Accounts made by editors and admins."""

from __future__ import annotations

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from audit.ledger.services import actor_for
from audit.permissions import Act, Role, acts_of
from audit.services.errors import Refused


@transaction.atomic
def create_account(*, username: str, password: str, role: Role) -> User:
    """An account in one role, with its pseudonym. Raises Refused when the name is taken or the password is weak."""
    username = User.normalize_username(username)
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(f"The name {username} is taken.")
    user = User(username=username)
    try:
        validate_password(password, user)
        user.set_password(password)
        user.is_staff = Act.ENTER_ADMIN in acts_of(role)
        user.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    user.save()
    user.groups.set([Group.objects.get(name=role)])
    actor_for(user)
    return user
