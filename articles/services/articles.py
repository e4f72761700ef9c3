"""Articles one at a time. Each call is one transaction with its event; text comes in as a Draft."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Min
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.ingest.clean import digest
from articles.ingest.types import Draft
from articles.models import Article, Outlet, Revision
from articles.services.queueing import Priority
from articles.services.storing import (
    Added,
    Incoming,
    RawSource,
    add_articles,
    new_revision,
    reading_lock,
    store_revisions,
)
from audit.ledger.models import Actor
from audit.ledger.services import record


def add_article(
    *,
    draft: Draft,
    outlet: Outlet,
    source: RawSource,
    way: Revision.Way,
    actor: Actor,
    canonical_url: str | None = None,
    published: date | None = None,
) -> Added:
    """Store an article and its first revision, and defer the reading of it, all or nothing; see `add_articles`."""
    return add_articles([Incoming(draft, outlet, source, canonical_url, published)], way=way, actor=actor)[0]


@transaction.atomic
def add_revision(*, article: Article, draft: Draft, source: RawSource, way: Revision.Way, actor: Actor) -> bool:
    """Store a later state of an article, make it the current one and defer the reading of it. Whether it is one:
    the words of the current revision once more change nothing."""
    article = Article.objects.select_for_update(of=("self",)).select_related("current_revision").get(pk=article.pk)
    current = article.current_revision
    sha256 = digest(draft.text)
    if current and current.sha256 == sha256:
        return False
    number = current.number + 1 if current else 1
    revision = article.current_revision = new_revision(article, draft, source, way, sha256, number=number)
    store_revisions([(revision, draft.text, source)], _priority(article))
    article.save(update_fields=["current_revision"])
    record(actor=actor, action="revised", target=article, rows=[article, revision], data={"number": revision.number})
    return True


def _priority(article: Article) -> Priority:
    """That of reading a later revision: never before an earlier one that still waits, whose claims it takes over."""
    waiting = ProcrastinateJob.objects.filter(status="todo", lock=reading_lock(article.pk))
    lowest = waiting.aggregate(lowest=Min("priority"))["lowest"]
    return Priority.AWAITED if lowest is None else Priority(min(lowest, Priority.AWAITED))
