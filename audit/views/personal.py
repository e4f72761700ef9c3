"""A person's own things: the keys they work with, and drafts of what they have not sent."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Article
from audit.permissions import Act
from audit.services.errors import Refused
from audit.services.personal import ACTS, Keys, choose_keys, drafts_of, keys_of, save_draft
from audit.views.access import needs

SPACE = "space"  # as people type it


@require_http_methods(["GET", "POST"])
@needs(Act.READ)
def keys(request: HttpRequest) -> HttpResponse:
    """What the keys do, other keys for them, and the switch that turns them off; a dialog for scripts."""
    error = ""
    if request.method == "POST":
        try:
            choose_keys(user=_person(request), **_typed(request))
        except Refused as refusal:
            error = str(refusal)
        else:
            messages.success(request, "Your keys are kept. They hold from the next page on.")
            return redirect(request.POST.get("next") or "keys") if _is_own(request) else redirect("keys")
    template = "audit/partials/keys.html" if request.headers.get("HX-Target") == "key-help" else "audit/keys.html"
    return render(request, template, _keys(keys_of(request.user), error), status=422 if error else 200)


def _is_own(request: HttpRequest) -> bool:
    """Whether the form names a page of ours to return to."""
    wanted = request.POST.get("next", "")
    return wanted.startswith("/") and not wanted.startswith("//")


def _typed(request: HttpRequest) -> dict[str, Any]:
    given = {act: request.POST[act].strip().lower() for act in ACTS if act in request.POST}
    by_act = {act: " " if key in ("", SPACE) else key for act, key in given.items()}
    return {"shortcuts": "shortcuts" in request.POST, "by_act": by_act}


def _keys(chosen: Keys, error: str) -> dict[str, Any]:
    rows = [(act, SPACE if key == " " else key, ACTS[act][1]) for act, key in chosen.by_act.items()]
    return {"rows": rows, "shortcuts": chosen.shortcuts, "error": error}


@require_safe
@needs(Act.READ)
def own(request: HttpRequest, pk: uuid.UUID) -> JsonResponse:
    """What the scripts of an article's page need of this person: the keys, and what they have typed about its claims
    and not sent, by the claim or assertion it is about."""
    person, chosen = _person(request), keys_of(request.user)
    drafts = {str(d.target): {"fields": d.fields, "saved_at": d.saved_at} for d in drafts_of(user=person, article=pk)}
    return JsonResponse({"shortcuts": chosen.shortcuts, "keys": chosen.by_act, "drafts": drafts})


@require_POST
@needs(Act.REVIEW)
def draft(request: HttpRequest, pk: uuid.UUID, target: uuid.UUID) -> JsonResponse:
    """Keep what this person has typed about a claim or an assertion: {"fields": [[name, value], ...]}."""
    try:
        fields = _fields(json.loads(request.body))
        found = get_object_or_404(Article, pk=pk)
        save_draft(user=_person(request), article=found, target=target, fields=fields)
    except (json.JSONDecodeError, UnicodeDecodeError, Refused) as error:
        return JsonResponse({"error": str(error)}, status=422)
    return JsonResponse({"saved": True})


def _fields(body: Any) -> list[tuple[str, str]]:
    fields = body.get("fields") if isinstance(body, dict) else None
    if not isinstance(fields, list) or not all(_is_pair(each) for each in fields):
        raise Refused("A draft is a list of pairs of a name and a value.")
    return [(name, value.replace("\x00", "")) for name, value in fields]


def _is_pair(given: Any) -> bool:
    return isinstance(given, list) and len(given) == 2 and all(isinstance(each, str) for each in given)


def _person(request: HttpRequest) -> AbstractBaseUser:
    assert isinstance(request.user, AbstractBaseUser)  # behind `needs`
    return request.user
