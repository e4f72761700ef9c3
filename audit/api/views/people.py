"""Speakers across articles as people say who they are: made, corrected, compared; and for whom they spoke when."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from audit.api.serializers.people import (
    AffiliationParameters,
    DatedAffiliationInput,
    DatedAffiliationOutput,
    DoubleOutput,
    DoubleParameters,
    NewSpeakerInput,
    OrganizationCorrection,
    PostInput,
    SpeakerComparisonInput,
    SpeakerComparisonOutput,
    SpeakerComparisonParameters,
    SpeakerCorrection,
    UnmergeInput,
)
from audit.api.serializers.reference import NameParameters, OrganizationOutput, SpeakerOutput
from audit.api.views.base import (
    CHOSEN_FIRST,
    ApiView,
    demand,
    described,
    each,
    find,
    listed,
    page_of,
    parameters,
)
from audit.api.views.units import REFUSALS
from audit.keyset import Order
from audit.ledger.models import Actor
from audit.models import Affiliation, Organization, Speaker, SpeakerComparison
from audit.permissions import Act
from audit.reports.doubles import doubles
from audit.reports.speakers import profiled
from audit.services.affiliations import add_affiliation, correct_affiliation
from audit.services.merging_speakers import keep_apart, merge_speakers, unmerge_speaker
from audit.services.ownership import correct_organization, place_organization
from audit.services.speakers import add_speaker, correct_speaker, search_key, withdraw_mistake


def _read(request: Request, act: Act, body: type[Serializer[Any]]) -> tuple[Actor, dict[str, Any]]:
    """Who acts, and the body; 400 for one that does not fit."""
    actor, given = demand(request, act), body(data=request.data)
    given.is_valid(raise_exception=True)
    return actor, dict(given.validated_data)


class Speakers(ApiView):
    """Sources known across articles."""

    @described(page_of(SpeakerOutput), parameters=[NameParameters])
    def get(self, request: Request) -> Response:
        """Speakers by name, last name first; those that were merged into others are left out."""
        given = parameters(request, NameParameters)
        rows = Speaker.objects.kept().filter(profiled(request.user))
        rows = rows.filter(search_key__contains=search_key(given.get("q", "")))
        return listed(request, rows, Order(("sort_key", "id")), given, SpeakerOutput)

    @described({HTTPStatus.CREATED: SpeakerOutput}, *REFUSALS, request=NewSpeakerInput)
    def post(self, request: Request) -> Response:
        """Make a speaker known across articles (reviewers)."""
        actor, given = _read(request, Act.EDIT_PEOPLE, NewSpeakerInput)
        return Response(SpeakerOutput(add_speaker(actor=actor, **given)).data, status=HTTPStatus.CREATED)


@method_decorator(conditional_page, name="dispatch")
class OneSpeaker(ApiView):
    """One speaker."""

    @described(SpeakerOutput, HTTPStatus.NOT_FOUND)
    def get(self, request: Request, pk: UUID) -> Response:
        """A speaker who is known across articles. One that was merged says into whom. Private people, minors and
        people at risk are shown to reviewers alone."""
        return Response(SpeakerOutput(find(Speaker.objects.filter(profiled(request.user)), pk)).data)

    @described(SpeakerOutput, *REFUSALS, request=SpeakerCorrection)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Correct a speaker (reviewers)."""
        actor, given = _read(request, Act.EDIT_PEOPLE, SpeakerCorrection)
        speaker = find(Speaker.objects.all(), pk)
        known = {name: getattr(speaker, name) for name in ("name", "aliases", "exposure", "wikidata_id")}
        return Response(SpeakerOutput(correct_speaker(speaker=speaker, actor=actor, **{**known, **given})).data)


class Doubles(ApiView):
    """Speakers who may be one."""

    @described(DoubleOutput(many=True), HTTPStatus.FORBIDDEN, parameters=[DoubleParameters])
    def get(self, request: Request) -> Response:
        """Pairs that nobody has compared yet, the likeliest first (reviewers)."""
        demand(request, Act.EDIT_PEOPLE)
        return each(DoubleOutput, doubles(request.user, parameters(request, DoubleParameters)["limit"]))


class Comparisons(ApiView):
    """What people found who compared two speakers."""

    @described(page_of(SpeakerComparisonOutput), HTTPStatus.FORBIDDEN, parameters=[SpeakerComparisonParameters])
    def get(self, request: Request) -> Response:
        """All that was found, the newest first (reviewers)."""
        demand(request, Act.SEE_UNPUBLISHED)
        given, rows = parameters(request, SpeakerComparisonParameters), SpeakerComparison.objects.select_related("by")
        if "speaker" in given:
            rows = rows.filter(Q(one=given["speaker"]) | Q(other=given["speaker"]))
        return listed(request, rows, CHOSEN_FIRST, given, SpeakerComparisonOutput)

    @described({HTTPStatus.CREATED: SpeakerComparisonOutput}, *REFUSALS, request=SpeakerComparisonInput)
    def post(self, request: Request) -> Response:
        """Say that two speakers are one, or not the same (reviewers). 422 for two who cannot be one."""
        actor, given = _read(request, Act.EDIT_PEOPLE, SpeakerComparisonInput)
        one, other, kept = given["one"], given["other"], given.get("kept")
        if kept is None:
            row = keep_apart(one=one, other=other, actor=actor, why=given["why"])
        else:
            merged = other if kept == one else one
            row = merge_speakers(kept=kept, merged=merged, actor=actor, why=given["why"])
        return Response(SpeakerComparisonOutput(row).data, status=HTTPStatus.CREATED)


class SpeakerUnmerging(ApiView):
    """A merge taken back."""

    @described(SpeakerComparisonOutput, *REFUSALS, request=UnmergeInput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Show a merged speaker as itself again (reviewers)."""
        actor, given = _read(request, Act.EDIT_PEOPLE, UnmergeInput)
        row = unmerge_speaker(speaker=find(Speaker.objects.all(), pk), actor=actor, **given)
        return Response(SpeakerComparisonOutput(row).data)


class Affiliations(ApiView):
    """For whom speakers spoke, and when."""

    @described(page_of(DatedAffiliationOutput), parameters=[AffiliationParameters])
    def get(self, request: Request) -> Response:
        """Affiliations, the newest first; withdrawn ones say so. Those of merged speakers count for the one kept."""
        given = parameters(request, AffiliationParameters)
        shown = Speaker.objects.filter(profiled(request.user))
        rows = Affiliation.objects.filter(speaker__in=shown).select_related("organization")
        if "speaker" in given:
            rows = rows.of(given["speaker"].kept)
        if "organization" in given:
            rows = rows.filter(organization=given["organization"])
        if "on" in given:
            rows = rows.standing().on(given["on"])
        return listed(request, rows, CHOSEN_FIRST, given, DatedAffiliationOutput)

    @described({HTTPStatus.CREATED: DatedAffiliationOutput}, *REFUSALS, request=DatedAffiliationInput)
    def post(self, request: Request) -> Response:
        """Say for whom a speaker spoke (reviewers)."""
        actor, given = _read(request, Act.EDIT_PEOPLE, DatedAffiliationInput)
        row = add_affiliation(actor=actor, **given)
        return Response(DatedAffiliationOutput(row).data, status=HTTPStatus.CREATED)


class OneAffiliation(ApiView):
    """One affiliation."""

    @described(DatedAffiliationOutput, *REFUSALS, request=PostInput)
    def put(self, request: Request, pk: UUID) -> Response:
        """Correct the post, its dates and what says so (reviewers)."""
        actor, given = _read(request, Act.EDIT_PEOPLE, PostInput)
        row = find(Affiliation.objects.select_related("organization"), pk)
        return Response(DatedAffiliationOutput(correct_affiliation(affiliation=row, actor=actor, **given)).data)


class AffiliationWithdrawal(ApiView):
    """A mistake."""

    @described(DatedAffiliationOutput, *REFUSALS, request=None)
    def post(self, request: Request, pk: UUID) -> Response:
        """Say that an affiliation was a mistake (reviewers); once more changes nothing."""
        actor = demand(request, Act.EDIT_PEOPLE)
        row = withdraw_mistake(row=find(Affiliation.objects.all(), pk), actor=actor)
        return Response(DatedAffiliationOutput(row).data)


class OneOrganization(ApiView):
    """One organization."""

    @described(OrganizationOutput, HTTPStatus.NOT_FOUND)
    def get(self, request: Request, pk: UUID) -> Response:
        """A body that sources speak for, or that owns outlets."""
        return Response(OrganizationOutput(find(Organization.objects.all(), pk)).data)

    @described(OrganizationOutput, *REFUSALS, request=OrganizationCorrection)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Correct an organization, or say what it is part of (editors)."""
        actor, given = _read(request, Act.EDIT_OWNERSHIP, OrganizationCorrection)
        row = find(Organization.objects.all(), pk)
        known = {name: getattr(row, name) for name in ("name", "acronym", "kind", "country", "wikidata_id")}
        with transaction.atomic():
            if "parent" in given:
                place_organization(organization=row, parent=given.pop("parent"), actor=actor)
            row = correct_organization(organization=row, actor=actor, **{**known, **given})
        return Response(OrganizationOutput(row).data)
