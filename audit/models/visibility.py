"""Who sees which reviews, evidence, decisions and events. Everything that shows them asks here, and only here.

- Readers and anonymous people see decisions whose latest publication is published or corrected, the reviews they rest
  on, and the public evidence of those.
- Reviewers and editors see the rest too, confidential evidence excepted, but for what blindness holds back:
  - a review in a blind audit is its author's alone until its target is revealed, or the audit is closed;
  - so is what its reviewers say of a source, which everybody else may read, until the article's sources are done;
  - what a reviewer marks as claims, where an audit has its articles marked apart, until all have handed in;
  - what was decided before on a target is kept from those who are still to judge it in an audit that hides it;
  - which outlet an article is of is kept from those who have still to judge in an audit that masks it;
  - an item of evidence that no review they may see uses, nor anything derived from it, is its author's alone.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from audit.permissions import Act, User, can

if TYPE_CHECKING:  # named in the strings below
    from audit.ledger.models import Event
    from audit.models.audits import Assignment, Audit, SourcePass  # noqa: F401
    from audit.models.copies import Archiving, CopyContents, EvidenceCopy, UsePlace  # noqa: F401
    from audit.models.decisions import Decision, Publication  # noqa: F401
    from audit.models.evidence import Evidence, EvidenceUse  # noqa: F401
    from audit.models.marking import MarkingPass  # noqa: F401
    from audit.models.provenance import Provenance  # noqa: F401
    from audit.models.reviews import Review  # noqa: F401
    from audit.models.source_codes import SourceCode  # noqa: F401

Rows = TypeVar("Rows", bound=models.QuerySet[Any])
MASKED_OUTLET = "outlet withheld"
# Events about these stand beside those of the articles that came with them.
OUTLET_TARGETS = ("outlet", "feed")
NEVER = Q(pk__in=())
VISIBLE_STATES = ("published", "corrected")


def _model(name: str) -> Any:
    """A model by name: the models use the querysets below, so they cannot be imported here."""
    return apps.get_model("audit", name)


def _latest_state() -> Subquery:
    steps = _model("Publication").objects.filter(decision=OuterRef("pk")).order_by("-number")
    return Subquery(steps.values("state")[:1])


def _target(depth: str = "") -> Coalesce:
    """What a row is about: the assertion, or for the question of attribution the claim."""
    return Coalesce(f"{depth}assertion", f"{depth}claim")


def _revealed(audit: str = "audit") -> Exists:
    """Whether the blind reviews of a row's target are shown in that audit."""
    return Exists(_model("Reveal").objects.filter(audit=OuterRef(audit), target=OuterRef("about")))


def _may_judge(user: User) -> bool:
    """False for an account of which its page knows already that it judges in no open audit; see audit.accounts. Then
    no query needs to ask."""
    return bool(getattr(user, "judges", True))


def seats_of(user: User) -> Any:
    """The articles of open audits in which this person judges claims."""
    if not _may_judge(user):
        return _model("AuditArticle").objects.none()
    members = _model("AuditMember").objects.filter(actor__user=user.pk, role="reviewer", is_active=True)
    return _model("AuditArticle").objects.filter(audit__state="open", audit__in=members.values("audit"))


def judges_blind(user: User) -> bool:
    """Whether this person judges in an open audit in which two answers are kept apart."""
    return bool(seats_of(user).filter(audit__reviews_per_claim__gt=1).exists())


def _kept(user: User, depth: str = "") -> Exists | Q:
    """Whether earlier answers about a row's target are kept from this person, who is to judge it unprejudiced: in an
    open audit that hides them, before the own answer and before the target is revealed. Needs `about`."""
    if not _may_judge(user):
        return NEVER
    seats = seats_of(user).filter(audit__hide_earlier=True, article=OuterRef(f"{depth}claim__revision__article"))
    answers = _model("Review").objects.filter(reviewer__user=user.pk, act="answer", audit=OuterRef("audit"))
    answers = answers.annotate(about=_target()).filter(about=OuterRef(OuterRef("about")))
    reveals = _model("Reveal").objects.filter(audit=OuterRef("audit"), target=OuterRef(OuterRef("about")))
    return Exists(seats.exclude(Exists(answers)).exclude(Exists(reveals)))


def is_unprejudiced(user: User, setting: str) -> Exists:
    """For claims: whether this person is to judge the claim in an open audit with this setting on, and has not yet."""
    seats = seats_of(user).filter(article=OuterRef("revision__article"), **{f"audit__{setting}": True})
    answers = _model("Review").objects.filter(reviewer__user=user.pk, act="answer", audit=OuterRef("audit"))
    return Exists(seats.exclude(Exists(answers.filter(claim=OuterRef(OuterRef("pk"))))))


def masked_articles(user: User) -> Any:
    """The ids of the articles whose outlet is kept from this person: those of each open audit that masks it and in
    which they have still to judge something. All of them, since an audit is often of one outlet."""
    seats = seats_of(user).filter(audit__mask_outlet=True)
    given = _model("Assignment").objects.filter(audit=OuterRef("audit"), actor__user=user.pk)
    to_come = _model("AuditArticle").objects.filter(audit=OuterRef("audit"), units_done_at=None)
    due = Exists(given.filter(state__in=["waiting", "leased"])) | Exists(to_come)
    return seats.filter(due).order_by().values_list("article", flat=True)


def of_outlet(rows: Rows, outlet: Any, user: User, article: str) -> Rows:
    """The rows whose article, by the lookup path `article`, is of that outlet; none of one that is masked for them."""
    masked = Q(**{f"{article}__in": masked_articles(user)})
    return rows.filter(~masked, **{f"{article}__outlet": outlet})


def is_masked(user: User) -> Exists:
    """For articles: whether their outlet is kept from this person, or that of the one whose text they have."""
    masked = masked_articles(user) if can(user, Act.REVIEW) else seats_of(user).none()
    return Exists(masked.filter(Q(article=OuterRef("pk")) | Q(article=OuterRef("copy_of"))))


class DecisionQuerySet(models.QuerySet["Decision"]):
    def with_state(self) -> DecisionQuerySet:
        """With `publication_state`, the latest step of each decision's way to the public; None before the first."""
        return self.annotate(publication_state=_latest_state())

    def visible_to(self, user: User) -> DecisionQuerySet:
        if can(user, Act.SEE_UNPUBLISHED):
            return self.with_state().alias(about=_target()).exclude(_kept(user))
        return self.with_state().filter(Q(("publication_state__in", VISIBLE_STATES)))

    def current(self) -> DecisionQuerySet:
        """The highest number of each target among the decisions at hand."""
        return self.order_by("claim_id", "assertion_id", "-number").distinct("claim_id", "assertion_id")


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def visible_to(self, user: User) -> AssignmentQuerySet:
        """One's own, and all of the desk's; those of an audit only for leads who judge nothing in it."""
        own = Q(actor__user=user.pk)
        if not can(user, Act.SEE_UNPUBLISHED):
            return self.none()
        if not can(user, Act.LEAD_AUDIT):
            return self.filter(own | Q(audit=None))
        seats = _model("AuditMember").objects.filter(actor__user=user.pk, role="reviewer", audit__state="open")
        return self.filter(own | Q(audit=None) | ~Q(audit__in=seats.values("audit")))


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, user: User) -> ReviewQuerySet:
        if can(user, Act.SEE_UNPUBLISHED):
            own = Q(reviewer__user=user.pk)
            return self.alias(about=_target()).filter(own | self._shown() & ~_kept(user))
        return self.filter(grounds__decision__in=_model("Decision").objects.visible_to(user).order_by()).distinct()

    @staticmethod
    def _shown() -> Q:
        in_the_open = Q(audit=None) | Q(audit__reviews_per_claim=1) | Q(audit__state="closed") | Q(is_adjudication=True)
        return in_the_open | Q(_revealed())

    def unrevealed(self) -> ReviewQuerySet:
        """Blind answers that nobody but their authors may know of."""
        return self.alias(about=_target()).exclude(self._shown())

    def waiting(self, user: User) -> ReviewQuerySet:
        """This person's own answers that nobody else may know of yet."""
        if not (user.pk and _may_judge(user)):
            return self.none()
        return self.unrevealed().filter(reviewer__user=user.pk, act="answer", withdrawal=None)

    def own(self, user: User) -> ReviewQuerySet:
        """This person's own, with `is_open`: whether others may know of it."""
        whole = self.filter(reviewer__user=user.pk).alias(about=_target())
        return whole.annotate(is_open=ExpressionWrapper(self._shown(), models.BooleanField()))


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: User) -> EvidenceQuerySet:
        if not can(user, Act.SEE_UNPUBLISHED):
            seen = _model("Review").objects.visible_to(user)
            return self.filter(visibility="public", uses__review__in=seen).distinct()
        uses = _model("EvidenceUse").objects.visible_to(user)
        used = Exists(uses.filter(evidence=OuterRef("pk")))
        # What visible items go back to is visible too; further than two steps nobody derives.
        first = Exists(uses.filter(evidence__derived_from=OuterRef("pk")))
        second = Exists(uses.filter(evidence__derived_from__derived_from=OuterRef("pk")))
        own = Q(added_by__user=user.pk)
        found = self.filter(own | used | first | second)
        return found if can(user, Act.SEE_CONFIDENTIAL) else found.filter(~Q(visibility="confidential") | own)


class EvidenceUseQuerySet(models.QuerySet["EvidenceUse"]):
    def visible_to(self, user: User) -> EvidenceUseQuerySet:
        seen = _model("Review").objects.visible_to(user)
        if not can(user, Act.SEE_UNPUBLISHED):
            return self.filter(evidence__visibility="public", review__in=seen)
        own = Q(added_by__user=user.pk)
        found = self.filter(own | Q(review=None) | Exists(seen.filter(pk=OuterRef("review"))))
        return found if can(user, Act.SEE_CONFIDENTIAL) else found.filter(~Q(evidence__visibility="confidential") | own)

    def of_items_visible_to(self, user: User) -> EvidenceUseQuerySet:
        """Of visible uses those whose item is visible, too: one's own use may be of another's confidential item."""
        if can(user, Act.SEE_CONFIDENTIAL):
            return self
        return self.filter(~Q(evidence__visibility="confidential") | Q(evidence__added_by__user=user.pk))


class PublicationQuerySet(models.QuerySet["Publication"]):
    def visible_to(self, user: User) -> PublicationQuerySet:
        if can(user, Act.SEE_UNPUBLISHED):
            return self.alias(about=_target("decision__")).exclude(_kept(user, "decision__"))
        # Also how a verdict that readers have seen was taken back, with the notice that tells them why.
        seen = _model("Publication").objects.filter(state__in=VISIBLE_STATES).order_by().values("decision")
        return self.filter(decision__in=seen, state__in=(*VISIBLE_STATES, "withdrawn"))


class EvidenceCopyQuerySet(models.QuerySet["EvidenceCopy"]):
    """Copies are seen by those who see the item."""

    def visible_to(self, user: User) -> EvidenceCopyQuerySet:
        return self.filter(evidence__in=_model("Evidence").objects.visible_to(user).order_by())

    def on(self, seen: Evidence) -> EvidenceCopyQuerySet:
        """Those of an item that the person at hand is known to see."""
        return self.filter(evidence=seen)


class CopyContentsQuerySet(models.QuerySet["CopyContents"]):
    """What a copy holds is shown to those who see the item."""

    def visible_to(self, user: User) -> CopyContentsQuerySet:
        return self.filter(copy__evidence__in=_model("Evidence").objects.visible_to(user).order_by())


class ArchivingQuerySet(models.QuerySet["Archiving"]):
    """How archiving goes is told to those who see the item."""

    def visible_to(self, user: User) -> ArchivingQuerySet:
        return self.filter(evidence__in=_model("Evidence").objects.visible_to(user).order_by())

    def on(self, seen: Evidence) -> ArchivingQuerySet:
        """Those of an item that the person at hand is known to see."""
        return self.filter(evidence=seen)


class UsePlaceQuerySet(models.QuerySet["UsePlace"]):
    """Where the words of a use stand is told to those who see the use."""

    def visible_to(self, user: User) -> UsePlaceQuerySet:
        return self.filter(use__in=_model("EvidenceUse").objects.visible_to(user).order_by())


class ProvenanceQuerySet(models.QuerySet["Provenance"]):
    def visible_to(self, user: User) -> ProvenanceQuerySet:
        """Statements about items that this person sees, but for those that name an item that is hidden from them."""
        seen = _model("Evidence").objects.visible_to(user).order_by()
        return self._with_origin_in(seen).filter(evidence__in=seen)

    def on(self, seen: Evidence, user: User) -> ProvenanceQuerySet:
        """The same of one item that this person is known to see."""
        return self._with_origin_in(_model("Evidence").objects.visible_to(user).order_by()).filter(evidence=seen)

    def _with_origin_in(self, seen: Any) -> ProvenanceQuerySet:
        return self.filter(Q(origin=None) | Q(origin__in=seen))


def _coded_blind(source: str, coder: str, time: str) -> Exists:
    """Whether the reviewer of a blind audit coded a source while the sources of its article were open there."""
    places = _model("AuditArticle").objects.filter(
        article__revisions__sources=OuterRef(source),
        audit__state="open",
        audit__reviews_per_claim__gt=1,
        sources_done_at=None,
        created_at__lte=OuterRef(time),
    )
    return Exists(places.filter(audit__members__actor=OuterRef(coder), audit__members__role="reviewer"))


class SourceCodeQuerySet(models.QuerySet["SourceCode"]):
    def visible_to(self, user: User) -> SourceCodeQuerySet:
        own = Q(coder__user=user.pk) if user.pk else Q(pk=None)
        return self.filter(own | ~_coded_blind("source", "coder", "created_at"))


class SourcePassQuerySet(models.QuerySet["SourcePass"]):
    def visible_to(self, user: User) -> SourcePassQuerySet:
        """One's own, and those of articles whose sources are done by all."""
        if not can(user, Act.SEE_UNPUBLISHED):
            return self.none()
        return self.filter(Q(coder__user=user.pk) | ~Q(place__sources_done_at=None) | ~Q(place__audit__state="open"))


class MarkingPassQuerySet(models.QuerySet["MarkingPass"]):
    """What one person marks is theirs alone until every reviewer of the audit has handed in, the article's claims are
    locked, or the audit is closed."""

    def visible_to(self, user: User) -> MarkingPassQuerySet:
        if not can(user, Act.SEE_UNPUBLISHED):
            return self.none()
        members = _model("AuditMember").objects.filter(
            audit=OuterRef("call__place__audit"), role="reviewer", is_active=True
        )
        handed_in = _model("MarkingPass").objects.filter(call=OuterRef(OuterRef("call")), actor=OuterRef("actor"))
        over = ~Q(call__place__audit__state="open") | Q(call__place__units_done_at__isnull=False)
        own = Q(actor__user=user.pk)
        return self.filter(own | over | ~Exists(members.exclude(Exists(handed_in))))

    def who_is_done(self, audit: Audit) -> set[tuple[UUID, UUID]]:
        """Who has handed in, not what: place and actor, for the lead's eyes."""
        return set(self.filter(call__place__audit=audit).values_list("call__place", "actor"))


GUARDED_TARGETS = {
    "marking_pass": "MarkingPass",
    "review": "Review",
    "evidence": "Evidence",
    "use": "EvidenceUse",
    "copy": "EvidenceCopy",
    "provenance": "Provenance",
    "decision": "Decision",
    "publication": "Publication",
    "source_code": "SourceCode",
    "source_pass": "SourcePass",
}


def visible_events(
    events: models.QuerySet[Event], user: User, kinds: Collection[str] | None = None
) -> models.QuerySet[Event]:
    """Those of these events that this person may know of; nothing for people who see only what is published.

    With `kinds`, those on such targets alone: each guard is a query within the query, so a page names what it tells of.
    """
    if not can(user, Act.SEE_UNPUBLISHED):
        return events.none()
    if kinds is not None:
        events = events.filter(target_kind__in=kinds)
    for kind in GUARDED_TARGETS.keys() & (GUARDED_TARGETS if kinds is None else kinds):
        seen = _model(GUARDED_TARGETS[kind]).objects.visible_to(user).order_by().filter(pk=OuterRef("target_id"))
        events = events.filter(~Q(target_kind=kind) | Exists(seen))
    events = events.filter(~Q(target_kind__in=OUTLET_TARGETS) | ~Exists(masked_articles(user)))
    own = Q(actor__user=user.pk)
    told = ~Q(target_kind="article_source", action="coded") | own
    events = events.filter(told | ~_coded_blind("target_id", "actor", "time"))
    if not _may_judge(user):
        return events
    # Why somebody skips a claim tells what they think of it: nothing for those who judge in the same audit.
    judges = _model("AuditMember").objects.filter(actor__user=user.pk, role="reviewer", audit__state="open")
    skipped = Q(target_kind="audit", action="skipped a claim")
    return events.filter(~skipped | own | ~Exists(judges.filter(audit=OuterRef("target_id"))))
