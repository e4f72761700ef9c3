"""Who calls the API in tests: anybody by name, with a real token."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.models import User
from knox.models import AuthToken
from rest_framework.test import APIClient

from audit.permissions import Role
from tests import factories

BASE = "/api/v1/"
NOBODY = "00000000-0000-4000-8000-000000000000"  # an id that nothing has


def caller(who: str | User = "anonymous") -> APIClient:
    """A client with the token of an account in that role, made if there is none; "anonymous" has none."""
    client = APIClient()
    if who == "anonymous":
        return client
    user = who if isinstance(who, User) else _account(who)
    client.credentials(HTTP_AUTHORIZATION=f"Token {AuthToken.objects.create(user=user)[1]}")
    return client


def _account(role: str) -> User:
    return User.objects.filter(username=role).first() or factories.person(role, Role(role))


def get(path: str, who: str | User = "anonymous", **parameters: Any) -> Any:
    return caller(who).get(BASE + path, parameters)


def post(path: str, body: Any, who: str | User = "anonymous") -> Any:
    return caller(who).post(BASE + path, json.dumps(body), content_type="application/json")
