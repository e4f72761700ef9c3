"""Who may do what: the whole table, and that nobody falls out of it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser, Group, User
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from audit.permissions import Act, Role, allowed_acts, can, grantable_roles, require
from tests import factories

#                          reader contributor reviewer editor admin
TABLE = {
    Act.READ:             "x      x           x        x      x",
    Act.ADD_ARTICLE:      ".      x           x        x      x",
    Act.FOLLOW_FEEDS:     ".      x           x        x      x",
    Act.SEE_UNPUBLISHED:  ".      .           x        x      x",
    Act.REVIEW:           ".      .           x        x      x",
    Act.EDIT_ARTICLE:     ".      .           .        x      x",
    Act.EDIT_OWNERSHIP:   ".      .           .        x      x",
    Act.EDIT_CLAIM:       ".      .           x        x      x",
    Act.EDIT_PEOPLE:      ".      .           x        x      x",
    Act.ENTER_ADMIN:      ".      .           x        x      x",
    Act.PUBLISH:          ".      .           .        x      x",
    Act.SEE_CONFIDENTIAL: ".      .           .        x      x",
    Act.LEAD_AUDIT:       ".      .           .        x      x",
    Act.ADJUDICATE:       ".      .           .        x      x",
    Act.CREATE_USER:      ".      .           .        x      x",
    Act.WRITE_RUBRIC:     ".      .           .        x      x",
    Act.REDACT:           ".      .           .        x      x",
    Act.EXPORT_HEAD:      ".      .           .        x      x",
}  # fmt: skip


def test_the_table_holds_every_act() -> None:
    assert set(TABLE) == set(Act)


@pytest.mark.parametrize(("column", "role"), list(enumerate(Role)))
def test_a_role_may_do_what_the_table_says(db: None, column: int, role: Role) -> None:
    user = factories.person("somebody", role)
    assert {act: can(user, act) for act in Act} == {act: row.split()[column] == "x" for act, row in TABLE.items()}


def test_anonymous_people_and_accounts_without_role_may_only_read(db: None) -> None:
    for user in (AnonymousUser(), User.objects.create_user("nobody")):
        assert [act for act in Act if can(user, act)] == [Act.READ]


def test_an_account_that_is_switched_off_may_do_nothing_more(db: None) -> None:
    editor = factories.person("gone", Role.EDITOR)
    editor.is_active = False
    assert not can(editor, Act.PUBLISH)
    assert can(editor, Act.READ)


def test_a_group_of_another_name_gives_nothing(db: None) -> None:
    user = User.objects.create_user("guest")
    user.groups.add(Group.objects.create(name="publishers"))
    assert [act for act in Act if can(user, act)] == [Act.READ]


def test_a_superuser_may_everything(db: None) -> None:
    root = User.objects.create_superuser("root")
    assert all(can(root, act) for act in Act)


def test_require_says_what_one_may_not(reader: User) -> None:
    with pytest.raises(PermissionDenied, match="may not review claims"):
        require(reader, Act.REVIEW)
    require(reader, Act.READ)


GRANTS = [
    (Role.READER, []),
    (Role.CONTRIBUTOR, []),
    (Role.REVIEWER, []),
    (Role.EDITOR, [Role.READER, Role.CONTRIBUTOR, Role.REVIEWER]),
    (Role.ADMIN, list(Role)),
]


@pytest.mark.parametrize(("role", "granted"), GRANTS)
def test_nobody_gives_more_than_they_may(db: None, role: Role, granted: list[Role]) -> None:
    assert grantable_roles(factories.person("somebody", role)) == granted


def test_templates_ask_the_same_table(reviewer: User) -> None:
    request = RequestFactory().get("/")
    assert not allowed_acts(request)["may"]["REVIEW"]
    request.user = reviewer
    assert allowed_acts(request)["may"] == {act.name: can(reviewer, act) for act in Act}
