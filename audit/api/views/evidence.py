"""Archived copies of evidence, where items come from, and who owns outlets."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.db import transaction
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from audit.api.serializers.evidence import (
    ArchivingOutput,
    CopyOutput,
    CopyTextOutput,
    OwnershipInput,
    OwnershipOutput,
    OwnershipParameters,
    ProvenanceInput,
    ProvenanceOutput,
)
from audit.api.views.base import CHOSEN_FIRST, ApiView, demand, described, each, find, listed, page_of, parameters
from audit.models import Evidence, EvidenceCopy, OutletOwnership, Provenance
from audit.permissions import Act
from audit.services.evidence import ask_for_copy, state_origin, state_publisher, take_back
from audit.services.ownership import add_organization, add_ownership
from audit.services.speakers import withdraw_mistake

REFUSALS = (
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)


def _item(request: Request, pk: UUID) -> Evidence:
    return find(Evidence.objects.visible_to(request.user), pk)


class EvidenceCopies(ApiView):
    """The archived copies of an item."""

    @described(CopyOutput(many=True), HTTPStatus.NOT_FOUND)
    def get(self, request: Request, pk: UUID) -> Response:
        """All copies, the newest first."""
        _item(request, pk)
        copies = EvidenceCopy.objects.visible_to(request.user).filter(evidence=pk).select_related("added_by")
        return each(CopyOutput, copies.defer("blocks").order_by("-number"))


class OneEvidenceCopy(ApiView):
    """One copy."""

    @described(CopyTextOutput, HTTPStatus.NOT_FOUND)
    def get(self, request: Request, pk: UUID, number: int) -> Response:
        """A copy with its text. The bytes are a download of the site."""
        copies = EvidenceCopy.objects.visible_to(request.user).select_related("added_by", "contents")
        found = copies.defer("contents__raw").filter(evidence=pk, number=number).first()
        if found is None:
            raise NotFound("There is no such copy here.")
        return Response(CopyTextOutput(found).data)


class EvidenceArchiving(ApiView):
    """Archiving."""

    @described({HTTPStatus.ACCEPTED: ArchivingOutput}, *REFUSALS, request=None)
    def post(self, request: Request, pk: UUID) -> Response:
        """Have the worker fetch the item's page and keep it; asked for twice, it is fetched once."""
        actor = demand(request, Act.REVIEW)
        waiting = ask_for_copy(evidence=_item(request, pk), actor=actor)
        return Response(ArchivingOutput(waiting).data, status=HTTPStatus.ACCEPTED)


class EvidenceProvenance(ApiView):
    """Where an item comes from."""

    @described(ProvenanceOutput(many=True), HTTPStatus.NOT_FOUND)
    def get(self, request: Request, pk: UUID) -> Response:
        """All statements that the caller may see, in their order."""
        _item(request, pk)
        rows = Provenance.objects.visible_to(request.user).filter(evidence=pk).select_related("added_by")
        return each(ProvenanceOutput, rows.order_by("number"))

    @described({HTTPStatus.CREATED: ProvenanceOutput}, *REFUSALS, request=ProvenanceInput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Say where an item comes from, or take that back. 422 for a ring and for what is held already."""
        actor, item = demand(request, Act.REVIEW), _item(request, pk)
        given = ProvenanceInput(data=request.data, context={"request": request})
        given.is_valid(raise_exception=True)
        said: dict[str, Any] = given.validated_data
        relation, thing, more = said["relation"], said["thing"], {"why": said["why"], "actor": actor}
        if said["act"] == "withdrawn":
            row = take_back(item=item, relation=relation, thing=thing, **more)
        elif relation == Provenance.Relation.DERIVES:
            row = state_origin(item=item, origin=thing, **more)
        else:
            row = state_publisher(item=item, relation=relation, organization=thing, **more)
        return Response(ProvenanceOutput(row).data, status=HTTPStatus.CREATED)


class Ownerships(ApiView):
    """Who owns outlets."""

    @described(page_of(OwnershipOutput), parameters=[OwnershipParameters])
    def get(self, request: Request) -> Response:
        """Ownerships, the newest first; withdrawn ones say so."""
        given = parameters(request, OwnershipParameters)
        rows = OutletOwnership.objects.all()
        if "outlet" in given:
            rows = rows.filter(outlet=given["outlet"])
        return listed(request, rows, CHOSEN_FIRST, given, OwnershipOutput)

    @described({HTTPStatus.CREATED: OwnershipOutput}, *REFUSALS, request=OwnershipInput)
    def post(self, request: Request) -> Response:
        """Say who owns an outlet (editors)."""
        actor = demand(request, Act.EDIT_OWNERSHIP)
        given = OwnershipInput(data=request.data)
        given.is_valid(raise_exception=True)
        said = dict(given.validated_data)
        with transaction.atomic():
            body = add_organization(name=said.pop("organization"), actor=actor)
            row = add_ownership(organization=body, actor=actor, **said)
        return Response(OwnershipOutput(row).data, status=HTTPStatus.CREATED)


class OwnershipWithdrawal(ApiView):
    """A mistake."""

    @described(OwnershipOutput, *REFUSALS, request=None)
    def post(self, request: Request, pk: UUID) -> Response:
        """Say that an ownership was a mistake (editors); once more changes nothing."""
        actor = demand(request, Act.EDIT_OWNERSHIP)
        row = withdraw_mistake(row=find(OutletOwnership.objects.all(), pk), actor=actor)
        return Response(OwnershipOutput(row).data)
