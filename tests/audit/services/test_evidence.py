"""Items of evidence: stored once, with what their kind needs, under their own digest."""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import date
from typing import Any

import pytest

from audit.models import ArchivedCopy, Evidence
from audit.services.errors import Refused
from audit.services.evidence import MAX_FILE, EvidenceDraft, FileDraft, UseDraft, as_items, attach_evidence, origin_of
from tests import factories

PAGE = EvidenceDraft(kind="page", url="https://example.org/fares", title="Fares", publisher="The Islander")
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
    copy = ArchivedCopy.objects.get(evidence=evidence)
    assert (bytes(copy.raw), copy.file_name, copy.content_type) == (b"%PDF minutes", "minutes.pdf", "application/pdf")
    assert evidence.file_sha256 == hashlib.sha256(b"%PDF minutes").hexdigest()


TITLES = [
    (PAGE, "Fares"),
    (changed(PAGE, title=" "), "https://example.org/fares"),
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


def test_an_origin_is_the_end_of_the_chain(db: None) -> None:
    by = factories.actor()
    agency = attach_evidence(draft=PAGE, actor=by)
    report = attach_evidence(draft=EvidenceDraft(kind="page", words="Report", derived_from=agency), actor=by)
    copy = attach_evidence(draft=EvidenceDraft(kind="page", words="Copy", derived_from=report), actor=by)
    assert origin_of(copy) == origin_of(report) == origin_of(agency) == agency


SAME_ORIGIN = [
    (PAGE, changed(PAGE, title="Fares again", kind="post"), True),
    (PAGE, changed(PAGE, url="https://example.org/other"), False),
    (SCAN, changed(SCAN, title="Minutes", publisher="The Board"), True),
    (EvidenceDraft(kind="page", words="x"), EvidenceDraft(kind="page", words="x"), True),
    (EvidenceDraft(kind="page", words="x"), EvidenceDraft(kind="page", words="y"), False),
]


@pytest.mark.parametrize(("one", "other", "same"), SAME_ORIGIN)
def test_what_has_the_same_address_or_file_is_one_origin(
    db: None, one: EvidenceDraft, other: EvidenceDraft, same: bool
) -> None:
    stored = attach_evidence(draft=one, actor=factories.actor())
    for uses in ([one, other], [stored, other]):
        first, second = as_items(UseDraft(item, stance="supports") for item in uses)
        assert (first.origin == second.origin) is same
