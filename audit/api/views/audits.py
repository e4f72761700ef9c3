"""Audits, the queue, disagreements and notifications."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from audit.api.pagination import PageParameters
from audit.api.serializers.audits import (
    AdjudicationInput,
    ArticlesInput,
    AssignmentOutput,
    AuditInput,
    AuditOutput,
    AuditReportOutput,
    HistoryLineOutput,
    MemberInput,
    NextInput,
    NotificationOutput,
    NotificationParameters,
    RevealOutput,
    SkipInput,
)
from audit.api.serializers.reviews import ReviewOutput
from audit.api.views.base import (
    CHOSEN_FIRST,
    ApiView,
    demand,
    described,
    each,
    find,
    listed,
    page_of,
    parameters,
)
from audit.api.views.reviews import shown_review
from audit.models import Audit, AuditArticle, Claim, Notification, Reveal
from audit.permissions import Act
from audit.reports.audits import audit_report, disagreements_for
from audit.reports.history import history_of_audit
from audit.services.audits import (
    add_articles,
    add_audit,
    close_audit,
    finish_sources,
    finish_units,
    may_adjudicate,
    set_member,
)
from audit.services.notifications import mark_read
from audit.services.queue import next_claim, skip_claim
from audit.services.reviews import adjudicate

READS = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
REFUSALS = (
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.CONFLICT,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)


def _report(request: Request, audit: Audit) -> Response:
    return Response(AuditReportOutput(audit_report(audit, request.user)).data)


class Audits(ApiView):
    """The audits."""

    @described(page_of(AuditOutput), HTTPStatus.FORBIDDEN, parameters=[PageParameters])
    def get(self, request: Request) -> Response:
        """All audits, the newest first. Reviewers only."""
        demand(request, Act.SEE_UNPUBLISHED)
        rows = Audit.objects.select_related("rubric")
        return listed(request, rows, CHOSEN_FIRST, parameters(request, PageParameters), AuditOutput)

    @described({HTTPStatus.CREATED: AuditOutput}, *REFUSALS, request=AuditInput)
    def post(self, request: Request) -> Response:
        """Make an audit; its settings are for good. Editors only."""
        actor = demand(request, Act.LEAD_AUDIT)
        given = AuditInput(data=request.data)
        given.is_valid(raise_exception=True)
        made = add_audit(actor=actor, **given.validated_data)
        return Response(AuditOutput(made).data, status=HTTPStatus.CREATED)


class OneAudit(ApiView):
    """One audit."""

    @described(AuditReportOutput, *READS)
    def get(self, request: Request, pk: UUID) -> Response:
        """An audit with its articles, its people and its progress, as far as the caller may know."""
        demand(request, Act.SEE_UNPUBLISHED)
        return _report(request, find(Audit.objects.select_related("rubric"), pk))


class AuditHistory(ApiView):
    """What happened to it."""

    @described(HistoryLineOutput(many=True), *READS)
    def get(self, request: Request, pk: UUID) -> Response:
        """The newest 500 acts on an audit in plain words, the earliest first, as far as the caller may know of them."""
        demand(request, Act.SEE_UNPUBLISHED)
        return each(HistoryLineOutput, history_of_audit(find(Audit.objects.all(), pk), request.user))


class AuditMembers(ApiView):
    """Who takes part."""

    @described(AuditReportOutput, *REFUSALS, request=MemberInput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Give somebody a part, another part, or none. Editors only."""
        actor = demand(request, Act.LEAD_AUDIT)
        audit = find(Audit.objects.select_related("rubric"), pk)
        given = MemberInput(data=request.data)
        given.is_valid(raise_exception=True)
        wanted = given.validated_data
        set_member(audit=audit, member=wanted["actor"], role=wanted["role"], actor=actor)
        return _report(request, audit)


class AuditArticles(ApiView):
    """What it is about."""

    @described(AuditReportOutput, *REFUSALS, request=ArticlesInput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Take articles in, each in its current revision. Editors only."""
        actor = demand(request, Act.LEAD_AUDIT)
        audit = find(Audit.objects.select_related("rubric"), pk)
        given = ArticlesInput(data=request.data)
        given.is_valid(raise_exception=True)
        add_articles(audit=audit, articles=given.validated_data["articles"], actor=actor)
        return _report(request, audit)


class AuditClosing(ApiView):
    """Its end."""

    @described(AuditReportOutput, *REFUSALS, request=None)
    def post(self, request: Request, pk: UUID) -> Response:
        """Close an audit for good: answers that wait for a second one are shown. Editors only."""
        actor = demand(request, Act.LEAD_AUDIT)
        audit = find(Audit.objects.select_related("rubric"), pk)
        return _report(request, close_audit(audit=audit, actor=actor))


class AuditUnits(ApiView):
    """The first pass."""

    @described(AuditReportOutput, *REFUSALS, request=None)
    def post(self, request: Request, pk: UUID) -> Response:
        """Lock the claims of an audit's article (its `id` there) and give them to the reviewers."""
        actor = demand(request, Act.EDIT_CLAIM)
        place = find(AuditArticle.objects.select_related("audit__rubric", "article", "revision"), pk)
        return _report(request, finish_units(place=place, actor=actor).audit)


class AuditSources(ApiView):
    """The second pass."""

    @described(AuditReportOutput, *REFUSALS, request=None)
    def post(self, request: Request, pk: UUID) -> Response:
        """Say that the codes of the sources of an audit's article (its `id` there) are settled: a reviewer the own
        ones, which are shown to others once all its coders are done; a lead who judges nothing there, all at once."""
        actor = demand(request, Act.EDIT_CLAIM)
        place = find(AuditArticle.objects.select_related("audit__rubric", "article", "revision"), pk)
        return _report(request, finish_sources(place=place, actor=actor).audit)


class QueueNext(ApiView):
    """The third pass."""

    @described(AssignmentOutput, *REFUSALS, request=NextInput)
    def post(self, request: Request) -> Response:
        """The caller's next claim, held for half an hour and again with each call; 404 when nothing is left."""
        actor = demand(request, Act.REVIEW)
        given = NextInput(data=request.data)
        given.is_valid(raise_exception=True)
        found = next_claim(actor=actor, audit=given.validated_data.get("audit"))
        if found is None:
            raise NotFound("Nothing is left for you here.")
        return Response(AssignmentOutput(found).data)


class ClaimSkip(ApiView):
    """Leaving a claim to others."""

    @described(AssignmentOutput, *REFUSALS, request=SkipInput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Skip a claim of one's own queue, and say why."""
        actor = demand(request, Act.REVIEW)
        given = SkipInput(data=request.data)
        given.is_valid(raise_exception=True)
        claim = find(Claim.objects.select_related("revision"), pk)
        return Response(AssignmentOutput(skip_claim(claim=claim, actor=actor, **given.validated_data)).data)


class Disagreements(ApiView):
    """What waits for a third person."""

    @described(RevealOutput(many=True), HTTPStatus.FORBIDDEN)
    def get(self, request: Request) -> Response:
        """The open disagreements that the caller may decide, the oldest first; at most 200."""
        demand(request, Act.REVIEW)
        return each(RevealOutput, disagreements_for(request.user))


class Adjudication(ApiView):
    """Deciding between two."""

    @described({HTTPStatus.CREATED: ReviewOutput}, *REFUSALS, request=AdjudicationInput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Decide a disagreement as a third person who sees both answers."""
        actor = demand(request, Act.REVIEW)
        given = AdjudicationInput(data=request.data, context={"request": request})
        given.is_valid(raise_exception=True)
        reveal = find(Reveal.objects.select_related("audit", "claim", "assertion__claim"), pk)
        if not may_adjudicate(reveal.audit, reveal.claim, actor):
            raise NotFound("There is no such reveal here.")
        review = adjudicate(
            audit=reveal.audit, target=reveal.assertion or reveal.claim, reviewer=actor, **given.answer()
        )
        return Response(shown_review(request, review), status=HTTPStatus.CREATED)


class Notifications(ApiView):
    """What the caller is told."""

    @described(page_of(NotificationOutput), HTTPStatus.FORBIDDEN, parameters=[NotificationParameters])
    def get(self, request: Request) -> Response:
        """The caller's own notifications, the newest first."""
        demand(request, Act.REVIEW)
        given = parameters(request, NotificationParameters)
        rows = Notification.objects.visible_to(request.user)
        return listed(request, rows.unread() if given.get("unread") else rows, CHOSEN_FIRST, given, NotificationOutput)


class NotificationsRead(ApiView):
    """Having read them."""

    @described({HTTPStatus.NO_CONTENT: None}, *REFUSALS, request=None)
    def post(self, request: Request) -> Response:
        """Mark all of the caller's notifications as read."""
        mark_read(actor=demand(request, Act.REVIEW))
        return Response(status=HTTPStatus.NO_CONTENT)
