"""When an article's page was last looked at, and when that is to be done again."""

from __future__ import annotations

from django.db import models

from articles.models.articles import Article


class Revisit(models.Model):
    """Looking at the page of an article again. A record of work, no act: other words found there are an act."""

    article = models.OneToOneField(Article, primary_key=True, on_delete=models.PROTECT, related_name="revisit")
    looked_at = models.DateTimeField(help_text="When the page last answered")
    error = models.TextField(blank=True, help_text="Why the last look failed; empty when it did not")
    next_at = models.DateTimeField(null=True, blank=True, db_index=True, help_text="Empty when none is planned")

    def __str__(self) -> str:
        return f"revisits of {self.article_id}"
