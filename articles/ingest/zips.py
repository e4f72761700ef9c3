"""ZIP archives of articles: their members are read like the files of a folder. What an archive says of itself is not
believed: no member's name is ever used as a path, and what unpacks to more than articles do is refused."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from articles.ingest.items import Item

MOST_MEMBERS = 200_000
MOST_BYTES = 4_000_000_000
"""Of all members unpacked."""

MOST_TIMES, ALWAYS_FINE = 150, 1_000_000
"""A member of more than so many bytes may be so many times as large as it is packed; pages are ten or twenty times."""

_STEP = 1 << 18
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How members may be packed: what archivers do unless they are told otherwise."""

_UNREADABLE = (
    zipfile.BadZipFile,  # headers or a checksum that do not fit
    NotImplementedError,  # a later version of the format, patches, its own encryption
    ValueError,  # a place before the file or beyond any file, a name in no encoding
)
_BROKEN = (
    *_UNREADABLE,
    zlib.error,  # bytes that are not packed as the header says
    EOFError,  # a member that is cut off
)


class _Refused(ValueError):
    """A member is not read; the message says why."""


def zipped(path: Path, known: tuple[str, ...], read: Callable[[Path], Iterable[Item]]) -> Iterator[Item]:
    """What `read` reads of every member whose name ends like a known one, in the order of the names.

    Raises OSError."""
    try:
        archive = zipfile.ZipFile(path)
    except _UNREADABLE as error:
        yield Item(str(path), str(path), error=f"The ZIP archive cannot be read: {error}.")
        return
    with archive, tempfile.TemporaryDirectory(prefix="zip-") as folder:
        members = [(one, ending) for one in archive.infolist() if (ending := _ending(one, known))]
        if len(members) > MOST_MEMBERS:
            yield Item(str(path), str(path), error=f"The ZIP archive holds more than {MOST_MEMBERS:,} files.")
            return
        packed, left = 0, MOST_BYTES
        for member, ending in sorted(members, key=lambda pair: (pair[0].filename, pair[0].header_offset)):
            unpacked = Path(folder) / f"member{ending}"
            packed += member.compress_size
            for item in _items(archive, member, unpacked, left, f"{path}/{member.filename}", read):
                yield replace(item, position=packed)
            left -= unpacked.stat().st_size if unpacked.exists() else 0


def _ending(member: zipfile.ZipInfo, known: tuple[str, ...]) -> str:
    """The ending that says what the member is; empty for what is not read."""
    # Beside each file some archivers keep another of its name with what the desktop knows of it.
    if member.is_dir() or member.filename.startswith("__MACOSX/"):
        return ""
    return max((end for end in known if member.filename.lower().endswith(end)), key=len, default="")


def _items(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    unpacked: Path,
    left: int,
    shown: str,
    read: Callable[[Path], Iterable[Item]],
) -> Iterator[Item]:
    try:
        _unpack(archive, member, unpacked, left)
    except _Refused as error:
        yield Item(shown, shown, error=str(error))
    except _BROKEN as error:
        yield Item(shown, shown, error=f"The file in the archive cannot be read: {str(error) or 'it is cut off'}.")
    else:
        for item in read(unpacked):
            yield _named(item, str(unpacked), shown)


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, to: Path, left: int) -> None:
    """Write a member there. Raises _Refused, and what zipfile raises for a broken one."""
    if member.flag_bits & 0x1:
        raise _Refused("The file in the archive is encrypted.")
    if member.compress_type not in _PACKED:
        raise _Refused("The file in the archive is packed in an unusual way. Pack it as ZIP programs do by default.")
    most = min(left, max(ALWAYS_FINE, MOST_TIMES * member.compress_size))
    with archive.open(member) as packed, to.open("wb") as file:
        while part := packed.read(_STEP):
            file.write(part)
            if file.tell() > most:
                raise _Refused("The archive unpacks to far more than articles do, so that this file was left out.")


def _named(item: Item, unpacked: str, shown: str) -> Item:
    """The item under the name that it has in the archive."""
    source = item.source
    if isinstance(source, str) and source.startswith(unpacked):
        source = shown + source.removeprefix(unpacked)
    place = shown + item.place.removeprefix(unpacked)
    name = PurePosixPath(shown).name if item.file_name else ""
    return replace(item, source=source, place=place, file_name=name)
