"""What a row of the verdicts export is: one assertion of an active claim, with what is known and decided of it.

The only definition: every format writes these columns in this order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from articles.models import Revision
from audit.keyset import Order, batches
from audit.models import Affiliation, ArticleSource, Assertion, Claim, Decision, EvidenceUse, Speaker
from audit.models.fields import Spans
from audit.models.visibility import MASKED_OUTLET, masked_articles
from audit.origins import Weighed
from audit.permissions import User
from audit.reports.affiliations import known_on_the_day
from audit.services.evidence import weigh_uses
from audit.verdicts import NOT_REVIEWED, standing, with_verdicts

BATCH = 500  # claims in memory at a time
IN_TEXT_ORDER = Order(("revision_id", "start", "id"))


class Place(TypedDict):
    """The article and the revision of it that holds the words."""

    article: UUID
    headline: str
    outlet: str
    canonical_url: str | None
    published_from: date | None
    published_to: date | None
    revision: int
    sha256: str


class Words(TypedDict):
    """The claim and the assertion of it. Offsets are code points into the revision's text, end exclusive."""

    claim: UUID
    kind: str
    quote: str
    content: Spans
    assertion: UUID
    assertion_number: int
    words: str
    assertion_content: Spans
    restatement: str | None
    as_of: date | None
    confidence: float | None
    rule: str | None


class Across(TypedDict):
    """Who that is across articles, once a person has said so: the one kept of those that were merged, and for whom they
    are known to have spoken on the article's day. Name and affiliations are given of people in a public role alone."""

    speaker_id: UUID | None
    known_speaker: str | None
    known_affiliations: list[str]


class Printed(TypedDict):
    """Whom the article gives as the source."""

    speaker: str | None
    speaker_kind: str | None
    affiliations: list[str]
    role: str | None


class AttributionColumns(TypedDict):
    """Did this source say this? None where nothing stands that the reader of the export may see."""

    attribution: str | None
    attribution_decision: int | None
    attribution_time: datetime | None
    attribution_reviewers: list[str]
    attribution_tags: list[str]
    attribution_stale: bool | None
    attribution_publication_state: str | None
    attribution_override_reason: str | None
    attribution_rubric: int | None


class CorroborationColumns(TypedDict):
    """Is it so? None where nothing stands that the reader of the export may see."""

    corroboration: str | None
    corroboration_decision: int | None
    corroboration_time: datetime | None
    corroboration_reviewers: list[str]
    corroboration_tags: list[str]
    corroboration_stale: bool | None
    corroboration_publication_state: str | None
    corroboration_override_reason: str | None
    corroboration_rubric: int | None


class EvidenceItem(TypedDict):
    """One use of evidence behind a verdict of the row. Items with the same `origin` count once. `objections` are what
    the machine has against its independence, `contested` that the reviewer calls it independent all the same."""

    id: UUID
    kind: str
    title: str
    url: str
    publisher: str
    stance: str
    question: str
    independent: str
    why: str
    objections: list[str]
    contested: bool
    origin: UUID


class Row(Place, Words, Printed, Across, AttributionColumns, CorroborationColumns):
    """One row: the columns in this order."""

    evidence: list[EvidenceItem]


COLUMNS = tuple(Row.__annotations__)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a row tells of a standing decision; without one, nothing."""

    value: str | None = None
    number: int | None = None
    time: datetime | None = None
    reviewers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    stale: bool | None = None
    publication_state: str | None = None
    override_reason: str | None = None
    rubric: int | None = None


def rows(user: User, claims: QuerySet[Claim] | None = None) -> Iterator[Row]:
    """A row for each assertion of the active claims (of `claims`, by default of all), article by article in the order
    of the text. Verdicts and evidence are those that `user` may see. Memory does not grow with the number of rows."""
    chosen = (Claim.objects.all() if claims is None else claims).filter(state=Claim.State.ACTIVE)
    # One object a revision and not one a claim; its blocks can be long and no row needs them.
    masked = frozenset(masked_articles(user))
    revisions = Revision.objects.defer("blocks").select_related("article__outlet")
    chosen = with_verdicts(chosen, user).select_related("source__speaker__merged_into")
    for batch in batches(chosen.prefetch_related(Prefetch("revision", revisions)), IN_TEXT_ORDER, BATCH):
        decided = {claim: standing(claim) for claim in batch}
        uses = {claim: [use for one in found.values() for use in _uses(one)] for claim, found in decided.items()}
        weighings, known = weigh_uses(uses, user), known_on_the_day(batch, user)
        for claim, decisions in decided.items():
            weighing = weighings.get(claim.pk)
            place = _place(claim, claim.revision.article_id in masked)
            by_use = weighing.by_use if weighing else {}
            yield from _claim_rows(claim, place, decisions, by_use, known.get(claim.pk, ()))


def _claim_rows(
    claim: Claim,
    place: Place,
    decisions: Mapping[UUID | None, Decision],
    weighed: Mapping[str, Weighed],
    known: Sequence[Affiliation],
) -> Iterator[Row]:
    said = decisions.get(None)
    for assertion in claim.assertions.all():
        so = decisions.get(assertion.pk)
        yield {
            **place,
            **_words(claim, assertion),
            **_printed(claim.source),
            **_across(claim.source, known),
            **_attribution(_verdict(said)),
            **_corroboration(_verdict(so)),
            "evidence": [*_evidence(said, weighed), *_evidence(so, weighed)],
        }


def _place(claim: Claim, is_masked: bool) -> Place:
    revision, article = claim.revision, claim.revision.article
    return Place(
        article=article.pk,
        headline=revision.headline,
        outlet=MASKED_OUTLET if is_masked else article.outlet.name,
        canonical_url=None if is_masked else article.canonical_url,
        published_from=article.published_from,
        published_to=article.published_to,
        revision=revision.number,
        sha256=revision.sha256,
    )


def _words(claim: Claim, assertion: Assertion) -> Words:
    return Words(
        claim=claim.pk,
        kind=claim.kind,
        quote=claim.quote,
        content=claim.content,
        assertion=assertion.pk,
        assertion_number=assertion.number,
        words=assertion.words,
        assertion_content=assertion.content,
        restatement=assertion.restatement or None,
        as_of=assertion.as_of,
        confidence=None if claim.shown_confidence is None else float(claim.shown_confidence),
        rule=claim.shown_rule or None,
    )


def _printed(source: ArticleSource | None) -> Printed:
    if source is None:
        return Printed(speaker=None, speaker_kind=None, affiliations=[], role=None)
    return Printed(
        speaker=_speaker_name(source),
        speaker_kind=source.kind,
        affiliations=source.affiliation_names(),
        role=source.role or None,
    )


def _across(source: ArticleSource | None, known: Sequence[Affiliation]) -> Across:
    speaker = source.known_speaker if source else None
    if speaker is None:
        return Across(speaker_id=None, known_speaker=None, known_affiliations=[])
    if speaker.exposure != Speaker.Exposure.PUBLIC_ROLE:
        return Across(speaker_id=speaker.pk, known_speaker=None, known_affiliations=[])
    return Across(speaker_id=speaker.pk, known_speaker=speaker.name, known_affiliations=[row.words for row in known])


def _speaker_name(source: ArticleSource) -> str:
    """The name as the article gives it; a pseudonym for a speaker who is not in a public role."""
    speaker = source.known_speaker
    if speaker and speaker.exposure != Speaker.Exposure.PUBLIC_ROLE:
        return f"S-{speaker.pk.hex[:8].upper()}"
    return source.name


def _verdict(decision: Decision | None) -> Verdict:
    if decision is None:
        return Verdict()
    reviews = list(decision.reviews.all())
    rubrics = {review.rubric.number for review in reviews}
    reasons = [review.override_reason for review in reviews if review.override_reason]
    return Verdict(
        value=None if decision.value == NOT_REVIEWED else decision.value,
        number=decision.number,
        time=decision.created_at,
        reviewers=tuple(review.reviewer.pseudonym for review in reviews),
        tags=tuple(sorted({tag for review in reviews for tag in review.tags})),
        stale=decision.is_stale(),
        publication_state=getattr(decision, "publication_state", None),
        override_reason=" / ".join(reasons) or None,
        rubric=max(rubrics, default=None),
    )


def _attribution(verdict: Verdict) -> AttributionColumns:
    return AttributionColumns(
        attribution=verdict.value,
        attribution_decision=verdict.number,
        attribution_time=verdict.time,
        attribution_reviewers=list(verdict.reviewers),
        attribution_tags=list(verdict.tags),
        attribution_stale=verdict.stale,
        attribution_publication_state=verdict.publication_state,
        attribution_override_reason=verdict.override_reason,
        attribution_rubric=verdict.rubric,
    )


def _corroboration(verdict: Verdict) -> CorroborationColumns:
    return CorroborationColumns(
        corroboration=verdict.value,
        corroboration_decision=verdict.number,
        corroboration_time=verdict.time,
        corroboration_reviewers=list(verdict.reviewers),
        corroboration_tags=list(verdict.tags),
        corroboration_stale=verdict.stale,
        corroboration_publication_state=verdict.publication_state,
        corroboration_override_reason=verdict.override_reason,
        corroboration_rubric=verdict.rubric,
    )


def _uses(decision: Decision | None) -> Iterator[EvidenceUse]:
    for review in decision.reviews.all() if decision else ():
        yield from review.uses.all()


def _evidence(decision: Decision | None, weighed: Mapping[str, Weighed]) -> Iterator[EvidenceItem]:
    for use in _uses(decision):
        found = weighed[str(use.pk)]
        yield EvidenceItem(
            id=use.evidence.pk,
            kind=use.evidence.kind,
            title=use.evidence.title,
            url=use.evidence.url,
            publisher=use.evidence.publisher,
            stance=use.stance,
            question="corroboration" if use.assertion_id else "attribution",
            independent=use.independent,
            why=use.why,
            objections=[objection.ground.value for objection in found.objections],
            contested=found.is_contested,
            origin=UUID(found.origin),
        )
