"""What the review form shows beside the form itself: values by group, evidence to use again, the standing answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from articles.models import Article
from audit.codebook import ValueDefinition
from audit.forms import BoundReview, EvidenceForm
from audit.models import Assertion, Audit, Claim, Evidence, EvidenceUse, Review
from audit.permissions import User
from audit.services.audits import audit_judged_in
from audit.services.reviews import basis, basis_of, current_rubric, own_reviews


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Values shown together; `needs` when all of them need the same evidence."""

    name: str
    needs: str
    values: tuple[ValueDefinition, ...]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One evidence row with what its folded parts need to know to open themselves."""

    form: EvidenceForm

    def _has(self, *names: str) -> bool:
        return self.form.is_bound and any(self.form[name].value() or self.form[name].errors for name in names)

    @property
    def is_used(self) -> bool:
        return self.form.is_bound and (bool(self.form.errors) or self.form.is_given(self._typed()))

    def _typed(self) -> dict[str, object]:
        return {name: self.form[name].value() for name in self.form.fields}

    @property
    def is_search(self) -> bool:
        return self._has("place", "query")

    @property
    def has_more(self) -> bool:
        return self._has("title", "publisher", "owner", "derived_from", "no_visit", "is_separate")

    @property
    def has_words_used(self) -> bool:
        return self._has("used_words", "locator", "why")


@dataclass(frozen=True, slots=True)
class ReviewPanel:
    """A review form as the page shows it."""

    bound: BoundReview
    action: str
    groups: tuple[AnswerGroup, ...]
    rows: tuple[EvidenceRow, ...]
    audit: Audit | None = None
    mine: tuple[Review, ...] = ()

    @property
    def is_blind(self) -> bool:
        """Whether the answer stays the reviewer's own until another one is given."""
        return self.audit is not None and self.audit.is_blind

    @property
    def is_refused(self) -> bool:
        """Whether something was sent and not recorded."""
        return self.bound.form.is_bound

    @property
    def typed(self) -> str:
        """The answer that was sent, in words; empty when there was none."""
        return self.bound.typed

    @property
    def lost_files(self) -> bool:
        """Whether files were sent: a browser cannot send them again by itself."""
        return any(row.form.files.get(row.form.add_prefix("file")) for row in self.rows)


def known_evidence(article: Article, user: User) -> list[Evidence]:
    """What this article's reviews used so far and this person may see, to be used again; each with `independent`, what
    was said of it when it was used here last."""
    uses = EvidenceUse.objects.visible_to(user).of_items_visible_to(user).filter(claim__revision__article=article)
    last = uses.order_by("evidence_id", "-created_at").distinct("evidence_id").select_related("evidence")
    for use in last:
        use.evidence.independent = use.independent  # type: ignore[attr-defined]  # told to the page, not stored
    return sorted((use.evidence for use in last), key=lambda item: (item.created_at, item.pk), reverse=True)


def bind_review(
    target: Claim | Assertion,
    article: Article,
    user: User,
    data: QueryDict | None = None,
    files: MultiValueDict[str, Any] | None = None,
    *,
    audit: Audit | None = None,
    based_on: int | None = None,
) -> BoundReview:
    """The form of a target, based on what this person may know of it; in an audit under the audit's rubric."""
    claim, part = (target.claim, target) if isinstance(target, Assertion) else (target, None)
    return BoundReview(
        target=target,
        rubric=audit.rubric if audit else current_rubric(),
        known=known_evidence(article, user),
        # What may be chosen matters once something is chosen; an empty form is shown far more often.
        visible=Evidence.objects.none() if data is None else Evidence.objects.visible_to(user),
        based_on=basis(claim, part, user) if based_on is None else based_on,
        audit=audit,
        data=data,
        files=files,
    )


def panel_for(
    target: Claim | Assertion,
    article: Article,
    user: User,
    sent: BoundReview | None = None,
    *,
    decided: int = 0,
    action: str = "",
) -> ReviewPanel:
    """The panel of a target: the form as it was sent, or a fresh one, based on the decision of the number `decided`
    (0: none); `action` is where it is sent, if not as usual."""
    claim, part = (target.claim, target) if isinstance(target, Assertion) else (target, None)
    audit, own = audit_judged_in(claim, user), own_reviews(claim, part, user)
    bound = sent or bind_review(target, article, user, audit=audit, based_on=basis_of(decided, own))
    name = "assertion_review" if isinstance(target, Assertion) else "claim_review"
    groups = tuple(
        AnswerGroup(group, _shared_need(values), tuple(values)) for group, values in bound.form.definition.groups()
    )
    rows = tuple(EvidenceRow(form) for form in bound.rows)
    return ReviewPanel(bound, action or reverse(name, args=[target.pk]), groups, rows, audit, _standing(own))


def _standing(own: Iterable[Review]) -> tuple[Review, ...]:
    """Of one's own acts on a target the answers that one did not take back."""
    gone = {review.withdraws_id for review in own}
    return tuple(review for review in own if review.act == Review.Act.ANSWER and review.pk not in gone)


def _shared_need(values: list[ValueDefinition]) -> str:
    needs = {value.needs_words for value in values}
    return needs.pop() if len(needs) == 1 else ""
