"""Turn the bytes of a text file into text, or say why not."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from articles.ingest.errors import BinaryFile, TooLarge, UndecodableText
from articles.ingest.types import MAX_LENGTH

LARGEST = 4 * MAX_LENGTH + 4
"""More bytes than this are too long in every encoding: none needs more than four for a code point."""

SAMPLE = 64 * 1024
"""How many bytes the guess of an encoding looks at."""

_SIGNATURES = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"PK\x05\x06": "a ZIP archive",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"SQLite format 3": "a database",
    b"ID3": "a sound file",
    b"OggS": "a sound or video file",
    b"\x00\x00\x00\x18ftyp": "a video",
    b"\x00\x00\x00\x20ftyp": "a video",
}
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SINGLE_BYTE = (
    "cp1250",
    "cp1251",
    "cp1252",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "koi8_r",
    "mac_roman",
)
_MULTI_BYTE = ("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr")
_ABOVE_ASCII = re.compile(r"[^\x00-\x7f]")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_WESTERN_LETTERS = re.compile(r"[À-ÖØ-öø-ÿœŒŠšŽžŸ]")
_WESTERN_SIGNS = re.compile(r"[€‚„…‘’“”•–—«»£§°©®·\xa0¿¡™¼½¾²³¹´]")
_PAGE_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml\s|!doctype\s|html\b|rss\b|feed\b)", re.I)


def decode(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """The text and notes on how it was read; a byte order mark is left out, nothing else is changed.

    Raises TooLarge, BinaryFile or UndecodableText."""
    if len(raw) > LARGEST:
        raise TooLarge(f"The file holds {len(raw):,} bytes, more than any article of {MAX_LENGTH:,} characters.")
    for mark, encoding in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :], encoding), ()
    refuse_signature(raw)
    if b"\0" in raw:
        raise BinaryFile("This is not plain text: it holds NUL bytes. Save it as UTF-8 text and try again.")
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError:
        return damaged_utf8(raw) or _guessed(raw)


def damaged_utf8(raw: bytes) -> tuple[str, tuple[str, ...]] | None:
    """UTF-8 with a few bytes that do not fit, each replaced by “\ufffd”, and a note; None where it is none.

    Letters of other encodings hardly ever make the byte sequences of UTF-8: that many do shows what it is."""
    text = raw.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    sequences = len(_ABOVE_ASCII.findall(text)) - broken
    if not broken or sequences < 3 * broken:
        return None
    were = "1 broken character was" if broken == 1 else f"{broken:,} broken characters were"
    return text, (f"{were} replaced by “\ufffd”; the rest is UTF-8.",)


def refuse_control_characters(text: str) -> None:
    """Raise BinaryFile where control characters are too many for a text."""
    found = len(_CONTROL.findall(text))
    if found > 8 and found > 0.005 * len(text):
        raise BinaryFile(f"This is not plain text: it holds {found:,} control characters. Save it as text and retry.")


def opens_like_page(raw: bytes) -> bool:
    """Whether bytes open as web pages and other markup do, whatever the file is called."""
    return _PAGE_OPENING.match(raw[:200]) is not None


def refuse_signature(raw: bytes) -> None:
    """Raise BinaryFile for the first bytes of a picture, a document, an archive or a program."""
    for signature, what in _SIGNATURES.items():
        if raw.startswith(signature):
            raise BinaryFile(f"This is {what}, not a text. Copy its words or save it as text and try again.")


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableText(
            f"The file says that it is {encoding.upper()}, but byte {error.start + 1:,} does not fit. "
            "Save it as UTF-8 and try again."
        ) from error


def _guessed(raw: bytes) -> tuple[str, tuple[str, ...]]:
    encoding = guessed_encoding(raw)
    if encoding is None:
        raise UndecodableText("The file is in no character encoding that we know. Save it as UTF-8 and try again.")
    name = encoding.replace("cp125", "windows-125")
    return _strictly(raw, encoding), (f"The file is not UTF-8; it was read as {name}. Check its accents.",)


def guessed_encoding(raw: bytes) -> str | None:
    """The encoding that the bytes look like, other than UTF-8; None if they look like none."""
    return _western(raw) or _detected(raw)


def _western(raw: bytes) -> str | None:
    """windows-1252, if the bytes above ASCII are letters and signs of western texts, and the letters rare.

    In the other one-byte encodings the same bytes are the letters of the whole text, or every tenth one."""
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        return None
    letters, signs = len(_WESTERN_LETTERS.findall(text)), len(_WESTERN_SIGNS.findall(text))
    high = sum(1 for byte in raw if byte > 0x7F)
    return "cp1252" if letters <= max(2, 0.1 * len(raw)) and letters + signs >= 0.98 * high else None


def _detected(raw: bytes) -> str | None:
    best = from_bytes(raw[:SAMPLE], cp_isolation=[*_SINGLE_BYTE, *_MULTI_BYTE]).best()
    return best.encoding if best is not None else None
