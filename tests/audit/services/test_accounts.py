"""What happens to accounts is told under pseudonyms, and verification finds what nobody told."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import Group, User

from audit.ledger.models import Event
from audit.ledger.verification import verify
from audit.models import AccountChange
from audit.permissions import Role
from audit.services.accounts import change_role, close_account, open_account, set_password
from audit.services.errors import Refused
from tests import factories

WORD = "another-long-password"


def acts(user: User) -> list[tuple[str, str]]:
    return list(AccountChange.objects.filter(person__user=user).values_list("act", "role"))


def test_each_change_of_an_account_is_an_act(db: None) -> None:
    user, admin = factories.person("nora", Role.REVIEWER), factories.actor("root", Role.ADMIN)
    change_role(user=user, role=Role.EDITOR, actor=admin)
    close_account(user=user, actor=admin)
    open_account(user=user, actor=admin)
    set_password(user=user, password=WORD, actor=admin)
    assert acts(user) == [
        ("made", ""), ("role_given", "reviewer"), ("role_taken", "reviewer"), ("role_given", "editor"),
        ("closed", ""), ("opened", ""), ("password_set", ""),
    ]  # fmt: skip
    user.refresh_from_db()
    assert [group.name for group in user.groups.all()] == ["editor"]
    assert user.check_password(WORD)
    assert verify() == []


def test_the_ledger_holds_pseudonyms_and_no_login_name(db: None) -> None:
    user = factories.person("zebedee-quill", Role.REVIEWER)
    for event in Event.objects.filter(target_kind="account_change"):
        body = bytes(event.canonical).decode()
        assert "zebedee" not in body
        assert json.loads(body)["data"]["pseudonym"] == user.actor.pseudonym


def test_a_person_without_the_rights_of_admin_is_not_staff(db: None) -> None:
    user = factories.person("nora", Role.REVIEWER)
    assert not change_role(user=user, role=Role.READER, actor=factories.actor()).is_staff
    assert change_role(user=user, role=Role.EDITOR, actor=factories.actor()).is_staff


def test_what_is_so_already_and_a_weak_password_are_refused(db: None) -> None:
    user, by = factories.person("nora", Role.REVIEWER), factories.actor()
    for act in (
        lambda: change_role(user=user, role=Role.REVIEWER, actor=by),
        lambda: open_account(user=user, actor=by),
        lambda: set_password(user=user, password="123", actor=by),
    ):
        with pytest.raises(Refused):
            act()
    assert acts(user) == [("made", ""), ("role_given", "reviewer")]


def test_a_role_that_nobody_gave_is_found(db: None) -> None:
    user = factories.person("nora", Role.REVIEWER)
    user.groups.add(Group.objects.get(name=Role.EDITOR))
    assert [problem.message for problem in verify()] == [
        "its account holds the roles editor, reviewer, but was given reviewer"
    ]


def test_an_account_opened_past_the_service_is_found(db: None) -> None:
    user = close_account(user=factories.person("nora", Role.REVIEWER), actor=factories.actor())
    User.objects.filter(pk=user.pk).update(is_active=True)
    assert ["no event tells of it" in problem.message for problem in verify()] == [True]
