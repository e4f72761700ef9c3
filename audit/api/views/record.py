"""The signed head of the history, and removing words for good."""

from __future__ import annotations

import json
from http import HTTPStatus

from rest_framework.request import Request
from rest_framework.response import Response

from audit.api.serializers.record import HeadOutput, RedactionOutput, TextRedactionInput
from audit.api.views.base import ApiView, demand, described, find
from audit.ledger.heads import signed_head
from audit.permissions import Act
from audit.services.redaction import redact, redactable_rows


class SignedHead(ApiView):
    """The head of the chain."""

    @described(HeadOutput, HTTPStatus.FORBIDDEN)
    def get(self, request: Request) -> Response:
        """The signed head, to be kept away from the machine. Editors only."""
        demand(request, Act.EXPORT_HEAD)
        return Response(HeadOutput(signed_head()).data)


class Redactions(ApiView):
    """Removing words."""

    @described(
        {HTTPStatus.CREATED: RedactionOutput},
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        request=TextRedactionInput,
    )
    def post(self, request: Request) -> Response:
        """Remove a name, a reason or words of evidence for good. Editors only."""
        actor = demand(request, Act.REDACT)
        given = TextRedactionInput(data=request.data)
        given.is_valid(raise_exception=True)
        data = given.validated_data
        row = find(redactable_rows(data["kind"], request.user), data["id"])
        event = redact(row=row, fields=data["texts"], reason=data["reason"], actor=actor)
        removed = json.loads(bytes(event.canonical))["data"]["removed"]
        return Response(RedactionOutput({"event": event.pk, "removed": removed}).data, status=HTTPStatus.CREATED)
