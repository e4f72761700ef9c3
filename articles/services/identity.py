"""Which article an article is, as a person says: its outlet, address, language and date; and taking its words away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from articles.models import Article, Outlet, Revision, RevisionSource, RevisionText, Revisit
from articles.services.errors import NotChanged
from audit.ledger.locks import hold
from audit.ledger.models import REDACTED, Actor
from audit.ledger.services import record


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells an article from others. Both dates alike: published on that day; both None: not known."""

    outlet: Outlet
    canonical_url: str | None
    language: str
    published_from: date | None
    published_to: date | None

    @classmethod
    def of(cls, article: Article) -> Identity:
        """What is known of an article now."""
        return cls(
            article.outlet,
            article.canonical_url,
            article.language,
            article.published_from,
            article.published_to,
        )


@transaction.atomic
def edit_article(*, article: Article, identity: Identity, actor: Actor) -> Article:
    """Say which article this is. Raises NotChanged for an address that another article has, dates in no order, or
    nothing that differs."""
    if identity.canonical_url:
        hold(f"url {identity.canonical_url}")
    article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    wanted = {
        "outlet_id": identity.outlet.pk,
        "canonical_url": identity.canonical_url or None,
        "language": identity.language,
        "published_from": identity.published_from,
        "published_to": identity.published_to,
    }
    changed = [name for name, value in wanted.items() if getattr(article, name) != value]
    _refuse_nonsense(article, identity, changed)
    for name in changed:
        setattr(article, name, wanted[name])
    article.save(update_fields=changed)
    record(actor=actor, action="edited", target=article, data={"changed": changed})
    return article


def _refuse_nonsense(article: Article, identity: Identity, changed: list[str]) -> None:
    if not changed:
        raise NotChanged("Nothing differs from what is known. Nothing was changed.")
    if (identity.published_from is None) != (identity.published_to is None):
        raise NotChanged("Give both ends of the time in which it was published, or neither.")
    if identity.published_from and identity.published_to and identity.published_to < identity.published_from:
        raise NotChanged("The time of publication ends before it begins.")
    taken = Article.objects.filter(canonical_url=identity.canonical_url).exclude(pk=article.pk).first()
    if identity.canonical_url and taken:
        raise NotChanged(f"Another article has this address: “{taken.headline}”.")


@transaction.atomic
def redact_article(*, article: Article, reason: str, actor: Actor) -> list[Revision]:
    """Remove the words of all revisions and what came in; the revisions stay, with their digests and the reason.

    Raises NotChanged without a reason, and when there is nothing left to remove."""
    if not reason.strip():
        raise NotChanged("Say why the words are removed.")
    article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    revisions = [revision for revision in article.revisions.order_by("number") if _has_contents(revision)]
    if not revisions:
        raise NotChanged("The words of this article were removed before.")
    for revision in revisions:
        digests = {"text": revision.sha256, "source": revision.source_sha256}
        record(actor=actor, action=REDACTED, target=revision, rows=[], texts={"reason": reason.strip()}, data=digests)
    _remove(revisions)
    return revisions


def _has_contents(revision: Revision) -> bool:
    return (
        RevisionText.objects.filter(pk=revision.pk).exists() or RevisionSource.objects.filter(pk=revision.pk).exists()
    )


def _remove(revisions: Iterable[Revision]) -> None:
    keys = [revision.pk for revision in revisions]
    RevisionText.objects.filter(pk__in=keys).delete()
    RevisionSource.objects.filter(pk__in=keys).delete()
    Revisit.objects.filter(article__revisions__in=keys).update(next_at=None)
