"""Gold lines: articles whose claims people have settled, as the asker may see it."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from audit.exports.gold import gold_articles
from audit.extraction import evaluation
from audit.ledger.services import actor_for
from audit.models import Claim, Speaker
from audit.services.speakers import add_speaker, link_source
from audit.services.triage import dismiss_claim
from tests import factories
from tests.factories import HALE, RUIZ, TEXT


@pytest.fixture
def claims(reviewer: User) -> list[Claim]:
    """Two machine claims of one article: the first confirmed, the second dismissed."""
    first, second = factories.run(factories.article()).claims.in_order()
    factories.review(first, "exact", actor_for(reviewer))
    dismiss_claim(claim=second, actor=actor_for(reviewer))
    return [first, second]


def gold(user: Any) -> list[Any]:
    return list(gold_articles(user))


def test_a_settled_article_holds_what_was_confirmed_and_not_what_was_dismissed(
    claims: list[Claim], reviewer: User
) -> None:
    (article,) = gold(reviewer)
    start = TEXT.index(RUIZ[0])
    content = [[start, start + len(RUIZ[0])]]
    mention = [TEXT.index("Ana Ruiz"), TEXT.index("Ana Ruiz") + 8]
    assert article["text"] == claims[0].revision.body.text
    assert article["attributions"] == [{"content": content, "kind": "direct", "cue": [], "source": [mention]}]
    assert article["speakers"]["claims"] == [
        {
            "content": content,
            "speaker": "Ana Ruiz",
            "speaker_kind": "person",
            "affiliation": "Harbour Board",
            "role": "planner",
        }
    ]


def test_gold_lines_are_what_evaluate_reads(claims: list[Claim], reviewer: User) -> None:
    lines = [json.dumps(article) for article in gold(reviewer)]
    (article,) = evaluation.read_gold(lines, "gold")
    claim = {"content": article["attributions"][0]["content"], "kind": "direct", "speaker_mention": None}
    rows = evaluation.score(evaluation.compare_all([article], [{"id": article["id"], "claims": [claim]}]))  # type: ignore[typeddict-item]
    assert (rows["direct"].content[2], rows["direct"].attribution) == (1, 0)


def test_an_article_with_an_open_claim_is_left_out(reviewer: User) -> None:
    first, _ = factories.run(factories.article()).claims.in_order()
    factories.review(first, "exact", actor_for(reviewer))
    assert gold(reviewer) == []


def test_an_article_without_claims_is_left_out(reviewer: User) -> None:
    factories.run(factories.article(), ())
    assert gold(reviewer) == []


def test_a_corroborated_assertion_settles_no_attribution(reviewer: User) -> None:
    first, second = factories.run(factories.article()).claims.in_order()
    factories.review(first.assertions.get(), "corroborated", actor_for(reviewer))
    dismiss_claim(claim=second, actor=actor_for(reviewer))
    assert gold(reviewer) == []


def test_who_may_not_see_the_answers_gets_no_gold(claims: list[Claim], reader: User) -> None:
    assert gold(reader) == gold(AnonymousUser()) == []


def test_a_revision_into_which_claims_were_carried_is_left_out(claims: list[Claim], reviewer: User) -> None:
    new = ("It will cost a fortune", "Lena Vogt", None, None)
    text = TEXT + "\n\n“It will cost a fortune,” said Lena Vogt.\n"
    run = factories.revised(claims[0].revision.article, text, [RUIZ, HALE, new])
    for claim in run.claims.all():
        factories.review(claim, "exact", actor_for(reviewer))
    assert [article["id"] for article in gold(reviewer)] == [str(claims[0].revision_id)]
    assert run.claims.count() == 1


@pytest.mark.parametrize(("exposure", "lines"), [("public_role", 1), ("private_person", 0), ("minor", 0)])
def test_an_article_with_a_protected_speaker_is_left_out(
    claims: list[Claim], reviewer: User, monkeypatch: pytest.MonkeyPatch, exposure: str, lines: int
) -> None:
    monkeypatch.setattr(Speaker._meta.get_field("exposure"), "default", Speaker.Exposure(exposure))
    source, actor = claims[0].source, actor_for(reviewer)
    assert source
    link_source(source=source, speaker=add_speaker(name="Ana Ruiz", kind="person", actor=actor), actor=actor)
    assert len(gold(reviewer)) == lines


def test_the_number_of_queries_does_not_grow_with_the_articles(
    reviewer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settled(reviewer, "A")
    gold(reviewer)  # asks for the roles, which are kept
    with CaptureQueriesContext(connection) as one:
        assert len(gold(reviewer)) == 1
    for letter in "BCD":
        settled(reviewer, letter)
    with django_assert_num_queries(len(one)):
        assert len(gold(reviewer)) == 4


def settled(reviewer: User, letter: str) -> None:
    for claim in factories.run(factories.article(f"{letter} {TEXT}"), (RUIZ, HALE)).claims.all():
        factories.review(claim, "exact", actor_for(reviewer))


def output(*arguments: str) -> list[str]:
    out = io.StringIO()
    call_command("export", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_the_command_writes_gold_lines_of_an_outlet(claims: list[Claim]) -> None:
    assert len(output("--gold", "--as", "reviewer")) == 1
    assert len(output("--gold", "--as", "reviewer", "--outlet", "The Harbour Post")) == 1
    factories.outlet("Other")
    assert output("--gold", "--as", "reviewer", "--outlet", "Other") == []
    assert output("--gold") == []


def test_the_command_writes_the_verdicts_of_an_outlet(claims: list[Claim]) -> None:
    factories.outlet("Other")
    assert [len(output("--outlet", name)) for name in ("The Harbour Post", "Other")] == [1, 0]


@pytest.mark.parametrize(
    ("arguments", "message"), [(("--gold", "--format", "csv"), "JSON Lines"), (("--outlet", "Nowhere"), "no outlet")]
)
def test_the_command_refuses_what_it_cannot_write(db: None, arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        output(*arguments)
