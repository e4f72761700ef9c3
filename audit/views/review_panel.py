"""What the review form shows beside the form itself: values by group, evidence to use again, the standing answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from articles.models import Article
from audit.codebook import Codebook, ValueDefinition
from audit.forms import BoundReview, EvidenceForm
from audit.models import Assertion, Claim, Decision, Evidence, EvidenceUse
from audit.permissions import User
from audit.services.reviews import current_rubric


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

    @property
    def is_refused(self) -> bool:
        """Whether something was sent and not recorded."""
        return self.bound.form.is_bound

    @property
    def lost_files(self) -> bool:
        """Whether files were sent: a browser cannot send them again by itself."""
        return any(row.form.files.get(row.form.add_prefix("file")) for row in self.rows)


def known_evidence(article: Article, user: User) -> QuerySet[Evidence]:
    """What this article's reviews used so far and this person may see, to be used again."""
    uses = EvidenceUse.objects.visible_to(user).filter(claim__revision__article=article)
    return Evidence.objects.visible_to(user).filter(pk__in=uses.values("evidence"))


def _with_independence(known: QuerySet[Evidence], user: User) -> QuerySet[Evidence]:
    """The items with `independent`, what was said of each when it was used last: offered to whoever uses it again."""
    last = EvidenceUse.objects.visible_to(user).filter(evidence=OuterRef("pk")).order_by("-created_at")
    return known.annotate(independent=Subquery(last.values("independent")[:1]))


def bind_review(
    target: Claim | Assertion,
    article: Article,
    user: User,
    decision: Decision | None,
    data: QueryDict | None = None,
    files: MultiValueDict[str, Any] | None = None,
) -> BoundReview:
    """The form of a target, based on the decision that the page shows."""
    return BoundReview(
        target=target,
        codebook=Codebook.read(current_rubric().definitions),
        known=list(_with_independence(known_evidence(article, user), user)),
        visible=Evidence.objects.visible_to(user),
        based_on=decision.number if decision else 0,
        data=data,
        files=files,
    )


def panel_for(
    target: Claim | Assertion,
    article: Article,
    user: User,
    decision: Decision | None,
    sent: BoundReview | None = None,
) -> ReviewPanel:
    """The panel of a target: the form as it was sent, or a fresh one."""
    bound = sent or bind_review(target, article, user, decision)
    name = "assertion_review" if isinstance(target, Assertion) else "claim_review"
    groups = tuple(
        AnswerGroup(group, _shared_need(values), tuple(values)) for group, values in bound.form.definition.groups()
    )
    rows = tuple(EvidenceRow(form) for form in bound.rows)
    return ReviewPanel(bound, reverse(name, args=[target.pk]), groups, rows)


def _shared_need(values: list[ValueDefinition]) -> str:
    needs = {value.needs_words for value in values}
    return needs.pop() if len(needs) == 1 else ""
