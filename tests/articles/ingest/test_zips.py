"""ZIP archives of articles, kind and unkind."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from articles.ingest import zips
from articles.ingest.inputs import items, read_inputs
from articles.ingest.items import Item

PAGE = (Path(__file__).parents[2] / "pages" / "articles" / "amp.html").read_bytes()
TEXT = "The ferry will stop on 1 October, the office said.\n\n“It is the wind,” said Lena Ortiz."


def archive(folder: Path, members: dict[str, bytes | str]) -> Path:
    path = folder / "articles.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return path


def found(path: Path) -> list[Item]:
    return list(items([path]))


def test_members_are_read_like_the_files_of_a_folder(tmp_path: Path) -> None:
    records = "\n".join(json.dumps({"text": f"{TEXT} {n}"}) for n in range(2))
    members = {"b/page.html": PAGE, "a.TXT": TEXT, "c.jsonl": records, "picture.png": b"x", "__MACOSX/a.txt": b"x"}
    path = archive(tmp_path, members)
    outcomes = list(read_inputs([path]))
    assert [outcome.error for outcome in outcomes] == [""] * 4
    assert [outcome.source for outcome in outcomes] == [
        f"{path}/a.TXT",
        f"{path}/b/page.html",
        f"{path}/c.jsonl:1",
        f"{path}/c.jsonl:2",
    ]
    assert [item.file_name for item in found(path)] == ["a.TXT", "page.html", "c.jsonl", "c.jsonl"]


def test_positions_grow_to_the_size_of_the_archive(tmp_path: Path) -> None:
    path = archive(tmp_path, {f"{n}.txt": TEXT * n for n in range(1, 4)})
    positions = [item.position for item in found(path)]
    assert positions == sorted(positions)
    assert positions[-1] <= path.stat().st_size


def test_a_name_is_never_a_path(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    path = archive(tmp_path, {"../outside.txt": TEXT, str(outside): TEXT, f"{'a' * 3000}.txt": TEXT})
    assert [item.error for item in found(path)] == ["", "", ""]
    assert not outside.exists()


@pytest.mark.parametrize(
    ("size", "most", "refused"), [(zips.ALWAYS_FINE, 10**9, False), (10**8, 10**9, True), (10**6, 10**5, True)]
)
def test_what_unpacks_to_far_too_much_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, most: int, refused: bool
) -> None:
    monkeypatch.setattr(zips, "MOST_BYTES", most)
    path = archive(tmp_path, {"a.txt": b"x" * size, "b.txt": TEXT})
    bomb, _ = found(path)
    assert bomb.error.startswith("The archive unpacks to far more") is refused


def test_all_members_together_are_limited_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "MOST_BYTES", 2 * len(TEXT.encode()))
    path = archive(tmp_path, {f"{n}.txt": TEXT for n in range(4)})
    assert [bool(item.error) for item in found(path)] == [False, False, True, True]


def test_a_broken_member_costs_itself_alone(tmp_path: Path) -> None:
    path = archive(tmp_path, {"a.txt": TEXT * 20, "b.txt": TEXT})
    raw = bytearray(path.read_bytes())
    raw[60:70] = b"\xff" * 10
    path.write_bytes(raw)
    first, second = found(path)
    assert first.error.startswith("The file in the archive cannot be read")
    assert (second.error, second.content) == ("", TEXT.encode())


@pytest.mark.parametrize("raw", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_what_is_no_archive_says_so(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "articles.zip"
    path.write_bytes(raw)
    (item,) = found(path)
    assert item.error.startswith("The ZIP archive cannot be read")


def test_an_encrypted_member_says_so(tmp_path: Path) -> None:
    path = archive(tmp_path, {"a.txt": TEXT})
    raw = bytearray(path.read_bytes())
    central = raw.index(b"PK\x01\x02")
    raw[6] |= 1
    raw[central + 8] |= 1
    path.write_bytes(raw)
    assert found(path)[0].error == "The file in the archive is encrypted."


@pytest.mark.parametrize("packed", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_that_is_packed_in_an_unusual_way_says_so(tmp_path: Path, packed: int) -> None:
    path = tmp_path / "articles.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("a.txt", TEXT, packed)
        file.writestr("b.txt", TEXT)
    assert [item.error[:51] for item in found(path)] == ["The file in the archive is packed in an unusual way", ""]


@pytest.mark.parametrize(
    ("part", "place", "change"),
    [
        (b"PK\x03\x04", 0, b"XX"),
        (b"PK\x01\x02", 8, b"\x20"),  # flagged as a patch
        (b"PK\x01\x02", 20, b"\x03"),  # a length that is not its own
        (b"PK\x01\x02", 42, b"\xff\xff\xff\x00"),  # a place behind the end
        (b"PK\x01\x02", 42, b"\xfe\xff\xff\xff"),
    ],
)
def test_a_member_that_is_not_what_the_archive_says_is_told(
    tmp_path: Path, part: bytes, place: int, change: bytes
) -> None:
    path = archive(tmp_path, {"a.txt": TEXT * 20, "b.txt": TEXT})
    raw = bytearray(path.read_bytes())
    start = raw.index(part) + place
    raw[start : start + len(change)] = change
    path.write_bytes(raw)
    errors = sorted(item.error[:38] for item in found(path))
    assert errors == ["", "The file in the archive cannot be read"]


def test_an_archive_in_an_archive_is_not_opened(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as file:
        file.writestr("a.txt", TEXT)
    assert found(archive(tmp_path, {"inner.zip": inner.getvalue()})) == []
