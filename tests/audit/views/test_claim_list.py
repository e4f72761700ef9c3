"""The list of claims: filters in the address, verdicts as far as they may be seen, as many queries for any length."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Claim
from audit.reports.claim_words import saying
from tests import factories
from tests.browsing import article_with, browser

pytestmark = pytest.mark.django_db

FILTERS = [
    ({"speaker": "ruiz"}, True),
    ({"speaker": "hale"}, False),
    ({"words": "rise FARES"}, True),
    ({"words": "fares ferry"}, False),
    ({"kind": "direct"}, True),
    ({"kind": "indirect"}, False),
    ({"corroboration": "corroborated"}, True),
    ({"corroboration": "refuted"}, False),
    ({"attribution": "not_reviewed"}, True),
]


@pytest.mark.parametrize(("given", "is_shown"), FILTERS)
def test_filters_narrow_the_list(given: dict[str, str], is_shown: bool, reviewer: User) -> None:
    claim = factories.claim()
    factories.review(claim.assertions.get(), "corroborated")
    html = browser(reviewer).get(reverse("claims"), given).content.decode()
    assert ("The fares will rise" in html) is is_shown


def test_an_unpublished_verdict_filters_nothing_for_the_public() -> None:
    claim = factories.claim()
    factories.review(claim.assertions.get(), "corroborated")
    assert "No claim fits" in browser().get(reverse("claims"), {"corroboration": "corroborated"}).content.decode()


def test_a_broken_cursor_is_refused() -> None:
    assert browser().get(reverse("claims"), {"before": "x"}).status_code == 400


def test_the_list_asks_no_more_for_forty_claims_than_for_one_page(reviewer: User) -> None:
    counts = []
    for number in (2, 40):
        article_with(number, outlet_name=f"Gazette {number}")
        client = browser(reviewer)
        client.get(reverse("claims"))
        with CaptureQueriesContext(connection) as queries:
            html = client.get(reverse("claims")).content.decode()
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert 'rel="next"' in html


def test_words_are_looked_up_in_their_index(db: None) -> None:
    """With every other way switched off, the index is used if its expression is the query's."""
    found = saying(Claim.objects.order_by(), "fares").values("pk")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # of few rows all are read sooner
        cursor.execute("SET LOCAL enable_indexscan = off")
        cursor.execute("SET LOCAL enable_indexonlyscan = off")
    assert "claim_words" in found.explain()
