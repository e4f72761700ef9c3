"""The front page, the health check and the error pages."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from audit.reports.desk import desk


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What to do next for the person's role."""
    return render(request, "audit/home.html", {"desk": desk(request.user)})


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For monitors: whether the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return JsonResponse({"status": "unavailable", "database": "no answer"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", {"message": _sentence(exception)}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"message": _sentence(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without the request: whatever broke, the database perhaps, is not asked again."""
    return HttpResponse(render_to_string("500.html", {"request_id": request.META.get("REQUEST_ID", "")}), status=500)


def explaining(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: whoever opens the address of a form in a browser is told so; a bare 405 is shown as a broken page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if (
            response.status_code != HTTPStatus.METHOD_NOT_ALLOWED
            or not request.accepts("text/html")
            or response.content
        ):
            return response
        page = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        page["Allow"] = response["Allow"]
        return page

    return middleware


def _sentence(exception: Exception) -> str:
    """What our own code wrote for the person; Django's own reasons are for the log."""
    message = str(exception)
    return message if isinstance(exception, BadRequest | PermissionDenied) and message.endswith(".") else ""
