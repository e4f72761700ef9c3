"""Every failure as application/problem+json (RFC 9457): type, title, status, detail, request_id and, where fields are
to blame, errors: by field name, a list of sentences."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.signals import got_request_exception
from django.db import IntegrityError
from django.http import Http404
from psycopg.errors import UniqueViolation
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from articles.fetch import FetchFailed, FetchRefused
from articles.ingest.errors import IngestError, TooLarge
from articles.services import FeedTaken, NotChanged
from audit.services.errors import EvidenceMissing, NotAllowed, Refused, RubricChanged, StaleTarget, Superseded

logger = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"

# What a refusal of the domain is called over HTTP; the first class that fits counts.
STATUS: tuple[tuple[type[Exception], HTTPStatus], ...] = (
    (StaleTarget, HTTPStatus.CONFLICT),
    (Superseded, HTTPStatus.CONFLICT),
    (RubricChanged, HTTPStatus.CONFLICT),
    (EvidenceMissing, HTTPStatus.UNPROCESSABLE_ENTITY),
    (NotAllowed, HTTPStatus.FORBIDDEN),
    (Refused, HTTPStatus.UNPROCESSABLE_ENTITY),
    (FeedTaken, HTTPStatus.CONFLICT),
    (NotChanged, HTTPStatus.UNPROCESSABLE_ENTITY),
    (FetchRefused, HTTPStatus.UNPROCESSABLE_ENTITY),
    (FetchFailed, HTTPStatus.BAD_GATEWAY),
    (TooLarge, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (IngestError, HTTPStatus.UNPROCESSABLE_ENTITY),
)
NAMES: dict[type[Exception], str] = {
    StaleTarget: "stale-target",
    Superseded: "superseded",
    RubricChanged: "rubric-changed",
    EvidenceMissing: "evidence-missing",
}
SAME_MOMENT = "Somebody stored the same at the same moment. Send it again."
BROKEN = "Something went wrong on our side. Give the request id when you report it."


class Conflict(exceptions.APIException):
    """An edit of something that has changed meanwhile; the answer holds both versions, `current` and `yours`."""

    status_code = HTTPStatus.CONFLICT

    def __init__(self, detail: str, *, current: Any, yours: Any) -> None:
        super().__init__(detail)
        self.versions = {"current": current, "yours": yours}


class BodyTooLarge(exceptions.APIException):
    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_detail = "The body of the request is too large."


def problem(error: Exception, context: dict[str, Any]) -> Response:
    """The answer to a request that failed. The transaction, if one is open, is rolled back."""
    set_rollback()
    request = context["request"]
    request_id = request.META.get("REQUEST_ID", "")
    if isinstance(error, Http404):
        error = exceptions.NotFound(str(error) if error.args and "matches" not in str(error) else None)
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied(str(error) or None)
    if isinstance(error, exceptions.APIException):
        return _from_framework(error, request_id)
    for kind, status in STATUS:
        if isinstance(error, kind):
            return answer(status, str(error), request_id, name=NAMES.get(type(error)))
    if isinstance(error, IntegrityError) and isinstance(error.__cause__, UniqueViolation):
        return answer(HTTPStatus.CONFLICT, SAME_MOMENT, request_id)
    logger.error("request %s failed", request_id, exc_info=error)
    got_request_exception.send(sender=type(context["view"]), request=request)
    return answer(HTTPStatus.INTERNAL_SERVER_ERROR, BROKEN, request_id)


def _from_framework(error: exceptions.APIException, request_id: str) -> Response:
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if isinstance(error, exceptions.ValidationError):
        return answer(error.status_code, "The request does not fit; see errors.", request_id, _by_field(error.detail))
    if isinstance(error, Conflict):
        name = NAMES[StaleTarget]
        return answer(error.status_code, str(error.detail), request_id, name=name, more=error.versions)
    return answer(error.status_code, str(error.detail), request_id, headers=headers)


def _by_field(detail: Any, prefix: str = "") -> dict[str, list[str]]:
    """The errors of nested fields by dotted names: evidence.0.kind."""
    if isinstance(detail, str):
        return {prefix or "request": [str(detail)]}
    if isinstance(detail, list) and all(isinstance(item, str) for item in detail):
        return {prefix or "request": [str(item) for item in detail]}
    items = detail.items() if isinstance(detail, dict) else enumerate(detail)
    found: dict[str, list[str]] = {}
    for name, inner in items:
        name = prefix if name == "non_field_errors" else f"{prefix}.{name}".lstrip(".")
        found |= _by_field(inner, name) if inner else {}
    return found


def answer(
    status: int,
    detail: str,
    request_id: str,
    errors: dict[str, list[str]] | None = None,
    *,
    name: str | None = None,
    headers: dict[str, str] | None = None,
    more: dict[str, Any] | None = None,
) -> Response:
    body: dict[str, Any] = {
        # A relative address would have to lead somewhere; a tag names the kind for good.
        "type": f"tag:source-audit,2024:{name}" if name else "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
        "request_id": request_id,
    }
    if errors:
        body["errors"] = errors
    body |= more or {}
    return Response(body, status=status, headers=headers, content_type=CONTENT_TYPE)
