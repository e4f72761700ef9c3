"""Tell the language of a text, and count its letters by script."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SAMPLE = 1_000
"""How many code points are read; an article shows its language in fewer."""

FIRST_SAMPLE, SURE_AT_ONCE = 300, 0.99
"""A text that shows its language as clearly as this in its beginning is not read on; nearly every article does."""

SURE_ENOUGH = 0.5
"""The share of all likelihood that a language needs; names and numbers give none so much."""

_SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "mo": "ro", "fil": "tl", "cmn": "zh"}
"""Codes that pages use, and the identifier's for the same language."""

# Ranges are escaped: several of their ends are letters that an editor would quietly turn into others.
SCRIPTS = {
    "Latin": re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u1e00-\u1eff\uff21-\uff5a]+"),
    "Cyrillic": re.compile("[\u0400-\u052f\u1c80-\u1c8a\ua640-\ua69f]+"),
    "Greek": re.compile("[\u0370-\u037d\u037f-\u03ff\u1f00-\u1ffe]+"),
    "Arabic": re.compile("[\u0620-\u065f\u066e-\u06d3\u06d5-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]+"),
    "Hebrew": re.compile("[\u0591-\u05f4\ufb1d-\ufb4f]+"),
    "Armenian": re.compile("[\u0531-\u058f]+"),
    "Georgian": re.compile("[\u10a0-\u10ff\u1c90-\u1cbf]+"),
    "Devanagari": re.compile("[\u0900-\u097f]+"),
    "Bengali": re.compile("[\u0980-\u09ff]+"),
    "Thai": re.compile("[\u0e01-\u0e5b]+"),
    "Korean": re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]+"),
    "Chinese or Japanese": re.compile(
        "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]+"
    ),
}
_ASCII = re.compile("[\\x00-\\x7f]+")
_NO_ASCII_LETTERS = bytes(byte for byte in range(128) if not chr(byte).isalpha())


def letters_by_script(text: str) -> Counter[str]:
    """How many letters of each script the text holds."""
    ascii_letters = len(text.encode("ascii", errors="ignore").translate(None, _NO_ASCII_LETTERS))
    rest = "" if text.isascii() else _ASCII.sub("", text)
    counts = Counter({name: sum(map(len, pattern.findall(rest))) for name, pattern in SCRIPTS.items()})
    counts["Latin"] += ascii_letters
    return counts


def guess_language(text: str) -> str:
    """A code of two or three letters, or "und" where the text is too short or too mixed to tell."""
    sample = text[:SAMPLE]
    if not any(map(str.isalpha, sample)):
        return "und"
    found: str
    found, likelihood = _identifier().classify(sample[:FIRST_SAMPLE])
    if likelihood < SURE_AT_ONCE:
        found, _ = _identifier().classify(sample)
    return found


def page_language(title: str, body: str, stated: str) -> tuple[str, tuple[str, ...]]:
    """The language of an article and a note where the page says another one than its words show."""
    found = guess_language(f"{title}\n{body}")
    stated = _SAME.get(stated, stated)
    if "und" in (found, stated) or not stated or found == stated:
        return (stated if found == "und" and stated else found), ()
    return found, (f"The page says that its language is “{stated}”; its words look like “{found}”.",)


def load() -> None:
    """Load the model, which takes nearly a second, before it is needed."""
    _identifier()


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True, min_confidence=SURE_ENOUGH)
