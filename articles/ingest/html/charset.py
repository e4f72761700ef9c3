"""Turn the bytes of a web page into text: by byte order mark, by what the page declares, by looking at the bytes."""

from __future__ import annotations

import codecs
import re

from articles.ingest.decode import BYTE_ORDER_MARKS, damaged_utf8, guessed_encoding
from articles.ingest.errors import UndecodableText

HEAD = 4096
"""How many bytes a declaration is looked for in."""

_DECLARED = re.compile(
    rb"<(?:meta\b[^>]{0,300}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w:.-]{2,30})", re.I
)
_IN_CONTENT_TYPE = re.compile(r"charset\s*=\s*[\"']?\s*([\w:.-]{2,30})", re.I)
_TAGS = re.compile(rb"<(?:script|style)\b.{0,200000}?</(?:script|style)>|<[^>]{0,2000}>", re.I | re.S)

# Browsers read these labels as the wider Windows encodings, and so do the people who write them.
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_SEVEN_BIT = ("iso2022_jp", "hz", "utf-7")


def decode_page(raw: bytes, content_type: str | None) -> tuple[str, tuple[str, ...]]:
    """The text of a page without its byte order mark, and notes on how it was read.

    Raises UndecodableText where no encoding fits."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return _leniently(raw[len(mark) :], encoding)
    declared = _declared(raw, content_type)
    wide = _sixteen_bits(raw)
    if wide:
        return _leniently(raw, wide)
    if declared not in _SEVEN_BIT:
        try:
            # Other bytes than UTF-8 hardly ever look like it, whatever the page says of itself.
            return raw.decode("utf-8"), ()
        except UnicodeDecodeError:
            pass
    return _declared_or_guessed(raw, declared)


def _declared_or_guessed(raw: bytes, declared: str | None) -> tuple[str, tuple[str, ...]]:
    if damaged := declared not in _SEVEN_BIT and damaged_utf8(raw):
        return damaged
    if declared and not declared.startswith("utf-16"):
        try:
            return raw.decode(declared), ()
        except UnicodeDecodeError:
            pass
        try:
            return _leniently(raw, declared)
        except UndecodableText:
            pass
    guess = guessed_encoding(_TAGS.sub(b" ", raw)) or guessed_encoding(raw)
    if guess is None:
        raise UndecodableText("The page is in no character encoding that we know. Save it as UTF-8 and try again.")
    text, notes = _leniently(raw, guess)
    name = guess.replace("cp125", "windows-125")
    return text, (f"The page does not say rightly how its letters are encoded; it was read as {name}.", *notes)


def _declared(raw: bytes, content_type: str | None) -> str | None:
    """The codec that the server or the page names, if there is one of that name."""
    in_header = _IN_CONTENT_TYPE.search(content_type or "")
    in_page = _DECLARED.search(raw[:HEAD])
    for label in (in_header and in_header.group(1), in_page and in_page.group(1).decode("ascii")):
        if label:
            try:
                name = codecs.lookup(label).name
            except LookupError:
                continue
            return _WIDER.get(name, name)
    return None


def _sixteen_bits(raw: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of the markup is NUL."""
    head = raw[:HEAD]
    if head.count(0) < 0.3 * len(head):
        return None
    return "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"


def _leniently(raw: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    """The text with a replacement character for each byte that does not fit, if those are few."""
    text = raw.decode(encoding, errors="replace")
    broken = text.count("\ufffd")
    if broken > max(3, 0.002 * len(text)):
        raise UndecodableText(
            f"The page says that it is {encoding.upper()}, but {broken:,} of its characters do not fit. "
            "Save it as UTF-8 and try again."
        )
    return text, ((f"{broken:,} broken characters of the page were replaced by “\ufffd”.",) if broken else ())
