"""What was published, word for word, and how it comes in. Nothing here knows of claims."""

from articles.models.articles import (
    READINGS,
    Article,
    ArticleQuerySet,
    Outlet,
    Revision,
    RevisionSource,
    RevisionText,
)
from articles.models.feeds import Feed, FeedEntry, FeedPolling, FeedQuerySet, HostVisit
from articles.models.imports import Import, ImportPart, ImportQuerySet, ImportSkip
from articles.models.revisits import Revisit

__all__ = [
    "READINGS",
    "Article",
    "ArticleQuerySet",
    "Feed",
    "FeedEntry",
    "FeedPolling",
    "FeedQuerySet",
    "HostVisit",
    "Import",
    "ImportPart",
    "ImportQuerySet",
    "ImportSkip",
    "Outlet",
    "Revision",
    "RevisionSource",
    "RevisionText",
    "Revisit",
]
