"""Marking and correcting on pages that need no script."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from audit.models import ArticleSource, Claim
from audit.services.triage import confirm_claim
from tests import factories


@pytest.fixture
def claim(db: None) -> Claim:
    return factories.claim()


def form(**more: str) -> dict[str, str]:
    return {"submission": str(uuid4()), "kind": "", "source": "", "new_kind": "person", **more}


def test_a_claim_is_marked_by_its_words(claim: Claim, as_reviewer: Client) -> None:
    address = reverse("claim_add", args=[claim.revision.article_id])
    assert as_reviewer.get(address).status_code == 200
    sent = form(words="Nobody asked", source="new", new_name="<b>&", mention="Tom Hale", cue="said")
    answer = as_reviewer.post(address, sent, follow=True)
    made = Claim.objects.get(origin="person")
    assert (made.quote, made.kind, made.source.name) == ("Nobody asked", "direct", "<b>&")  # type: ignore[union-attr]
    assert (made.speaker_mention, len(made.cue)) != (None, 0)
    assert "&lt;b&gt;&amp;" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"words": "will rise"}, "in several places"),
        ({"words": "will sink"}, "does not stand in the text"),
        ({"words": ""}, "Copy the words"),
        ({"content": "5 to 9"}, "like 12-40"),
        ({"content": "0-99999"}, "not in the text"),
        ({"words": "Nobody asked", "source": "new"}, "Name the new source"),
    ],
)
def test_what_was_typed_is_kept_with_the_reason(
    claim: Claim, as_reviewer: Client, sent: dict[str, str], sentence: str
) -> None:
    answer = as_reviewer.post(reverse("claim_add", args=[claim.revision.article_id]), form(**sent))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Claim.objects.filter(origin="person").exists()


def test_one_of_several_places_is_chosen(claim: Claim, as_reviewer: Client) -> None:
    address = reverse("claim_add", args=[claim.revision.article_id])
    offered = as_reviewer.post(address, form(words="will rise")).content.decode()
    assert offered.count('name="content" value=') == 2
    as_reviewer.post(address, form(words="will rise", content="64-73"))
    assert Claim.objects.get(origin="person").content == ((64, 73),)


def test_a_claim_is_corrected_and_a_stale_form_shows_both(claim: Claim, as_reviewer: Client) -> None:
    address = reverse("claim_edit", args=[claim.pk])
    assert claim.quote in as_reviewer.get(address).content.decode()
    sent = form(words="The fares", source=str(claim.source_id), seen=claim.version(), kind="direct")
    assert as_reviewer.post(address, sent).status_code == 302
    claim.refresh_from_db()
    assert (claim.quote, claim.source.name, claim.speaker_mention is None) == ("The fares", "Ana Ruiz", False)  # type: ignore[union-attr]
    answer = as_reviewer.post(address, {**sent, "words": "The fares will", "submission": str(uuid4())})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert ("As it is now" in page, "The fares will" in page) == (True, True)


def test_a_claim_whose_words_stand_twice_is_corrected_where_it_is(db: None, as_reviewer: Client) -> None:
    words = "will rise"
    claim = factories.run(factories.article(), [(words, "Ana Ruiz", None, None)]).claims.get()
    sent = form(words=words, source=str(claim.source_id), seen=claim.version(), kind="mixed")
    assert as_reviewer.post(reverse("claim_edit", args=[claim.pk]), sent).status_code == 302
    now = Claim.objects.get(pk=claim.pk)
    assert (now.kind, now.content) == ("mixed", claim.content)


def test_parts_are_split_restated_and_joined(claim: Claim, as_reviewer: Client) -> None:
    claim = Claim.objects.get(pk=claim.pk)
    part = claim.assertions.get()
    sent = {"pieces": "The fares\nwill rise", "seen": claim.version()}
    as_reviewer.post(reverse("assertion_split", args=[part.pk]), sent)
    first, second = claim.assertions.all()
    sent = {"restatement": "Up.", "as_of": "2024-05-01", "seen": claim.version()}
    as_reviewer.post(reverse("assertion_edit", args=[second.pk]), sent)
    page = as_reviewer.get(reverse("claim_parts", args=[claim.pk])).content.decode()
    assert ("Up." in page, "Part 2" in page) == (True, True)
    ticked = {"part": [str(first.pk), str(second.pk)], "seen": claim.version()}
    as_reviewer.post(reverse("parts_merge", args=[claim.pk]), ticked)
    assert claim.assertions.get().words == "The fares … will rise"


def test_a_source_is_corrected_and_joined(claim: Claim, as_reviewer: Client) -> None:
    source = claim.source
    assert source
    address = reverse("source_edit", args=[source.pk])
    sent = {"name": "Anna Ruiz", "kind": "person", "role": "", "affiliations": "Port Board\nHarbour Board"}
    sent |= {"seen": source.version(), "submission": str(uuid4())}
    assert as_reviewer.post(address, sent).status_code == 302
    source = ArticleSource.objects.get(pk=source.pk)
    assert (source.name, set(source.affiliation_names())) == ("Anna Ruiz", {"Port Board", "Harbour Board"})
    assert as_reviewer.post(address, {**sent, "name": "X", "submission": str(uuid4())}).status_code == 409
    hale = ArticleSource.objects.get(name="Tom Hale")
    as_reviewer.post(reverse("source_merge", args=[source.pk]), {"into": str(hale.pk)})
    claim.refresh_from_db()
    assert claim.source == hale


def test_a_claim_is_confirmed_chosen_and_an_act_taken_back(claim: Claim, as_reviewer: Client) -> None:
    as_reviewer.post(reverse("claim_confirm", args=[claim.pk]))
    as_reviewer.post(reverse("claim_triage", args=[claim.pk]), {"triage": "not_selected", "reason": "opinion"})
    page = as_reviewer.get(claim.get_absolute_url()).content.decode()
    assert ("confirmed by a person" in page, "not selected: opinion" in page) == (True, True)
    other = Claim.objects.exclude(pk=claim.pk).get()
    done = confirm_claim(claim=other, actor=factories.actor("other"))
    as_reviewer.post(reverse("act_undo", args=[done.event.pk]))
    other.refresh_from_db()
    assert not other.is_confirmed


GETS = ("claim_edit", "claim_parts")
POSTS = (*GETS[:1], "claim_confirm", "claim_triage", "parts_merge")


@pytest.mark.parametrize("name", [*GETS, *POSTS])
def test_readers_change_no_units(claim: Claim, client: Client, reader: User, name: str) -> None:
    send = client.get if name in GETS else client.post
    assert send(reverse(name, args=[claim.pk])).status_code == 302
    client.force_login(reader)
    assert send(reverse(name, args=[claim.pk])).status_code == 403
