"""What people do with an article as a whole: say which it is, fetch or read it again, remove its words."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from articles.messages import refetch_and_tell, reread_and_tell
from articles.models import Article
from articles.services import Identity, NotChanged, edit_article, redact_article
from articles.withheld import check_outlet_known
from audit.permissions import Act
from audit.services.evidence import redact_copies
from audit.views.access import actor_of, needs
from audit.views.desk_forms import IdentityForm, RedactionForm


def _article(request: HttpRequest, pk: uuid.UUID) -> Article:
    check_outlet_known(request, pk)
    return get_object_or_404(Article.objects.with_current(), pk=pk)


@require_http_methods(["GET", "POST"])
@needs(Act.EDIT_ARTICLE)
def article_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Say which article this is: outlet, address, language, date."""
    article = _article(request, pk)
    form = IdentityForm(request.POST) if request.method == "POST" else IdentityForm(initial=IdentityForm.of(article))
    if form.is_bound and form.is_valid():
        try:
            edit_article(article=article, identity=Identity(**form.cleaned_data), actor=actor_of(request))
        except NotChanged as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Recorded which article this is.")
            return redirect(article)
    context = {"article": article, "form": form, "redaction": RedactionForm()}
    return render(request, "audit/article_edit.html", context, status=422 if form.is_bound else 200)


@require_POST
@needs(Act.ADD_ARTICLE)
def article_refetch(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Fetch the article's page again; other words become its next revision."""
    article = _article(request, pk)
    refetch_and_tell(request, article, actor_of(request))
    return redirect(article)


@require_POST
@needs(Act.ADD_ARTICLE)
def article_reread(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Read the page that came in the other way: the article found on it, or all of the page."""
    article = _article(request, pk)
    reread_and_tell(request, article, actor_of(request))
    return redirect(article)


@require_POST
@needs(Act.EDIT_ARTICLE)
def article_redact(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Remove the article's words, what came in, and archived copies of its page."""
    article = _article(request, pk)
    form = RedactionForm(request.POST)
    given: dict[str, Any] = form.cleaned_data if form.is_valid() else {"reason": ""}
    try:
        redact_article(article=article, actor=actor_of(request), **given)
    except NotChanged as error:
        messages.error(request, f"{error} Nothing was removed.")
        return redirect("article_edit", pk=article.pk)
    redact_copies(article=article, actor=actor_of(request), **given)
    messages.success(request, "The words are removed. The history tells who did it and why, and still verifies.")
    return redirect(article)
