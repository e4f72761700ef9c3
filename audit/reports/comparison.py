"""Two revisions of an article side by side: paragraphs, quotations, and whether the article owns up to a correction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from articles.ingest.notices import notices
from articles.models import Article, Revision
from audit.anchoring import Run, are_same_words, changed_words, is_same_place, side_by_side
from audit.models import Anchor, Claim


class QuotationChange(StrEnum):
    REWORDED = "reworded"
    REATTRIBUTED = "re-attributed"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class ChangedQuotation:
    """A claim that one revision has otherwise than the other; `runs` are the words that differ."""

    change: QuotationChange
    before: Claim | None
    after: Claim | None
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """A paragraph of the old revision beside that of the new one, or several in a row that are the same in both.

    `old` and `new` are words, None where there is no such paragraph; `runs` is empty for the same words."""

    old: str | None
    new: str | None
    runs: tuple[Run, ...]
    same: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two revisions. Without a text of either (a redaction took it) there is nothing to show."""

    old: Revision
    new: Revision
    rows: tuple[Paragraphs, ...]
    quotations: tuple[ChangedQuotation, ...]
    notices: tuple[str, ...]


def compare(article: Article, old: Revision, new: Revision) -> Comparison:
    """Compare two revisions of one article; both are loaded with their text."""
    before, after = old.body.text, new.body.text
    told = tuple(after[start:end] for start, end in notices(after, known=before))
    return Comparison(old, new, tuple(_rows(before, after)), tuple(_quotations(article, old, new)), told)


def _rows(before: str, after: str) -> Iterator[Paragraphs]:
    same: list[str] = []
    for row in side_by_side(before, after):
        words = [text[span[0] : span[1]] if span else None for text, span in ((before, row.old), (after, row.new))]
        if row.is_same:
            same.append(words[0] or "")
            continue
        if same:
            yield Paragraphs(None, None, (), tuple(same))
            same = []
        yield Paragraphs(words[0], words[1], row.runs)
    if same:
        yield Paragraphs(None, None, (), tuple(same))


def _quotations(article: Article, old: Revision, new: Revision) -> Iterator[ChangedQuotation]:
    """In the order of the old text, then what came, in that of the new one."""
    before, after = _standing(old), _standing(new)
    became = _successors(article, old, new)
    gone = {pk: claim for pk, claim in before.items() if pk not in after}
    later = {pk: _last(pk, became) for pk in gone if pk in became}
    later |= _replaced(later, after, new)
    for pk, claim in gone.items():
        yield _changed(claim, after.get(later.get(pk, pk)))
    yield from (_changed(None, claim) for pk, claim in after.items() if pk not in before and pk not in later.values())


def _replaced(later: dict[UUID, UUID], after: dict[UUID, Claim], new: Revision) -> dict[UUID, UUID]:
    """What a later run over the new revision found in the place of the claims that earlier ones had become there."""
    lost = Claim.objects.of_revision(new).filter(pk__in=set(later.values()) - after.keys()).in_bulk()
    found: dict[UUID, UUID] = {}
    for pk, claim in ((pk, lost[became]) for pk, became in later.items() if became in lost):
        here = (other.pk for other in after.values() if is_same_place(claim.content, other.place))
        if there := next(here, None):
            found[pk] = there
    return found


def _standing(revision: Revision) -> dict[UUID, Claim]:
    shown = Claim.objects.standing_in(revision).active().select_related("source").in_order_there()
    return {claim.pk: claim for claim in shown}


def _successors(article: Article, old: Revision, new: Revision) -> dict[UUID, UUID]:
    between = Anchor.objects.filter(
        revision__article=article, revision__number__gt=old.number, revision__number__lte=new.number
    )
    return dict(between.exclude(successor=None).values_list("claim_id", "successor_id"))


def _last(claim: UUID, became: dict[UUID, UUID]) -> UUID:
    while claim in became:
        claim = became[claim]
    return claim


def _changed(before: Claim | None, after: Claim | None) -> ChangedQuotation:
    if before is None or after is None:
        change = QuotationChange.ADDED if before is None else QuotationChange.REMOVED
    elif are_same_words(before.quote, after.quote):
        change = QuotationChange.REATTRIBUTED
    else:
        change = QuotationChange.REWORDED
    runs = changed_words(before.quote if before else "", after.quote if after else "")
    return ChangedQuotation(change, before, after, runs)
