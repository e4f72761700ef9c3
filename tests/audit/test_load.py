"""Many reviewers at once: each answer is accepted or refused for a stated reason, and the history holds."""

from __future__ import annotations

import random
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Count

from audit.ledger.services import actor_for, seal
from audit.ledger.verification import verify
from audit.models import Claim, Decision, Review
from audit.permissions import Role
from audit.services.errors import Refused, Superseded
from audit.services.queue import user_of
from audit.services.reviews import basis
from tests import factories
from tests.browsing import article_with

CLIENTS, ANSWERS, CLAIMS = 20, 200, 50


def one_client(user: User, keys: list[uuid.UUID], number: int) -> list[tuple[str, str]]:
    """Answer claims as one person: each form sent twice, as by a double click; what became of it, and why."""
    by, told = actor_for(user), []
    try:
        for key in keys:
            claim = Claim.objects.with_source().get(pk=key)
            given: dict[str, Any] = {
                "submission": uuid.uuid4(),
                "based_on": basis(claim, None, user_of(by)),
                "evidence": [factories.use(title=f"Minutes {number}")],
            }
            for _ in range(2):
                try:
                    review = factories.review(claim, "exact", by, **given)
                    told.append(("accepted", str(review.pk)))
                except Refused as error:
                    told.append((type(error).__name__, str(error)))
    finally:
        connection.close()
    return told


@pytest.mark.load
def test_two_hundred_answers_by_twenty_people_at_once(fresh_database: str) -> None:
    people = [factories.person(f"reviewer-{number}", Role.REVIEWER) for number in range(CLIENTS)]
    keys = list(Claim.objects.filter(revision__article=article_with(CLAIMS)).values_list("pk", flat=True))
    draw = random.Random(7)
    tasks = [(user, draw.sample(keys, ANSWERS // CLIENTS), number) for number, user in enumerate(people)]
    with ThreadPoolExecutor(CLIENTS) as pool:
        told = [line for lines in pool.map(lambda task: one_client(*task), tasks) for line in lines]
    seal()
    accepted = {pk for outcome, pk in told if outcome == "accepted"}
    assert len(told) == 2 * ANSWERS
    assert {outcome for outcome, _ in told} <= {"accepted", Superseded.__name__}
    assert all(reason for _, reason in told)
    assert {str(pk) for pk in Review.objects.values_list("pk", flat=True)} == accepted
    assert not Review.objects.values("submission").annotate(n=Count("pk")).filter(n__gt=1).exists()
    without = Decision.objects.annotate(n=Count("grounds")).filter(n=0)
    assert not without.exclude(rule=Decision.Rule.WITHDRAWN).exists()
    assert set(Decision.objects.values_list("rule", flat=True)) == {"one_reviewer"}
    assert verify() == []
