"""What can be read of a page or file that is kept as a copy: its text, whole, with marked stretches. Nothing is judged:
a login wall or an error page is as good a copy as an article."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO

from articles.ingest.clean import normalise
from articles.ingest.decode import decode
from articles.ingest.errors import IngestError
from articles.ingest.html.reader import read_visible
from articles.ingest.types import MAX_LENGTH

_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"WARC/", "application/warc"),
    (b"\x1f\x8b", "application/gzip"),
    (b"PK\x03\x04", "application/zip"),
)
_OPENING = 2000  # bytes that tell what the rest is
_MARKUP = re.compile(rb"<(!doctype html|html|head|body)\b", re.I)
_SAVED_PAGE = re.compile(rb"\A(.+\n)*(mime-version:|content-type: multipart/related)", re.I)
_TEXTS = ("text/", "application/json", "application/xml", "application/xhtml+xml")
NOT_TEXT = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class CopyText:
    """`blocks` are [start, end, kind] over `text`: the kinds of a page's blocks, "page 1" and on for a document."""

    media_type: str
    text: str = ""
    blocks: tuple[tuple[int, int, str], ...] = ()
    notes: tuple[str, ...] = ()


def media_type(raw: bytes, said: str | None) -> str:
    """What the bytes are, by their opening; where that leaves it open, what who sent them says."""
    for signature, kind in _SIGNATURES:
        if raw.startswith(signature):
            return kind
    opening, said = raw[:_OPENING], (said or "").partition(";")[0].strip().lower()
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return "image/webp"
    if _SAVED_PAGE.match(opening):
        return "multipart/related"
    if _MARKUP.search(opening):
        return "text/html"
    if b"\0" in opening and not opening.startswith((b"\xff\xfe", b"\xfe\xff")):
        return said if said and not said.startswith(_TEXTS) else NOT_TEXT
    return said or "text/plain"


def read_copy(raw: bytes, *, url: str | None, content_type: str | None) -> CopyText:
    """What can be read of the bytes; what cannot is told in a note, with an empty text."""
    kind = media_type(raw, content_type)
    reader = READERS.get(kind) or (_plain if kind.startswith(_TEXTS) else None)
    if reader is None:
        return CopyText(kind, notes=("No text is read from a file of this kind.",))
    try:
        text, blocks, notes = reader(raw, url, content_type)
    except IngestError as error:
        return CopyText(kind, notes=(str(error),))
    if len(text) > MAX_LENGTH:
        return CopyText(kind, notes=(f"Its text is longer than {MAX_LENGTH:,} characters and was not kept.",))
    return CopyText(kind, text, blocks, notes)


_Read = tuple[str, tuple[tuple[int, int, str], ...], tuple[str, ...]]


def _page(raw: bytes, url: str | None, content_type: str | None) -> _Read:
    return read_visible(raw, url=url, content_type=content_type)


def _plain(raw: bytes, url: str | None, content_type: str | None) -> _Read:
    text, notes = decode(raw)
    return normalise(text), (), notes


def _document(raw: bytes, url: str | None, content_type: str | None) -> _Read:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        pages = [page.extract_text() for page in PdfReader(BytesIO(raw)).pages]
    except PyPdfError as error:
        raise IngestError("The PDF document is damaged or locked; its text could not be read.") from error
    text, blocks = "", []
    for number, page in enumerate(pages, 1):
        words = normalise(page.replace("\0", "").encode("utf-8", "replace").decode()).strip()
        if words:
            text += "\n\n" * bool(text)
            blocks.append((len(text), len(text) + len(words), f"page {number}"))
            text += words
    notes = () if text else ("The document holds no text; its pages may be pictures.",)
    return text, tuple(blocks), notes


def _saved_page(raw: bytes, url: str | None, content_type: str | None) -> _Read:
    """A page saved as one file with its pictures (MHTML)."""
    for part in message_from_bytes(raw, _class=EmailMessage, policy=policy.default).walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            return _page(page if isinstance(page, bytes) else b"", url, part.get("content-type"))
    raise IngestError("The saved page holds no page.")


READERS: dict[str, Callable[[bytes, str | None, str | None], _Read]] = {
    "text/html": _page,
    "application/xhtml+xml": _page,
    "application/pdf": _document,
    "multipart/related": _saved_page,
}
