"""Findings: a person confirms or rejects what the machine proposed, or says one."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from audit.ledger.models import Actor
from audit.ledger.services import record
from audit.models import Claim, Finding
from audit.services.errors import Refused


@transaction.atomic
def settle_finding(*, finding: Finding, state: str, actor: Actor, note: str = "") -> Finding:
    """Confirm or reject a finding, or take that back by the other one. Raises Refused for what it is already."""
    finding = Finding.objects.select_for_update().get(pk=finding.pk)
    if state not in (Finding.State.CONFIRMED, Finding.State.REJECTED):
        raise Refused("A finding is confirmed or rejected.")
    if finding.state == state:
        raise Refused(f"This finding is {finding.get_state_display().lower()} already. Nothing was changed.")
    finding.state, finding.note = state, note.strip()
    finding.save(update_fields=["state", "note"])
    record(actor=actor, action="settled", target=finding, data={"state": state, "code": finding.code})
    return finding


@transaction.atomic
def add_finding(*, article: Article, code: str, note: str, actor: Actor, claim: Claim | None = None) -> Finding:
    """A finding that a person makes of the article's current revision. A stealth edit is found by comparing."""
    revision = article.current_revision
    if revision is None or code not in Finding.Code.values or code == Finding.Code.STEALTH_EDIT:
        raise Refused("There is no such finding to make of this article.")
    if claim and claim.revision.article_id != article.pk:
        raise Refused("This claim is of another article.")
    if not note.strip():
        raise Refused("Say in a sentence what is wrong.")
    finding = Finding.objects.create(
        article=article,
        revision=revision,
        claim=claim,
        code=code,
        note=note.strip(),
        state=Finding.State.CONFIRMED,
        created_at=timezone.now(),
    )
    record(actor=actor, action="found", target=finding, data={"code": code})
    return finding
