"""Looking again at the pages of recent articles, so that words that were changed in silence are found."""

from __future__ import annotations

import logging

from django.db import transaction
from django.utils import timezone

from articles.fetch import FetchError
from articles.ingest.errors import IngestError
from articles.models import Article, RevisionText, Revisit
from articles.services.looks import next_look
from articles.services.pages import Fetch, ReadPage, fetch_page, read_fetched, refetch_page
from articles.services.queueing import LEASE, MOST_DUE, queue_fetch
from audit.ledger.services import machine

logger = logging.getLogger(__name__)

REVISIT_TASK = "articles.revisit"


def queue_revisits() -> int:
    """Queue a look at every page that is due; how many."""
    now = timezone.now()
    due = Revisit.objects.filter(next_at__lte=now).select_related("article").order_by("next_at")[:MOST_DUE]
    for row in due:
        with transaction.atomic():
            Revisit.objects.filter(pk=row.pk).update(next_at=now + LEASE)
            queue_fetch(REVISIT_TASK, f"revisit {row.pk}", row.article.canonical_url or "", article_id=str(row.pk))
    return len(due)


def revisit(article: Article, *, fetch: Fetch = fetch_page, read: ReadPage = read_fetched) -> None:
    """Look at an article's page again. Other words are its next revision; what goes wrong is noted."""
    if not article.canonical_url or not RevisionText.objects.filter(pk=article.current_revision_id).exists():
        Revisit.objects.filter(pk=article.pk).update(next_at=None)  # what was redacted is not fetched once more
        return
    try:
        refetch_page(article=article, actor=machine("page watcher"), fetch=fetch, read=read)
    except (FetchError, IngestError) as error:
        logger.warning("revisit of %s: %s", article.canonical_url, error)
        next_at = next_look(article, timezone.now())
        Revisit.objects.filter(pk=article.pk).update(error=str(error), next_at=next_at)
