"""The only writers of articles, feeds and what is known of hosts. Each call that writes is one transaction."""

from articles.services.articles import add_article, add_revision
from articles.services.bulk import begin_import, run_import
from articles.services.errors import FeedTaken, ImportTaken, NotChanged
from articles.services.feeds import FoundFeed, look_at_feed, subscribe_feed, unsubscribe_feed
from articles.services.identity import Identity, edit_article, redact_article
from articles.services.outlets import add_outlet, correct_outlet
from articles.services.pages import AddedPage, add_page, fetch_document, fetch_page, read_again, read_copy, refetch_page
from articles.services.polling import fetch_entry, poll_feed_now, queue_feeds, refresh_feed
from articles.services.queueing import Priority
from articles.services.revisits import queue_revisits, revisit
from articles.services.storing import EXTRACTION_TASK, Added, Incoming, RawSource, add_articles
from articles.services.uploads import run_uploaded, upload_import

__all__ = [
    "EXTRACTION_TASK",
    "Added",
    "AddedPage",
    "FeedTaken",
    "FoundFeed",
    "Identity",
    "ImportTaken",
    "Incoming",
    "NotChanged",
    "Priority",
    "RawSource",
    "add_article",
    "add_articles",
    "add_outlet",
    "add_page",
    "add_revision",
    "begin_import",
    "correct_outlet",
    "edit_article",
    "fetch_document",
    "fetch_entry",
    "fetch_page",
    "look_at_feed",
    "poll_feed_now",
    "queue_feeds",
    "queue_revisits",
    "read_again",
    "read_copy",
    "redact_article",
    "refetch_page",
    "refresh_feed",
    "revisit",
    "run_import",
    "run_uploaded",
    "subscribe_feed",
    "unsubscribe_feed",
    "upload_import",
]
