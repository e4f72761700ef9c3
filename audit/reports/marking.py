"""How far reviewers mark the same words as claims, from the passes that they handed in apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from articles.models import Revision
from audit.agreement import MarkedText, MarkingAgreement, marking_agreement
from audit.models import Audit, AuditArticle, MarkingCall, MarkingPass
from audit.models.fields import Span, Spans
from audit.models.visibility import of_outlet
from audit.permissions import User
from audit.services.marking import waiting_calls

WORD = re.compile(r"\w+(?:['’]\w+)*")


def words_of(revision: Revision) -> list[Span]:
    """The places of the words of headline, subheads and body: in what is not read, nobody looks for claims."""
    text = revision.body.text
    read = [(start, end) for start, end, _ in revision.readable_blocks()]
    return [match.span() for start, end in read for match in WORD.finditer(text, start, end)]


def marking_report(user: User, *, audit: UUID | None = None, outlet: UUID | None = None) -> MarkingAgreement:
    """Agreement on units over all articles that two or more people marked apart, as far as this person may see it."""
    return marking_agreement(marked_texts(user, audit=audit, outlet=outlet))


def marked_texts(user: User, *, audit: UUID | None = None, outlet: UUID | None = None) -> list[MarkedText]:
    """The articles that were marked apart, with each person's marks under the pseudonym; those whose words were removed
    are left out."""
    rows = MarkingPass.objects.visible_to(user).select_related("actor", "call__place__revision__body")
    if audit:
        rows = rows.filter(call__place__audit=audit)
    if outlet:
        rows = of_outlet(rows, outlet, user, "call__place__article")
    passes: dict[AuditArticle, list[MarkingPass]] = defaultdict(list)
    for row in rows.order_by("call__place", "created_at", "pk"):
        if hasattr(row.call.place.revision, "body"):
            passes[row.call.place].append(row)
    return [_marked(place, handed_in) for place, handed_in in passes.items()]


def _marked(place: AuditArticle, passes: Iterable[MarkingPass]) -> MarkedText:
    marks = {row.actor.pseudonym: [span for claim in row.claims() for span in claim] for row in passes}
    return MarkedText(str(place.article_id), words_of(place.revision), marks)


@dataclass(frozen=True, slots=True)
class PassLine:
    """What one reviewer handed in: how many of the claims shown stayed and went, how many are new."""

    handed_in: MarkingPass
    kept: int
    dropped: int
    added: int


@dataclass(frozen=True, slots=True)
class Differing:
    """A claim that some marked and others did not, in the same borders: its words, and who did."""

    spans: Spans
    words: str
    marked_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkingOfArticle:
    """How the marking of an article is going: `own` is this person's pass; `passes` and `differing` are empty until all
    have handed in."""

    place: AuditArticle
    call: MarkingCall | None
    is_waiting: bool
    own: MarkingPass | None
    passes: tuple[PassLine, ...]
    agreement: MarkingAgreement | None
    differing: tuple[Differing, ...]


def marking_of_article(place: AuditArticle, user: User) -> MarkingOfArticle:
    """The marking of one article of an audit, as far as this person may see it."""
    call = MarkingCall.objects.filter(place=place).first()
    rows = list(MarkingPass.objects.visible_to(user).filter(call=call).select_related("actor")) if call else []
    own = next((row for row in rows if row.actor.user_id == user.pk), None)
    waiting = call is not None and waiting_calls().filter(pk=call.pk).exists()
    shown = () if waiting else tuple(rows)
    agreement = marking_agreement([_marked(place, shown)]) if len(shown) > 1 else None
    lines = tuple(PassLine(row, *row.changes()) for row in shown)
    return MarkingOfArticle(place, call, waiting, own, lines, agreement, _differing(place, shown))


def _differing(place: AuditArticle, passes: Sequence[MarkingPass]) -> tuple[Differing, ...]:
    people: dict[Spans, list[str]] = defaultdict(list)
    for row in passes:
        for claim in row.claims():
            people[claim].append(row.actor.pseudonym)
    text = place.revision.body.text if passes else ""
    return tuple(
        Differing(spans, " … ".join(text[start:end] for start, end in spans), tuple(names))
        for spans, names in sorted(people.items())
        if len(names) < len(passes)
    )


@dataclass(frozen=True, slots=True)
class MarkingLine:
    """An article of an audit in the list: whether it is marked apart, whether that waits, and whether for this
    person."""

    place: AuditArticle
    call: MarkingCall | None
    is_waiting: bool
    is_mine_to_do: bool


def marking_list(audit: Audit, user: User) -> list[MarkingLine]:
    """The articles of an audit with how their marking apart is going; the same queries for any number."""
    places = audit.articles.select_related("article__outlet", "revision", "marking_call").defer("revision__blocks")
    waiting = set(waiting_calls().filter(place__audit=audit).values_list("pk", flat=True))
    own = MarkingPass.objects.visible_to(user).filter(call__place__audit=audit, actor__user=user.pk)
    done = set(own.values_list("call", flat=True))
    reviews = audit.members.filter(actor__user=user.pk, role="reviewer", is_active=True).exists()
    lines = []
    for place in places:
        call = getattr(place, "marking_call", None)
        waits = call is not None and call.pk in waiting
        lines.append(MarkingLine(place, call, waits, reviews and waits and call is not None and call.pk not in done))
    return lines
