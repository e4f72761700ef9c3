"""Who sees which reviews, evidence and decisions. Everything that shows them asks `visible_to`, and only that.

Readers and anonymous people see decisions whose latest publication is published or corrected, the reviews they rest
on, and the public evidence of those. Reviewers and editors see the rest too, confidential evidence excepted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from audit.permissions import Act, User, can

if TYPE_CHECKING:  # named in the strings below
    from audit.models.copies import Archiving, EvidenceCopy, UsePlace  # noqa: F401
    from audit.models.decisions import Decision, Publication  # noqa: F401
    from audit.models.evidence import Evidence, EvidenceUse  # noqa: F401
    from audit.models.provenance import Provenance  # noqa: F401
    from audit.models.reviews import Review  # noqa: F401

VISIBLE_STATES = ("published", "corrected")


def _model(name: str) -> Any:
    """A model by name: the models use the querysets below, so they cannot be imported here."""
    return apps.get_model("audit", name)


def _latest_state() -> Subquery:
    steps = _model("Publication").objects.filter(decision=OuterRef("pk")).order_by("-number")
    return Subquery(steps.values("state")[:1])


class DecisionQuerySet(models.QuerySet["Decision"]):
    def with_state(self) -> DecisionQuerySet:
        """With `publication_state`, the latest step of each decision's way to the public; None before the first."""
        return self.annotate(publication_state=_latest_state())

    def visible_to(self, user: User) -> DecisionQuerySet:
        if can(user, Act.SEE_UNPUBLISHED):
            return self.with_state()
        return self.with_state().filter(Q(("publication_state__in", VISIBLE_STATES)))

    def current(self) -> DecisionQuerySet:
        """The highest number of each target among the decisions at hand."""
        return self.order_by("claim_id", "assertion_id", "-number").distinct("claim_id", "assertion_id")


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, user: User) -> ReviewQuerySet:
        if can(user, Act.SEE_UNPUBLISHED):
            return self
        return self.filter(grounds__decision__in=_model("Decision").objects.visible_to(user).order_by()).distinct()


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: User) -> EvidenceQuerySet:
        if can(user, Act.SEE_CONFIDENTIAL):
            return self
        if can(user, Act.SEE_UNPUBLISHED):
            return self.filter(~Q(visibility="confidential") | Q(added_by__user=user.pk))
        return self.filter(visibility="public", uses__review__in=_model("Review").objects.visible_to(user)).distinct()


class EvidenceUseQuerySet(models.QuerySet["EvidenceUse"]):
    def visible_to(self, user: User) -> EvidenceUseQuerySet:
        if can(user, Act.SEE_CONFIDENTIAL):
            return self
        if can(user, Act.SEE_UNPUBLISHED):
            return self.filter(~Q(evidence__visibility="confidential") | Q(added_by__user=user.pk))
        return self.filter(evidence__visibility="public", review__in=_model("Review").objects.visible_to(user))


class PublicationQuerySet(models.QuerySet["Publication"]):
    def visible_to(self, user: User) -> PublicationQuerySet:
        if can(user, Act.SEE_UNPUBLISHED):
            return self
        # Also how a verdict that readers have seen was taken back, with the notice that tells them why.
        seen = _model("Publication").objects.filter(state__in=VISIBLE_STATES).order_by().values("decision")
        return self.filter(decision__in=seen, state__in=(*VISIBLE_STATES, "withdrawn"))


class EvidenceCopyQuerySet(models.QuerySet["EvidenceCopy"]):
    """Copies are seen by those who see the item."""

    def visible_to(self, user: User) -> EvidenceCopyQuerySet:
        return self.filter(evidence__in=_model("Evidence").objects.visible_to(user).order_by())


class ArchivingQuerySet(models.QuerySet["Archiving"]):
    """How archiving goes is told to those who see the item."""

    def visible_to(self, user: User) -> ArchivingQuerySet:
        return self.filter(evidence__in=_model("Evidence").objects.visible_to(user).order_by())


class UsePlaceQuerySet(models.QuerySet["UsePlace"]):
    """Where the words of a use stand is told to those who see the use."""

    def visible_to(self, user: User) -> UsePlaceQuerySet:
        return self.filter(use__in=_model("EvidenceUse").objects.visible_to(user).order_by())


class ProvenanceQuerySet(models.QuerySet["Provenance"]):
    def visible_to(self, user: User) -> ProvenanceQuerySet:
        """Statements about items that this person sees, but for those that name an item that is hidden from them."""
        seen = _model("Evidence").objects.visible_to(user).order_by()
        return self.filter(Q(origin=None) | Q(origin__in=seen), evidence__in=seen)
