"""The page of an item of evidence and its archived copies, which are never served as live pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.fetch import Fetched, FetchRefused
from articles.ingest.copies import CopyText
from audit.models import Archiving, CopyContents, Evidence, EvidenceCopy
from audit.services.evidence import EvidenceDraft, FileDraft, UseDraft, archive, archiving_of
from tests import factories
from tests.articles.feeds import web_page
from tests.articles.services.test_identity import check_what_was_stored
from tests.browsing import browser

pytestmark = pytest.mark.django_db
SCRIPT = b"<script>1</script>"


def used(draft: EvidenceDraft, **more: Any) -> Evidence:
    """An item that a review uses."""
    use = UseDraft(draft, "supports", "yes", **more)
    return factories.review(factories.claim(), "exact", evidence=[use]).uses.get().evidence


def item(name: str = "page.html", media_type: str = "text/html", text: str = "", **more: Any) -> Evidence:
    file = FileDraft(name, media_type, SCRIPT, CopyText(media_type, text))
    words = more.pop("words_used", "")
    return used(EvidenceDraft(kind="transcript", title="Tape <b>& more</b>", file=file, **more), words=words)


def page_item(**more: Any) -> Evidence:
    return used(EvidenceDraft(kind="transcript", url="https://board.example/minutes", **more))


def archived(evidence: Evidence) -> Archiving:
    waiting = Archiving.objects.get(evidence=evidence, state="waiting")
    archive(archiving_of(str(waiting.pk)), fetch=web_page)
    waiting.refresh_from_db()
    return waiting


def shown(client: Client, evidence: Evidence) -> str:
    return client.get(evidence.get_absolute_url()).content.decode()


def test_the_page_shows_the_item_and_its_uses_escaped(as_reviewer: Client) -> None:
    html = shown(as_reviewer, item())
    assert "Tape &lt;b&gt;&amp; more&lt;/b&gt;" in html
    assert "The fares will rise by four per cent" in html
    assert "SHA-256" in html


@pytest.mark.parametrize(
    ("media_type", "served"),
    [
        ("text/html", "application/octet-stream"),
        ("image/svg+xml", "application/octet-stream"),
        ("text/plain; charset=latin-1", "text/plain; charset=utf-8"),
        ("text/plainly-not", "application/octet-stream"),
    ],
)
def test_a_copy_comes_as_a_harmless_download(media_type: str, served: str, as_reviewer: Client) -> None:
    response = as_reviewer.get(reverse("evidence_copy_file", args=[item(media_type=media_type).pk, 1]))
    assert response.content == SCRIPT
    assert response["Content-Type"] == served
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_file_name_cannot_break_the_header(as_reviewer: Client) -> None:
    response = as_reviewer.get(reverse("evidence_copy_file", args=[item(name='a"b\nc“.txt').pk, 1]))
    assert "\n" not in response["Content-Disposition"]
    assert response["Content-Disposition"].startswith("attachment")


def test_the_text_of_a_copy_is_shown_and_never_its_markup(as_reviewer: Client) -> None:
    html = as_reviewer.get(
        reverse("evidence_copy", args=[item(text="Fares <script>x</script>").pk, 1])
    ).content.decode()
    assert "Fares &lt;script&gt;x&lt;/script&gt;" in html
    assert SCRIPT.decode() not in html


@pytest.mark.parametrize(
    ("words", "told"), [("rise  by\nfour", '<mark id="words-used">rise by four</mark>'), ("fall", "do not stand in")]
)
def test_the_words_used_are_marked_where_they_stand(words: str, told: str, as_reviewer: Client) -> None:
    evidence = item(text="The fares will rise by four per cent.", words_used=words)
    page = reverse("evidence_copy", args=[evidence.pk, 1])
    assert told in as_reviewer.get(f"{page}?use={evidence.uses.get().pk}").content.decode()
    assert "words-used" not in as_reviewer.get(f"{page}?use=nonsense").content.decode()


def test_an_item_without_a_copy_says_so(as_reviewer: Client) -> None:
    evidence = factories.review(factories.claim(), "exact").uses.get().evidence
    assert "No copy is kept" in shown(as_reviewer, evidence)
    assert as_reviewer.get(reverse("evidence_copy", args=[evidence.pk, 1])).status_code == 404


@pytest.mark.parametrize("page", ["evidence", "evidence_copy", "evidence_copy_file"])
def test_confidential_evidence_is_404_for_other_reviewers(page: str, as_reviewer: Client, editor: User) -> None:
    evidence = item(visibility="confidential")
    address = reverse(page, args=[evidence.pk] if page == "evidence" else [evidence.pk, 1])
    assert as_reviewer.get(address).status_code == 404
    assert browser().get(address).status_code == 404
    assert browser(editor).get(address).status_code == 200


@pytest.mark.parametrize("act", ["evidence_archive", "evidence_capture"])
def test_nothing_is_added_to_confidential_evidence_of_others(act: str, as_reviewer: Client) -> None:
    evidence = page_item(visibility="confidential", visit=False)
    file = SimpleUploadedFile("x.txt", b"x")
    assert as_reviewer.post(reverse(act, args=[evidence.pk]), {"file": file}).status_code == 404
    assert (Archiving.objects.count(), EvidenceCopy.objects.count()) == (0, 0)


def test_a_page_can_be_used_before_it_is_archived(as_reviewer: Client) -> None:
    evidence = page_item()
    assert "Being archived" in shown(as_reviewer, evidence)
    archived(evidence)
    html = shown(as_reviewer, evidence)
    assert "Read the archived copy" in html
    text = as_reviewer.get(evidence.copies.get().get_absolute_url()).content.decode()
    assert "The fares will rise by four per cent." in text


def test_a_page_that_must_not_be_visited_is_not(as_reviewer: Client) -> None:
    evidence = page_item(visit=False)
    assert not Archiving.objects.exists()
    assert "No copy of this page is kept" in shown(as_reviewer, evidence)


def test_why_a_page_could_not_be_archived_is_told(as_reviewer: Client) -> None:
    def refuse(url: str) -> Fetched:
        raise FetchRefused("This address is inside our own network.")

    evidence = page_item()
    archive(archiving_of(str(Archiving.objects.get().pk)), fetch=refuse)
    html = shown(as_reviewer, evidence)
    assert "could not be archived: This address is inside our own network." in html
    assert "Archive this page" in html


def test_a_capture_is_kept_beside_the_fetched_copy(as_reviewer: Client) -> None:
    evidence = page_item()
    archived(evidence)
    file = SimpleUploadedFile("mine.txt", b"The fares will rise.", "text/plain")
    answer = as_reviewer.post(reverse("evidence_capture", args=[evidence.pk]), {"file": file}, follow=True)
    assert "The file is kept as a copy." in answer.content.decode()
    assert list(evidence.copies.order_by("number").values_list("number", "way")) == [(1, "fetched"), (2, "uploaded")]


def test_an_editor_removes_what_a_copy_holds_and_the_digest_stays(editor: User, as_reviewer: Client) -> None:
    copy = item(text="Words").copies.get()
    address = reverse("evidence_copy_redact", args=[copy.evidence_id, 1])
    check_what_was_stored()
    assert as_reviewer.post(address, {"reason": "Court order"}).status_code == 403
    told = browser(editor).post(address, {"reason": ""}, follow=True).content.decode()
    assert "Nothing was removed" in told
    html = browser(editor).post(address, {"reason": "Court order"}, follow=True).content.decode()
    assert "its contents removed" in html
    assert copy.sha256 in html
    assert not CopyContents.objects.exists()
    assert as_reviewer.get(reverse("evidence_copy_file", args=[copy.evidence_id, 1])).status_code == 404
