"""Speakers across articles as people say who they are: likely doubles, two compared, corrected, dated affiliations."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.models import Affiliation, Speaker
from audit.people_forms import AffiliationForm, CompareForm, PostForm, SpeakerForm, UnmergeForm
from audit.permissions import Act
from audit.reports.doubles import doubles, side_of_comparison
from audit.services.affiliations import add_affiliation, correct_affiliation
from audit.services.errors import Refused
from audit.services.merging_speakers import keep_apart, merge_speakers, unmerge_speaker
from audit.services.speakers import correct_speaker, withdraw_mistake
from audit.views.access import actor_of, needs
from audit.views.form_page import UNPROCESSABLE, correction, form_page


def _speakers() -> QuerySet[Speaker]:
    return Speaker.objects.select_related("merged_into")


@require_safe
@needs(Act.EDIT_PEOPLE)
def doubles_page(request: HttpRequest) -> HttpResponse:
    """Speakers who may be one person, the likeliest first."""
    return render(request, "audit/doubles.html", {"doubles": doubles(request.user)})


@require_http_methods(["GET", "POST"])
@needs(Act.EDIT_PEOPLE)
def speaker_compare(request: HttpRequest, pk: uuid.UUID, other: uuid.UUID) -> HttpResponse:
    """Two speakers side by side; a person says whether they are one, and under which name."""
    one, two = get_object_or_404(_speakers(), pk=pk), get_object_or_404(_speakers(), pk=other)
    form = CompareForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            return _compared(request, one, two, form)
        except Refused as error:
            form.add_error(None, str(error))
    context = {"one": side_of_comparison(one), "other": side_of_comparison(two), "form": form}
    return render(request, "audit/speaker_compare.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def _compared(request: HttpRequest, one: Speaker, two: Speaker, form: CompareForm) -> HttpResponse:
    answer, why, by = form.cleaned_data["answer"], form.cleaned_data["why"], actor_of(request)
    if answer == "different":
        keep_apart(one=one, other=two, actor=by, why=why)
        messages.success(request, f"Recorded: “{one}” and “{two}” are not the same.")
        return redirect("doubles")
    kept, merged = (one, two) if answer == "one" else (two, one)
    merge_speakers(kept=kept, merged=merged, actor=by, why=why)
    messages.success(request, f"“{merged}” is shown as “{kept}” from now on. It can be taken back below.")
    return redirect(kept)


@require_POST
@needs(Act.EDIT_PEOPLE)
def speaker_unmerge(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a merge back: the speaker is shown as itself again."""
    speaker, form = get_object_or_404(_speakers(), pk=pk), UnmergeForm(request.POST)
    if not form.is_valid():
        messages.error(request, "The reason is too long. Nothing was changed.")
        return redirect(speaker.kept)
    try:
        unmerge_speaker(speaker=speaker, actor=actor_of(request), **form.cleaned_data)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"“{speaker}” is shown as itself again.")
    return redirect("speaker", pk=pk)


@require_http_methods(["GET", "POST"])
@needs(Act.EDIT_PEOPLE)
def speaker_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Correct a speaker's names, exposure and Wikidata id."""
    speaker = get_object_or_404(_speakers(), pk=pk)
    act = partial(correct_speaker, speaker=speaker, actor=actor_of(request))
    return correction(request, SpeakerForm, speaker, act)


@require_http_methods(["GET", "POST"])
@needs(Act.EDIT_PEOPLE)
def affiliation_add(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Say for whom a speaker spoke, and when."""
    speaker, form = get_object_or_404(_speakers(), pk=pk), AffiliationForm(request.POST or None)
    act = partial(add_affiliation, speaker=speaker, actor=actor_of(request))
    title, back = f"Add an affiliation of “{speaker}”", speaker.get_absolute_url()
    return form_page(request, form, title=title, back=back, act=act, done="Recorded the affiliation.")


@require_http_methods(["GET", "POST"])
@needs(Act.EDIT_PEOPLE)
def affiliation_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Correct an affiliation's post, its dates or what says so."""
    row = get_object_or_404(Affiliation.objects.select_related("speaker", "organization"), pk=pk)
    form = PostForm(request.POST or None, initial=PostForm.of(row))
    act = partial(correct_affiliation, affiliation=row, actor=actor_of(request))
    title, back = f"“{row.speaker}” and {row.organization}", row.speaker.get_absolute_url()
    return form_page(request, form, title=title, back=back, act=act, done="Corrected.")


@require_POST
@needs(Act.EDIT_PEOPLE)
def affiliation_withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Say that an affiliation was a mistake."""
    row = get_object_or_404(Affiliation.objects.select_related("speaker"), pk=pk)
    withdraw_mistake(row=row, actor=actor_of(request))
    messages.success(request, "Withdrawn. It stays in the history.")
    return redirect(row.speaker)
