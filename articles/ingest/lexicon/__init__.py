"""The word lists beside this file: one entry a line in folded form, "#" opens a comment."""

from __future__ import annotations

import re
from importlib.resources import files

from articles.ingest.clean import fold


def entries(name: str) -> tuple[str, ...]:
    """The entries of one list, folded as text is before it is compared."""
    lines = (files(__name__) / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(fold(line.strip()) for line in lines if line.strip() and not line.startswith("#"))


def words(name: str) -> frozenset[str]:
    return frozenset(entries(name))


def one_of(name: str) -> str:
    """A regular expression for any entry of a list, the longest first."""
    return "(?:" + "|".join(re.escape(entry) for entry in sorted(entries(name), key=len, reverse=True)) + ")"
