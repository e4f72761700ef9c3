"""Items of evidence: stored once, with what their kind needs, under their own digest."""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import date
from typing import Any

import pytest

from articles.fetch import Fetched, FetchError, FetchFailed, FetchRefused
from articles.services import redact_article
from audit.ledger.verification import verify
from audit.models import Archiving, CopyContents, Evidence, EvidenceCopy, UsePlace
from audit.services.errors import Refused
from audit.services.evidence import (
    EvidenceDraft,
    FileDraft,
    archive,
    archiving_of,
    ask_for_copy,
    attach_evidence,
    redact_copies,
    redact_copy,
)
from audit.services.evidence.copies import ATTEMPTS
from audit.services.evidence.drafts import MAX_FILE
from audit.services.evidence.places import find_words
from tests import factories
from tests.articles.feeds import PAGE as WEB_PAGE
from tests.articles.feeds import web_page
from tests.articles.services.test_identity import check_what_was_stored

URL = "https://example.org/fares"
PAGE = EvidenceDraft(kind="page", url=URL, title="Fares", publisher="The Islander")
SCAN = EvidenceDraft(kind="document", file=FileDraft("minutes.pdf", "application/pdf", b"%PDF minutes"))
SEARCH = EvidenceDraft(kind="search", place="Board archive", query="fares 2024", date=date(2024, 5, 1))


def changed(draft: EvidenceDraft, **values: Any) -> EvidenceDraft:
    return dataclasses.replace(draft, **values)


@pytest.mark.parametrize("draft", [PAGE, SCAN, SEARCH], ids=lambda draft: draft.kind)
def test_the_same_item_of_the_same_person_is_stored_once(db: None, draft: EvidenceDraft) -> None:
    by = factories.actor()
    assert attach_evidence(draft=draft, actor=by) == attach_evidence(draft=draft, actor=by)
    assert Evidence.objects.count() == 1


def test_what_another_person_stored_is_not_told(db: None) -> None:
    secret = changed(SCAN, visibility="confidential")
    one, other = (attach_evidence(draft=secret, actor=factories.actor(name)) for name in ("one", "other"))
    assert one != other


def test_a_file_is_kept_under_its_digest(db: None) -> None:
    evidence = attach_evidence(draft=SCAN, actor=factories.actor())
    copy = evidence.copies.get()
    assert (copy.file_name, copy.media_type, copy.way) == ("minutes.pdf", "application/pdf", "uploaded")
    assert bytes(copy.contents.raw) == b"%PDF minutes"
    assert evidence.file_sha256 == copy.sha256 == hashlib.sha256(b"%PDF minutes").hexdigest()


TITLES = [
    (PAGE, "Fares"),
    (changed(PAGE, title=" "), URL),
    (SCAN, "minutes.pdf"),
    (SEARCH, "Search for “fares 2024” in Board archive"),
    (EvidenceDraft(kind="transcript", words="Fares " * 40), ("Fares " * 40)[:80]),
]


@pytest.mark.parametrize(("draft", "title"), TITLES)
def test_an_item_without_title_is_called_after_what_it_is(db: None, draft: EvidenceDraft, title: str) -> None:
    assert attach_evidence(draft=draft, actor=factories.actor()).title == title


REFUSED = [
    (EvidenceDraft(kind="page"), "something to see"),
    (EvidenceDraft(kind="page", words="   "), "something to see"),
    (EvidenceDraft(kind="hearsay", words="x"), "no kind"),
    (changed(PAGE, visibility="secret"), "no visibility"),
    (changed(PAGE, url="javascript:alert(1)"), "no web address"),
    (changed(PAGE, url="ftp://example.org/a"), "no web address"),
    (changed(PAGE, url="fares"), "no web address"),
    (changed(PAGE, url="https://example.org/" + "a" * 2000), "longer than 2000"),
    (changed(SCAN, file=FileDraft("empty.txt", "text/plain", b"")), "empty"),
    (changed(SCAN, file=FileDraft("big.bin", "application/zip", b"x" * (MAX_FILE + 1))), "larger than 10 MB"),
    (changed(SEARCH, place=" "), "three things"),
    (changed(SEARCH, query=""), "three things"),
    (changed(SEARCH, date=None), "three things"),
]


@pytest.mark.parametrize(("draft", "complaint"), REFUSED)
def test_an_item_that_lacks_something_is_refused(db: None, draft: EvidenceDraft, complaint: str) -> None:
    with pytest.raises(Refused, match=complaint):
        attach_evidence(draft=draft, actor=factories.actor())
    assert not Evidence.objects.exists()


def waiting(draft: EvidenceDraft = PAGE) -> Archiving:
    return attach_evidence(draft=draft, actor=factories.actor()).archivings.select_related("evidence").get()


def failing(error: FetchError) -> Any:
    def fetch(url: str) -> Fetched:
        raise error

    return fetch


def test_a_page_is_kept_with_bytes_digest_text_type_and_address(db: None) -> None:
    archiving = waiting()
    archive(archiving, fetch=web_page)
    copy = EvidenceCopy.objects.get()
    assert (copy.way, copy.media_type, copy.final_url, copy.number) == ("fetched", "text/html", URL, 1)
    assert copy.sha256 == hashlib.sha256(WEB_PAGE).hexdigest()
    assert "The fares will rise by four per cent." in copy.contents.text
    assert copy.length == len(copy.contents.text)
    archiving.refresh_from_db()
    assert archiving.state == "done"
    assert verify() == []


def test_archiving_twice_adds_no_second_copy_of_the_same_bytes(db: None) -> None:
    archiving = waiting()
    archive(archiving, fetch=web_page)
    archive(archiving_of(str(archiving.pk)), fetch=failing(FetchFailed("must not be asked")))
    again = ask_for_copy(evidence=archiving.evidence, actor=factories.actor())
    archive(again, fetch=web_page)
    again.refresh_from_db()
    assert "the same as in copy 1" in again.reason
    assert EvidenceCopy.objects.count() == 1


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (FetchRefused("It is too large."), "failed"),
        (FetchFailed("gone", status=410), "failed"),
        (FetchFailed("in trouble", status=503), "waiting"),
    ],
)
def test_what_may_work_later_is_tried_again(db: None, error: FetchError, state: str) -> None:
    archiving = waiting()
    archive(archiving, fetch=failing(error))
    archiving.refresh_from_db()
    assert (archiving.state, archiving.reason) == (state, str(error))


def test_trying_again_has_an_end(db: None) -> None:
    archiving = waiting()
    for _ in range(ATTEMPTS):
        archive(archiving_of(str(archiving.pk)), fetch=failing(FetchFailed("in trouble", status=503)))
    archiving.refresh_from_db()
    assert archiving.state == "failed"


def test_an_item_without_address_cannot_be_archived(db: None) -> None:
    by = factories.actor()
    with pytest.raises(Refused, match="no web address"):
        ask_for_copy(evidence=attach_evidence(draft=SEARCH, actor=by), actor=by)


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("rise by four", "Fares rise by four.", (6, 18)),
        ("“rise  by\nfour”", "Fares rise\n by four.", (6, 19)),
        ("👍 fares", "a 👍 fares", (2, 9)),
        ("a+b (c)", "x a+b (c)", (2, 9)),
        ("Rise", "rise", None),
        ("rise by five", "rise by four", None),
        (" “” ", "rise", None),
    ],
)
def test_words_are_found_in_code_points_however_they_are_spaced(
    words: str, text: str, found: tuple[int, int] | None
) -> None:
    assert find_words(words, text) == found


def test_words_used_before_the_page_was_archived_are_looked_for_when_it_is(db: None) -> None:
    use = dataclasses.replace(factories.use("transcript", url=URL), words="rise by four")
    missing = dataclasses.replace(use, words="rise by five")
    review = factories.review(factories.claim(), "exact", evidence=[use, missing])
    archive(archiving_of(str(Archiving.objects.get().pk)), fetch=web_page)
    places = {place.use.words: place.span for place in UsePlace.objects.select_related("use")}
    text = CopyContents.objects.get().text
    start, end = places["rise by four"]
    assert (text[start:end], places["rise by five"]) == ("rise by four", None)
    assert review.uses.count() == 2
    assert verify() == []


def test_a_redaction_takes_what_copies_hold_and_verifies(db: None) -> None:
    by = factories.actor()
    article = factories.article(canonical_url=URL)
    archive(waiting(), fetch=web_page)
    check_what_was_stored()
    redact_article(article=article, reason="Court order", actor=by)
    assert redact_copies(article=article, reason="Court order", actor=by) == 1
    assert not CopyContents.objects.exists()
    assert verify() == []
    check_what_was_stored()
    with pytest.raises(Refused, match="removed before"):
        redact_copy(copy=EvidenceCopy.objects.get(), reason="Again", actor=by)
