"""What the parser returns, before it is placed in the text."""

from __future__ import annotations

from typing import NamedTuple


class RawWord(NamedTuple):
    """A word as the parser returns it: offsets into the view, the head as an index into the same view's words."""

    start: int
    end: int
    text: str
    tag: str
    dep: str
    head: int
    entity: str
    sentence_start: bool
