"""The chosen claim of an article's page: its card, open, with the question at hand and the form for it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest

from articles.models import Article
from audit.forms import BoundReview
from audit.models import Assertion, Claim, Question
from audit.permissions import Act, can
from audit.reports.lines import Line, Places, line_of, span_words
from audit.reports.verdicts import Card, Verdict, shown_claim, weighed_cards
from audit.views.review_panel import ReviewPanel, panel_for


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A claim before or after the chosen one."""

    number: int
    pk: UUID

    @property
    def place(self) -> str:
        return f"?claim={self.pk}#mark-{self.number}"


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen claim with the target that its form is about."""

    card: Card
    target: Claim | Assertion
    verdict: Verdict
    panel: ReviewPanel | None
    before: Neighbour | None
    after: Neighbour | None

    @property
    def assertion(self) -> Assertion | None:
        return self.target if isinstance(self.target, Assertion) else None

    @property
    def part(self) -> Assertion:
        """The assertion that an act on a part is about: the one at hand, else the first."""
        return self.assertion or self.card.parts[0].assertion

    @property
    def part_spans(self) -> str:
        return span_words(self.part.content)

    @property
    def question(self) -> Question:
        return self.verdict.question

    @property
    def line(self) -> Line:
        return line_of(self.card)

    @property
    def around(self) -> list[tuple[str, str]]:
        """Where the words stand that the claim was read from, by name; nothing when it is carried from an earlier
        revision, into whose text they point."""
        claim, source = self.card.claim, self.card.claim.source
        if claim.place != claim.content:
            return []
        bodies = [body.span for body in source.affiliations.all()] if source else []
        found = {
            "mention": (claim.speaker_mention,),
            "cue": claim.cue,
            "role": (source.role_span if source else None,),
            "bodies": bodies,
        }
        return [(name, span_words([span for span in spans if span])) for name, spans in found.items() if any(spans)]


def asked_for(request: HttpRequest, article: Article, places: Places) -> Choice | None:
    """What `claim`, `question` and `assertion` of the address choose; Http404 for what the article does not have."""
    wanted = request.GET.get("claim")
    if not wanted:
        return None
    card = _card(request, article, places, wanted)
    return _choice(request, article, places, card, _target(request, card), None)


def chosen(
    request: HttpRequest, article: Article, places: Places, target: Claim | Assertion, sent: BoundReview | None = None
) -> Choice:
    """The choice of a target; with `sent`, the form that was refused stands in it as it was typed."""
    claim = target.claim if isinstance(target, Assertion) else target
    return _choice(request, article, places, _card(request, article, places, str(claim.pk)), target, sent)


def _card(request: HttpRequest, article: Article, places: Places, wanted: str) -> Card:
    revision = article.current_revision
    claim = shown_claim(revision, request.user, wanted) if revision else None
    if claim is None:
        raise Http404("no such claim in this article")
    return weighed_cards([claim], request.user, article=article, numbers=[places.number(claim.pk)])[0]


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


def _choice(
    request: HttpRequest,
    article: Article,
    places: Places,
    card: Card,
    target: Claim | Assertion,
    sent: BoundReview | None,
) -> Choice:
    verdicts = {part.assertion.pk: part.verdict for part in card.parts} | {card.claim.pk: card.attribution}
    verdict = verdicts[target.pk]
    panel = None
    # A claim that was dismissed while somebody judged it still shows what they typed.
    if can(request.user, Act.REVIEW) and (sent or card.claim.state == Claim.State.ACTIVE):
        decided = verdict.decision.number if verdict.decision else 0
        panel = panel_for(target, article, request.user, sent, decided=decided)
    before, after = (Neighbour(*each) if each else None for each in places.neighbours(card.claim.pk))
    return Choice(card, target, verdict, panel, before, after)
