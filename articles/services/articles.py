"""Outlets, and articles one at a time. Each call is one transaction with its event; text comes in as a Draft."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from articles.ingest.clean import digest, normalise
from articles.ingest.errors import BadOutletName
from articles.ingest.types import Draft
from articles.models import Article, Outlet, Revision
from articles.services.storing import Added, Incoming, RawSource, add_articles, new_revision, store_revisions
from audit.ledger.locks import hold
from audit.ledger.models import Actor
from audit.ledger.services import record

MAX_OUTLET_NAME = 200  # code points


@transaction.atomic
def add_outlet(*, name: str, actor: Actor, country: str = "", domains: list[str] | None = None) -> Outlet:
    """The outlet of that name, made if there is none. Raises BadOutletName for none or too long a one,
    BadCharacters for one that cannot be stored."""
    name = " ".join(normalise(name).split())
    if not 1 <= len(name) <= MAX_OUTLET_NAME:
        raise BadOutletName(f"An outlet needs a name of at most {MAX_OUTLET_NAME} characters.")
    hold(f"outlet {name.casefold()}")
    found = Outlet.objects.filter(name__iexact=name).first()
    if found:
        return found
    outlet = Outlet.objects.create(name=name, country=country.upper(), domains=domains or [])
    record(actor=actor, action="added", target=outlet)
    return outlet


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
    """Store an article and its first revision, and defer the reading of it, all or nothing; see `add_articles`."""
    return add_articles([Incoming(draft, outlet, source, canonical_url, published)], way=way, actor=actor)[0]


@transaction.atomic
def add_revision(*, article: Article, draft: Draft, source: RawSource, way: Revision.Way, actor: Actor) -> bool:
    """Store a later state of an article, make it the current one and defer the reading of it. Whether it is one:
    the words of the current revision once more change nothing."""
    article = Article.objects.select_for_update(of=("self",)).select_related("current_revision").get(pk=article.pk)
    current = article.current_revision
    sha256 = digest(draft.text)
    if current and current.sha256 == sha256:
        return False
    number = current.number + 1 if current else 1
    revision = article.current_revision = new_revision(article, draft, source, way, sha256, number=number)
    store_revisions([(revision, draft.text, source)])
    article.save(update_fields=["current_revision"])
    record(actor=actor, action="revised", target=article, rows=[article, revision], data={"number": revision.number})
    return True
