"""Files of many articles: what is read from them, and that one bad row costs that row alone."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from articles.ingest.inputs import digest_of, items, read_inputs
from articles.ingest.items import LARGEST_INPUT, Item
from tests.factories import TEXT

PAGE = f"<html><head><title>Fares</title></head><body><h1>Fares</h1><p>{TEXT * 3}</p></body></html>"
GOOD = json.dumps({"text": TEXT})


def written(tmp_path: Path, name: str, content: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def errors(path: Path) -> list[str]:
    """The error of each item, empty for good ones."""
    return [item.error for item in items([path])]


BAD_LINES = [
    (b"{not json", "The line is no JSON."),
    (b"[1]", "The line is no JSON object."),
    (b'{"text": "\xff"}', "The line is not UTF-8."),
    (b'{"title": "No words"}', "The record has neither html nor text."),
    (b'{"text": 7}', "must be strings"),
    (b"[" * 100_000, "The line is no JSON."),
]


@pytest.mark.parametrize(("line", "said"), BAD_LINES)
def test_a_bad_line_is_told_and_the_next_is_read(tmp_path: Path, line: bytes, said: str) -> None:
    first, second = errors(written(tmp_path, "a.jsonl", line + b"\n\n" + GOOD.encode()))
    assert (said in first, second) == (True, "")


def test_a_line_without_end_is_passed_over_in_pieces(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", b"x" * (2 * LARGEST_INPUT + 5) + b"\n" + GOOD.encode())
    first, second = items([path])
    assert ("longer than" in first.error, second.content) == (True, TEXT)
    assert (second.place, second.position) == (f"{path}:2", path.stat().st_size)


CSVS = [
    ("text,url,outlet\r\n", ","),
    ("\ufeffText;URL;Outlet\n", ";"),
    ("TEXT\turl\toutlet\n", "\t"),
]


@pytest.mark.parametrize(("header", "comma"), CSVS)
def test_the_columns_of_a_csv_file_go_by_their_names(tmp_path: Path, header: str, comma: str) -> None:
    row = comma.join(['"Fares rise\n\nThe “board” said so."', "https://a.example/1", "The Post"])
    (item,) = items([written(tmp_path, "a.csv", header + row + "\n")])
    assert item.content == "Fares rise\n\nThe “board” said so."
    assert (item.url, item.outlet, item.error) == ("https://a.example/1", "The Post", "")


BAD_TABLES = [
    ("name,words\nx,y\n", ["The columns are “name”, “words”. A column named text or html is wanted"]),
    ("text,url\nWords.,https://a.example/1,more\nWords.,\n", ["The row has 3 cells, but there are 2 columns.", ""]),
    (b"text\n\xe9t\xe9\nWords.\n", ["The row is not UTF-8.", ""]),
    (b"\xff\xfet\0e\0x\0t\0\n\0", ["The first line is not UTF-8."]),
    ("text,title\n,Only a title\n", ["The record has neither html nor text."]),
    ("", ["The file is empty."]),
]


@pytest.mark.parametrize(("content", "said"), BAD_TABLES)
def test_what_is_wrong_with_a_table_is_told(tmp_path: Path, content: str | bytes, said: list[str]) -> None:
    found = errors(written(tmp_path, "a.csv", content))
    assert [error.startswith(wanted) if wanted else not error for error, wanted in zip(found, said, strict=True)] == [
        True
    ] * len(said)


def test_a_gzip_archive_that_is_cut_off_gives_what_stands_before(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"text": f"{number} " + TEXT}) + "\n" for number in range(2000))
    whole = gzip.compress(lines.encode())
    found = errors(written(tmp_path, "a.jsonl.gz", whole[: len(whole) // 2]))
    assert len(found) > 100
    assert (set(found[:-1]), "cut off" in found[-1]) == ({""}, True)


def archive(answers: list[tuple[str, str, str, bytes]], *, gzipped: bool = True) -> list[bytes]:
    """The records of a WARC file: address, status, content type and body of each answer."""
    records = []
    for url, status, kind, body in answers:
        file = io.BytesIO()
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer = WARCWriter(file, gzip=gzipped)
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))
        records.append(file.getvalue())
    return records


ANSWERS = [
    ("https://a.example/1", "200 OK", "text/html; charset=utf-8", PAGE.encode()),
    ("https://a.example/2.png", "200 OK", "image/png", b"\x89PNG"),
    ("https://a.example/3", "404 Not Found", "text/html", b"<p>Gone</p>"),
    ("https://a.example/4", "200 OK", "text/plain", TEXT.encode()),
]


@pytest.mark.parametrize("gzipped", [True, False])
def test_pages_and_texts_of_a_web_archive_are_found(tmp_path: Path, gzipped: bool) -> None:
    name = "a.warc.gz" if gzipped else "a.warc"
    found = list(items([written(tmp_path, name, b"".join(archive(ANSWERS, gzipped=gzipped)))]))
    assert [item.url for item in found] == ["https://a.example/1", "https://a.example/3", "https://a.example/4"]
    assert [item.is_page for item in found] == [True, True, False]
    assert [item.content for item in found] == [PAGE.encode(), b"", TEXT.encode()]
    assert [item.error for item in found] == ["", "The site answered with 404, not with a page.", ""]


@pytest.mark.parametrize("gzipped", [True, False])
def test_a_broken_record_costs_itself_alone(tmp_path: Path, gzipped: bool) -> None:
    records = archive(
        [(f"https://a.example/{n}", "200 OK", "text/plain", TEXT.encode()) for n in range(3)], gzipped=gzipped
    )
    records[1] = b"nonsense" * 40 + b"\r\n"
    found = list(items([written(tmp_path, "a.warc.gz", b"".join(records))]))
    assert [item.url for item in found if not item.error] == ["https://a.example/0", "https://a.example/2"]
    assert any("cannot be read" in item.error or "cut off" in item.error for item in found)


@pytest.mark.parametrize("gzipped", [True, False])
def test_an_answer_that_names_no_address_costs_itself_alone(tmp_path: Path, gzipped: bool) -> None:
    records = archive(
        [(f"https://a.example/{n}", "200 OK", "text/plain", TEXT.encode()) for n in range(2)], gzipped=gzipped
    )
    nameless = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 4\r\n\r\nsnow\r\n\r\n"
    records.insert(1, gzip.compress(nameless) if gzipped else nameless)
    found = list(items([written(tmp_path, "a.warc.gz", b"".join(records))]))
    assert [item.url for item in found if not item.error] == ["https://a.example/0", "https://a.example/1"]
    assert [item.error for item in found if item.error] == [
        "The record cannot be read; reading goes on with the next one."
    ]


def test_the_last_record_that_is_cut_off_is_told(tmp_path: Path) -> None:
    whole = b"".join(archive([("https://a.example/1", "200 OK", "text/plain", TEXT.encode() * 50)], gzipped=False))
    (item,) = items([written(tmp_path, "a.warc", whole[:-2000])])
    assert item.error == "The record is cut off."


def test_a_folder_stands_for_all_that_is_in_it(tmp_path: Path) -> None:
    written(tmp_path, "b.txt", TEXT)
    written(tmp_path, "a.jsonl", GOOD)
    written(tmp_path, "c.html", PAGE)
    written(tmp_path, "d.png", b"\x89PNG")
    found = list(items([tmp_path]))
    assert [Path(item.place.partition(":")[0]).name for item in found] == ["a.jsonl", "b.txt", "c.html"]
    assert found[-1].position == sum((tmp_path / name).stat().st_size for name in ("a.jsonl", "b.txt", "c.html"))


def test_other_contents_have_another_digest(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", GOOD)
    before = digest_of([path])
    assert before == digest_of([tmp_path])
    path.write_text(GOOD + "\n" + GOOD)
    assert digest_of([path]) != before
    assert digest_of([tmp_path / "none"]) != before


def test_what_a_record_says_of_a_text_is_taken_as_it_is(tmp_path: Path) -> None:
    record = {"source": 7, "url": "https://a.example/1", "title": "Mine", "text": TEXT, "published": "2024-02-29T10:00"}
    (outcome,) = read_inputs([written(tmp_path, "a.jsonl", json.dumps(record))])
    assert outcome.draft is not None
    assert (outcome.source, outcome.draft.headline, str(outcome.draft.published)) == (7, "Mine", "2024-02-29")
    assert outcome.draft.canonical_url == "https://a.example/1"


def test_a_date_that_is_none_is_left_out_with_a_note(tmp_path: Path) -> None:
    (outcome,) = read_inputs([written(tmp_path, "a.jsonl", json.dumps({"text": TEXT, "published": "in spring"}))])
    assert outcome.draft is not None
    assert "“in spring” is no date like 2024-02-29, so it was left out." in outcome.draft.notes


def test_half_a_character_is_refused_by_the_reader() -> None:
    assert Item("a", "a", "half \ud800 of it").raw == b"half ? of it"
