"""Who is calling: a token in the Authorization header, or the site's own session."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication
from rest_framework.authentication import SessionAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from audit.accounts import Accounts


class Token(TokenAuthentication):  # type: ignore[misc]  # knox has no types
    """`Authorization: Token ...`, as `manage.py create_token` printed it."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        # Without this a caller with the wrong word before a good token would quietly see what is public only.
        if get_authorization_header(request).lower().startswith(b"bearer"):
            raise AuthenticationFailed("Write “Authorization: Token ...”; this API knows no Bearer.")
        found: tuple[Any, Any] | None = super().authenticate(request)
        return found

    def authenticate_credentials(self, token: bytes) -> tuple[Any, Any]:
        if not token.isascii():
            raise AuthenticationFailed("Invalid token.")
        user, found = super().authenticate_credentials(token)
        return Accounts().get_user(user.pk) or user, found


class Session(SessionAuthentication):
    """The session of a browser that is logged in on the site; a POST needs its CSRF token."""


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # drf-spectacular has no types
    """How the schema describes the token."""

    target_class = Token
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "The word Token, a space, and a token that `manage.py create_token USER` printed.",
        }


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema describes the session."""

    target_class = Session
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
