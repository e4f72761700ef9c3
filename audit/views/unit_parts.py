"""The parts of a claim: cut, joined, restated; and a claim confirmed or chosen. Pages that need no script."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from audit.models import Assertion, Claim
from audit.permissions import Act
from audit.services.edits import Done
from audit.services.errors import Refused
from audit.services.splitting import correct_assertion, merge_assertions, split_assertion
from audit.services.triage import confirm_claim, triage_claim
from audit.services.words import text_of
from audit.unit_forms import RestateForm, SplitForm, TriageForm, proposals
from audit.views.access import actor_of, needs


def tell(request: HttpRequest, sentence: str, act: Callable[[], Done]) -> None:
    """Do an act, and say that it is done or why not."""
    try:
        act()
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, sentence)


def complaint(error: forms.ValidationError | forms.Form) -> str:
    """What is wrong with a form, in a sentence."""
    if isinstance(error, forms.ValidationError):
        return " ".join(error.messages)
    return " ".join(f"{name}: {' '.join(map(str, sentences))}" for name, sentences in error.errors.items())


@require_safe
@needs(Act.EDIT_CLAIM)
def claim_parts(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The parts of a claim that are judged apart, each with what can be done to it."""
    claim = get_object_or_404(Claim.objects.select_related("revision__article", "revision__body", "source"), pk=pk)
    seen = {"seen": claim.version()}
    text = text_of(claim.revision)
    parts = [(part, *_forms(part, text, seen)) for part in claim.assertions.all()]
    context = {"claim": claim, "article": claim.revision.article, "parts": parts, **seen}
    return render(request, "audit/claim_parts.html", context)


def _forms(part: Assertion, text: str, seen: dict[str, str]) -> tuple[SplitForm, RestateForm]:
    """The forms of a part, each begun with what is proposed or there."""
    lines = [words for words, _ in proposals(text, part.content)]
    known = {name: getattr(part, name) for name in ("restatement", "type", "as_of")}
    split = SplitForm(initial={"pieces": "\n".join(lines), **seen}, auto_id=f"split-{part.number}-%s")
    return split, RestateForm(initial={**known, **seen}, auto_id=f"restate-{part.number}-%s")


@require_POST
@needs(Act.EDIT_CLAIM)
def assertion_split(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Cut a part of a claim into pieces that are judged apart."""
    part, form = _part(pk), SplitForm(request.POST)
    try:
        if not form.is_valid():
            raise forms.ValidationError(complaint(form))
        pieces = form.spans(text_of(part.claim.revision), part.content)
    except forms.ValidationError as error:
        messages.error(request, complaint(error))
    else:
        given: dict[str, Any] = {"pieces": pieces, "seen": form.cleaned_data["seen"], "actor": actor_of(request)}
        tell(
            request,
            "The part is split; each piece is judged by itself.",
            lambda: split_assertion(assertion=part, **given),
        )
    return redirect("claim_parts", pk=part.claim_id)


@require_POST
@needs(Act.EDIT_CLAIM)
def assertion_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Restate a part, say of which type it is, or as of which day it is judged."""
    part, form = _part(pk), RestateForm(request.POST)
    if form.is_valid():
        seen = form.cleaned_data.pop("seen")
        given: dict[str, Any] = {"changes": form.cleaned_data, "seen": seen, "actor": actor_of(request)}
        tell(request, "Recorded.", lambda: correct_assertion(assertion=part, **given))
    else:
        messages.error(request, complaint(form))
    return redirect("claim_parts", pk=part.claim_id)


@require_POST
@needs(Act.EDIT_CLAIM)
def parts_merge(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Join the parts of a claim that were ticked."""
    claim = get_object_or_404(Claim, pk=pk)
    ticked = [
        part
        for part in claim.assertions.select_related("claim__revision")
        if str(part.pk) in request.POST.getlist("part")
    ]
    seen = request.POST.get("seen") or None
    sentence = "The parts are one now."
    tell(request, sentence, lambda: merge_assertions(assertions=ticked, actor=actor_of(request), seen=seen))
    return redirect("claim_parts", pk=pk)


@require_POST
@needs(Act.EDIT_CLAIM)
def claim_confirm(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Say that a claim's words and source are right as they stand."""
    claim = get_object_or_404(Claim.objects.select_related("revision"), pk=pk)
    tell(request, "Confirmed as it stands.", lambda: confirm_claim(claim=claim, actor=actor_of(request)))
    return redirect(claim)


@require_POST
@needs(Act.EDIT_CLAIM)
def claim_triage(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Say whether a claim is judged."""
    claim, form = get_object_or_404(Claim.objects.select_related("revision"), pk=pk), TriageForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        tell(request, "Recorded.", lambda: triage_claim(claim=claim, actor=actor_of(request), **given))
    else:
        messages.error(request, complaint(form))
    return redirect(claim)


def _part(pk: uuid.UUID) -> Assertion:
    return get_object_or_404(Assertion.objects.select_related("claim__revision__body"), pk=pk)
