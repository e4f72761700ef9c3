"""Outlets: by name, one with how much is here of it, and its correction."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from rest_framework.request import Request
from rest_framework.response import Response

from articles.models import Outlet
from articles.services import correct_outlet
from audit.api.serializers.outlets import OutletCorrection, OutletDetail, OutletOutput
from audit.api.serializers.reference import NameParameters
from audit.api.views.base import ApiView, demand, described, find, listed, page_of, parameters
from audit.api.views.units import REFUSALS
from audit.permissions import Act
from audit.reports.outlets import BY_NAME, named_outlets, outlet_counts


class Outlets(ApiView):
    """Those who publish."""

    @described(page_of(OutletOutput), parameters=[NameParameters])
    def get(self, request: Request) -> Response:
        """Outlets by name."""
        given = parameters(request, NameParameters)
        return listed(request, named_outlets(given.get("q", "")), BY_NAME, given, OutletOutput)


@method_decorator(conditional_page, name="dispatch")
class OneOutlet(ApiView):
    """One outlet."""

    @described(OutletDetail, HTTPStatus.NOT_FOUND)
    def get(self, request: Request, pk: UUID) -> Response:
        """An outlet, and how much is here of it; its articles and owners are lists of their own, by their filters."""
        return _told(find(Outlet.objects.all(), pk), request)

    @described(OutletDetail, *REFUSALS, request=OutletCorrection)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Correct an outlet (editors)."""
        actor, body = demand(request, Act.EDIT_OWNERSHIP), OutletCorrection(data=request.data)
        body.is_valid(raise_exception=True)
        row = find(Outlet.objects.all(), pk)
        known = {name: getattr(row, name) for name in ("name", "domains", "country", "ownership")}
        return _told(correct_outlet(outlet=row, actor=actor, **{**known, **body.validated_data}), request)


def _told(row: Outlet, request: Request) -> Response:
    counts = outlet_counts([row], request.user)
    return Response(OutletDetail(row, context={"counts": counts[row.pk] if counts else None}).data)
