"""Logging in and out, changing a password, accounts made by editors."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from audit.permissions import Role
from tests import factories
from tests.browsing import browser

pytestmark = pytest.mark.django_db
NEW = {"username": "nora", "role": "reviewer", "password": "a-long-new-password"}


def test_one_logs_in_and_out(reviewer: User) -> None:
    client = browser()
    entered = client.post(reverse("login"), {"username": "reviewer", "password": factories.PASSWORD}, follow=True)
    assert "Your desk" in entered.content.decode()
    left = client.post(reverse("logout"), follow=True)
    assert "Log in" in left.content.decode()


def test_a_wrong_password_is_told(reviewer: User) -> None:
    response = browser().post(reverse("login"), {"username": "reviewer", "password": "wrong"})
    assert "correct username and password" in response.content.decode()


def test_five_wrong_passwords_close_the_login(reviewer: User) -> None:
    client = browser()
    for _ in range(5):
        response = client.post(reverse("login"), {"username": "reviewer", "password": "wrong"})
    assert response.status_code == 429
    assert "Too many attempts" in response.content.decode()


def test_one_changes_ones_password(as_reviewer: Client) -> None:
    sent = {
        "old_password": factories.PASSWORD,
        "new_password1": "another-long-one",
        "new_password2": "another-long-one",
    }
    response = as_reviewer.post(reverse("password_change"), sent, follow=True)
    assert "Password changed" in response.content.decode()
    assert User.objects.get(username="reviewer").check_password("another-long-one")


def test_an_editor_makes_an_account(editor: User) -> None:
    response = browser(editor).post(reverse("account_add"), NEW, follow=True)
    assert "The account “nora” is made, as reviewer." in response.content.decode()
    made = User.objects.get(username="nora")
    assert made.groups.get().name == Role.REVIEWER
    assert made.check_password(NEW["password"])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"role": "editor"}, "valid choice"),
        ({"role": ""}, "required"),
        ({"username": "REVIEWER"}, "taken"),
        ({"username": "no spaces"}, "valid username"),
        ({"password": "1234"}, "too short"),
        ({"username": "nul\0"}, "Null characters"),
    ],
)
def test_a_bad_account_is_refused(change: dict[str, str], said: str, editor: User, reviewer: User) -> None:
    response = browser(editor).post(reverse("account_add"), {**NEW, **change})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert User.objects.count() == 2


def test_a_password_never_comes_back_in_the_page(editor: User) -> None:
    response = browser(editor).post(reverse("account_add"), {**NEW, "role": "editor"})
    assert NEW["password"] not in response.content.decode()


def test_an_editor_changes_closes_and_opens_an_account(editor: User, reviewer: User) -> None:
    client = browser(editor)
    client.post(reverse("account_role", args=[reviewer.pk]), {"role": "contributor"})
    assert [group.name for group in reviewer.groups.all()] == ["contributor"]
    client.post(reverse("account_close", args=[reviewer.pk]))
    assert not User.objects.get(pk=reviewer.pk).is_active
    client.post(reverse("account_open", args=[reviewer.pk]))
    client.post(reverse("account_password", args=[reviewer.pk]), {"password": "a-long-new-password"})
    changed = User.objects.get(pk=reviewer.pk)
    assert changed.is_active
    assert changed.check_password("a-long-new-password")


def test_nobody_changes_an_account_above_or_their_own(editor: User) -> None:
    other = factories.person("another-editor", Role.EDITOR)
    for user in (editor, other):
        assert browser(editor).get(reverse("account", args=[user.pk])).status_code == 403
        assert browser(editor).post(reverse("account_close", args=[user.pk])).status_code == 403


@pytest.mark.parametrize(
    ("address", "sent"), [("account_role", {"role": "editor"}), ("account_password", {"password": "123"})]
)
def test_a_change_that_may_not_be_is_refused_on_the_page(
    editor: User, reviewer: User, address: str, sent: dict[str, str]
) -> None:
    assert browser(editor).post(reverse(address, args=[reviewer.pk]), sent).status_code == 422


def test_the_list_of_people_shows_no_pseudonym(editor: User, reviewer: User) -> None:
    body = browser(editor).get(reverse("accounts")).content.decode()
    assert "reviewer" in body
    assert reviewer.actor.pseudonym not in body
