"""Guess the language of a text by its letters and its most frequent words."""

from __future__ import annotations

import re
from collections import Counter

from articles.ingest.clean import fold
from articles.ingest.lexicon import entries

SAMPLE = 20_000
"""How many code points are read; an article shows its language in fewer."""

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
_ASCII_LETTERS = re.compile("[A-Za-z]+")
_ONE_LANGUAGE = {
    "Greek": "el",
    "Hebrew": "he",
    "Armenian": "hy",
    "Georgian": "ka",
    "Devanagari": "hi",
    "Bengali": "bn",
    "Thai": "th",
    "Korean": "ko",
}
# Letters that only one of the languages written in a script uses, the rarest first.
_TELLING_LETTERS = {
    "Cyrillic": (("be", "ў"), ("sr", "јљњђћ"), ("uk", "іїєґ"), ("ru", "ыэё")),
    "Arabic": (("ur", "ٹڈےں"), ("fa", "پچژگ"), ("ar", "ةىي")),
    "Chinese or Japanese": (("ja", "のをはがです"), ("zh", "的是了在")),
}
_STOP_WORDS = {
    code: frozenset(listed.split()) for code, listed in (entry.split(": ") for entry in entries("stop_words"))
}
_WORD = re.compile(r"[^\W\d_]+")


def letters_by_script(text: str) -> Counter[str]:
    """How many letters of each script the text holds."""
    ascii_letters = sum(map(len, _ASCII_LETTERS.findall(text)))
    rest = "" if text.isascii() else _ASCII.sub("", text)
    counts = Counter({name: sum(map(len, pattern.findall(rest))) for name, pattern in SCRIPTS.items()})
    counts["Latin"] += ascii_letters
    return counts


def guess_language(text: str) -> str:
    """A two-letter code, or "und" where the letters and the frequent words do not decide."""
    sample = text[:SAMPLE]
    script, letters = letters_by_script(sample).most_common(1)[0]
    if not letters:
        return "und"
    if script == "Latin":
        return _by_stop_words(sample)
    return _ONE_LANGUAGE.get(script) or _by_letters(sample.lower(), script)


def _by_letters(sample: str, script: str) -> str:
    for code, letters in _TELLING_LETTERS[script]:
        if sum(sample.count(letter) for letter in letters) >= max(1, len(sample) // 500):
            return code
    return "und"


def _by_stop_words(sample: str) -> str:
    counts = Counter(_WORD.findall(fold(sample)))
    total = counts.total()
    ranked = sorted(
        ((sum(counts[word] for word in listed), code) for code, listed in _STOP_WORDS.items()), reverse=True
    )
    (best, code), (second, _) = ranked[:2]
    # Frequent words make up a quarter of running text and more; a list of names has hardly any.
    return code if best >= 3 and best >= 0.12 * total and best >= 1.3 * second else "und"


def page_language(title: str, body: str, stated: str) -> tuple[str, tuple[str, ...]]:
    return guess_language(body), ()
