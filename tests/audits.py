"""Audits to test with, made through the services: two reviewers who judge blind, and an adjudicator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User

from articles.models import Article
from audit.ledger.models import Actor
from audit.ledger.services import actor_for
from audit.models import Assertion, Audit, AuditArticle, Claim
from audit.permissions import Role
from audit.services.audits import add_articles, add_audit, finish_units, set_member
from audit.services.marking import ask_for_marking, hand_in_marks
from audit.services.reviews import current_rubric
from audit.services.triage import triage_claim
from tests import factories


@dataclass(frozen=True)
class Blind:
    """An open audit of one article, its first claim, and its people."""

    audit: Audit
    place: AuditArticle
    claim: Claim
    first: User
    second: User
    third: User
    lead: User

    @property
    def assertion(self) -> Assertion:
        return self.claim.assertions.get()


def select(claim: Claim, triage: str = "selected") -> Claim:
    """Take a claim in hand, so that the queue knows it."""
    triage_claim(claim=claim, triage=triage, reason="asked for by the test", actor=factories.actor())
    claim.refresh_from_db()
    return claim


def audit(lead: Actor, name: str = "Ferry fares", **settings: Any) -> Audit:
    return add_audit(name=name, rubric=current_rubric(), actor=lead, seed="a seed", **settings)


def blind(article: Article | None = None, *, lock: bool = True, **settings: Any) -> Blind:
    """The audit; with `lock`, its claims are selected, locked and given to both reviewers."""
    first, second = factories.person("first", Role.REVIEWER), factories.person("second", Role.REVIEWER)
    third, lead = factories.person("third", Role.REVIEWER), factories.person("lead", Role.EDITOR)
    by = actor_for(lead)
    claims = list(factories.run(article or factories.article()).claims.in_order().with_source())
    made = audit(by, **settings)
    parts = {first: "reviewer", second: "reviewer", third: "adjudicator"}
    for user, role in parts.items():
        set_member(audit=made, member=actor_for(user), role=role, actor=by)
    place = add_articles(audit=made, articles=[claims[0].revision.article], actor=by)[0]
    for claim in claims:
        select(claim)
    if lock:
        place = finish_units(place=place, actor=by)
    return Blind(made, place, claims[0], first, second, third, lead)


def lock(desk: Blind) -> AuditArticle:
    """Lock the claims of the audit's article and give them out."""
    return finish_units(place=desk.place, actor=actor_for(desk.lead))


def marked_apart(marks: tuple[str, ...], *, shows_proposals: bool = True) -> Blind:
    """An audit of one article that both reviewers are asked to mark apart; the first so many have handed in the words
    given, a stretch of the text each."""
    desk = blind(lock=False)
    ask_for_marking(place=desk.place, actor=actor_for(desk.lead), shows_proposals=shows_proposals)
    text = desk.place.revision.body.text
    for user, words in zip((desk.first, desk.second), marks, strict=False):
        start = text.index(words)
        hand_in_marks(place=desk.place, marks=[((start, start + len(words)),)], actor=actor_for(user))
    return desk
