"""What the front page and the head of an article's claims say: what waits, and how far the machine is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateWorker

from articles.models import Article
from audit.models import Assertion, AuditArticle, Claim, Draft, ExtractionRun, Finding, Review
from audit.permissions import Act, User, can
from audit.reports.audits import disagreements_for
from audit.reports.passes import codes_due, marks_due
from audit.reports.queue import OwnWork, own_work

RECENT = 8  # articles on the front page
LOOKED_AT = 50  # of the newest articles, those that still have claims to review are shown
MOST_COUNTED = 100  # findings; more are “100 or more”
WORKER_SEEN_WITHIN = timedelta(minutes=1)


class Reading(StrEnum):
    """How far the machine is with a revision."""

    DONE = "done"
    QUEUED = "queued"
    NO_WORKER = "no worker"


def reading_of(is_read: bool) -> Reading:
    """Whether the revision has been read, waits its turn, or waits for a worker that nobody has started."""
    if is_read:
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
class Begun:
    """Answers about an article that somebody has begun: how many, and when the last was typed."""

    article: Article
    answers: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Desk:
    """The front page: recent articles, and for people who review what is theirs to do: claims given to them, answers
    that they began and did not send (`too_late`: the claim left the text since), disagreements they may decide,
    articles of audits that they are to mark apart and whose sources are theirs to code, findings that nobody has
    settled, articles with claims to review."""

    recent: tuple[Article, ...]
    to_review: tuple[ArticleLine, ...] = ()
    begun: tuple[Begun, ...] = ()
    too_late: tuple[Claim, ...] = ()
    open_findings: int = 0
    work: tuple[OwnWork, ...] = ()
    disagreements: int = 0
    marks: tuple[AuditArticle, ...] = ()
    codes: tuple[AuditArticle, ...] = ()

    @property
    def is_asked_for(self) -> bool:
        """Whether anything waits for this person by name or by role."""
        by_name = self.begun or self.too_late or self.work or self.marks or self.codes
        return bool(by_name or self.open_findings or self.disagreements)


def desk(user: User) -> Desk:
    """What is new and what waits for this person."""
    newest = list(Article.objects.with_current().newest_first()[:LOOKED_AT])
    recent = tuple(newest[:RECENT])
    if not can(user, Act.REVIEW):
        return Desk(recent)
    waiting = tuple(line for line in _lines(newest, user) if line.open_claims)[:RECENT]
    findings = Finding.objects.filter(state=Finding.State.PROPOSED)[:MOST_COUNTED].count()
    work = tuple(each for each in own_work(user) if each.waiting)
    late = _too_late(user)
    due = tuple(marks_due(user)[:RECENT]), tuple(codes_due(user)[:RECENT])
    return Desk(recent, waiting, _begun(user, late), late, findings, work, len(disagreements_for(user)), *due)


def _too_late(user: User) -> tuple[Claim, ...]:
    """The claims that left the text while this person had typed an answer about them."""
    typed = Draft.objects.filter(user=user.pk).order_by("-saved_at").values_list("target", flat=True)
    targets = list(typed[:MOST_COUNTED])
    if not targets:
        return ()
    about = Claim.objects.filter(Q(pk__in=targets) | Q(assertions__in=targets)).distinct()
    claims = list(about.select_related("revision__article"))
    shown = set(
        Claim.objects.on_their_pages()
        .shown()
        .filter(pk__in=[claim.pk for claim in claims])
        .values_list("pk", flat=True)
    )
    return tuple(claim for claim in claims if claim.pk not in shown)[:RECENT]


def _begun(user: User, late: Sequence[Claim]) -> tuple[Begun, ...]:
    gone = [claim.pk for claim in late]
    parts = Assertion.objects.filter(claim__in=gone).values("pk") if gone else []
    drafts = Draft.objects.filter(user=user.pk).exclude(Q(target__in=gone) | Q(target__in=parts))
    sums = drafts.values("article").annotate(all=Count("pk"), last=Max("saved_at"))
    rows = list(sums.order_by("-last")[:RECENT])
    articles = Article.objects.with_current().in_bulk([row["article"] for row in rows])
    return tuple(Begun(articles[row["article"]], row["all"], row["last"]) for row in rows)


def _lines(articles: Sequence[Article], user: User) -> tuple[ArticleLine, ...]:
    reviewed = Exists(Review.objects.visible_to(user).filter(claim=OuterRef("pk")))
    shown = Claim.objects.filter(revision__article__in=articles).active().on_their_pages()
    rows = shown.annotate(is_reviewed=reviewed).order_by().values(article=F("revision__article"))
    sums = rows.annotate(all=Count("pk"), open=Count("pk", filter=Q(is_reviewed=False)))
    counts = {row["article"]: (row["all"], row["open"]) for row in sums}
    return tuple(ArticleLine(article, *counts.get(article.pk, (0, 0))) for article in articles)


def with_notes(articles: QuerySet[Article]) -> QuerySet[Article]:
    """The articles with `run_notes`, what the machine noted when it last read the current revision; None: not read."""
    runs = ExtractionRun.objects.filter(revision=OuterRef("current_revision")).order_by("-created_at")
    return articles.annotate(run_notes=Subquery(runs.values("notes")[:1]))
