"""The claims of an article, one line each: what the list and the marks of its page need, in one query."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q

from articles.models import Revision
from audit.models import VALUES, Claim, Decision, Question, Review
from audit.models.fields import Span, Spans
from audit.permissions import User
from audit.reports.verdicts import GRAVER_FIRST, OWN_WAITS, Card, Group, group_of, on_the_page
from audit.verdicts import NOT_REVIEWED

SHOWN = 160  # characters of a quotation that a line can show on the widest screen


@dataclass(frozen=True)
class Line:
    """A claim as one line: its number in the text, its words, who speaks, and the graver of its verdicts.

    `paragraph` counts from 1 the block of the text in which it begins; 0 when that is the one of the line before.
    `own_waits`: this person answered a question about it, which nobody else may know of yet."""

    number: str
    pk: UUID
    kind: str
    state: str
    spans: Spans
    words: str
    speaker: str
    value: str
    group: Group
    paragraph: int = 0
    own_waits: bool = False

    @cached_property
    def verdict(self) -> str:
        """The graver verdict in words; nothing before somebody has decided."""
        return "" if self.group == Group.NONE else _label(self.value)

    @cached_property
    def chip(self) -> str:
        """The little text before the mark: the number and, once somebody has decided, the graver verdict."""
        return f"{self.number} {self.verdict}".rstrip()

    @cached_property
    def place(self) -> str:
        """What follows the article's address to show this claim in the text with its card open."""
        return f"?claim={self.pk}#mark-{self.number}"

    @cached_property
    def label(self) -> str:
        """The mark in words, for those who hover over it or hear it."""
        words = OWN_WAITS if self.own_waits and self.group == Group.NONE else self.group.words
        return f"{self.number} {Claim.Kind(self.kind).label.lower()} · {words}"

    @cached_property
    def span_words(self) -> str:
        return span_words(self.spans)


def span_words(spans: Iterable[Span]) -> str:
    """Spans as scripts read them off the page: “12-40 52-60”, in code points, end exclusive."""
    return " ".join(f"{start}-{end}" for start, end in spans)


def _label(value: str) -> str:
    question = Question.ATTRIBUTION if value in VALUES[Question.ATTRIBUTION].values else Question.CORROBORATION
    return str(VALUES[question](value).label)


def lines(revision: Revision, user: User) -> list[Line]:
    """Active and dismissed claims that stand in the revision, in the order of its text."""
    # A decision on a part that was merged into another, or taken back, stands no longer; see `verdicts.standing`.
    open_parts = Q(assertion=None) | Q(assertion__is_closed=False)
    standing = Decision.objects.visible_to(user).filter(open_parts, claim=OuterRef("pk")).current()
    own = Review.objects.visible_to(user).waiting(user).filter(claim=OuterRef("pk")).order_by()
    values = ArraySubquery(standing.values("value"))
    rows: Any = on_the_page(revision).in_order_there().annotate(values=values, own_waits=Exists(own))
    found = rows.values_list("pk", "kind", "state", "place", "quote", "source__name", "values", "own_waits")
    starts = [block[0] for block in revision.blocks]
    at, made = 0, []
    for number, (pk, kind, state, place, quote, speaker, values, waits) in enumerate(found, start=1):
        value = gravest(values)
        paragraph = bisect_right(starts, place[0][0])
        fresh, at = (paragraph if paragraph != at else 0), paragraph
        words = " ".join(quote[:SHOWN].split()) + ("…" if len(quote) > SHOWN else "")
        verdict = (value, group_of(value))
        made.append(Line(str(number), pk, kind, state, place, words, speaker or "", *verdict, fresh, waits))
    return made


def line_of(card: Card) -> Line:
    """The line of a claim whose card is at hand, as on its own page."""
    claim, verdict = card.claim, card.graver_verdict
    spans: Spans = claim.place if hasattr(claim, "place") else tuple(claim.content)
    verdicts = (card.attribution, *(part.verdict for part in card.parts))
    value = gravest([each.decision.value for each in verdicts if each.decision])
    speaker = claim.source.name if claim.source else ""
    own = card.attribution.own_waits or any(part.verdict.own_waits for part in card.parts)
    return Line(
        str(card.number), claim.pk, claim.kind, claim.state, spans, claim.quote, speaker, value, verdict.group, 0, own
    )


def gravest(values: Sequence[str]) -> str:
    """The gravest of several verdicts' values."""
    return min(values, key=lambda value: GRAVER_FIRST.index(group_of(value)), default=NOT_REVIEWED)


@dataclass(frozen=True, slots=True)
class Places:
    """Which claims stand on an article's page, in the order of its text: (id, state)."""

    order: tuple[tuple[UUID, str], ...]

    def number(self, pk: UUID) -> int:
        """The number of a claim on the page; raises StopIteration for one that is not there."""
        return next(number for number, (there, _state) in enumerate(self.order, start=1) if there == pk)

    def neighbours(self, pk: UUID) -> tuple[tuple[int, UUID] | None, tuple[int, UUID] | None]:
        """The active claims before and after it, each with its number."""
        own = self.number(pk)
        active = [(n, there) for n, (there, state) in enumerate(self.order, start=1) if state == Claim.State.ACTIVE]
        before = [each for each in active if each[0] < own]
        after = [each for each in active if each[0] > own]
        return before[-1] if before else None, after[0] if after else None


def places(revision: Revision) -> Places:
    """The order of the claims alone, for a page that shows one of them."""
    rows = on_the_page(revision).in_order_there().values_list("pk", F("state"))
    return Places(tuple(rows))


def places_of(shown: Sequence[Line]) -> Places:
    """The order of lines that are at hand."""
    return Places(tuple((line.pk, line.state) for line in shown))
