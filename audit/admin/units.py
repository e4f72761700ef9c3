"""Units in admin: a claim marked, corrected, split, joined with others, dismissed, restored; by the site's forms and
services."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from articles.models import Article
from audit.admin.form_page import actor_of, form_page
from audit.models import Claim
from audit.permissions import Act, require
from audit.reports.sources import sources_of
from audit.services.errors import Refused
from audit.services.splitting import merge_claims, split_claim
from audit.services.triage import dismiss_claim, restore_claim
from audit.services.units import add_claim, correct_claim
from audit.services.words import text_of
from audit.unit_forms import ClaimForm, DismissForm, MergeClaimsForm, SeenForm, SplitForm, proposals


def mark_claim(request: HttpRequest) -> HttpResponse:
    """Mark a claim in the current revision of the article that the address names."""
    require(request.user, Act.EDIT_CLAIM)
    try:
        article = Article.objects.with_current().filter(pk=request.GET["article"]).first()
    except ValidationError as error:
        raise Http404 from error
    if article is None or article.current_revision is None:
        raise Http404
    revision = article.current_revision
    initial = {"revision": revision.pk, "submission": uuid.uuid4()}
    form = ClaimForm(request.POST or None, shown=revision, sources=sources_of(article), initial=initial)

    def act() -> None:
        data = form.cleaned_data
        seen = get_object_or_404(article.revisions, pk=data["revision"]) if data["revision"] else None
        given = {"revision": seen, "submission": data["submission"], "actor": actor_of(request)}
        add_claim(article=article, draft=form.draft(), **given)

    return form_page(
        request,
        form,
        Claim,
        title=f"Mark a claim: {revision.headline or 'without headline'}",
        back=reverse("admin:articles_article_change", args=[article.pk]),
        act=act,
        done="The claim is marked.",
        text=text_of(revision),
    )


@dataclass(frozen=True, slots=True)
class UnitAct:
    """Something people do to a claim: what it is called, its form, and what is done with the form filled in."""

    title: str
    done: str
    form: Callable[[Claim, Any], Any]
    act: Callable[[Claim, Any, dict[str, Any]], object]


def act_on_claim(request: HttpRequest, pk: uuid.UUID, name: str) -> HttpResponse:
    """The form of an act on one claim."""
    require(request.user, Act.EDIT_CLAIM)
    claims = Claim.objects.with_source().select_related("revision__article", "revision__body")
    claim, unit_act = get_object_or_404(claims, pk=pk), ACTS.get(name)
    if unit_act is None:
        raise Http404
    form: Form = unit_act.form(claim, request.POST or None)

    def go_on() -> None:
        again = request.POST.copy()
        again["seen"] = claims.get(pk=pk).version()
        form.data = again

    return form_page(
        request,
        form,
        Claim,
        title=unit_act.title,
        back=reverse("admin:audit_claim_change", args=[pk]),
        act=lambda: unit_act.act(claim, form, {"actor": actor_of(request), "seen": form.cleaned_data["seen"] or None}),
        done=unit_act.done,
        go_on=go_on,
        claim=claim,
        text=text_of(claim.revision) if name == "correct" else "",
    )


def _correction(claim: Claim, data: Any) -> ClaimForm:
    sources, text = sources_of(claim.revision.article), text_of(claim.revision)
    initial = {**ClaimForm.of(claim, text, claim.content), "submission": uuid.uuid4()}
    return ClaimForm(data, shown=claim.revision, sources=sources, place=claim.content, initial=initial)


def _correct(claim: Claim, form: ClaimForm, given: dict[str, Any]) -> object:
    submission = form.cleaned_data["submission"]
    return correct_claim(claim=claim, changes=form.changes(), revision=claim.revision, submission=submission, **given)


def _splitting(claim: Claim, data: Any) -> SplitForm:
    lines = [words for words, _ in proposals(text_of(claim.revision), claim.content)]
    return SplitForm(data, initial={"pieces": "\n".join(lines), "seen": claim.version()})


def _split(claim: Claim, form: SplitForm, given: dict[str, Any]) -> object:
    try:
        pieces = form.spans(text_of(claim.revision), claim.content)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    return split_claim(claim=claim, pieces=pieces, **given)


def _merge(claim: Claim, form: MergeClaimsForm, given: dict[str, Any]) -> object:
    others = list(form.cleaned_data["others"])
    return merge_claims(claims=[claim, *others], actor=given["actor"])


ACTS = {
    "correct": UnitAct("Correct a claim", "The claim is corrected.", _correction, _correct),
    "split": UnitAct("Split a claim", "The claim is split; each piece is a claim of its own.", _splitting, _split),
    "merge": UnitAct(
        "Join claims",
        "The claims are one now.",
        lambda claim, data: MergeClaimsForm(data, claim=claim, initial={"seen": claim.version()}),
        _merge,
    ),
    "dismiss": UnitAct(
        "Dismiss a claim",
        "Dismissed: it is no claim. It stays, and can be restored.",
        lambda claim, data: DismissForm(data, initial={"seen": claim.version()}),
        lambda claim, form, given: dismiss_claim(claim=claim, reason=form.cleaned_data["reason"], **given),
    ),
    "restore": UnitAct(
        "Restore a claim",
        "Restored.",
        lambda claim, data: SeenForm(data, initial={"seen": claim.version()}),
        lambda claim, form, given: restore_claim(claim=claim, **given),
    ),
}
