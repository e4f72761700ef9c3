"""Two revisions of an article side by side."""

from __future__ import annotations

import uuid

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from articles.models import Article, Revision
from audit.reports.comparison import compare


@require_safe
def comparison(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The revisions numbered `from` and `to`; without them the last two."""
    article = get_object_or_404(Article.objects.with_current(), pk=pk)
    revisions = list(article.revisions.select_related("body").defer("blocks").order_by("number"))
    if len(revisions) < 2:
        return redirect(article)
    old, new = _chosen(request, revisions)
    has_text = hasattr(old, "body") and hasattr(new, "body")
    context = {
        "article": article,
        "revisions": revisions,
        "old": old,
        "new": new,
        "comparison": compare(article, old, new) if has_text else None,
    }
    return render(request, "audit/compare.html", context)


def _chosen(request: HttpRequest, revisions: list[Revision]) -> tuple[Revision, Revision]:
    by_number = {str(revision.number): revision for revision in revisions}
    first = by_number.get(request.GET.get("from") or str(revisions[-2].number))
    second = by_number.get(request.GET.get("to") or str(revisions[-1].number))
    if first is None or second is None or first == second:
        raise BadRequest("Choose two revisions of this article that differ.")
    return (first, second) if first.number < second.number else (second, first)
