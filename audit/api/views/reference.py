"""Speakers, organizations; and the answer for addresses that lead nowhere, or lack their last slash."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from audit.api.serializers.reference import NameParameters, OrganizationOutput, SpeakerOutput
from audit.api.views.base import ApiView, described, find, listed, page_of, parameters
from audit.keyset import Order
from audit.models import Organization, Speaker
from audit.services.speakers import search_key


def profiled_speakers() -> QuerySet[Speaker]:
    """Speakers in a public role; private people, minors and people at risk get no profile."""
    return Speaker.objects.filter(exposure=Speaker.Exposure.PUBLIC_ROLE)


class Speakers(ApiView):
    """Sources known across articles."""

    @described(page_of(SpeakerOutput), parameters=[NameParameters])
    def get(self, request: Request) -> Response:
        """Speakers by name, last name first."""
        given = parameters(request, NameParameters)
        rows = profiled_speakers().filter(search_key__contains=search_key(given.get("q", "")))
        return listed(request, rows, Order(("sort_key", "id")), given, SpeakerOutput)


@method_decorator(conditional_page, name="dispatch")
class OneSpeaker(ApiView):
    """One speaker."""

    @described(SpeakerOutput, HTTPStatus.NOT_FOUND)
    def get(self, request: Request, pk: UUID) -> Response:
        """A speaker who is known across articles and in a public role."""
        return Response(SpeakerOutput(find(profiled_speakers(), pk)).data)


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
