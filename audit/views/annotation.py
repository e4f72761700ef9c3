"""The article page: the text with its claims in place, a line for each beside it, and the chosen one with its form.

The same addresses answer htmx with the chosen claim alone: one card is a small part of a long article."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from articles.models import Article, Revision
from audit.forms import BoundReview
from audit.models import Assertion, Claim
from audit.models.visibility import is_masked
from audit.permissions import Act, User, can
from audit.reports.desk import reading_of, with_notes
from audit.reports.findings import findings_of, words_changed
from audit.reports.lines import Line, lines, places, places_of
from audit.services.personal import usual_keys
from audit.views.choice import Choice, asked_for, chosen
from audit.views.desk_forms import FindingForm
from audit.views.marked_text import paragraphs

LAID_OUT_AT_ONCE = 30_000  # code points; paragraphs of a longer text are laid out as they come near the window


@require_safe
@vary_on_headers("HX-Request")
def article(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The annotated article; `claim`, `question` and `assertion` choose what the form is about."""
    if is_fragment(request):
        return _render_asked(request, find_article(pk, request.user, with_words=False))
    return render_article(request, find_article(pk, request.user))


def is_fragment(request: HttpRequest) -> bool:
    """Whether a script asks for the chosen claim alone."""
    return request.headers.get("HX-Target") == "choice"


def find_article(pk: uuid.UUID, user: User, *, with_words: bool = True) -> Article:
    """The article with everything its page shows of it to this person, in one query."""
    whole = Article.objects.with_current().annotate(is_masked=is_masked(user))
    if with_words:
        whole = whole.select_related("current_revision__body", "copy_of__outlet", "copy_of__current_revision")
    return get_object_or_404(with_notes(whole), pk=pk)


def _render_asked(request: HttpRequest, article: Article) -> HttpResponse:
    revision = article.current_revision
    choice = asked_for(request, article, places(revision)) if revision else None
    return _render_choice(request, article, choice)


def render_choice(
    request: HttpRequest, target: Claim | Assertion, *, sent: BoundReview | None = None, status: int = 200
) -> HttpResponse:
    """The chosen claim alone, with the messages for the page to take over."""
    claim = target.claim if isinstance(target, Assertion) else target
    article = find_article(claim.revision.article_id, request.user, with_words=False)
    revision = article.current_revision
    assert revision is not None  # a claim stands in one
    choice = chosen(request, article, places(revision), target, sent)
    return _render_choice(request, article, choice, status=status)


def _render_choice(request: HttpRequest, article: Article, choice: Choice | None, status: int = 200) -> HttpResponse:
    context = {"article": article, "here": article.get_absolute_url(), "choice": choice, "masked": _masked(article)}
    return render(request, "audit/choice.html", context, status=status)


def render_article(
    request: HttpRequest,
    article: Article,
    *,
    sent: BoundReview | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; with `sent`, the form that was refused stands in it as it was typed."""
    revision = article.current_revision
    shown = lines(revision, request.user) if revision else []
    order = places_of(shown)
    choice = chosen(request, article, order, sent.target, sent) if sent else asked_for(request, article, order)
    context = {
        "article": article,
        "page": article.get_absolute_url(),
        # Addresses within the page are short there: four hundred claims have eight hundred.
        "here": "" if request.path == article.get_absolute_url() else article.get_absolute_url(),
        "choice": choice,
        "revision": revision,
        "is_long": revision is not None and revision.length > LAID_OUT_AT_ONCE,
        "masked": _masked(article),
        **_reading(article),
        **_claims(revision, shown, choice),
        "findings": [(finding, words_changed(finding)) for finding in findings_of(article, request.user)],
        "keys": json.dumps(usual_keys()),
        "finding_form": FindingForm() if can(request.user, Act.REVIEW) and revision else None,
    }
    return render(request, "audit/article.html", context, status=status)


def _masked(article: Article) -> frozenset[uuid.UUID]:
    """What the page knows of outlets that are withheld, in place of all that the reader's audits withhold."""
    return frozenset({article.pk} if getattr(article, "is_masked", False) else ())


def _reading(article: Article) -> dict[str, Any]:
    """How far the machine is with the current revision, and what it noted."""
    notes: list[str] | None = getattr(article, "run_notes", None)
    return {"reading": reading_of(notes is not None or not article.current_revision), "run_notes": notes}


def _claims(revision: Revision | None, shown: Sequence[Line], choice: Choice | None) -> dict[str, Any]:
    """The text and the list beside it."""
    active = [line for line in shown if line.state == Claim.State.ACTIVE]
    blocks = paragraphs(revision, active, choice.card.claim.pk if choice else None)
    return {
        "lines": active,
        "dismissed": [line for line in shown if line.state == Claim.State.DISMISSED],
        "reviewed": sum(bool(line.verdict) for line in active),
        "paragraphs": blocks,
        "skipped": sum(not block.is_read for block in blocks),
        "has_title": any(block.is_title for block in blocks),
    }
