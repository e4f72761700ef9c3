"""How an article sources what it says: its sources with their codes, settled or proposed, and the shares."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from articles.models import Article, Revision
from audit.models import ArticleSource, Claim, SourceCode
from audit.models.visibility import masked_articles
from audit.permissions import Act, User, can
from audit.reports.verdicts import on_the_page
from audit.sourcing import (
    CODES,
    ClaimFacts,
    Code,
    Coded,
    CodeDefinition,
    Proposal,
    Share,
    SourceFacts,
    profile,
    propose,
)

ENDED = re.compile(r"[.!?][”\"’')\]]*\s")


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One code as it stands: what a person settled, or what is proposed, or neither. `claim` is set when it is said of
    one claim alone."""

    definition: CodeDefinition
    settled: SourceCode | None
    proposal: Proposal | None
    claim: Claim | None = None

    @property
    def value(self) -> str:
        return self.settled.value if self.settled else self.proposal.value if self.proposal else ""

    @property
    def label(self) -> str:
        return dict(self.definition.values).get(self.value, "")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source of an article with its claims and codes."""

    source: ArticleSource
    claims: tuple[Claim, ...]
    codes: tuple[CodeLine, ...]
    by_claim: tuple[CodeLine, ...]

    @property
    def open_proposals(self) -> tuple[CodeLine, ...]:
        """What is proposed and not settled; of a single claim too."""
        return tuple(line for line in (*self.codes, *self.by_claim) if line.proposal and not line.settled)


@dataclass(frozen=True, slots=True)
class SourcingReport:
    """All sources of an article in the order in which they speak, and its profile."""

    sources: tuple[SourceLine, ...]
    shares: tuple[Share, ...]
    numbers: dict[str, int]


def sourcing_of(article: Article, user: User) -> SourcingReport:
    """The report on an article's current revision, as far as this person may see what was settled; the article is
    loaded with its outlet, revision and text."""
    revision = article.current_revision
    if revision is None:
        return SourcingReport((), tuple(profile([])), {})
    standing = on_the_page(revision).in_order_there().select_related("source", "revision")
    shown = list(standing.prefetch_related("source__affiliations"))
    claims = [claim for claim in shown if claim.state == Claim.State.ACTIVE]
    by_source: dict[UUID, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.source_id:
            by_source[claim.source_id].append(claim)
    settled = _settled(by_source, user)
    masked = masked_articles(user).filter(article=article).exists() if can(user, Act.REVIEW) else False
    outlet = "" if masked else article.outlet.name
    lines = tuple(_line(article, outlet, found, settled) for found in by_source.values())
    coded = [_coded(claim, lines) for claim in claims]
    numbers = {str(claim.pk): number for number, claim in enumerate(shown, start=1)}
    return SourcingReport(lines, tuple(profile(coded)), numbers)


Settled = dict[tuple[UUID, str, UUID | None], SourceCode]


def _settled(by_source: dict[UUID, list[Claim]], user: User) -> Settled:
    answers = SourceCode.objects.visible_to(user).filter(source__in=list(by_source)).select_related("coder")
    return {(answer.source_id, answer.code, answer.claim_id): answer for answer in answers}


def _line(article: Article, outlet: str, claims: Sequence[Claim], settled: Settled) -> SourceLine:
    source = claims[0].source
    assert source is not None
    proposals = {(p.code, p.claim): p for p in propose(_facts(article, outlet, source, claims))}
    whole = [
        CodeLine(definition, settled.get((source.pk, code, None)), proposals.get((code, None)))
        for code, definition in CODES.items()
    ]
    single = [
        CodeLine(definition, settled.get((source.pk, code, claim.pk)), proposals.get((code, str(claim.pk))), claim)
        for code, definition in CODES.items()
        if definition.by_claim
        for claim in claims
    ]
    return SourceLine(source, tuple(claims), tuple(whole), tuple(line for line in single if line.value))


def _facts(article: Article, outlet: str, source: ArticleSource, claims: Sequence[Claim]) -> SourceFacts:
    revision = article.current_revision
    text = revision.body.text if revision and hasattr(revision, "body") else ""
    here = [claim for claim in claims if revision and claim.revision_id == revision.pk]
    around = " ".join(dict.fromkeys(_paragraph(text, start) for start, _ in source.mentions)) if here else ""
    return SourceFacts(
        source.name,
        source.kind,
        source.role,
        tuple(source.affiliation_names()),
        around,
        outlet,
        tuple(_claim_facts(claim, revision, text) for claim in claims),
    )


def _claim_facts(claim: Claim, revision: Revision | None, text: str) -> ClaimFacts:
    """What is known of a claim. Offsets of one that was carried from an earlier revision point into other words."""
    key = str(claim.pk)
    if revision is None or claim.revision_id != revision.pk or not text:
        return ClaimFacts(key, claim.told_to, claim.rule, "", "", "")
    start, end = claim.content[0][0], claim.content[-1][1]
    paragraph = _paragraph(text, start)
    nearby = paragraph.replace(text[start:end], " ")
    mention = claim.speaker_mention
    if mention is None:
        return ClaimFacts(key, claim.told_to, claim.rule, "", nearby, "")
    words = text[mention[0] : mention[1]]
    return ClaimFacts(key, claim.told_to, claim.rule, words, nearby, _distance(text, claim, mention))


def _distance(text: str, claim: Claim, mention: tuple[int, int]) -> str:
    """Where the mention stands as seen from the claim's nearest piece."""
    gaps = [
        (min(max(mention[0] - end, 0), len(text)), end, mention[0]) for _, end in claim.content if end <= mention[0]
    ]
    gaps += [(start - mention[1], mention[1], start) for start, _ in claim.content if mention[1] <= start]
    if not gaps:
        return "sentence"
    _, begin, stop = min(gaps)
    between = text[begin:stop]
    if "\n" not in between:
        return "paragraph" if ENDED.search(f"{between} ") else "sentence"
    return "neighbour" if len(between.split("\n\n")) == 2 else ""


def _paragraph(text: str, offset: int) -> str:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return text[start : end if end >= 0 else len(text)]


def _coded(claim: Claim, lines: Sequence[SourceLine]) -> Coded:
    """The codes that hold for a claim: said of it alone before said of its source, settled before proposed."""
    line = next((line for line in lines if line.source.pk == claim.source_id), None)
    if line is None:
        return Coded(str(claim.pk), None, {}, claim.kind == Claim.Kind.OUTLET_VOICE)
    codes: dict[Code, tuple[str, bool]] = {}
    own = [code for code in line.by_claim if code.claim and code.claim.pk == claim.pk]
    for is_settled in (False, True):
        for code in (*line.codes, *own):
            if code.value and bool(code.settled) == is_settled:
                codes[code.definition.code] = (code.value, is_settled)
    return Coded(str(claim.pk), str(line.source.pk), codes)
