"""Versions of the codebook: the current one, any other, and the next."""

from __future__ import annotations

from http import HTTPStatus

from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from audit.api.pagination import PageParameters
from audit.api.serializers.rubrics import RubricInput, RubricOutput
from audit.api.views.base import ApiView, demand, described, listed, page_of, parameters
from audit.keyset import Order
from audit.models import Rubric
from audit.permissions import Act
from audit.services.reviews import current_rubric
from audit.services.rubrics import add_rubric

REFUSALS = (
    HTTPStatus.FORBIDDEN,
    HTTPStatus.CONFLICT,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)


class Rubrics(ApiView):
    """All versions."""

    @described(page_of(RubricOutput), parameters=[PageParameters])
    def get(self, request: Request) -> Response:
        """All versions, the newest first."""
        given = parameters(request, PageParameters)
        return listed(request, Rubric.objects.all(), Order(("number",), descending=True), given, RubricOutput)

    @described({HTTPStatus.CREATED: RubricOutput}, *REFUSALS, request=RubricInput)
    def post(self, request: Request) -> Response:
        """Write the next version. Editors only. Answers can be reworded, reordered and retired, not invented."""
        actor = demand(request, Act.WRITE_RUBRIC)
        given = RubricInput(data=request.data)
        given.is_valid(raise_exception=True)
        return Response(RubricOutput(add_rubric(actor=actor, **given.validated_data)).data, status=HTTPStatus.CREATED)


@method_decorator(conditional_page, name="dispatch")
class CurrentRubric(ApiView):
    """The rubric."""

    @described(RubricOutput)
    def get(self, request: Request) -> Response:
        """The rubric that new reviews pin."""
        return Response(RubricOutput(current_rubric()).data)


@method_decorator(conditional_page, name="dispatch")
class OneRubric(ApiView):
    """One version."""

    @described(RubricOutput, HTTPStatus.NOT_FOUND)
    def get(self, request: Request, number: int) -> Response:
        """The version that reviews with this number pin."""
        rubric = Rubric.objects.filter(number=number).first()
        if rubric is None:
            raise NotFound("There is no such version of the codebook.")
        return Response(RubricOutput(rubric).data)
