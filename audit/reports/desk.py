"""What the front page and the head of an article's claims say: what waits, and how far the machine is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateWorker

from articles.models import Article, Revision
from audit.models import Claim, ExtractionRun, Review
from audit.permissions import Act, User, can

RECENT = 8  # articles on the front page
LOOKED_AT = 50  # of the newest articles, those that still have claims to review are shown
WORKER_SEEN_WITHIN = timedelta(minutes=1)


class Reading(StrEnum):
    """How far the machine is with a revision."""

    DONE = "done"
    QUEUED = "queued"
    NO_WORKER = "no worker"


def reading_of(run: ExtractionRun | None) -> Reading:
    """Whether the revision has been read, waits its turn, or waits for a worker that nobody has started."""
    if run:
        return Reading.DONE
    since = timezone.now() - WORKER_SEEN_WITHIN
    seen = ProcrastinateWorker.objects.filter(last_heartbeat__gte=since).exists()
    return Reading.QUEUED if seen else Reading.NO_WORKER


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article with how many claims it has, and how many of them nobody has reviewed."""

    article: Article
    claims: int
    open_claims: int

    @property
    def reviewed(self) -> int:
        return self.claims - self.open_claims


@dataclass(frozen=True, slots=True)
class Desk:
    """The front page: recent articles, and those with claims to review for people who review."""

    recent: tuple[Article, ...]
    to_review: tuple[ArticleLine, ...]


def desk(user: User) -> Desk:
    """What is new and what waits for this person."""
    newest = list(Article.objects.with_current().newest_first()[:LOOKED_AT])
    waiting = _lines(newest, user) if can(user, Act.REVIEW) else ()
    return Desk(tuple(newest[:RECENT]), tuple(line for line in waiting if line.open_claims)[:RECENT])


def _lines(articles: Sequence[Article], user: User) -> tuple[ArticleLine, ...]:
    reviewed = Exists(Review.objects.visible_to(user).filter(claim=OuterRef("pk")))
    shown = Claim.objects.filter(revision__article__in=articles).active().on_their_pages()
    rows = shown.annotate(is_reviewed=reviewed).order_by().values(article=F("revision__article"))
    sums = rows.annotate(all=Count("pk"), open=Count("pk", filter=Q(is_reviewed=False)))
    counts = {row["article"]: (row["all"], row["open"]) for row in sums}
    return tuple(ArticleLine(article, *counts.get(article.pk, (0, 0))) for article in articles)


def latest_run(revision: Revision) -> ExtractionRun | None:
    """The run that made, or would have made, the revision's claims."""
    return revision.runs.order_by("-created_at").first()
