"""Organizations; and the answer for addresses that lead nowhere, or lack their last slash."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from audit.api.serializers.reference import NameParameters, OrganizationOutput
from audit.api.views.base import ApiView, described, listed, page_of, parameters
from audit.keyset import Order
from audit.models import Organization
from audit.services.speakers import search_key


class Organizations(ApiView):
    """Bodies that sources speak for."""

    @described(page_of(OrganizationOutput), parameters=[NameParameters])
    def get(self, request: Request) -> Response:
        """Organizations by name."""
        given = parameters(request, NameParameters)
        rows = Organization.objects.filter(search_key__contains=search_key(given.get("q", "")))
        return listed(request, rows, Order(("search_key", "id")), given, OrganizationOutput)


@extend_schema(exclude=True)
class Nowhere(ApiView):
    """Any other address below the API."""

    def get(self, request: Request, **path: Any) -> Response:
        raise NotFound("There is nothing at this address; see /api/v1/docs/.")

    post = put = patch = delete = get


nowhere = Nowhere.as_view()


@csrf_exempt  # as the framework's own views are: a session is checked in audit.api.authentication
def without_slash(request: HttpRequest, path: str) -> HttpResponseBase:
    """The answer of the same address with a slash at its end, where there is one: a redirect would lose a POST."""
    try:
        found = resolve(f"{request.path_info}/")
    except Resolver404:
        return nowhere(request)
    return nowhere(request) if found.func is without_slash else found.func(request, *found.args, **found.kwargs)
