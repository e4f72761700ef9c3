"""Noting when an article's page was looked at, and planning the next look."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from articles.models import Article, Revisit


def note_look(article: Article) -> None:
    """The page has answered just now."""
    now = timezone.now()
    planned = {"looked_at": now, "error": "", "next_at": next_look(article, now)}
    Revisit.objects.update_or_create(article_id=article.pk, defaults=planned)


def next_look(article: Article, now: datetime) -> datetime | None:
    """The first of the planned ages of an article that lies ahead; None behind the last."""
    ages = (article.created_at + timedelta(hours=hours) for hours in settings.REVISIT_HOURS)
    return next((moment for moment in ages if moment > now), None)
