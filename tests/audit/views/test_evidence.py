"""An item of evidence and its archived copy, which is never served as a live page."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from audit.models import Evidence
from audit.services.evidence import EvidenceDraft, FileDraft, UseDraft
from tests import factories
from tests.browsing import browser

pytestmark = pytest.mark.django_db


def item(
    name: str = "page.html", content_type: str = "text/html", raw: bytes = b"<script>1</script>", **more: Any
) -> Evidence:
    file = FileDraft(name, content_type, raw)
    draft = EvidenceDraft(kind="transcript", title="Tape <b>& more</b>", file=file, **more)
    return (
        factories.review(factories.claim(), "exact", evidence=[UseDraft(draft, "supports", "yes")]).uses.get().evidence
    )


def test_the_page_shows_the_item_and_its_uses_escaped(as_reviewer: Client) -> None:
    html = as_reviewer.get(reverse("evidence", args=[item().pk])).content.decode()
    assert "Tape &lt;b&gt;&amp; more&lt;/b&gt;" in html
    assert "The fares will rise by four per cent" in html
    assert "SHA-256" in html


@pytest.mark.parametrize(
    ("content_type", "served"),
    [
        ("text/html", "application/octet-stream"),
        ("image/svg+xml", "application/octet-stream"),
        ("text/plain; charset=latin-1", "text/plain; charset=utf-8"),
        ("text/plainly-not", "application/octet-stream"),
    ],
)
def test_a_copy_comes_as_a_harmless_download(content_type: str, served: str, as_reviewer: Client) -> None:
    response = as_reviewer.get(reverse("evidence_copy", args=[item(content_type=content_type).pk]))
    assert response.content == b"<script>1</script>"
    assert response["Content-Type"] == served
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_file_name_cannot_break_the_header(as_reviewer: Client) -> None:
    response = as_reviewer.get(reverse("evidence_copy", args=[item(name='a"b\nc“.txt').pk]))
    assert "\n" not in response["Content-Disposition"]
    assert response["Content-Disposition"].startswith("attachment")


def test_an_item_without_a_file_has_no_copy(as_reviewer: Client) -> None:
    review = factories.review(factories.claim(), "exact")
    assert as_reviewer.get(reverse("evidence_copy", args=[review.uses.get().evidence_id])).status_code == 404


@pytest.mark.parametrize("page", ["evidence", "evidence_copy"])
def test_confidential_evidence_is_404_for_other_reviewers(page: str, as_reviewer: Client, editor: User) -> None:
    address = reverse(page, args=[item(visibility="confidential").pk])
    assert as_reviewer.get(address).status_code == 404
    assert browser().get(address).status_code == 404
    assert browser(editor).get(address).status_code == 200
