"""How far reviewers agree, and on what they do not."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponseBase, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response

from audit.api.serializers.agreement import AgreementParameters, QuestionAgreementOutput
from audit.api.views.base import ApiView, demand, described, each, parameters
from audit.api.views.exports import AsAddressed
from audit.exports.disagreements import COLUMNS, rows
from audit.exports.formats import FORMATS, csv_of, pieces
from audit.models import Question
from audit.permissions import Act
from audit.reports.agreement import AgreementFilters, agreement_report


def _filters(request: Request) -> AgreementFilters:
    given = parameters(request, AgreementParameters)
    question = Question(given["question"]) if "question" in given else None
    outlet = given["outlet"].pk if "outlet" in given else None
    audit = given["audit"].pk if "audit" in given else None
    return AgreementFilters(question, outlet, given.get("since"), given.get("until"), audit)


class AgreementReport(ApiView):
    """Agreement between reviewers."""

    @described(QuestionAgreementOutput(many=True), HTTPStatus.FORBIDDEN, parameters=[AgreementParameters])
    def get(self, request: Request) -> Response:
        """Agreement per question, by group and by answer, by pair of people and by month. Reviewers and editors."""
        demand(request, Act.SEE_UNPUBLISHED)
        return each(QuestionAgreementOutput, agreement_report(request.user, _filters(request)))


class DisagreementsAsCsv(ApiView):
    """Disagreements as CSV."""

    content_negotiation_class = AsAddressed

    @described(
        {(HTTPStatus.OK.value, "text/csv"): OpenApiTypes.STR}, HTTPStatus.FORBIDDEN, parameters=[AgreementParameters]
    )
    def get(self, request: Request) -> HttpResponseBase:
        """A row for each answer to a target on which people said different things. Reviewers and editors."""
        demand(request, Act.SEE_UNPUBLISHED)
        found = agreement_report(request.user, _filters(request), listed=None)
        headers = {"Content-Disposition": 'attachment; filename="disagreements.csv"'}
        lines = pieces(csv_of(COLUMNS, rows(found)))
        return StreamingHttpResponse(lines, content_type=FORMATS["csv"].content_type, headers=headers)
