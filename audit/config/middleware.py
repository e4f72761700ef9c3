"""Every answer carries a request id: the error page shows it and the log line holds it."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

logger = logging.getLogger(__name__)


def request_id(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        identifier = uuid.uuid4().hex[:12]
        request.META["REQUEST_ID"] = identifier
        response = get_response(request)
        response["X-Request-ID"] = identifier
        if response.status_code >= 500:
            logger.error(
                "request %s: %s %s answered %s",
                identifier,
                request.method,
                request.path,
                response.status_code,
            )
        return response

    return middleware
