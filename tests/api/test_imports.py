"""Bringing in many articles over the API."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from articles.models import Article, Import
from articles.services import run_uploaded
from tests.api.callers import BASE, NOBODY, caller, get
from tests.factories import TEXT

pytestmark = pytest.mark.django_db
LINES = f"{json.dumps({'text': TEXT})}\n{{broken\n{json.dumps({'text': TEXT})}\n"


def sent(
    body: str | bytes = LINES, kind: str = "application/x-ndjson", who: str = "contributor", more: str = ""
) -> Any:
    address = f"{BASE}imports/?outlet=The+Harbour+Post{more}"
    raw = body if isinstance(body, bytes) else body.encode()
    return caller(who).generic("POST", address, raw, content_type=kind)


def test_a_file_is_sent_and_watched() -> None:
    answer = sent(more="&name=ferries")
    of = Import.objects.get()
    assert (answer.status_code, answer["Location"]) == (202, f"http://testserver/api/v1/imports/{of.pk}/")
    assert (answer.json()["name"], answer.json()["ended_at"]) == ("ferries.jsonl", None)
    run_uploaded(of)
    told = get(f"imports/{of.pk}/", "contributor").json()
    assert (told["percent"], told["done"], told["stored"], told["known"], told["skipped"]) == (100, 3, 1, 1, 1)
    article = Article.objects.get()
    assert (article.current_revision.way, article.outlet.name) == ("api", "The Harbour Post")  # type: ignore[union-attr]


def test_what_was_passed_over_is_listed() -> None:
    sent()
    of = Import.objects.get()
    run_uploaded(of)
    refused, known = get(f"imports/{of.pk}/skips/", "contributor").json()["results"]
    assert (refused["place"], refused["reason"]) == ("import.jsonl:2", "The line is no JSON.")
    assert (known["skipped_as"], known["article"]) == ("known", str(Article.objects.get().pk))
    only = get(f"imports/{of.pk}/skips/", "contributor", skipped_as="known").json()["results"]
    assert only == [known]
    assert get("imports/", "contributor").json()["results"][0]["id"] == str(of.pk)


def test_a_table_is_taken_for_what_it_is() -> None:
    sent('text\n"Fares rise on Monday, the board says."\n', "text/csv; charset=utf-8")
    run_uploaded(Import.objects.get())
    assert Article.objects.count() == 1


def test_a_zip_archive_is_taken_for_what_it_is() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ferry.txt", TEXT)
        archive.writestr("bomb.txt", b"x" * 10_000_000)
    assert sent(packed.getvalue(), "application/zip").status_code == 202
    run_uploaded(of := Import.objects.get())
    of.refresh_from_db()
    assert (of.name, of.stored, of.skipped) == ("import.zip", 1, 1)
    (bomb,) = get(f"imports/{of.pk}/skips/", "contributor").json()["results"]
    assert (bomb["place"], bomb["reason"][:44]) == (
        "import.zip/bomb.txt",
        "The archive unpacks to far more than article",
    )


REFUSED = [
    ({"body": ""}, 422),
    ({"kind": "application/json"}, 415),
    ({"more": "&nonsense=1"}, 400),
    ({"who": "anonymous"}, 401),
    ({"who": "reader"}, 403),
]


@pytest.mark.parametrize(("given", "status"), REFUSED)
def test_what_is_refused_leaves_nothing(given: dict[str, str], status: int) -> None:
    answer = sent(**given)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert not Import.objects.exists()


@pytest.mark.parametrize("path", ["", f"{NOBODY}/", f"{NOBODY}/skips/"])
@pytest.mark.parametrize(("who", "status"), [("anonymous", 401), ("reader", 403)])
def test_imports_are_for_those_who_add_articles(path: str, who: str, status: int) -> None:
    assert get(f"imports/{path}", who).status_code == status


@pytest.mark.parametrize("path", [f"{NOBODY}/", f"{NOBODY}/skips/"])
def test_an_import_that_is_not_there_is_told(path: str) -> None:
    assert get(f"imports/{path}", "contributor").status_code == 404
