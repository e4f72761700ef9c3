"""Speakers that are one, taken back and kept apart; dated affiliations and where they count; what is corrected."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import IntegrityError, connection, transaction

from audit.exports.rows import rows
from audit.ledger.models import Actor
from audit.ledger.services import actor_for, record
from audit.ledger.verification import verify
from audit.models import Affiliation, Claim, Organization, Speaker, SpeakerComparison
from audit.reports.doubles import Known, doubles, likeness
from audit.reports.history import history_of_organization, history_of_speaker
from audit.reports.speakers import speaker_list, speaker_report
from audit.services.affiliations import add_affiliation, correct_affiliation
from audit.services.errors import Refused
from audit.services.evidence import EvidenceDraft, UseDraft, weigh_drafts
from audit.services.merging_speakers import keep_apart, merge_speakers, unmerge_speaker
from audit.services.ownership import add_organization, correct_organization
from audit.services.speakers import add_speaker, correct_speaker, link_source, withdraw_mistake
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(reviewer: User) -> Actor:
    return actor_for(reviewer)


def speaker(name: str = "Ana Ruiz", kind: str = "person") -> Speaker:
    return add_speaker(name=name, kind=kind, actor=factories.actor())


def linked(name: str, by: Actor, outlet: str = "The Harbour Post", **more: Any) -> tuple[Claim, Speaker]:
    """A claim in an article of its own, and the new speaker that its source is linked to."""
    claim, known = factories.claim(factories.article(outlet_name=outlet, **more)), speaker(name)
    assert claim.source is not None
    link_source(source=claim.source, speaker=known, actor=by)
    return Claim.objects.with_source().get(pk=claim.pk), known


def test_a_merged_speaker_is_shown_as_the_one_kept_and_can_be_taken_back(by: Actor, reviewer: User) -> None:
    (first, ruiz), (second, short) = linked("Ana Ruiz", by), linked("A. Ruiz", by, "The Island Post")
    merge_speakers(kept=ruiz, merged=short, actor=by, why="The same post in both.")
    assert [(s.name, getattr(s, "claims", 0)) for s in speaker_list(reviewer, limit=9)] == [("Ana Ruiz", 2)]
    report = speaker_report(ruiz, reviewer)
    assert ({card.claim for card in report.cards}, report.merged) == ({first, second}, (short,))
    exported = {(row["speaker_id"], row["known_speaker"]) for row in rows(AnonymousUser()) if row["speaker_id"]}
    assert exported == {(ruiz.pk, "Ana Ruiz")}
    unmerge_speaker(speaker=short, actor=by)
    assert {row["speaker_id"] for row in rows(AnonymousUser())} == {ruiz.pk, short.pk, None}
    assert list(SpeakerComparison.objects.values_list("number", "answer")) == [(1, "same"), (2, "open")]
    told = [line.sentence for line in history_of_speaker(short, reviewer)]
    assert told[2] == "had “A. Ruiz” shown as “Ana Ruiz”"
    assert told[-1] == "had “A. Ruiz” shown as itself again"
    assert sum(line.startswith("compared “") for line in told) == 2
    assert verify() == []


def test_who_came_along_goes_back_along(by: Actor) -> None:
    top, middle, low, aside = (speaker(name) for name in ("Ana Ruiz", "A. Ruiz", "Ruiz", "Anna Ruiz"))
    merge_speakers(kept=middle, merged=low, actor=by)
    merge_speakers(kept=top, merged=middle, actor=by)
    merge_speakers(kept=top, merged=aside, actor=by)
    shown = lambda: dict(Speaker.objects.values_list("name", "merged_into__name"))  # noqa: E731
    assert shown() == {"Ana Ruiz": None, "A. Ruiz": "Ana Ruiz", "Ruiz": "Ana Ruiz", "Anna Ruiz": "Ana Ruiz"}
    unmerge_speaker(speaker=middle, actor=by)
    assert shown() == {"Ana Ruiz": None, "A. Ruiz": None, "Ruiz": "A. Ruiz", "Anna Ruiz": "Ana Ruiz"}
    unmerge_speaker(speaker=low, actor=by)
    assert shown()["Ruiz"] is None
    assert verify() == []


def test_what_does_not_fit_is_not_merged(by: Actor) -> None:
    ruiz, short, board = speaker(), speaker("A. Ruiz"), speaker("Ruiz", "organization")
    hidden = correct(speaker("Ana R. Ruiz"), exposure="minor")
    merge_speakers(kept=ruiz, merged=short, actor=by)
    for kept, merged in ((ruiz, ruiz), (ruiz, short), (short, board), (ruiz, board), (ruiz, hidden)):
        with pytest.raises(Refused):
            merge_speakers(kept=kept, merged=merged, actor=by)
    for act in (
        lambda: unmerge_speaker(speaker=ruiz, actor=by),
        lambda: keep_apart(one=ruiz, other=short, actor=by),
        lambda: correct(ruiz, exposure="minor"),
    ):
        with pytest.raises(Refused):
            act()


def test_the_database_lets_nobody_be_shown_as_one_who_is_shown_as_a_third(by: Actor) -> None:
    top, middle, low = speaker("Ana Ruiz"), speaker("A. Ruiz"), speaker("Ruiz")
    merge_speakers(kept=top, merged=middle, actor=by)

    def chain() -> None:
        with transaction.atomic():
            record(actor=by, action="merged", target=low)
            Speaker.objects.filter(pk=low.pk).update(merged_into=middle)
            connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(IntegrityError, match="shown as a third"):
        chain()


NAMES = [
    ("ana ruiz", "ana ruiz", 4),
    ("ana ruiz", "a ruiz", 2),
    ("ana ruiz", "ruiz", 2),
    ("ana maria ruiz", "ana ruiz", 2),
    ("ana m ruiz", "ana maria ruiz", 2),
    ("ana ruiz", "tom ruiz", 0),
    ("ana ruiz", "ana hale", 0),
    ("a ruiz", "tom ruiz", 0),
]


@pytest.mark.parametrize(("one", "other", "weight"), NAMES)
def test_names_that_fit_speak_for_one_person(one: str, other: str, weight: int) -> None:
    first, second = Known(tuple(one.split())), Known(tuple(other.split()))
    assert likeness(first, second)[0] == likeness(second, first)[0] == weight


def test_a_common_body_counts_only_where_names_fit() -> None:
    board = frozenset({"harbour board"})
    assert likeness(Known(("ana", "ruiz"), bodies=board), Known(("a", "ruiz"), bodies=board))[0] == 4
    assert likeness(Known(("ana", "ruiz"), bodies=board), Known(("tom", "ruiz"), bodies=board)) == (0, ())
    also = Known(("anna", "berg"), frozenset({("ana", "ruiz")}))
    assert likeness(Known(("ana", "ruiz")), also)[1] == ("another name of one is a name of the other",)


def test_pairs_nobody_has_compared_are_listed_the_likeliest_first(by: Actor, reviewer: User) -> None:
    linked("Ana Ruiz", by)
    linked("A. Ruiz", by, "The Island Post")
    loose, other = speaker("Ruiz"), speaker("Tom Hale")
    found = [(d.one.name, d.other.name, len(d.reasons)) for d in doubles(reviewer)]
    assert found[0] == ("A. Ruiz", "Ana Ruiz", 2) or found[0] == ("Ana Ruiz", "A. Ruiz", 2)
    assert len(found) == 3
    keep_apart(one=loose, other=Speaker.objects.get(name="A. Ruiz"), actor=by)
    assert len(doubles(reviewer)) == 2
    assert other.name not in {d.one.name for d in doubles(reviewer)}


def correct(row: Speaker, **given: Any) -> Speaker:
    known = {"name": row.name, "aliases": row.aliases, "exposure": row.exposure, "wikidata_id": row.wikidata_id}
    return correct_speaker(speaker=row, actor=factories.actor(), **{**known, **given})


def test_a_speaker_is_corrected_and_nonsense_is_refused() -> None:
    ruiz = correct(speaker(), name=" Ana  Maria Ruiz ", aliases=["Ana Ruiz", "", "Ana Ruiz"], wikidata_id="q42")
    assert (ruiz.name, ruiz.aliases, ruiz.wikidata_id, ruiz.sort_key) == (
        "Ana Maria Ruiz", ["Ana Ruiz"], "Q42", "ruiz ana maria",
    )  # fmt: skip
    for wrong in ({"name": " "}, {"exposure": "famous"}, {"wikidata_id": "42"}):
        with pytest.raises(Refused):
            correct(ruiz, **wrong)
    assert verify() == []


def test_an_organization_is_corrected_and_stays_one_of_its_name(by: Actor, reviewer: User) -> None:
    board, union = add_organization(name="Harbour Board", actor=by), add_organization(name="Union", actor=by)
    given = {"name": "Harbour Board", "acronym": "HB", "kind": "agency", "country": "de", "wikidata_id": ""}
    board = correct_organization(organization=board, actor=by, **given)
    assert (board.acronym, board.country) == ("HB", "DE")
    for wrong in ({"name": "union"}, {"name": ""}, {"country": "Germany"}):
        with pytest.raises(Refused):
            correct_organization(organization=board, actor=by, **{**given, **wrong})
    assert [line.sentence for line in history_of_organization(board, reviewer)][-1] == (
        "corrected acronym, country, the kind of “Harbour Board”"
    )
    assert history_of_organization(union, AnonymousUser()) == ()


POST = {"role": "planner", "since": date(2020, 1, 1), "until": date(2022, 1, 1), "stated_in": "Its annual report"}


def test_an_affiliation_is_added_corrected_and_withdrawn(by: Actor, reviewer: User) -> None:
    ruiz = speaker()
    row = add_affiliation(speaker=ruiz, organization="Ferry Union", actor=by, **POST)
    correct_affiliation(affiliation=row, actor=by, **{**POST, "role": "chair"})
    for wrong in ({"stated_in": " "}, {"until": date(2019, 1, 1)}):
        with pytest.raises(Refused):
            correct_affiliation(affiliation=row, actor=by, **{**POST, **wrong})
    assert [known.words for known in speaker_report(ruiz, reviewer).affiliations] == ["chair, Ferry Union"]
    withdraw_mistake(row=row, actor=by)
    assert speaker_report(ruiz, reviewer).affiliations == ()
    told = [line.sentence for line in history_of_speaker(ruiz, reviewer)]
    assert told[-1] == "withdrew as a mistake the affiliation “Ana Ruiz: chair, Ferry Union”"
    assert verify() == []


DAYS = [(date(2021, 5, 1), True), (date(2020, 1, 1), True), (date(2022, 1, 2), False), (None, False)]


@pytest.mark.parametrize(("day", "holds"), DAYS)
def test_an_affiliation_counts_for_articles_of_its_time(
    day: date | None, holds: bool, by: Actor, reviewer: User
) -> None:
    """It stands in the export, and the body's own paper is no independent evidence on what the speaker says."""
    claim, ruiz = linked("A. Ruiz", by, published=day)
    kept = speaker()
    add_affiliation(speaker=kept, organization="Ferry Union", actor=by, **POST)
    merge_speakers(kept=kept, merged=ruiz, actor=by)
    known = [row["known_affiliations"] for row in rows(AnonymousUser()) if row["speaker_id"]]
    assert known == [["planner, Ferry Union"] if holds else []]
    paper = UseDraft(EvidenceDraft(kind="page", title="Bulletin", publisher="Ferry Union", words="x"), "supports", "no")
    claim = Claim.objects.with_source().get(pk=claim.pk)
    weighed = weigh_drafts([paper], claim, is_attribution=False, user=reviewer).by_use["0"]
    assert [objection.ground for objection in weighed.objections] == (["side"] if holds else [])
    assert Affiliation.objects.on(day).exists() is holds if day else True
    assert Organization.objects.filter(name="Ferry Union").count() == 1
