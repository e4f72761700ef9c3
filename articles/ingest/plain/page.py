"""What only all the lines of a text together show: the site's name, doubled lines, the main script."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from articles.ingest.language import letters_by_script
from articles.ingest.lexicon import one_of
from articles.ingest.paragraphs import Paragraph, trimmed
from articles.ingest.types import BlockKind

Label = tuple[BlockKind, tuple[str, ...]]
"""What a line is, and the reasons for it."""

LONGEST_DOUBLE = 700
"""Captions are doubled, whole paragraphs of an article are not: longer lines are not compared."""

SHORTEST_OPENING, LONGEST_REST = 40, 60
"""A line of so many code points is a double too of one that has so many more: a credit that is not known as one."""

_ANY_SITE_MARK = re.compile(r"\s(?:[-|»•·]|::)\s")
_SITE_MARK = re.compile(r".*\s(?:[-|»•·]|::)\s+(?=\S)", re.DOTALL)
_BARE_NAME = re.compile(r"[-|»•·]\s*(?=\w)")
_CREDIT_PREFIX = re.compile(
    rf"(?:(?:©|\(c\)|{one_of('agencies')}|{one_of('credit_openings')}|photos?|[\w.' -]{{2,30}}/)[\s:/|]+)+"
)


@dataclass(frozen=True, slots=True)
class Page:
    """The paragraphs of a text, and beside each its core: its words without credit and site name.

    `site_names` counts the lines that end with, or are, one short name after a dash or a bar."""

    paragraphs: tuple[Paragraph, ...]
    cores: tuple[str, ...]
    site_names: Mapping[str, int]
    script: str
    has_gaps: bool

    @classmethod
    def of(cls, text: str, paragraphs: tuple[Paragraph, ...]) -> Page:
        script, letters = letters_by_script(text).most_common(1)[0]
        suffixes = tuple(map(site_suffix, paragraphs))
        cores = tuple(map(_core, paragraphs, suffixes))
        gaps = sum(paragraph.gap for paragraph in paragraphs)
        return cls(
            paragraphs,
            cores,
            _site_names(paragraphs, suffixes, cores),
            script if letters else "",
            gaps * 2 >= len(paragraphs),
        )

    def double_of(self, index: int) -> int | None:
        """The line up to two lines away that says the same words, if there is one."""
        return _double_of(self.cores, index)


def is_bare_name(paragraph: Paragraph) -> bool:
    """Whether the line is a mark and a name: "- Site Name"."""
    match = _BARE_NAME.match(paragraph.folded)
    if not match or paragraph.words > 6 or paragraph.ends_sentence:
        return False
    return not paragraph.plain[match.end()].islower()


def site_suffix(paragraph: Paragraph) -> str:
    """The short capitalised name after the last dash or bar of a line, folded; empty if there is none.

    A name after a quotation signs the quotation, and after two or three words it is an entry of a list."""
    tail = paragraph.tail
    match = _ANY_SITE_MARK.search(tail) and _SITE_MARK.match(tail)
    if not match:
        return ""
    name = tail[match.end() :]
    base = paragraph.folded[: -len(name)].rstrip(" -|»•·:")
    short = len(name) <= 40 and name.count(" ") < 6 and not name.endswith((".", "!", "?", ":", ";", ",", '"'))
    capitalised = paragraph.plain[-len(name)].isupper() or paragraph.plain[-len(name)].isdigit()
    is_signature = base.endswith(('"', "'")) or paragraph.opens_with_quotation
    return name if short and capitalised and not is_signature and base.count(" ") >= 2 else ""


def without_site_name(page: Page, paragraph: Paragraph) -> str:
    """The words of a line without the site's name at its end, spaces made plain."""
    name = site_suffix(paragraph)
    words = paragraph.plain[: -len(name)].rstrip(" -–—|»•·:") if name in page.site_names else paragraph.plain
    return " ".join(words.split())


def _core(paragraph: Paragraph, name: str) -> str:
    """The words of a line before the site's `name`, without credit."""
    if len(paragraph.folded) > LONGEST_DOUBLE:
        return ""
    words = paragraph.folded[: -len(name)] if name else paragraph.folded
    prefix = _CREDIT_PREFIX.match(words)
    return trimmed(words[prefix.end() :] if prefix else words)


def _double_of(cores: Sequence[str], index: int) -> int | None:
    core = cores[index]
    if core.count(" ") < 2:
        return None
    around = (index - 1, index + 1, index - 2, index + 2)
    opening = core[:SHORTEST_OPENING]  # most lines are told apart by it
    for other in around:
        if 0 <= other < len(cores) and cores[other].startswith(opening) and _are_doubles(core, cores[other]):
            return other
    return None


def _are_doubles(one: str, other: str) -> bool:
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    return (
        len(shorter) >= SHORTEST_OPENING and len(longer) <= len(shorter) + LONGEST_REST and longer.startswith(shorter)
    )


def _site_names(paragraphs: Sequence[Paragraph], suffixes: Sequence[str], cores: Sequence[str]) -> Mapping[str, int]:
    """The names that at least two lines share, one of them bare or doubled, or three lines anyhow."""
    endings = Counter(name for name in suffixes if name)
    if not endings:
        return {}
    alone = Counter(
        name for paragraph in paragraphs if paragraph.words <= 6 and (name := trimmed(paragraph.folded)) in endings
    )
    doubled = {name for index, name in enumerate(suffixes) if name and _double_of(cores, index) is not None}
    return {name: count + alone[name] for name, count in endings.items() if count > 2 or alone[name] or name in doubled}
