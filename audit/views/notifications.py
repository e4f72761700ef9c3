"""What one is told, and marking it as read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from audit.models import Notification
from audit.permissions import Act
from audit.services.notifications import mark_read
from audit.views.access import actor_of, needs

SHOWN = 100


@require_safe
@needs(Act.REVIEW)
def notifications(request: HttpRequest) -> HttpResponse:
    """The newest first, unread ones marked."""
    rows = Notification.objects.visible_to(request.user).select_related("audit", "claim__revision__article")
    return render(request, "audit/notifications.html", {"notifications": rows.defer("claim__revision__blocks")[:SHOWN]})


@require_POST
@needs(Act.REVIEW)
def notifications_read(request: HttpRequest) -> HttpResponse:
    """All read."""
    mark_read(actor=actor_of(request))
    return redirect("notifications")
