"""The only writers of articles. Each call is one transaction with its event; text comes in as a Draft."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app as jobs

from articles.ingest.clean import digest
from articles.ingest.errors import BadOutletName
from articles.ingest.types import Draft
from articles.models import Article, Outlet, Revision, RevisionSource, RevisionText
from audit.ledger.locks import hold
from audit.ledger.models import Actor
from audit.ledger.services import record

MAX_OUTLET_NAME = 200  # code points

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


@transaction.atomic
def add_outlet(*, name: str, actor: Actor, country: str = "", domains: list[str] | None = None) -> Outlet:
    """The outlet of that name, made if there is none. Raises BadOutletName for none or too long a one."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= MAX_OUTLET_NAME:
        raise BadOutletName(f"An outlet needs a name of at most {MAX_OUTLET_NAME} characters.")
    hold(f"outlet {name.casefold()}")
    found = Outlet.objects.filter(name__iexact=name).first()
    if found:
        return found
    outlet = Outlet.objects.create(name=name, country=country.upper(), domains=domains or [])
    record(actor=actor, action="added", target=outlet)
    return outlet


@transaction.atomic
def add_article(
    *,
    draft: Draft,
    outlet: Outlet,
    source: RawSource,
    way: Revision.Way,
    actor: Actor,
    canonical_url: str | None = None,
    published: date | None = None,
) -> Added:
    """Store an article and its first revision, and defer the reading of it, all or nothing.

    The same text within the outlet, or the same canonical URL, returns the article that is there. The same text at
    another outlet is linked as a copy of the earliest.
    """
    # Two pastes of one text at once are one article, or one is a copy of the other.
    hold(f"text {digest(draft.text)}")
    if canonical_url:
        hold(f"url {canonical_url}")
    same_text = Article.objects.filter(current_revision__sha256=digest(draft.text)).order_by("created_at")
    known = same_text.filter(outlet=outlet).first()
    if canonical_url and known is None:
        known = Article.objects.filter(canonical_url=canonical_url).first()
    if known:
        return Added(known, is_new=False)
    day = published or draft.published
    article = Article.objects.create(
        outlet=outlet,
        canonical_url=canonical_url or None,
        language=draft.language,
        published_from=day,
        published_to=day,
        copy_of=same_text.first(),
        created_at=timezone.now(),
    )
    revision = _store_revision(article, draft, source, way, number=1)
    record(actor=actor, action="added", target=article, rows=[article, revision], data={"way": way})
    _defer_reading(revision)
    return Added(article, is_new=True)


@transaction.atomic
def add_revision(*, article: Article, draft: Draft, source: RawSource, way: Revision.Way, actor: Actor) -> bool:
    """Store a later state of an article, make it the current one and defer the reading of it. Whether it is one:
    the words of the current revision once more change nothing."""
    article = Article.objects.select_for_update(of=("self",)).select_related("current_revision").get(pk=article.pk)
    current = article.current_revision
    if current and current.sha256 == digest(draft.text):
        return False
    revision = _store_revision(article, draft, source, way, number=current.number + 1 if current else 1)
    record(actor=actor, action="revised", target=article, rows=[article, revision], data={"number": revision.number})
    _defer_reading(revision)
    return True


def _defer_reading(revision: Revision) -> None:
    """Revisions of one article are read one after the other: the later takes over the claims of the earlier."""
    task = jobs.configure_task(
        EXTRACTION_TASK, queueing_lock=f"extract {revision.pk}", lock=f"article {revision.article_id}"
    )
    task.defer(revision_id=str(revision.pk))


def _store_revision(article: Article, draft: Draft, source: RawSource, way: Revision.Way, number: int) -> Revision:
    revision = Revision.objects.create(
        article=article,
        number=number,
        headline=draft.headline,
        byline=draft.byline,
        published=draft.published,
        blocks=[[block.start, block.end, block.kind, list(block.reasons)] for block in draft.blocks],
        length=len(draft.text),
        sha256=digest(draft.text),
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
    RevisionText.objects.create(revision=revision, text=draft.text)
    RevisionSource.objects.create(
        revision=revision,
        raw=source.raw,
        content_type=source.content_type,
        url=source.url,
        etag=source.etag,
        last_modified=source.last_modified,
    )
    article.current_revision = revision
    article.save(update_fields=["current_revision"])
    return revision
