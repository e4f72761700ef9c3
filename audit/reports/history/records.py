"""The histories of an article, of one of its sources, of an audit, and of the desk: accounts and the codebook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.text import Truncator

from articles.models import Article
from audit.ledger.models import Event
from audit.models import ArticleSource, Audit, Claim, ExtractionRun, Finding, Rubric, SourcePass
from audit.models.visibility import visible_events
from audit.permissions import Act, User, can
from audit.reports.history.lines import HistoryLine, lines_of

SHOWN = 500  # of the newest events at the most
QUOTED = 60  # characters of a claim by which a history of many names it
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
    return _newest(visible_events(Event.objects.filter(wanted), user, about), _units_called)


def _units_called(events: Sequence[Event]) -> dict[UUID, str]:
    """The claims and sources that events are about, by their words and names."""
    keys = {event.target_id for event in events}
    claims = Claim._base_manager.filter(pk__in=keys).values_list("pk", "quote")
    sources = ArticleSource._base_manager.filter(pk__in=keys).values_list("pk", "name")
    called = {pk: f"the claim “{Truncator(' '.join(quote.split())).chars(QUOTED)}”" for pk, quote in claims}
    return called | {pk: f"the source “{name}”" for pk, name in sources}


def history_of_source(source: ArticleSource, user: User) -> tuple[HistoryLine, ...]:
    """What happened to one source: corrections, codes, and who it was said to be."""
    if not can(user, Act.SEE_UNPUBLISHED):
        return ()
    wanted = Q(target_kind="article_source", target_id=source.pk)
    wanted |= Q(target_kind="source_affiliation", target_id__in=source.affiliations.order_by().values("pk"))
    wanted |= Q(target_kind="run", target_id=source.run_id)
    return _newest(visible_events(Event.objects.filter(wanted), user, ("article_source", "source_affiliation", "run")))


def history_of_audit(audit: Audit, user: User) -> tuple[HistoryLine, ...]:
    """What happened to an audit: its making and end, its people, its articles, their passes, and claims that were
    skipped. Answers stand in the histories of their claims."""
    if not can(user, Act.SEE_UNPUBLISHED):
        return ()
    about = {kind: rows.order_by().values("pk") for kind, rows in rows_of_audit(audit).items()}
    wanted = Q(target_kind="audit", target_id=audit.pk)
    for kind, keys in about.items():
        wanted |= Q(target_kind=kind, target_id__in=keys)
    return _newest(visible_events(Event.objects.filter(wanted), user, ("audit", *about)))


def rows_of_audit(audit: Audit) -> dict[str, QuerySet[Any]]:
    """The rows whose events are the history of an audit, beside its own, by their kind."""
    passes = SourcePass._base_manager.filter(place__audit=audit)
    return {"audit_member": audit.members.all(), "audit_article": audit.articles.all(), "source_pass": passes}


def history_of_desk() -> tuple[HistoryLine, ...]:
    """What happened to accounts and to the codebook."""
    return _newest(Event.objects.filter(target_kind__in=DESK), _rubrics_called)


def _rubrics_called(events: Sequence[Event]) -> dict[UUID, str]:
    numbers = Rubric.objects.filter(pk__in={event.target_id for event in events}).values_list("pk", "number")
    return {pk: f"version {number} of the codebook" for pk, number in numbers}


def _newest(
    events: QuerySet[Event], called: Callable[[Sequence[Event]], Mapping[UUID, str]] = lambda events: {}
) -> tuple[HistoryLine, ...]:
    """The newest of them, in the order in which they happened; `called` says what the rows that they are about are
    called."""
    told = events.select_related("actor").prefetch_related("texts").order_by("-time", "-transaction", "-position")
    shown = list(told[:SHOWN])[::-1]
    return lines_of(shown, targets=called(shown))
