"""The article page: the text with its claims in place, their cards beside it, and the review form of the chosen one."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.ingest.types import BlockKind
from articles.models import Article, Revision
from audit.forms import BoundReview
from audit.models import Assertion, Claim
from audit.permissions import Act, can
from audit.reports.desk import Reading, latest_run, reading_of
from audit.reports.findings import findings_of, words_changed
from audit.reports.verdicts import Card, Verdict, cards, shown_claims
from audit.segments import Block, Piece, in_blocks
from audit.views.desk_forms import FindingForm
from audit.views.review_panel import ReviewPanel, panel_for


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A piece of the text as shown: inside `card` (the innermost), which `opens` here or goes on; `outer` are other
    claims that begin here too."""

    text: str
    card: Card | None
    opens: bool
    outer: tuple[Card, ...]
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the text as shown."""

    start: int
    end: int
    kind: str
    is_read: bool
    is_title: bool
    reasons: tuple[str, ...]
    pieces: tuple[MarkedPiece, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen claim with the target that its form is about."""

    card: Card
    target: Claim | Assertion
    verdict: Verdict
    panel: ReviewPanel | None

    @property
    def assertion(self) -> Assertion | None:
        return self.target if isinstance(self.target, Assertion) else None


@require_safe
def article(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The annotated article; `claim`, `question` and `assertion` choose what the form is about."""
    return render_article(request, find_article(pk))


def find_article(pk: uuid.UUID) -> Article:
    """The article with everything its page shows of it, in one query."""
    whole = Article.objects.with_current().select_related(
        "current_revision__body", "copy_of__outlet", "copy_of__current_revision"
    )
    return get_object_or_404(whole, pk=pk)


def render_article(
    request: HttpRequest, article: Article, *, sent: BoundReview | None = None, status: int = 200
) -> HttpResponse:
    """The page; with `sent`, the form that was refused stands in it as it was typed."""
    revision = article.current_revision
    run = latest_run(revision) if revision else None
    all_cards = cards(list(shown_claims(revision, request.user))) if revision else []
    active = [card for card in all_cards if card.claim.state == Claim.State.ACTIVE]
    choice = _choice(request, article, all_cards, sent)
    reading = reading_of(run) if revision else Reading.DONE
    paragraphs = _paragraphs(revision, active, choice.card if choice else None)
    context = {
        "article": article,
        "here": article.get_absolute_url(),
        "revision": revision,
        "run": run,
        "reading": reading,
        "cards": active,
        "dismissed": [card for card in all_cards if card.claim.state == Claim.State.DISMISSED],
        "choice": choice,
        "paragraphs": paragraphs,
        "has_title": any(block.is_title for block in paragraphs),
        "findings": [(finding, words_changed(finding)) for finding in findings_of(article, request.user)],
        "finding_form": FindingForm() if can(request.user, Act.REVIEW) and revision else None,
        "neighbours": _neighbours(active, choice.card) if choice else (None, None),
    }
    return render(request, "audit/article.html", context, status=status)


def _choice(
    request: HttpRequest, article: Article, all_cards: Sequence[Card], sent: BoundReview | None
) -> Choice | None:
    if sent:
        claim = sent.target.claim if isinstance(sent.target, Assertion) else sent.target
        card = next(card for card in all_cards if card.claim.pk == claim.pk)
        return _chosen(request, article, card, sent.target, sent)
    wanted = request.GET.get("claim")
    if not wanted:
        return None
    for card in all_cards:
        if str(card.claim.pk) == wanted.lower():
            return _chosen(request, article, card, _target(request, card), None)
    raise Http404("no such claim in this article")


def _target(request: HttpRequest, card: Card) -> Claim | Assertion:
    """What the form is about: the claim, or one of its assertions (the first unless one is named)."""
    if request.GET.get("question") != "corroboration" or not card.parts:
        return card.claim
    wanted = request.GET.get("assertion")
    if not wanted:
        return card.parts[0].assertion
    for part in card.parts:
        if str(part.assertion.pk) == wanted.lower():
            return part.assertion
    raise Http404("no such assertion of this claim")


def _chosen(
    request: HttpRequest, article: Article, card: Card, target: Claim | Assertion, sent: BoundReview | None
) -> Choice:
    verdicts = {part.assertion.pk: part.verdict for part in card.parts} | {card.claim.pk: card.attribution}
    verdict = verdicts[target.pk]
    panel = None
    # A claim that was dismissed while somebody judged it still shows what they typed.
    if can(request.user, Act.REVIEW) and (sent or card.claim.state == Claim.State.ACTIVE):
        panel = panel_for(target, article, request.user, verdict.decision, sent)
    return Choice(card, target, verdict, panel)


def _neighbours(active: Sequence[Card], chosen: Card) -> tuple[Card | None, Card | None]:
    """The claims before and after the chosen one, for going on without the mouse."""
    before = [card for card in active if card.number < chosen.number]
    after = [card for card in active if card.number > chosen.number]
    return before[-1] if before else None, after[0] if after else None


def _paragraphs(revision: Revision | None, active: Sequence[Card], chosen: Card | None) -> tuple[Paragraph, ...]:
    body = getattr(revision, "body", None)
    if revision is None or body is None:
        return ()
    blocks = in_blocks(body.text, revision.blocks, [card.claim.place for card in active])
    title = next((block for block in blocks if block.kind == BlockKind.HEADLINE), None)
    return tuple(paragraph(block, active, chosen, is_title=block is title) for block in blocks)


def paragraph(block: Block, active: Sequence[Card], chosen: Card | None = None, *, is_title: bool = False) -> Paragraph:
    """A block with the cards of its pieces; `is_title` makes it the page's heading."""
    return Paragraph(
        block.start,
        block.end,
        block.kind,
        BlockKind(block.kind).is_read,
        is_title,
        block.reasons,
        tuple(_marked(piece, active, chosen) for piece in block.pieces),
    )


def _marked(piece: Piece, active: Sequence[Card], chosen: Card | None) -> MarkedPiece:
    if not piece.claims:
        return MarkedPiece(piece.text, None, False, (), False)
    here = [active[number] for number in piece.claims]
    opening = [active[number] for number in piece.opens]
    inner = chosen if chosen in here else here[-1]
    outer = tuple(card for card in opening if card is not inner)
    return MarkedPiece(piece.text, inner, inner in opening, outer, inner is chosen)
