"""Sources of an article corrected once for all their claims, joined, parted, offered while one types."""

from __future__ import annotations

from typing import Any

import pytest

from audit.ledger.verification import verify
from audit.models import ArticleSource, Claim
from audit.reports.sources import sources_of, suggestions
from audit.services.edits import take_back
from audit.services.errors import Refused, StaleTarget
from audit.services.source_merging import merge_sources, split_source
from audit.services.sources import AffiliationDraft, SourceDraft, add_source, correct_source
from audit.services.speakers import add_speaker, link_source
from tests import factories
from tests.audit.services.test_claims import run

THREE = [
    factories.RUIZ,
    ("rise by four", "Ana Ruiz", None, None),
    factories.HALE,
]


@pytest.fixture
def sources(db: None) -> list[ArticleSource]:
    """Ana Ruiz of the Harbour Board with a role, Ana Ruiz once more without, Tom Hale."""
    found = factories.run(factories.article(), THREE)
    return [claim.source for claim in found.claims.in_order() if claim.source]


def shown() -> list[Any]:
    """What people edit of all sources, and whose each claim is."""
    claims = Claim.objects.order_by("pk").values_list("pk", "source_id")
    return [sorted(source.version() for source in ArticleSource.objects.all()), list(claims)]


CHANGES = [
    ({"name": " Anna  Ruiz "}, lambda source: source.name == "Anna Ruiz"),
    ({"role": "chief planner", "role_span": None}, lambda source: source.role_span is None),
    ({"kind": "organization"}, lambda source: source.kind == "organization"),
    ({"mentions": ()}, lambda source: source.mentions == ()),
    ({"affiliations": [AffiliationDraft("Port Board")]}, lambda source: source.affiliation_names() == ["Port Board"]),
    ({"affiliations": []}, lambda source: source.affiliation_names() == []),
    (
        {"affiliations": [AffiliationDraft("Harbour Board"), AffiliationDraft("Union", (0, 5))]},
        lambda source: source.affiliation_names() == ["Harbour Board", "Union"],
    ),
]


@pytest.mark.parametrize(("changes", "holds"), CHANGES)
def test_a_source_is_corrected_once_and_taken_back(sources: list[ArticleSource], changes: Any, holds: Any) -> None:
    source, by, before = sources[0], factories.actor(), shown()
    done = correct_source(source=source, changes=changes, actor=by, seen=source.version())
    assert holds(ArticleSource.objects.get(pk=source.pk))
    after = shown()
    undone = take_back(event=done.event, actor=by)
    assert shown() == before
    take_back(event=undone.event, actor=by)
    assert shown() == after
    assert verify() == []


def test_reviews_under_another_name_are_stale(sources: list[ArticleSource]) -> None:
    claim = Claim.objects.filter(source=sources[0]).first()
    assert claim
    seen = claim.words_digest()
    correct_source(source=sources[0], changes={"name": "Anna Ruiz"}, actor=factories.actor())
    assert Claim.objects.get(pk=claim.pk).words_digest() != seen


REFUSED = [
    ({"name": " "}, "needs a name"),
    ({"kind": "ghost"}, "what the source is"),
    ({"mentions": ((0, 100_000),)}, "not in the text"),
    ({"affiliations": [AffiliationDraft(" ")]}, "name of a body"),
    ({"name": "Ana Ruiz"}, "already"),
]


@pytest.mark.parametrize(("changes", "sentence"), REFUSED)
def test_what_does_not_fit_a_source_is_refused(sources: list[ArticleSource], changes: Any, sentence: str) -> None:
    before = shown()
    with pytest.raises(Refused, match=sentence):
        correct_source(source=sources[0], changes=changes, actor=factories.actor())
    assert shown() == before


def test_a_stale_edit_of_a_source_is_refused(sources: list[ArticleSource]) -> None:
    with pytest.raises(StaleTarget):
        correct_source(source=sources[0], changes={"name": "X"}, seen="another", actor=factories.actor())


def test_a_linked_source_does_not_become_unnamed(sources: list[ArticleSource]) -> None:
    by = factories.actor()
    link_source(source=sources[0], speaker=add_speaker(name="Ana Ruiz", kind="person", actor=by), actor=by)
    with pytest.raises(Refused, match="never linked"):
        correct_source(source=sources[0], changes={"kind": "unnamed"}, actor=by)


def test_two_sources_that_are_one_are_joined(sources: list[ArticleSource]) -> None:
    by, before = factories.actor(), shown()
    done = merge_sources(sources=[sources[2], sources[0]], actor=by)
    hale = ArticleSource.objects.get(pk=sources[2].pk)
    assert (hale.claims.count(), hale.role) == (2, "planner")
    assert hale.affiliation_names() == ["Island Union", "Harbour Board"]
    assert hale.mentions == tuple(sorted(sources[2].mentions + sources[0].mentions))
    assert sources[0].pk not in {source.pk for source in sources_of(hale.revision.article)}
    take_back(event=done.event, actor=by)
    assert shown() == before
    assert verify() == []


def test_a_later_run_gives_new_claims_to_the_source_that_another_was_merged_into(sources: list[ArticleSource]) -> None:
    merge_sources(sources=[sources[2], sources[0], sources[1]], actor=factories.actor())
    found = run(sources[0].run, [*THREE, ("Ferry fares", "Ana Ruiz", "planner", "Harbour Board")], "2")  # type: ignore[arg-type]
    assert found.claims.get().source_id == sources[2].pk


def test_a_later_run_knows_a_source_that_was_renamed(sources: list[ArticleSource]) -> None:
    correct_source(source=sources[2], changes={"name": "Thomas Hale"}, actor=factories.actor())
    found = run(sources[0].run, [*THREE, ("Ferry fares", "Tom Hale", None, None)], "2")  # type: ignore[arg-type]
    assert found.claims.get().source_id == sources[2].pk


def test_a_source_that_is_two_is_parted(sources: list[ArticleSource]) -> None:
    by, before = factories.actor(), shown()
    claim = Claim.objects.get(source=sources[2])
    draft = SourceDraft("Tina Hale", mentions=sources[2].mentions)
    done = split_source(source=sources[2], claims=[claim], draft=draft, actor=by)
    claim.refresh_from_db()
    assert claim.source
    assert (claim.source.name, ArticleSource.objects.get(pk=sources[2].pk).mentions) == ("Tina Hale", ())
    take_back(event=done.event, actor=by)
    assert shown()[1] == before[1]
    with pytest.raises(Refused, match="Choose claims"):
        split_source(source=sources[0], claims=[claim], draft=draft, actor=by)
    assert verify() == []


def test_names_are_offered_by_how_their_words_begin(sources: list[ArticleSource]) -> None:
    by, article = factories.actor(), sources[0].revision.article
    add_source(revision=sources[0].revision, draft=SourceDraft("Ruth Écart"), actor=by)
    add_speaker(name="Rüdiger Ecker", kind="person", actor=by)
    link_source(source=sources[2], speaker=add_speaker(name="Tom Hale", kind="person", actor=by), actor=by)
    assert by.user
    found = suggestions(article, "ec", by.user)
    assert ([one.name for one in found.sources], [one.name for one in found.speakers]) == (
        ["Ruth Écart"],
        ["Rüdiger Ecker"],
    )
    assert [one.name for one in suggestions(article, "ISLAND", by.user).organizations] == ["Island Union"]
    assert suggestions(article, "100%", by.user).speakers == []
    nothing_typed = suggestions(article, "", by.user)
    assert (len(nothing_typed.sources), nothing_typed.speakers) == (4, [])
