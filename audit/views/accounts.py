"""Logging in, and accounts that editors make, change and close for others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth import views
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.ledger.models import Actor
from audit.permissions import Act, Role, grantable_roles, may_manage
from audit.services.accounts import change_role, close_account, create_account, open_account, set_password
from audit.services.errors import Refused
from audit.views.access import actor_of, needs
from audit.views.desk_forms import AccountForm, PasswordForm, RoleForm


class Login(views.LoginView):
    """Django's login; someone who is logged in already is sent on."""

    redirect_authenticated_user = True


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password")
@needs(Act.CREATE_USER)
def account_add(request: HttpRequest) -> HttpResponse:
    """Make an account in a role that one's own role may give."""
    roles = grantable_roles(request.user)
    form = AccountForm(request.POST, roles=roles) if request.method == "POST" else AccountForm(roles=roles)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            user = create_account(
                username=data["username"],
                password=data["password"],
                role=Role(data["role"]),
                actor=actor_of(request),
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"The account “{user.username}” is made, as {data['role']}.")
            return redirect("accounts")
    return render(request, "audit/account_add.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
@needs(Act.CREATE_USER)
def accounts(request: HttpRequest) -> HttpResponse:
    """All accounts by login name, and which of them one may change. Pseudonyms do not stand beside them."""
    found = list(User.objects.prefetch_related("groups").order_by("username"))
    lines = [AccountLine(user, role_of(user), may_manage(request.user, user)) for user in found]
    return render(request, "audit/accounts.html", {"accounts": lines})


@require_safe
@needs(Act.CREATE_USER)
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account with what may be changed about it."""
    return _account_page(request, _manageable(request, pk))


@require_POST
@needs(Act.CREATE_USER)
def account_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an account another role."""
    user = _manageable(request, pk)
    form = RoleForm(request.POST, roles=grantable_roles(request.user))
    if not form.is_valid():
        return _account_page(request, user, role_form=form)
    role = Role(form.cleaned_data["role"])
    return _done(request, lambda actor: change_role(user=user, role=role, actor=actor), f"The account is {role} now.")


@require_POST
@needs(Act.CREATE_USER)
def account_close(request: HttpRequest, pk: int) -> HttpResponse:
    """End an account's access."""
    user = _manageable(request, pk)
    return _done(request, lambda actor: close_account(user=user, actor=actor), "The account is closed.")


@require_POST
@needs(Act.CREATE_USER)
def account_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed account again."""
    user = _manageable(request, pk)
    return _done(request, lambda actor: open_account(user=user, actor=actor), "The account is open again.")


@require_POST
@sensitive_post_parameters("password")
@needs(Act.CREATE_USER)
def account_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a new password for somebody who has lost theirs."""
    user = _manageable(request, pk)
    form = PasswordForm(request.POST)
    if form.is_valid():
        try:
            set_password(user=user, password=form.cleaned_data["password"], actor=actor_of(request))
        except Refused as error:
            form.add_error("password", str(error))
        else:
            messages.success(request, "The new password is set. Tell the person to change it.")
            return redirect("account", pk=pk)
    return _account_page(request, user, password_form=form)


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account in the list."""

    user: User
    role: str
    is_manageable: bool


def role_of(user: User) -> str:
    """The role of an account in a word."""
    names = {group.name for group in user.groups.all()}
    held = [role.value for role in Role if role in names]
    return held[-1] if held else ("superuser" if user.is_superuser else "no role")


def _manageable(request: HttpRequest, pk: int) -> User:
    user = get_object_or_404(User.objects.prefetch_related("groups"), pk=pk)
    if not may_manage(request.user, user):
        raise PermissionDenied("Your account may not change this one.")
    return user


def _account_page(
    request: HttpRequest, user: User, role_form: RoleForm | None = None, password_form: PasswordForm | None = None
) -> HttpResponse:
    roles = grantable_roles(request.user)
    context = {
        "account": user,
        "role": role_of(user),
        "role_form": role_form or RoleForm(roles=roles, initial={"role": role_of(user)}),
        "password_form": password_form or PasswordForm(),
    }
    return render(request, "audit/account.html", context, status=422 if role_form or password_form else 200)


def _done(request: HttpRequest, act: Callable[[Actor], User], said: str) -> HttpResponse:
    try:
        user = act(actor_of(request))
    except Refused as error:
        messages.error(request, str(error))
        return redirect("accounts")
    messages.success(request, said)
    return redirect("account", pk=user.pk)
