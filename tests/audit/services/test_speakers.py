"""Speakers, organizations, accounts and defaults."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User

from audit.extraction.types import ExtractedSource, Extraction
from audit.ledger.models import Actor, Event
from audit.ledger.verification import verify
from audit.models import ArticleSource, Organization, Rubric, Speaker
from audit.permissions import Role
from audit.services.accounts import create_account
from audit.services.claims import record_claims
from audit.services.defaults import ensure_defaults, the_machine
from audit.services.errors import Refused
from audit.services.speakers import add_speaker, link_source, search_key, sort_key
from tests import factories
from tests.audit.ledger.test_services import at_once

KEYS = [
    ("Ana Ruiz", "person", "ana ruiz", "ruiz ana"),
    ("  José  MUÑOZ-Vega ", "person", "jose munoz vega", "vega jose munoz"),
    ("Harbour Board", "organization", "harbour board", "harbour board"),
    ("Øre & Søn", "organization", "øre søn", "øre søn"),
    ("Лев Орлов", "person", "лев орлов", "орлов лев"),
]


@pytest.mark.parametrize(("name", "kind", "search", "sort"), KEYS)
def test_names_are_found_without_case_accents_and_marks(name: str, kind: str, search: str, sort: str) -> None:
    assert (search_key(name), sort_key(name, kind)) == (search, sort)


REFUSED = [("", "person"), (" . ", "person"), ("Ana", "unnamed"), ("Ana", "ghost")]


@pytest.mark.parametrize(("name", "kind"), REFUSED)
def test_nobody_without_name_or_kind_becomes_a_speaker(db: None, name: str, kind: str) -> None:
    with pytest.raises(Refused):
        add_speaker(name=name, kind=kind, actor=factories.actor())
    assert not Speaker.objects.exists()


def test_a_source_is_linked_with_its_bodies_and_unlinked(db: None) -> None:
    source, by = factories.claim().source, factories.actor()
    assert source is not None
    speaker = add_speaker(name="Ana Ruiz", kind="person", actor=by)
    assert link_source(source=source, speaker=speaker, actor=by).speaker == speaker
    organization = Organization.objects.get()
    assert source.affiliations.get().organization == organization
    assert organization.name == "Harbour Board"
    assert link_source(source=source, speaker=None, actor=by).speaker is None
    acts = Event.objects.filter(target_id=source.pk).order_by("transaction", "position")
    assert list(acts.values_list("action", flat=True)) == ["linked", "unlinked"]
    assert verify() == []


def test_linking_again_changes_nothing(db: None) -> None:
    source, by = factories.claim().source, factories.actor()
    assert source is not None
    speaker = add_speaker(name="Ana Ruiz", kind="person", actor=by)
    link_source(source=source, speaker=speaker, actor=by)
    events = Event.objects.count()
    link_source(source=source, speaker=speaker, actor=by)
    assert Event.objects.count() == events


def test_an_unnamed_mention_is_never_linked_to_a_named_person(db: None) -> None:
    article, by = factories.article(), factories.actor()
    revision = article.current_revision
    assert revision is not None
    unnamed = ExtractedSource("a planner", "unnamed", ((0, 5),), (), None, None, ())
    claim = factories.extraction(revision.body.text, [factories.RUIZ]).claims[0]
    record_claims(
        revision=revision,
        extraction=Extraction((claim,), (unnamed,), ()),
        engine="by hand",
        version="1",
        milliseconds=1,
        actor=the_machine(),
    )
    with pytest.raises(Refused, match="unnamed mention"):
        link_source(
            source=ArticleSource.objects.get(), speaker=add_speaker(name="Ana", kind="person", actor=by), actor=by
        )


def test_an_organization_is_made_once_even_by_two_at_once(fresh_database: str) -> None:
    by = factories.actor()
    claims = [factories.claim(factories.article(outlet_name=f"Gazette {number}")) for number in range(3)]
    speaker = add_speaker(name="Ana Ruiz", kind="person", actor=by)
    at_once(*[lambda claim=claim: link_source(source=claim.source, speaker=speaker, actor=by) for claim in claims])  # type: ignore[misc]
    assert Organization.objects.count() == 1
    assert Organization.objects.get().appearances.count() == 3
    assert verify() == []


def test_an_account_has_its_role_and_a_pseudonym(db: None) -> None:
    user = factories.person("ada", Role.REVIEWER)
    assert [group.name for group in user.groups.all()] == ["reviewer"]
    assert user.check_password(factories.PASSWORD)
    assert user.is_staff
    assert Actor.objects.get(user=user).pseudonym.startswith("P-")
    assert not factories.person("eve", Role.READER).is_staff


WEAK = [("ada", "short1x"), ("ada", "12345678901"), ("ada", "password123"), ("adalovelace", "adalovelace1")]


@pytest.mark.parametrize(("username", "password"), WEAK)
def test_a_weak_password_makes_no_account(db: None, username: str, password: str) -> None:
    with pytest.raises(Refused):
        create_account(username=username, password=password, role=Role.READER, actor=the_machine())
    assert not User.objects.filter(username=username).exists()


@pytest.mark.parametrize("username", ["ada", "ADA", "\uff21da", "", "a b", "x" * 151])
def test_a_taken_or_impossible_name_makes_no_account(db: None, username: str) -> None:
    factories.person("Ada", Role.READER)
    with pytest.raises(Refused):
        factories.person(username, Role.READER)
    assert User.objects.count() == 1


def test_defaults_twice_are_defaults_once(db: None) -> None:
    before = (Group.objects.count(), Rubric.objects.count(), Event.objects.count(), Actor.objects.count())
    ensure_defaults()
    assert (Group.objects.count(), Rubric.objects.count(), Event.objects.count(), Actor.objects.count()) == before
    assert set(Group.objects.values_list("name", flat=True)) == set(Role)
    assert verify() == []


def test_no_role_may_change_the_audits_tables_in_admin(db: None) -> None:
    for group in Group.objects.all():
        ours = group.permissions.filter(content_type__app_label__in=["audit", "articles", "ledger"])
        rest = ours.exclude(codename__startswith="view_").exclude(codename__in=["add_article", "add_feed"])
        assert not rest.exists()
