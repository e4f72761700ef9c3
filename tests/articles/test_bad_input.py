"""Pages that are none, by every way in: each is told in its own words, nothing of it is stored, the rest goes on."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from articles.models import Article, Import, Outlet, Revision
from articles.services import run_uploaded
from tests.articles.ingest.test_bad_pages import ARTICLE, REFUSED
from tests.browsing import browser

pytestmark = pytest.mark.django_db
SMALL = [(name, raw, message) for name, raw, _, message in REFUSED if 0 < len(raw) < 1_000_000]
FEW = [row for row in SMALL if row[0] in ("an entity bomb", "a picture", "wrong bytes", "a cookie wall")]
"""The readers behind all ways in are the same, and each page takes a process."""


def test_every_bad_page_of_an_upload_is_reported_and_the_good_ones_are_stored(contributor: User) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for number, (_, raw, _) in enumerate(FEW):
            file.writestr(f"{number:02}.html", raw)
        file.writestr("99.html", ARTICLE)
    client = browser(contributor)
    sent = {"file": SimpleUploadedFile("pages.zip", archive.getvalue()), "outlet": "The Harbour Post"}
    client.post(reverse("imports"), sent)
    of = Import.objects.get()
    run_uploaded(of)
    told = dict(of.skips.values_list("place", "reason"))
    assert [name for i, (name, _, message) in enumerate(FEW) if message not in told[f"pages.zip/{i:02}.html"]] == []
    assert Revision.objects.get().file_name == "99.html"


def test_the_form_tells_what_is_wrong_with_a_page(contributor: User) -> None:
    client = browser(contributor)
    assert [name for name, raw, message in FEW if not is_refused(client, raw, message)] == []
    assert (Article.objects.exists(), Outlet.objects.exists()) == (False, False)


def is_refused(client: Client, raw: bytes, message: str) -> bool:
    file = SimpleUploadedFile("page.html", raw, "text/html")
    answer = client.post("/articles/add/", {"outlet": "The Harbour Post", "file": file})
    return answer.status_code == 422 and message in answer.content.decode()


def test_a_dry_run_goes_on_behind_every_bad_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, (_, raw, _) in enumerate(SMALL):
        (tmp_path / f"{number:02}.html").write_bytes(raw)
    (tmp_path / "97.jsonl").write_text('{"text": 5}\n')
    (tmp_path / "98.csv").write_text("a,b\n1,2\n")
    (tmp_path / "99.txt").write_text(ARTICLE)
    call_command("ingest", str(tmp_path), dry_run=True, jsonl=True)
    *told, wrong_type, wrong_columns, last = map(json.loads, capsys.readouterr().out.splitlines())
    assert [name for (name, _, message), one in zip(SMALL, told, strict=True) if message not in one["error"]] == []
    assert ("must be strings" in wrong_type["error"], "A column named" in wrong_columns["error"]) == (True, True)
    assert last["title"] == "Ferry stops"
