"""What people say of an article's source: one code, one value, with the words it rests on. Append-only."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from audit.ledger.models import Actor, Ledgered
from audit.models.claims import Claim
from audit.models.speakers import ArticleSource
from audit.models.visibility import SourceCodeQuerySet
from audit.sourcing import CODES, Code, label_of


class SourceCode(Ledgered):
    """One answer about one source, or about one claim of it; the latest is the one that holds."""

    ledger_kind = "source_code"
    ledger_texts = ("words",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(ArticleSource, on_delete=models.PROTECT, related_name="codes")
    # Empty: for all its claims. Given: for this one alone.
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="source_codes")
    code = models.TextField(choices=[(code.value, CODES[code].label) for code in Code])
    value = models.TextField()
    words = models.TextField(blank=True, help_text="The words that it rests on; of a relay, its links in order")
    coder = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = SourceCodeQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "id")
        indexes = [models.Index(fields=["source", "created_at"], name="source_code_of_source")]
        constraints = [
            models.CheckConstraint(condition=Q(code__in=[code.value for code in Code]), name="source_code_known"),
            models.CheckConstraint(condition=~Q(value=""), name="source_code_has_a_value"),
            models.CheckConstraint(
                condition=Q(claim=None) | Q(code__in=[code.value for code in Code if CODES[code].by_claim]),
                name="source_code_of_a_claim_varies",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_code_display()}: {self.get_value_display()}"

    def get_value_display(self) -> str:
        return label_of(self.code, self.value)
