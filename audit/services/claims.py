"""Claims from the machine: recording a run, and reconciling it with an earlier one and with what people did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.models import Article, Revision
from audit.anchoring import is_same_place
from audit.extraction.types import ExtractedClaim, ExtractedSource, Extraction
from audit.ledger.models import Actor, Event, Ledgered
from audit.ledger.services import record
from audit.models import (
    Anchor,
    ArticleSource,
    Assertion,
    AuditArticle,
    Claim,
    ExtractionRun,
    Finding,
    SourceAffiliation,
)
from audit.models.fields import Spans, join_touching
from audit.services.anchors import (
    Carriage,
    anchors_of,
    carry,
    find_successors,
    findings_of,
    is_same_source,
)
from audit.services.notifications import tell_stale
from audit.services.queue import place_claims
from audit.services.words import claim_words

CHANGED = (Anchor.Status.REWORDED, Anchor.Status.AMBIGUOUS, Anchor.Status.GONE)


@dataclass(slots=True)
class _Reading:
    """The rows of one run, gathered before they are written."""

    run: ExtractionRun
    text: str
    as_of: date | None
    sources: list[ArticleSource] = field(default_factory=list)
    affiliations: list[SourceAffiliation] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    assertions: list[Assertion] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def rows(self) -> Iterator[Ledgered]:
        yield self.run
        for rows in (
            self.sources,
            self.affiliations,
            self.claims,
            self.assertions,
            self.anchors,
            self.findings,
        ):
            yield from rows


@transaction.atomic
def record_claims(
    *,
    revision: Revision,
    extraction: Extraction,
    engine: str,
    version: str,
    milliseconds: int,
    actor: Actor,
    settings: dict[str, Any] | None = None,
) -> ExtractionRun:
    """Store one run of the engine over a revision.

    A claim that an earlier run found at the same place with the same mention stays, with its id, and comes back if a
    run between had withdrawn it; one that the new run no longer finds is withdrawn, unless a person has touched it.
    Claims of the revision before this one that stand in it are anchored and not recorded a second time; what it has
    in other words, or gives to another name, becomes a proposed finding.
    The same engine and version twice is one run.
    """
    Article.objects.select_for_update().get(pk=revision.article_id)  # one run of a revision at a time
    done = ExtractionRun.objects.filter(revision=revision, engine=engine, version=version).first()
    if done:
        return done
    run = ExtractionRun(
        revision=revision,
        engine=engine,
        version=version,
        settings=settings or {},
        notes=list(extraction.notes),
        milliseconds=milliseconds,
        created_at=timezone.now(),
    )
    reading = _Reading(run, revision.body.text, revision.article.published_from)
    carriage = carry(revision)
    found = _gather(reading, extraction, carriage)
    _write(reading, carriage)
    record(actor=actor, action="extracted", target=run, rows=reading.rows(), data={"claims": len(reading.claims)})
    _reconcile_earlier(revision, run, found, actor)
    moved = [anchor.claim for anchor in reading.anchors if anchor.status in CHANGED or anchor.successor]
    tell_stale(moved)
    return run


@dataclass(frozen=True, slots=True)
class _There:
    """The claims that a revision has before a run: what the run finds again is not recorded a second time."""

    keys: set[tuple[Spans, Any]]
    by_people: list[Spans]  # where people marked, corrected, judged or dismissed a claim, and where it was before

    @classmethod
    def of(cls, revision: Revision) -> _There:
        claims = list(Claim.objects.of_revision(revision).exclude(state=Claim.State.TAKEN_BACK))
        keys = {_key(c.content, c.speaker_mention) for c in claims}
        keys |= {_key(c.found_content, c.found_mention) for c in claims if c.found_content}
        touched = _touched_by_people(claims) | {c.pk for c in claims if c.origin == Claim.Origin.PERSON}
        places = [(c.content, c.found_content) for c in claims if c.pk in touched]
        return cls(keys, [place for pair in places for place in pair if place])

    def holds(self, content: Spans, mention: Any) -> bool:
        """Whether the very claim is there, or one at nearly the same place that a person has had a hand in."""
        return _key(content, mention) in self.keys or any(is_same_place(content, place) for place in self.by_people)


def _key(content: Spans, mention: Any) -> tuple[Spans, Any]:
    return content, mention


def _gather(reading: _Reading, extraction: Extraction, carriage: Carriage) -> set[Any]:
    """Fill `reading` with what is new; return the keys of all claims that the extraction holds."""
    revision = reading.run.revision
    there = _There.of(revision)
    old_sources = list(ArticleSource.objects.filter(revision=revision).select_related("merged_into"))
    sources: dict[int, ArticleSource] = {}
    found = set()
    for claim in extraction.claims:
        key = _key(join_touching(claim.content), claim.speaker_mention)
        if key in found:
            continue
        found.add(key)
        taken = carriage.taking(claim, key[0])
        if there.holds(*key) or (taken and taken.is_there and is_same_source(taken, claim)):
            continue
        source = None
        if claim.source is not None:
            extracted = extraction.sources[claim.source]
            known = sources.get(claim.source) or _known(old_sources, extracted)
            source = sources[claim.source] = known or _source(reading, extracted)
        _claim(reading, claim, source)
        if taken and taken.successor is None:
            taken.successor = reading.claims[-1]
    find_successors(carriage, reading.claims)
    return found


def _known(old: Sequence[ArticleSource], extracted: ExtractedSource) -> ArticleSource | None:
    """The source that the revision has already: of that name, or one that a person corrected where the text names it;
    in place of one that was merged into another, that one."""
    named = [source for source in old if (source.name, source.kind) == (extracted.name, extracted.kind)]
    mentions = set(join_touching(extracted.mentions))
    corrected = [source for source in old if source.is_confirmed and mentions & set(source.mentions)]
    found = next(iter([*named, *corrected]), None)
    while found and found.merged_into:
        found = found.merged_into
    return found


def _source(reading: _Reading, extracted: ExtractedSource) -> ArticleSource:
    run = reading.run
    source = ArticleSource(
        revision=run.revision,
        run=run,
        name=extracted.name,
        kind=extracted.kind,
        mentions=join_touching(extracted.mentions),
        role=extracted.role or "",
        role_span=extracted.role_span,
        justification=join_touching(extracted.justification),
    )
    reading.sources.append(source)
    for number, affiliation in enumerate(extracted.affiliations, start=1):
        reading.affiliations.append(
            SourceAffiliation(source=source, run=run, number=number, name=affiliation.name, span=affiliation.span)
        )
    return source


def _claim(reading: _Reading, extracted: ExtractedClaim, source: ArticleSource | None) -> None:
    content, text = join_touching(extracted.content), reading.text
    claim = Claim(
        revision=reading.run.revision,
        run=reading.run,
        source=source,
        **claim_words(text, content),
        cue=join_touching(extracted.cue),
        speaker_mention=extracted.speaker_mention,
        kind=extracted.kind,
        told_to=extracted.told_to or "",
        confidence=Decimal(f"{extracted.confidence:.3f}"),
        rule=extracted.rule,
        origin=Claim.Origin.MACHINE,
        created_at=_now(reading),
    )
    reading.claims.append(claim)
    reading.assertions.append(
        Assertion(
            claim=claim,
            run=reading.run,
            number=1,
            content=content,
            words=claim.quote,
            as_of=reading.as_of,
        )
    )


def _now(reading: _Reading) -> datetime:
    return reading.run.created_at


def _write(reading: _Reading, carriage: Carriage) -> None:
    reading.anchors = anchors_of(carriage, reading.run.revision, reading.run)
    reading.findings = findings_of(carriage, reading.run.revision, reading.run)
    reading.run.save(force_insert=True)
    ArticleSource.objects.bulk_create(reading.sources)
    SourceAffiliation.objects.bulk_create(reading.affiliations)
    # Few large statements: each reads the text once to check the words against it.
    Claim.objects.bulk_create(reading.claims, batch_size=2000)
    Assertion.objects.bulk_create(reading.assertions, batch_size=2000)
    Anchor.objects.bulk_create(reading.anchors, batch_size=2000)
    Finding.objects.bulk_create(reading.findings, batch_size=2000)
    place_claims(reading.claims)


def _reconcile_earlier(revision: Revision, run: ExtractionRun, found: set[Any], actor: Actor) -> None:
    """Withdraw earlier machine claims that the run did not find, and bring back those that it found again."""
    machine = Claim.objects.of_revision(revision).filter(origin=Claim.Origin.MACHINE).exclude(run=run)
    # Locked before asking who touched them: a person may be at one of them right now.
    earlier = list(machine.exclude(state=Claim.State.DISMISSED).order_by("pk").select_for_update())
    touched = _touched_by_people(earlier)
    for claim in earlier:
        was_found = _key(claim.content, claim.speaker_mention) in found
        if was_found and claim.state == Claim.State.WITHDRAWN:
            _set_state(claim, Claim.State.ACTIVE, actor, "found again by a later run")
        elif not was_found and claim.state == Claim.State.ACTIVE and claim.pk not in touched:
            _set_state(claim, Claim.State.WITHDRAWN, actor, "withdrawn by a later run")


def _touched_by_people(claims: list[Claim]) -> set[UUID]:
    """Those that a person has reviewed, or done anything else to."""
    keys = [claim.pk for claim in claims]
    acts = Event.objects.filter(target_kind=Claim.ledger_kind, target_id__in=keys, actor__kind=Actor.Kind.PERSON)
    reviewed = Claim.objects.filter(Q(reviews__isnull=False) | Q(evidence_uses__isnull=False), pk__in=keys)
    # Also all that an audit has locked, or what a later run takes away would tell which of them somebody answered.
    locked = AuditArticle.objects.filter(units_done_at__isnull=False).values("revision")
    kept = Claim.objects.filter(pk__in=keys).filter(Q(pk__in=reviewed.values("pk")) | Q(revision__in=locked))
    return {*acts.values_list("target_id", flat=True), *kept.values_list("pk", flat=True)}


def _set_state(claim: Claim, state: Claim.State, actor: Actor, action: str) -> Claim:
    claim.state = state
    claim.save(update_fields=["state"])
    record(actor=actor, action=action, target=claim)
    return claim
