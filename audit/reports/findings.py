"""Findings as lists: all of them, newest first, and those of one article."""

from __future__ import annotations

from articles.models import Article
from audit.anchoring import Run, changed_words
from audit.models import Claim, Finding
from audit.models.findings import FindingQuerySet
from audit.permissions import Act, User, can


def findings_for(user: User) -> FindingQuerySet:
    """All findings for those who see what is not published; confirmed ones for everybody."""
    found = Finding.objects.with_words()
    return found if can(user, Act.SEE_UNPUBLISHED) else found.filter(state=Finding.State.CONFIRMED)


def findings_of(article: Article, user: User) -> FindingQuerySet:
    """Those of one article that still stand, newest first."""
    return findings_for(user).filter(article=article).exclude(state=Finding.State.REJECTED)


def findings_of_claim(claim: Claim, user: User) -> FindingQuerySet:
    """Those about one claim that still stand, newest first."""
    return findings_for(user).filter(claim=claim).exclude(state=Finding.State.REJECTED)


def words_changed(finding: Finding) -> tuple[Run, ...]:
    """The words of the quotation before and after; empty for a finding that is no edit."""
    if finding.claim is None or finding.edit != Finding.Edit.REWORDED:
        return ()
    return changed_words(finding.claim.quote, finding.successor.quote if finding.successor else "")
