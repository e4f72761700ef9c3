"""What a person is told after an article was added or fetched again: the same on the site and in admin."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html

from articles.fetch import FetchError
from articles.forms import AddArticleForm
from articles.ingest.clean import digest
from articles.ingest.errors import IngestError
from articles.ingest.types import Draft
from articles.models import Article
from articles.services import AddedPage, NotChanged, read_again, refetch_page
from articles.withheld import withheld_articles
from audit.ledger.models import Actor

UNCHANGED = "The page has the same words as before. Nothing was added."
CHANGED = "The page has other words now. They are the next revision; the worker reads it for claims."


def tell_added(request: HttpRequest, added: AddedPage, form: AddArticleForm) -> None:
    """Say that the article is stored, or why it is here already."""
    if added.is_revised:
        messages.success(request, f"This article is here already. {CHANGED}")
        return
    if not added.is_new:
        messages.info(request, _why_known(added.article, form.draft))
        return
    messages.success(request, "The article is stored. Its text will never change.")
    for note in added.notes:
        messages.warning(request, note)
    copy_of = added.article.copy_of
    if copy_of and copy_of.pk not in withheld_articles(request):
        messages.info(
            request,
            format_html(
                'The same text stands at another outlet: <a href="{}">{} in {}</a>.',
                copy_of.get_absolute_url(),
                copy_of.headline or "an article without headline",
                copy_of.outlet.name,
            ),
        )


def _why_known(article: Article, draft: Draft | None) -> str:
    if draft and article.current_revision and article.current_revision.sha256 != digest(draft.text):
        return "An article with this web address is here already, with other words than yours. Nothing was added."
    return "This article is here already. Nothing was added a second time."


def refetch_and_tell(request: HttpRequest, article: Article, actor: Actor) -> None:
    """Fetch the article's page again and say what came of it."""
    try:
        found = refetch_page(article=article, actor=actor)
    except (NotChanged, FetchError, IngestError) as error:
        messages.error(request, f"{error} Nothing was changed.")
        return
    _tell_changed(request, found.has_changed)
    for note in found.notes:
        messages.warning(request, note)


def reread_and_tell(request: HttpRequest, article: Article, actor: Actor) -> None:
    """Read the page that came in the other way, as the form's `reading` says, and say what came of it."""
    try:
        has_changed = read_again(article=article, reading=request.POST.get("reading", ""), actor=actor)
    except (NotChanged, IngestError) as error:
        messages.error(request, f"{error} Nothing was changed.")
        return
    _tell_changed(request, has_changed)


def _tell_changed(request: HttpRequest, has_changed: bool) -> None:
    if has_changed:
        messages.success(request, CHANGED)
    else:
        messages.info(request, UNCHANGED)
