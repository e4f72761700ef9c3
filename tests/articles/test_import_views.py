"""Sending a file of many articles on the site."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.models import Article, Import, ImportPart, Revision
from articles.services import run_uploaded
from tests.articles.services.test_articles import jobs
from tests.browsing import browser
from tests.factories import TEXT

pytestmark = pytest.mark.django_db
LINES = f"{json.dumps({'source': 'one', 'text': TEXT})}\n{{broken\n"


@pytest.fixture
def client(contributor: User) -> Client:
    return browser(contributor)


def sent(client: Client, content: bytes = LINES.encode(), name: str = "many.jsonl", **more: str) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("imports"), {"file": file, "outlet": "The Harbour Post", **more}, follow=True)


def words(response: Any) -> str:
    return str(response.content.decode())


def test_a_file_is_kept_until_a_worker_has_brought_it_in(client: Client, contributor: User) -> None:
    page = sent(client)
    of = Import.objects.get()
    assert page.redirect_chain[-1][0] == f"{of.get_absolute_url()}?follow=on"
    assert "0 %" in words(page)
    assert jobs() == [("articles.run_import", {"import_id": str(of.pk)})]
    run_uploaded(of)
    article = Article.objects.get()
    revision = article.current_revision
    assert revision is not None
    assert (revision.way, revision.file_name, article.outlet.name) == (
        Revision.Way.FILE,
        "many.jsonl",
        "The Harbour Post",
    )
    assert of.actor.user == contributor
    assert not ImportPart.objects.exists()


def test_the_page_and_the_report_tell_what_was_passed_over(client: Client) -> None:
    sent(client)
    of = Import.objects.get()
    run_uploaded(of)
    page = words(client.get(of.get_absolute_url()))
    assert ("100 %" in page, "many.jsonl:2" in page, "The line is no JSON." in page) == (True, True, True)
    report = client.get(reverse("import_report", args=[of.pk]))
    (line,) = b"".join(report.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    wanted = {"place": "many.jsonl:2", "source": "many.jsonl:2", "kind": "refused", "reason": "The line is no JSON."}
    assert json.loads(line) == wanted


def test_the_same_file_twice_is_one_import_while_it_is_under_way(client: Client) -> None:
    sent(client)
    sent(client)
    assert (Import.objects.count(), len(jobs())) == (1, 1)
    run_uploaded(Import.objects.get())
    run_uploaded(Import.objects.get())
    assert (Import.objects.get().stored, Article.objects.count()) == (1, 1)


def test_a_large_file_is_kept_in_pieces(client: Client) -> None:
    content = "".join(f"{json.dumps({'text': f'{n} {TEXT}' * 20})}\n" for n in range(300)).encode()
    sent(client, content)
    of = Import.objects.get()
    parts = [bytes(part.raw) for part in of.parts.order_by("number")]
    assert (len(parts) > 1, b"".join(parts) == content) == (True, True)


BAD_FILES = [
    (b"words", "notes.pdf", "Choose a file of many articles"),
    (b"", "many.csv", "The file is empty."),
]


@pytest.mark.parametrize(("content", "name", "said"), BAD_FILES)
def test_what_is_wrong_with_a_file_is_told_and_nothing_is_kept(
    client: Client, content: bytes, name: str, said: str
) -> None:
    response = sent(client, content, name)
    assert (response.status_code, said in words(response)) == (422, True)
    assert not Import.objects.exists()


def test_no_file_and_a_name_with_folders(client: Client) -> None:
    assert "Choose a file." in words(client.post(reverse("imports"), {}))
    sent(client, name="../../etc/many.jsonl")
    run_uploaded(Import.objects.get())
    assert Import.objects.get().name == "many.jsonl"


@pytest.mark.parametrize("page", ["imports", "import", "import_report"])
def test_readers_and_strangers_stay_out(client: Client, reader: User, page: str) -> None:
    sent(client)
    address = reverse(page, args=[] if page == "imports" else [Import.objects.get().pk])
    assert browser(reader).get(address).status_code == 403
    assert browser().get(address).status_code == 302


def test_the_page_of_an_import_follows_it_until_it_has_ended_or_is_told_to_stop(client: Client) -> None:
    page = sent(client)
    address = page.redirect_chain[-1][0]
    assert (page.headers["Refresh"], "Stop that" in words(page)) == ("4", True)
    assert "Refresh" not in client.get(address.partition("?")[0]).headers
    run_uploaded(Import.objects.get())
    assert "Refresh" not in client.get(address).headers


def test_a_zip_of_articles_is_brought_in(client: Client) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("inner/one.txt", TEXT)
        file.writestr("picture.png", b"x")
        file.writestr("two.html", "<p>no article")
    sent(client, archive.getvalue(), "articles.zip")
    run_uploaded(Import.objects.get())
    of = Import.objects.get()
    assert (of.stored, of.skipped, of.percent) == (1, 1, 100)
    assert Revision.objects.get().file_name == "one.txt"
    assert of.skips.get().place == "articles.zip/two.html"
