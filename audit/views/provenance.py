"""Where items come from, as people say it; who owns outlets, and what organizations are part of."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from audit.models import Evidence, Organization, OutletOwnership, Provenance
from audit.permissions import Act
from audit.provenance_forms import (
    DatesForm,
    OriginForm,
    OwnershipForm,
    PlacementForm,
    PublisherForm,
    SettleProposalForm,
    TakeBackForm,
)
from audit.services.errors import Refused
from audit.services.evidence import state_origin, state_publisher, take_back
from audit.services.ownership import (
    add_organization,
    add_ownership,
    date_ownership,
    place_organization,
)
from audit.services.speakers import withdraw_mistake
from audit.views.access import actor_of, needs

ORGANIZATIONS_SHOWN = 500


def _item(request: HttpRequest, pk: uuid.UUID) -> Evidence:
    return get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk)


def _tell(request: HttpRequest, form: Form, act: Callable[[], object], done: str) -> None:
    """Do it if the form is whole, and say what came of it."""
    if not form.is_valid():
        messages.error(request, "Fill in every field; a reason belongs to each statement. Nothing was recorded.")
        return
    try:
        act()
    except Refused as error:
        messages.error(request, f"{error} Nothing was recorded.")
    else:
        messages.success(request, done)


@require_POST
@needs(Act.REVIEW)
def evidence_origin(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Say what an item goes back to."""
    item = _item(request, pk)
    form = OriginForm(request.POST, offered=Evidence.objects.visible_to(request.user).exclude(pk=pk))
    by = actor_of(request)
    _tell(
        request, form, lambda: state_origin(item=item, actor=by, **form.cleaned_data), "Recorded what it goes back to."
    )
    return redirect(item)


@require_POST
@needs(Act.REVIEW)
def evidence_publisher(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Say which organization publishes an item, or owns its publisher."""
    item, form, by = _item(request, pk), PublisherForm(request.POST), actor_of(request)

    @transaction.atomic
    def state() -> None:
        given = form.cleaned_data
        body = add_organization(name=given["name"], actor=by)
        state_publisher(item=item, relation=given["relation"], organization=body, why=given["why"], actor=by)

    _tell(request, form, state, "Recorded who stands behind it.")
    return redirect(item)


@require_POST
@needs(Act.REVIEW)
def evidence_take_back(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a statement back, or what the item was stored with as its origin."""
    item, form, by = _item(request, pk), TakeBackForm(request.POST), actor_of(request)

    def take() -> None:
        row = _row(request, item, form.cleaned_data["row"]) if form.cleaned_data["row"] else None
        thing = (row.origin or row.article or row.organization) if row else item.derived_from
        if thing is None:
            raise Refused("Nothing of the kind is held of this item.")
        relation = row.relation if row else Provenance.Relation.DERIVES
        take_back(item=item, relation=relation, thing=thing, why=form.cleaned_data["why"], actor=by)

    _tell(request, form, take, "Taken back. The statement stays in the history.")
    return redirect(item)


@require_POST
@needs(Act.REVIEW)
def evidence_settle(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Settle what the machine proposed: a copy, or none."""
    item, form, by = _item(request, pk), SettleProposalForm(request.POST), actor_of(request)

    def settle() -> None:
        row, why = _row(request, item, form.cleaned_data["row"]), form.cleaned_data["why"]
        thing = row.origin or row.article
        if thing is None:
            raise Refused("This is no proposal about a copy.")
        if form.cleaned_data["is_so"] == "yes":
            state_origin(item=item, origin=thing, why=why, actor=by)
        else:
            take_back(item=item, relation=row.relation, thing=thing, why=why, actor=by)

    _tell(request, form, settle, "Settled.")
    return redirect(item)


def _row(request: HttpRequest, item: Evidence, pk: uuid.UUID) -> Provenance:
    rows = Provenance.objects.visible_to(request.user).filter(evidence=item)
    return get_object_or_404(rows.select_related("origin", "article", "organization"), pk=pk)


@require_safe
def ownerships(request: HttpRequest) -> HttpResponse:
    """Who owns which outlet, and what organizations are part of."""
    rows = OutletOwnership.objects.standing().select_related("outlet", "organization__parent")
    context = {
        "ownerships": [(row, DatesForm(initial={"since": row.since, "until": row.until})) for row in rows],
        "placed": Organization.objects.exclude(parent=None).select_related("parent")[:ORGANIZATIONS_SHOWN],
        "form": OwnershipForm(initial={"outlet": request.GET.get("outlet")}),
        "placement": PlacementForm(auto_id="placement-%s"),
    }
    return render(request, "audit/ownerships.html", context)


@require_POST
@needs(Act.EDIT_OWNERSHIP)
def ownership_add(request: HttpRequest) -> HttpResponse:
    """Say who owns an outlet."""
    form, by = OwnershipForm(request.POST), actor_of(request)

    @transaction.atomic
    def add() -> None:
        given = dict(form.cleaned_data)
        body = add_organization(name=given.pop("organization"), actor=by)
        add_ownership(organization=body, actor=by, **given)

    _tell(request, form, add, "Recorded who owns the outlet.")
    return redirect("ownerships")


@require_POST
@needs(Act.EDIT_OWNERSHIP)
def ownership_date(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Say since when and until when an ownership held."""
    row, form, by = get_object_or_404(OutletOwnership, pk=pk), DatesForm(request.POST), actor_of(request)
    _tell(request, form, lambda: date_ownership(ownership=row, actor=by, **form.cleaned_data), "Recorded the dates.")
    return redirect("ownerships")


@require_POST
@needs(Act.EDIT_OWNERSHIP)
def ownership_withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Say that an ownership was a mistake."""
    withdraw_mistake(row=get_object_or_404(OutletOwnership, pk=pk), actor=actor_of(request))
    messages.success(request, "Withdrawn. It stays in the history.")
    return redirect("ownerships")


@require_POST
@needs(Act.EDIT_OWNERSHIP)
def organization_place(request: HttpRequest) -> HttpResponse:
    """Say what an organization is part of."""
    form, by = PlacementForm(request.POST), actor_of(request)

    @transaction.atomic
    def place() -> None:
        body = add_organization(name=form.cleaned_data["organization"], actor=by)
        above = form.cleaned_data["parent"]
        parent = add_organization(name=above, actor=by) if above else None
        place_organization(organization=body, parent=parent, actor=by)

    _tell(request, form, place, "Recorded what it is part of.")
    return redirect("ownerships")
