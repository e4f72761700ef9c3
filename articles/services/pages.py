"""Pages from the web: fetched under the site's rules, read in a process of their own, stored like every article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from django.conf import settings

from articles.fetch import Fetched, FetchRefused, Rules, fetch
from articles.fetch.body import DOCUMENT_TYPES
from articles.fetch.rules import PRODUCT
from articles.fetch.web_address import read_address
from articles.ingest.copies import CopyText
from articles.ingest.types import Draft
from articles.models import Article, Outlet, Revision, RevisionSource
from articles.reading.one import read_apart
from articles.services.articles import add_article, add_revision
from articles.services.errors import NotChanged
from articles.services.hosts import turn
from articles.services.looks import note_look
from articles.services.outlets import add_outlet
from articles.services.storing import RawSource
from audit.ledger.models import Actor

VERSION = "0.1"

ReadPage = Callable[[Fetched], Draft]


class Fetch(Protocol):
    """`fetch_page`, or what a test puts in its place."""

    def __call__(self, url: str, *, etag: str = "", last_modified: str = "") -> Fetched: ...


@dataclass(frozen=True, slots=True)
class AddedPage:
    """What add_page did: the article, whether it is new, sentences for the person who asked, and whether a known
    article got another revision."""

    article: Article
    is_new: bool
    notes: tuple[str, ...]
    is_revised: bool = False


def fetch_page(url: str, *, etag: str = "", last_modified: str = "") -> Fetched:
    """Get a page or a feed; see `articles.fetch.fetch`. Not within a transaction: it takes its time.

    Raises FetchRefused and FetchFailed."""
    return fetch(url, rules=site_rules(), turn=turn, etag=etag, last_modified=last_modified)


def fetch_document(url: str) -> Fetched:
    """Get what is to be kept as evidence: beside pages also documents and pictures. As `fetch_page` otherwise."""
    return fetch(url, rules=replace(site_rules(), accepted=DOCUMENT_TYPES), turn=turn)


def read_copy(raw: bytes, *, url: str | None, content_type: str | None) -> CopyText:
    """What can be read of a page or file that is kept as it is, in a process of its own. Raises NotReadInTime."""
    return read_apart("copy", raw, CopyText, url=url, content_type=content_type)


def site_rules() -> Rules:
    """The rules of fetching as the settings have them."""
    contact = f" (+{settings.FETCH_CONTACT})" if settings.FETCH_CONTACT else ""
    return Rules(
        ports=frozenset(settings.FETCH_PORTS),
        seconds=settings.FETCH_SECONDS,
        most_bytes=settings.FETCH_MEGABYTES * 1_000_000,
        respect_robots=settings.FETCH_ROBOTS,
        agent=f"{PRODUCT}/{VERSION}{contact}",
    )


def read_fetched(fetched: Fetched) -> Draft:
    """The article on a fetched page. Raises IngestError for what is none."""
    return read_apart("page", fetched.raw, Draft, url=fetched.final_url, content_type=fetched.content_type)


def add_page(
    *,
    url: str,
    outlet: Outlet | str,
    actor: Actor,
    way: Revision.Way = Revision.Way.URL,
    announced: date | None = None,
    published: date | None = None,
    fetch: Fetch = fetch_page,
    read: ReadPage = read_fetched,
) -> AddedPage:
    """Fetch a page, read it and store it, for an outlet or for one of that name, made if there is none.

    A page that is known by its address and has other words now gets its next revision.
    `published` is its date whatever the page says, `announced` the one for a page that tells none itself.

    Not within a transaction. Raises FetchError and IngestError; then nothing was stored."""
    fetched = fetch(url)
    draft, source = read(fetched), _source(fetched)
    added = add_article(
        draft=draft,
        outlet=add_outlet(name=outlet, actor=actor) if isinstance(outlet, str) else outlet,
        source=source,
        way=way,
        actor=actor,
        canonical_url=own_address(fetched.final_url, draft),
        published=published or draft.published or announced,
    )
    note_look(added.article)
    revised = not added.is_new and add_revision(article=added.article, draft=draft, source=source, way=way, actor=actor)
    return AddedPage(added.article, added.is_new, (*fetched.notes, *draft.notes), revised)


@dataclass(frozen=True, slots=True)
class Refetched:
    """What refetch_page found: whether the words have changed, and sentences for the person who asked."""

    has_changed: bool
    notes: tuple[str, ...] = ()


def refetch_page(
    *, article: Article, actor: Actor, fetch: Fetch = fetch_page, read: ReadPage = read_fetched
) -> Refetched:
    """Fetch an article's page again; other words than those of the current revision become the next one.

    Not within a transaction. Raises NotChanged for an article without an address, FetchError and IngestError."""
    url = article.canonical_url
    revision = article.current_revision
    if not url:
        raise NotChanged("This article has no web address to fetch it from.")
    last = RevisionSource.objects.filter(revision=revision).defer("raw").first()
    seen = {"etag": last.etag, "last_modified": last.last_modified} if last and last.url else {}
    fetched = fetch(last.url if last and last.url else url, **seen)
    if fetched.is_unchanged:
        note_look(article)
        return Refetched(has_changed=False, notes=fetched.notes)
    draft = read(fetched)
    changed = add_revision(article=article, draft=draft, source=_source(fetched), way=Revision.Way.URL, actor=actor)
    note_look(article)
    return Refetched(changed, (*fetched.notes, *draft.notes))


def read_again(*, article: Article, reading: str, actor: Actor) -> bool:
    """Read the page that came in the other way, as its next revision; whether that gives other words.

    Raises NotChanged when there is no page to read, and IngestError."""
    revision = article.current_revision
    kept = RevisionSource.objects.filter(revision=revision).first()
    if revision is None or kept is None or reading != revision.other_reading:
        raise NotChanged("There is no other way to read what came in.")
    raw, way = bytes(kept.raw), Revision.Way.AGAIN
    draft = read_apart("page", raw, Draft, url=kept.url or None, content_type=kept.content_type, reading=reading)
    source = RawSource(raw, kept.content_type, revision.file_name, kept.url, kept.etag, kept.last_modified)
    return add_revision(article=article, draft=draft, source=source, way=way, actor=actor)


def _source(fetched: Fetched) -> RawSource:
    return RawSource(
        fetched.raw,
        fetched.content_type or "text/html",
        url=fetched.final_url,
        etag=fetched.etag,
        last_modified=fetched.last_modified,
    )


def own_address(answered: str, draft: Draft) -> str:
    """The canonical address that a page gives itself, if it is one of its own site and not that site's front page: a
    page does not pass for another's, nor all pages of a careless site for one. Else the address that answered."""
    try:
        named = read_address(draft.canonical_url, settings.FETCH_PORTS)
        own = read_address(answered, settings.FETCH_PORTS)
    except FetchRefused:
        return answered
    is_own = named.host.removeprefix("www.") == own.host.removeprefix("www.")
    return str(named) if is_own and named.target != "/" else answered
