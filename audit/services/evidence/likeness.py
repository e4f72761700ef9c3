"""Relayed copies: items whose words mostly stand in an article that they are used on, or in another item used there.
The machine proposes, a person settles."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction

from articles.ingest.types import BlockKind
from articles.models import Article, RevisionText
from audit.models import Evidence, EvidenceUse, Provenance
from audit.origins.likeness import LIKE, sequences, share
from audit.services.evidence.copies import the_archiver
from audit.services.evidence.places import latest_text
from audit.services.evidence.provenance import propose_origin

READ = {kind.value for kind in BlockKind if kind.is_read}
MOST = 50  # other items that one is compared with


@transaction.atomic
def propose_copies(evidence_id: str) -> list[Provenance]:
    """Note what the item looks like a copy of, and what looks like a copy of it. Running it again changes nothing."""
    item = Evidence.objects.get(pk=evidence_id)
    own = _sequences(item)
    if not own:
        return []
    found = [_proposed(item, article, share(own, theirs)) for article, theirs in _articles(item)]
    for other, theirs in _others(item):
        there, here = share(own, theirs), share(theirs, own)
        if there >= LIKE and (here < LIKE or _age(other) <= _age(item)):
            found.append(_proposed(item, other, there))
        elif here >= LIKE:
            found.append(_proposed(other, item, here))
    return [proposal for proposal in found if proposal]


def _proposed(item: Evidence, origin: Evidence | Article, likeness: float) -> Provenance | None:
    if likeness < LIKE:
        return None
    return propose_origin(item=item, origin=origin, likeness=likeness, actor=the_archiver())


def _age(item: Evidence) -> tuple[str, str]:
    """Earlier items first: by their own date where it is known, else by when they came."""
    return str(item.date or item.created_at.date()), item.created_at.isoformat()


def _sequences(item: Evidence) -> frozenset[int]:
    kept = latest_text(item.pk)
    if kept is None:
        return sequences(item.words)
    copy, text = kept
    read = [text[start:end] for start, end, kind in copy.blocks if kind in READ or kind.startswith("page ")]
    return sequences("\n".join(read) if read else text)


def _article_ids(item: Evidence) -> set[UUID]:
    uses = EvidenceUse.objects.filter(evidence=item)
    return set(uses.values_list("claim__revision__article", flat=True))


def _articles(item: Evidence) -> Iterator[tuple[Article, frozenset[int]]]:
    texts = RevisionText.objects.filter(revision__article__in=_article_ids(item), revision__number=1)
    for body in texts.select_related("revision__article").defer("revision__blocks"):
        yield body.revision.article, sequences(body.text)


def _others(item: Evidence) -> Iterator[tuple[Evidence, frozenset[int]]]:
    beside = Evidence.objects.filter(uses__claim__revision__article__in=_article_ids(item)).exclude(pk=item.pk)
    for other in beside.distinct().order_by("created_at")[:MOST]:
        if theirs := _sequences(other):
            yield other, theirs
