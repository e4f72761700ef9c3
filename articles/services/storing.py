"""How articles and revisions become rows, one or hundreds in a transaction, each with its event and its job."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app as jobs
from procrastinate.jobs import Job

from articles.ingest.clean import digest
from articles.ingest.types import Draft
from articles.models import Article, Outlet, Revision, RevisionSource, RevisionText
from articles.services.queueing import Priority
from audit.ledger.copying import copy_in
from audit.ledger.locks import hold
from audit.ledger.models import Actor
from audit.ledger.services import Act, record_all

# The job that reads a new revision for claims belongs to the audit app and is known here by its name alone.
EXTRACTION_TASK = "audit.extract_revision"


@dataclass(frozen=True, slots=True)
class RawSource:
    """What came in, before anything was read from it."""

    raw: bytes
    content_type: str
    file_name: str = ""
    url: str = ""  # the address that answered, with what it said for the next visit
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """What add_article did: the article, and whether it is new or was there already."""

    article: Article
    is_new: bool


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article to add: what was read, for which outlet, from what."""

    draft: Draft
    outlet: Outlet
    source: RawSource
    canonical_url: str | None = None
    published: date | None = None
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", digest(self.draft.text))


@dataclass(slots=True)
class _Known:
    """The articles that are here already, and those that this call has added to them."""

    by_text: dict[str, list[Article]] = field(default_factory=dict)  # the earliest first
    by_url: dict[str, Article] = field(default_factory=dict)

    def same(self, incoming: Incoming) -> Article | None:
        """The article that this one is: the same text within its outlet, else the same address."""
        here = (a for a in self.by_text.get(incoming.sha256, ()) if a.outlet_id == incoming.outlet.pk)
        return next(here, None) or (self.by_url.get(incoming.canonical_url) if incoming.canonical_url else None)

    def add(self, article: Article, sha256: str) -> None:
        self.by_text.setdefault(sha256, []).append(article)
        if article.canonical_url:
            self.by_url[article.canonical_url] = article


@transaction.atomic
def add_articles(
    many: Sequence[Incoming], *, way: Revision.Way, actor: Actor, priority: Priority = Priority.AWAITED
) -> list[Added]:
    """Store articles with their first revisions, and defer the reading of them, all or nothing; in the order given.

    The same text within the outlet, or the same canonical URL, is the article that is there, or that stands before it
    here. The same text at another outlet is linked as a copy of the earliest.
    """
    # Two pastes of one text at once are one article, or one is a copy of the other.
    texts, urls = {one.sha256 for one in many}, {one.canonical_url for one in many if one.canonical_url}
    hold(*(f"text {sha256}" for sha256 in texts), *(f"url {url}" for url in urls))
    known = _known(texts, urls)
    added, new = [], []
    for one in many:
        article = known.same(one)
        if article is None:
            copies = known.by_text.get(one.sha256, ())
            article = _article(one, copies[0] if copies else None)
            revision = article.current_revision = new_revision(
                article, one.draft, one.source, way, one.sha256, number=1
            )
            new.append((article, revision, one))
            known.add(article, one.sha256)
            added.append(Added(article, is_new=True))
        else:
            added.append(Added(article, is_new=False))
    _store(new, way, actor, priority)
    return added


def _known(texts: Iterable[str], urls: Iterable[str]) -> _Known:
    found = _Known()
    same = Article.objects.filter(current_revision__sha256__in=list(texts)).select_related("current_revision")
    for article in same.defer("current_revision__blocks").order_by("created_at"):
        if article.current_revision:
            found.add(article, article.current_revision.sha256)
    if wanted := [url for url in urls if url not in found.by_url]:
        with_url = Article.objects.filter(canonical_url__in=wanted)
        found.by_url.update({a.canonical_url: a for a in with_url if a.canonical_url})
    return found


def _article(one: Incoming, copy_of: Article | None) -> Article:
    day = one.published or one.draft.published
    return Article(
        id=uuid.uuid4(),
        outlet=one.outlet,
        canonical_url=one.canonical_url or None,
        language=one.draft.language,
        published_from=day,
        published_to=day,
        copy_of=copy_of,
        created_at=timezone.now(),
    )


def _store(
    new: Sequence[tuple[Article, Revision, Incoming]], way: Revision.Way, actor: Actor, priority: Priority
) -> None:
    if not new:
        return
    # The database looks at the end of the transaction whether each article's revision is its own.
    copy_in(Article, [article for article, _, _ in new])
    store_revisions([(revision, one.draft.text, one.source) for _, revision, one in new], priority)
    acts = (Act("added", article, [article, revision], data={"way": way}) for article, revision, _ in new)
    record_all(actor=actor, acts=acts)


def new_revision(
    article: Article, draft: Draft, source: RawSource, way: Revision.Way, sha256: str, *, number: int
) -> Revision:
    """The next revision of an article, not yet saved. `sha256` is the digest of its text."""
    return Revision(
        id=uuid.uuid4(),
        article=article,
        number=number,
        headline=draft.headline,
        byline=draft.byline,
        published=draft.published,
        blocks=[[block.start, block.end, str(block.kind), list(block.reasons)] for block in draft.blocks],
        length=len(draft.text),
        sha256=sha256,
        source_sha256=hashlib.sha256(source.raw).hexdigest(),
        way=way,
        file_name=source.file_name,
        authors=list(draft.authors),
        published_at=draft.published_at,
        site=draft.site,
        notes=list(draft.notes),
        reading=draft.readings[0].reading if draft.readings else "",
        created_at=timezone.now(),
    )


def store_revisions(many: Sequence[tuple[Revision, str, RawSource]], priority: Priority) -> None:
    """Save revisions with their texts and what came in, and defer the reading of them."""
    copy_in(Revision, [revision for revision, _, _ in many])
    copy_in(RevisionText, [RevisionText(revision_id=revision.pk, text=text) for revision, text, _ in many])
    copy_in(RevisionSource, [_kept(revision, source) for revision, _, source in many])
    task = jobs.configure_task(EXTRACTION_TASK, priority=priority).job
    jobs.job_manager.batch_defer_jobs([_reading(task, revision) for revision, _, _ in many])


def reading_lock(article: uuid.UUID) -> str:
    """The lock that readings of an article's revisions have in common: one goes on at a time."""
    return f"article {article}"


def _kept(revision: Revision, source: RawSource) -> RevisionSource:
    return RevisionSource(
        revision_id=revision.pk,
        raw=source.raw,
        content_type=source.content_type,
        url=source.url,
        etag=source.etag,
        last_modified=source.last_modified,
    )


def _reading(task: Job, revision: Revision) -> Job:
    """Revisions of one article are read one after the other: the later takes over the claims of the earlier."""
    return task.evolve(
        queueing_lock=f"extract {revision.pk}",
        lock=reading_lock(revision.article_id),
        task_kwargs={"revision_id": str(revision.pk)},
    )
