"""Marking apart in an audit, and how far people agree on which words are claims."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from audit.api.serializers.marking import (
    MarkingAgreementOutput,
    MarkingCallInput,
    MarkingOutput,
    MarkingParameters,
    MarksInput,
)
from audit.api.views.base import ApiView, demand, described, find, parameters
from audit.api.views.units import REFUSALS
from audit.models import AuditArticle
from audit.permissions import Act
from audit.reports.marking import marking_of_article, marking_report
from audit.services.marking import ask_for_marking, hand_in_marks


def _place(pk: UUID) -> AuditArticle:
    return find(AuditArticle.objects.select_related("audit", "revision__body"), pk)


def _answer(request: Request, place: AuditArticle, status: int = HTTPStatus.OK) -> Response:
    return Response(MarkingOutput(marking_of_article(place, request.user)).data, status=status)


class Marking(ApiView):
    """The marking of one article of an audit."""

    @described(MarkingOutput, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
    def get(self, request: Request, pk: UUID) -> Response:
        """One's own pass, and everybody's once every reviewer has handed in (reviewers)."""
        demand(request, Act.SEE_UNPUBLISHED)
        return _answer(request, _place(pk))

    @described({HTTPStatus.CREATED: MarkingOutput}, *REFUSALS, request=MarksInput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Hand in one's marks, once (the audit's reviewers). 422 for marks outside the text, and a second time."""
        actor, given = demand(request, Act.REVIEW), MarksInput(data=request.data)
        given.is_valid(raise_exception=True)
        place = _place(pk)
        hand_in_marks(place=place, marks=given.validated_data["marks"], actor=actor)
        return _answer(request, place, HTTPStatus.CREATED)


class MarkingAsked(ApiView):
    """Asking for marks."""

    @described({HTTPStatus.CREATED: MarkingOutput}, *REFUSALS, request=MarkingCallInput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Have the reviewers of an audit mark one of its articles apart (editors)."""
        actor, given = demand(request, Act.LEAD_AUDIT), MarkingCallInput(data=request.data)
        given.is_valid(raise_exception=True)
        place = _place(pk)
        ask_for_marking(place=place, actor=actor, **given.validated_data)
        return _answer(request, place, HTTPStatus.CREATED)


class AgreementOnUnits(ApiView):
    """Agreement on which words are claims."""

    @described(MarkingAgreementOutput, HTTPStatus.FORBIDDEN, parameters=[MarkingParameters])
    def get(self, request: Request) -> Response:
        """Over all articles that two or more people marked apart (reviewers)."""
        demand(request, Act.SEE_UNPUBLISHED)
        given: dict[str, Any] = parameters(request, MarkingParameters)
        chosen = {name: row.pk for name, row in given.items()}
        return Response(MarkingAgreementOutput(marking_report(request.user, **chosen)).data)
