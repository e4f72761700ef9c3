"""What belongs to one person alone and nobody else sees: unfinished answers, and how they like their keys.

None of it is part of the record, so it has no event and may be changed and deleted."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from articles.models import Article
from audit.permissions import User


class OwnQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> OwnQuerySet:
        """A person's own, and nobody else's, whatever their role."""
        return self.filter(user=user.pk)


class Draft(models.Model):
    """What a person has typed about a claim or an assertion and not sent yet: [name, value] of each field."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    target = models.UUIDField(help_text="The claim or assertion that the form is about")
    fields: models.JSONField[Any, Any] = models.JSONField()
    saved_at = models.DateTimeField()

    objects = OwnQuerySet.as_manager()

    class Meta:
        ordering = ("-saved_at",)
        constraints = [models.UniqueConstraint(fields=["user", "target"], name="draft_once_a_target")]

    def __str__(self) -> str:
        return f"draft of {self.user_id} on {self.target}"


class Preference(models.Model):
    """How a person works: other keys than the usual ones, or none."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="preference"
    )
    shortcuts = models.BooleanField(default=True, help_text="Whether single keys do anything")
    keys: models.JSONField[Any, Any] = models.JSONField(default=dict, help_text="Act to key, where it is not the usual")

    objects = OwnQuerySet.as_manager()

    def __str__(self) -> str:
        return f"preferences of {self.user_id}"
