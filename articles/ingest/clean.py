"""The one form in which a text is stored, and a folded view of the same length for comparing."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from articles.ingest.errors import BadCharacters

ZERO_WIDTH = "\u200b"
"""What every invisible character becomes in the folded view; leave it out when comparing words."""

INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e" + (
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
DOUBLE_QUOTES = "“”„‟«»″‶〝〞〟＂"
SINGLE_QUOTES = "‘’‚‛‹›′‵ʼʹ`´＇"
DASHES = "‐‑‒–—―−﹘﹣－"

_FOLDS = (
    dict.fromkeys(INVISIBLE, ZERO_WIDTH)
    | dict.fromkeys(SPACES, " ")
    | dict.fromkeys(DOUBLE_QUOTES, '"')
    | dict.fromkeys(SINGLE_QUOTES, "'")
    | dict.fromkeys(DASHES, "-")
    | {"ς": "σ"}
)
# Few characters of a text are folded: to look for them is several times as fast as to translate all.
_FOLDED = re.compile(f"[{''.join(map(re.escape, _FOLDS))}]")
_ASCII_FOLDS = str.maketrans({ord(sign): fold for sign, fold in _FOLDS.items() if sign.isascii()})
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def normalise(raw: str) -> str:
    """NFC with LF line ends; every space and zero-width character stays.

    Raises BadCharacters for NUL and for half surrogates, which no database stores."""
    if "\0" in raw:
        raise BadCharacters("The text holds NUL characters, so it is not plain text. Save it as text and try again.")
    if _SURROGATE.search(raw):
        raise BadCharacters("The text holds broken characters (half of a surrogate pair). Copy it again and retry.")
    return unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))


def fold(text: str) -> str:
    """The text in lower case with plain spaces, quotes and dashes, code point for code point.

    Line ends stay as they are, invisible characters become ZERO_WIDTH."""
    if text.isascii():
        return text.lower().translate(_ASCII_FOLDS)
    # İ is the one letter whose lower case is longer than itself.
    return _FOLDED.sub(lambda found: _FOLDS[found[0]], text.replace("İ", "i").lower())


def without_invisible(text: str) -> str:
    """The text as it is seen, without zero-width characters; its offsets are no longer the text's own."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def digest(text: str) -> str:
    """The SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
