"""The histories of an article, of one of its sources, and of the desk itself: accounts and the codebook."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from articles.models import Article
from audit.ledger.models import Event
from audit.models import ArticleSource, Claim, ExtractionRun, Finding
from audit.models.visibility import visible_events
from audit.permissions import Act, User, can
from audit.reports.history.lines import HistoryLine, lines_of

SHOWN = 500  # of the newest events at the most
DESK = ("account_change", "rubric")


def history_of_article(article: Article, user: User) -> tuple[HistoryLine, ...]:
    """What happened to an article, its revisions, its units and its findings. Verdicts stand in the histories of their
    claims, which ask who may see them."""
    if not can(user, Act.SEE_UNPUBLISHED):
        return ()
    about = {
        "article": Article.objects.filter(pk=article.pk),
        "revision": article.revisions.all(),
        "run": ExtractionRun.objects.filter(revision__article=article),
        "claim": Claim._base_manager.filter(revision__article=article),
        "article_source": ArticleSource._base_manager.filter(revision__article=article),
        "finding": Finding.objects.filter(article=article),
    }
    wanted = Q()
    for kind, rows in about.items():
        wanted |= Q(target_kind=kind, target_id__in=rows.order_by().values("pk"))
    return _newest(visible_events(Event.objects.filter(wanted), user, about))


def history_of_source(source: ArticleSource, user: User) -> tuple[HistoryLine, ...]:
    """What happened to one source: corrections, codes, and who it was said to be."""
    if not can(user, Act.SEE_UNPUBLISHED):
        return ()
    wanted = Q(target_kind="article_source", target_id=source.pk)
    wanted |= Q(target_kind="source_affiliation", target_id__in=source.affiliations.order_by().values("pk"))
    wanted |= Q(target_kind="run", target_id=source.run_id)
    return _newest(visible_events(Event.objects.filter(wanted), user, ("article_source", "source_affiliation", "run")))


def history_of_desk() -> tuple[HistoryLine, ...]:
    """What happened to accounts and to the codebook."""
    return _newest(Event.objects.filter(target_kind__in=DESK))


def _newest(events: QuerySet[Event]) -> tuple[HistoryLine, ...]:
    """The newest of them, in the order in which they happened."""
    told = events.select_related("actor").prefetch_related("texts").order_by("-time", "-transaction", "-position")
    return lines_of(list(told[:SHOWN])[::-1])
