"""Names that stand between headline and article without "By": taken only where something on the page bears them out."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from articles.ingest.clean import fold
from articles.ingest.html.names import clean_names, key_of
from articles.ingest.html.outline import Passage
from articles.ingest.html.purpose import purpose
from articles.ingest.html.region import key_of as line_key
from articles.ingest.html.survey import Survey
from articles.ingest.lexicon import words
from articles.ingest.masthead import read_masthead
from articles.ingest.signatures import holds_post
from articles.ingest.types import BlockKind

LONGEST = 100
"""In code points: three names with their posts."""

_PARTS = re.compile(r"\s+[|•·/–—-]\s+|\s*[|•·;]\s*|\t+")
_TOGETHER = re.compile(r",\s+|\s+(?:and|und|et|y|e|&)\s+")
_NEVER = frozenset({"figure", "figcaption", "li", "nav", "aside", "blockquote", "form", "button", "footer", "td", "th"})
_OTHERS = (BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.TEASER)
_BUTTONS = words("whole_lines")
_NO_NAMES = words("place_words") | words("desk_words") | words("organization_words") | words("sections")
_WORD = re.compile(r"[^\W\d_]+")
_POST_WORDS = 8


def bare_names(found: Survey, handles: frozenset[str]) -> list[str]:
    """The names of the first line below the headline that is nothing but names, perhaps with posts and a date.

    One of these bears it out: a date or a post beside it; a log-in in the page's data that has its letters; a line
    below the article that says who that is."""
    if found.top is None:
        return []
    key = line_key(found.title)
    start = next((i for i, line in enumerate(found.above) if line_key(line.text) == key), 0)
    lines = [line for line in found.above[start:] if line_key(line.text) != key]
    around_headline = set(map(id, found.passages[found.top].box.around()))
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        names, beside = ((), False) if _is_others(line, around_headline) else _names_alone(line)
        if names and (beside or _beside(following) or _borne_out(names, handles, found)) and _are_rare(names, found):
            return list(names)
    return []


def _names_alone(line: Passage) -> tuple[tuple[str, ...], bool]:
    """The names that are all of a line but dates and posts, and whether any of these stand there."""
    if len(line.text) > LONGEST or line.text.endswith(("?", "!", ":")):
        return (), False
    parts = [part for part in _PARTS.split(line.text) if part]
    read = [read_masthead(part if _is_date(part) else f"By {part}") for part in parts]
    signed = [masthead.byline for masthead in read if masthead and masthead.byline]
    names = clean_names(signed)
    opening = tuple(map(fold, names))
    unread = [piece for part in signed for piece in _TOGETHER.split(part) if not fold(piece).startswith(opening)]
    if None in read or not names or any(" " not in name for name in names) or not all(map(holds_post, unread)):
        return (), False
    dated = any(masthead.published or not masthead.byline for masthead in read if masthead)
    return names, dated or holds_post(line.text)


def _is_others(line: Passage, around_headline: Collection[int]) -> bool:
    """Whether a box around a line, which is not one around the headline too, says that it is no byline."""
    boxes = [box for box in list(line.box.around())[:4] if id(box) not in around_headline]
    kinds = [label[0] for box in boxes if (label := purpose(box))]
    return any(box.tag in _NEVER for box in boxes) or any(kind in _OTHERS for kind in kinds)


def _is_date(part: str) -> bool:
    masthead = read_masthead(part)
    return masthead is not None and not masthead.byline


def _beside(line: Passage | None) -> bool:
    """Whether the line below a name is a date or a post."""
    return line is not None and (
        _is_date(line.text) or (len(line.text.split()) <= _POST_WORDS and not line.is_prose and holds_post(line.text))
    )


def _borne_out(names: Sequence[str], handles: frozenset[str], found: Survey) -> bool:
    return any(key_of(name) in handles for name in names) or any(
        line.text.startswith((f"{names[0]} is ", f"{names[0]} has ", f"About {names[0]}")) for line in found.below
    )


def _are_rare(names: Sequence[str], found: Survey) -> bool:
    """Whether none of their words is an everyday word of this page, and the article does not speak of them: sections
    and places stand where names do."""
    tokens = {fold(token) for name in names for token in _WORD.findall(name)}
    if not tokens.isdisjoint(_NO_NAMES) or not _BUTTONS.isdisjoint(map(fold, names)):
        return False
    tokens = {token for token in tokens if len(token) > 3}
    article = [passage.text for passage in found.passages[found.first : found.last + 1]]
    if any(not tokens.isdisjoint(_WORD.findall(text)) for text in article):
        return False
    above = {fold(passage.text) for passage in found.passages[: found.top]}
    spoken_of = any(name in text for name in names for text in article if len(text) > LONGEST)
    return not spoken_of and above.isdisjoint(map(fold, names))
