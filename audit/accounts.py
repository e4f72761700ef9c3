"""Who asks: the account behind a session, loaded with what every page wants to know of it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, User
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Subquery

from audit.models import AuditMember, Notification


class Accounts(ModelBackend):
    """Logs people in as Django does; each request loads their account, roles and unread notifications in one query."""

    def get_user(self, user_id: Any) -> User | None:
        """The account with `group_names`, `unread`, `pseudonym` (None before its first act) and `judges`, whether it
        judges in an open audit; None when it is gone or closed."""
        groups = Group.objects.filter(user=OuterRef("pk")).values("name")
        unread = Notification.objects.filter(actor__user=OuterRef("pk")).unread().order_by().values("actor__user")
        parts = AuditMember.objects.filter(actor__user=OuterRef("pk"), role="reviewer", audit__state="open")
        whole = User.objects.annotate(
            group_names=ArraySubquery(groups),
            unread=Subquery(unread.annotate(all=Count("pk")).values("all")),
            pseudonym=F("actor__pseudonym"),
            judges=Exists(parts),
        )
        user = whole.filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
