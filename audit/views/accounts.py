"""Logging in, and accounts that editors make for others."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from audit.permissions import Act, Role, grantable_roles
from audit.services.accounts import create_account
from audit.services.errors import Refused
from audit.views.access import needs
from audit.views.desk_forms import AccountForm


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
            user = create_account(username=data["username"], password=data["password"], role=Role(data["role"]))
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"The account “{user.username}” is made, as {data['role']}.")
            return redirect("account_add")
    return render(request, "audit/account_add.html", {"form": form}, status=422 if form.is_bound else 200)
