"""Accounts, groups and tokens in Django's admin: to look at. Roles are given on the site's page of people, as acts."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from knox.models import AuthToken

from audit.ledger.admin import ReadOnlyAdmin
from audit.models import AccountChange

for model in (User, Group, AuthToken):
    admin.site.unregister(model)


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    list_display = ("username", "roles", "is_active", "last_login", "change")
    list_filter = ("groups", "is_active")
    search_fields = ("username",)
    ordering = ("username",)
    fields = ("username", "roles", "is_active", "is_superuser", "last_login", "date_joined", "change")
    readonly_fields = ("roles", "change")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display
    def roles(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all())

    @admin.display(description="change")
    def change(self, user: User) -> str:
        return format_html('<a href="{}">on the page of people</a>', reverse("account", args=[user.pk]))


@admin.register(Group)
class GroupAdmin(ReadOnlyAdmin):
    list_display = ("name",)
    fields = ("name", "permissions")


@admin.register(AuthToken)
class TokenAdmin(ReadOnlyAdmin):
    """Tokens are made by the command alone, which tells them once; here they can be ended."""

    list_display = ("token_key", "user", "created", "expiry")
    list_select_related = ("user",)
    ordering = ("-created",)
    fields = ("token_key", "user", "created", "expiry")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("knox.delete_authtoken")


@admin.register(AccountChange)
class AccountChangeAdmin(ReadOnlyAdmin):
    list_display = ("person", "act", "role", "by", "created_at")
    list_filter = ("act", "role")
    list_select_related = ("person", "by")
    ordering = ("-created_at", "-id")
