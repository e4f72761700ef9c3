"""Speakers known across articles: the list, the page of one, and saying who an article's source is."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit.ledger.models import Actor
from audit.models import ArticleSource, Speaker
from audit.permissions import Act
from audit.reports.speakers import profiled, speaker_list, speaker_report
from audit.services.errors import Refused
from audit.services.speakers import add_speaker, link_source, search_key
from audit.views.access import actor_of, needs
from audit.views.cursors import name_cursor, name_position
from audit.views.desk_forms import SpeakerLinkForm

PAGE = 50
CANDIDATES = 20


@require_safe
def speakers(request: HttpRequest) -> HttpResponse:
    """All speakers by name."""
    rows = speaker_list(request.user, after=name_position(request.GET.get("after")), limit=PAGE + 1)
    page, more = rows[:PAGE], len(rows) > PAGE
    further = name_cursor(page[-1].sort_key, page[-1].pk) if more else ""
    return render(request, "audit/speakers.html", {"speakers": page, "further": further})


@require_safe
def speaker(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What one speaker is quoted with across articles; for one that was merged, the one kept."""
    known = Speaker.objects.filter(profiled(request.user)).select_related("merged_into")
    found = get_object_or_404(known, pk=pk)
    if found.merged_into:
        return redirect(found.merged_into)
    return render(request, "audit/speaker.html", {"report": speaker_report(found, request.user)})


@require_http_methods(["GET", "POST"])
@needs(Act.EDIT_CLAIM)
def source_link(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Say who an article's source is: a speaker that is known, or a new one. GET shows the candidates."""
    source = get_object_or_404(ArticleSource.objects.select_related("revision__article__outlet", "speaker"), pk=pk)
    form = SpeakerLinkForm(request.POST) if request.method == "POST" else SpeakerLinkForm(initial={"name": source.name})
    if form.is_bound and form.is_valid():
        try:
            _link(source, form, actor_of(request))
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Recorded who this source is.")
            return redirect(source.revision.article)
    context = {"source": source, "form": form, "candidates": _candidates(source)}
    return render(request, "audit/source_link.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def _link(source: ArticleSource, form: SpeakerLinkForm, actor: Actor) -> None:
    chosen, name = form.cleaned_data["speaker"], form.cleaned_data["name"]
    if form.data.get("act") == "new":
        chosen = add_speaker(name=name, kind=source.kind, actor=actor)
    elif form.data.get("act") == "unlink":
        chosen = None
    elif chosen is None:
        raise Refused("Choose a speaker, or make a new one.")
    link_source(source=source, speaker=chosen, actor=actor)


def _candidates(source: ArticleSource) -> list[Speaker]:
    """Known speakers who share the last word of the source's name, for a person to choose from."""
    words = search_key(source.name).split()
    if not words:
        return []
    named = Q(search_key__contains=words[-1]) | Q(merged__search_key__contains=words[-1])
    same_name = Speaker.objects.filter(pk__in=Speaker.objects.kept().filter(named).values("pk"))
    return list(same_name.annotate(articles=Count("appearances")).order_by("sort_key", "pk")[:CANDIDATES])
