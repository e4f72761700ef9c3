"""The passes of an audit that wait for one person: articles to mark apart, and sources to code."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from audit.models import Assignment, AuditArticle, MarkingPass, SourcePass
from audit.models.visibility import seats_of
from audit.permissions import User
from audit.services.marking import waiting_calls


def marks_due(user: User) -> QuerySet[AuditArticle]:
    """The articles that this person was asked to mark apart and has not handed in, as they were asked."""
    done = MarkingPass.objects.visible_to(user).filter(call=OuterRef("marking_call"), actor__user=user.pk)
    asked = _seats(user).filter(marking_call__in=waiting_calls().order_by())
    return asked.exclude(Exists(done)).order_by("marking_call__created_at", "pk")


def codes_due(user: User) -> QuerySet[AuditArticle]:
    """The articles whose claims are locked and whose sources this person codes and is not done with: those of which
    claims are given to them, and those of which none is given to anybody."""
    given = Assignment.objects.filter(audit=OuterRef("audit"), article=OuterRef("article"))
    own = given.filter(actor__user=user.pk).exclude(state=Assignment.State.SKIPPED)
    done = SourcePass.objects.visible_to(user).filter(place=OuterRef("pk"), coder__user=user.pk)
    open_here = _seats(user).filter(units_done_at__isnull=False, sources_done_at=None).exclude(Exists(done))
    return open_here.filter(Exists(own) | ~Exists(given)).order_by("units_done_at", "pk")


def _seats(user: User) -> QuerySet[AuditArticle]:
    places: QuerySet[AuditArticle] = seats_of(user)
    return places.select_related("audit", "article__current_revision").defer("article__current_revision__blocks")
