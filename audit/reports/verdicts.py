"""Verdicts as pages show them: their groups, the cards of claims, the number a claim has in its article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q

from articles.models import Article, Revision
from audit.models import Assertion, Claim, Decision, EvidenceUse, Question, Review
from audit.models.claims import ClaimQuerySet
from audit.origins import Weighing
from audit.permissions import User
from audit.services.audits import judged_in
from audit.services.evidence import weigh_uses
from audit.verdicts import NOT_REVIEWED, standing, with_verdicts

NOBODY_YET = "not reviewed"
OWN_WAITS = "your answer is in and waits"


class Group(StrEnum):
    """What a verdict comes to, for colour, line and label; the words are its verdict's own."""

    NONE = "none"
    STANDS = "stands"
    FAILS = "fails"
    OPEN = "open"

    @property
    def words(self) -> str:
        return {"none": NOBODY_YET, "stands": "stands", "fails": "contested", "open": "open"}[self.value]


STANDING = {
    "exact",
    "faithful_edit",
    "faithful_translation",
    "corroborated",
    "partly_corroborated",
}
OPEN = {
    "denied",
    "relayed_only",
    "no_record_found",
    "source_not_identifiable",
    "insufficient_evidence",
    "not_checkable",
}
GRAVER_FIRST = (Group.FAILS, Group.OPEN, Group.STANDS, Group.NONE)


def group_of(value: str) -> Group:
    """The group of a verdict's value. Whatever neither stands nor is open is a defect."""
    if value == NOT_REVIEWED:
        return Group.NONE
    if value in STANDING:
        return Group.STANDS
    return Group.OPEN if value in OPEN else Group.FAILS


def graver(groups: Iterable[Group]) -> Group:
    """The gravest of several: one part that fails outweighs others that stand."""
    return min(groups, key=GRAVER_FIRST.index, default=Group.NONE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The current answer to one question about one target, as this person may see it. `own_waits`: they answered it
    themselves, which nobody else may know of yet."""

    question: Question
    label: str
    group: Group
    decision: Decision | None = None
    state: str = ""
    is_stale: bool = False
    exceptions: tuple[str, ...] = ()
    uses: tuple[EvidenceUse, ...] = ()
    weighing: Weighing = field(default_factory=Weighing)
    own_waits: bool = False

    @property
    def items(self) -> int:
        return len({use.evidence_id for use in self.uses})

    @property
    def origins(self) -> int:
        """How many origins stand behind the items: ten reports of one agency line are one."""
        return len({origin.key for origin in self.weighing.origins})

    @property
    def is_public(self) -> bool:
        return self.state in ("published", "corrected")


@dataclass(frozen=True, slots=True)
class Part:
    """One assertion of a claim with its verdict."""

    assertion: Assertion
    verdict: Verdict


@dataclass(frozen=True)
class Card:
    """A claim with its number in the text and its verdicts."""

    number: int
    claim: Claim
    attribution: Verdict
    parts: tuple[Part, ...]

    @cached_property
    def corroboration(self) -> Verdict:
        """Computed from the assertions, never entered: all alike, their verdict; else “mixed” with the counts."""
        if len(self.parts) == 1:
            return self.parts[0].verdict
        verdicts = [part.verdict for part in self.parts]
        counts = Counter(verdict.label for verdict in verdicts)
        mixed = "mixed: " + ", ".join(f"{count} {label}" for label, count in counts.items())
        return Verdict(
            Question.CORROBORATION,
            mixed if len(counts) > 1 else next(iter(counts), NOBODY_YET),
            graver(verdict.group for verdict in verdicts),
            is_stale=any(verdict.is_stale for verdict in verdicts),
            own_waits=all(verdict.own_waits for verdict in verdicts),
            exceptions=tuple(reason for verdict in verdicts for reason in verdict.exceptions),
            uses=tuple(use for verdict in verdicts for use in verdict.uses),
            weighing=Weighing(tuple(origin for verdict in verdicts for origin in verdict.weighing.origins)),
        )

    @cached_property
    def graver_verdict(self) -> Verdict:
        """The graver of the two verdicts, which the mark in the text shows."""
        return min((self.attribution, self.corroboration), key=lambda verdict: GRAVER_FIRST.index(verdict.group))

    @property
    def group(self) -> Group:
        """For colour and line of the mark."""
        return self.graver_verdict.group

    @cached_property
    def place(self) -> str:
        """What follows the article's address to show this claim in the text with its card open."""
        return f"?claim={self.claim.pk}#mark-{self.number}"

    @property
    def percent(self) -> int | None:
        confidence = self.claim.shown_confidence
        return None if confidence is None else round(confidence * 100)


def cards(
    claims: Sequence[Claim],
    *,
    numbers: Sequence[int] | None = None,
    weighings: Mapping[UUID, Weighing] | None = None,
    waiting: Collection[UUID] = (),
) -> list[Card]:
    """The cards of claims that were loaded `with_verdicts`; asks nothing more of the database. `waiting` are the
    targets that `own_waiting` names."""
    numbered = zip(numbers or range(1, len(claims) + 1), claims, strict=True)
    return [_card(number, claim, (weighings or {}).get(claim.pk, Weighing()), waiting) for number, claim in numbered]


def own_waiting(claims: Iterable[Claim], user: User) -> frozenset[UUID]:
    """Of these claims and their parts those on which this person's own answer is in and shown to nobody else yet; one
    query for people who judge in an open audit, and none for others."""
    rows = Review.objects.visible_to(user).waiting(user).filter(claim__in=list(claims)).order_by()
    return frozenset(part or claim for part, claim in rows.values_list("assertion", "claim"))


def weighed_cards(
    claims: Sequence[Claim], user: User, *, article: Article, numbers: Sequence[int] | None = None
) -> list[Card]:
    """The same for claims of one article, with what their evidence goes back to, and what speaks against its
    independence, and which answers of their own wait: three queries more at most, for one claim as for a thousand."""
    uses = {claim: [use for decision in standing(claim).values() for use in _uses(decision)] for claim in claims}
    weighings = weigh_uses(uses, user, article=article)
    given = [claim for claim in claims if getattr(claim, "judged_in", True)]  # those that may have such answers
    return cards(claims, numbers=numbers, weighings=weighings, waiting=own_waiting(given, user))


def _uses(decision: Decision) -> tuple[EvidenceUse, ...]:
    return tuple(use for review in decision.reviews.all() for use in review.uses.all())


def _card(number: int, claim: Claim, weighing: Weighing, waiting: Collection[UUID]) -> Card:
    stands = standing(claim)
    parts = tuple(
        Part(part, _verdict(Question.CORROBORATION, stands.get(part.pk), weighing, part.pk in waiting))
        for part in claim.assertions.all()
    )
    return Card(number, claim, _verdict(Question.ATTRIBUTION, stands.get(None), weighing, claim.pk in waiting), parts)


def _verdict(question: Question, decision: Decision | None, weighing: Weighing, own_waits: bool) -> Verdict:
    if decision is None:
        return Verdict(question, OWN_WAITS if own_waits else NOBODY_YET, Group.NONE, own_waits=own_waits)
    uses = _uses(decision)
    return Verdict(
        question,
        decision.get_value_display(),
        group_of(decision.value),
        decision,
        getattr(decision, "publication_state", None) or "",
        decision.is_stale(),
        tuple(review.override_reason for review in decision.reviews.all() if review.override_reason),
        uses,
        weighing.of_uses(str(use.pk) for use in uses),
    )


def shown_claim(revision: Revision, user: User, pk: str) -> Claim | None:
    """A claim that stands in the revision, active or dismissed, for `cards`, with the audits in which this person
    judges it; None if there is none of this id."""
    try:
        return (
            with_verdicts(on_the_page(revision), user)
            .select_related("source", "run", "revision")
            .annotate(judged_in=judged_in(user))
            .filter(pk=pk)
            .first()
        )
    except ValidationError:  # no id at all
        return None


def is_on_its_page(claim: Claim) -> bool:
    """Whether the article's page shows the claim: it stands in the newest revision and no later run withdrew it."""
    return Claim.objects.on_their_pages().shown().filter(pk=claim.pk).exists()


def number_of(claim: Claim) -> int:
    """The number of a claim on its article's page; of one that no longer stands there, in the text that it is from."""
    revision = claim.revision.article.current_revision if is_on_its_page(claim) else None
    before = list(on_the_page(revision or claim.revision).in_order_there().values_list("pk", flat=True))
    return before.index(claim.pk) + 1 if claim.pk in before else _number_gone(claim)


def _number_gone(claim: Claim) -> int:
    """The number that a claim would have that a run withdrew, or those who marked it took back."""
    earlier = Q(start__lt=claim.start) | Q(start=claim.start, pk__lt=claim.pk)
    return on_the_page(claim.revision).filter(earlier).count() + 1


def on_the_page(revision: Revision) -> ClaimQuerySet:
    """Active and dismissed claims that stand in the revision: a dismissal renumbers nothing."""
    return Claim.objects.standing_in(revision).shown()
