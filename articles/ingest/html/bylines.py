"""The bylines that a page shows: marked as such, shaped like one, called one by the page's makers, or a bare name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from lxml.etree import XPath, _Element, iterwalk

from articles.ingest.clean import fold
from articles.ingest.html.bare_names import bare_names
from articles.ingest.html.names import LONGEST_BYLINE, clean_names, key_of
from articles.ingest.html.outline import Box, Passage
from articles.ingest.html.survey import Survey
from articles.ingest.lexicon import one_of
from articles.ingest.masthead import read_masthead
from articles.ingest.signatures import ALONE

LONGEST_NAMED = LONGEST_BYLINE // 2
"""What the page's makers call a byline and is longer is a paragraph about the author."""

_SUBMITTED = re.compile(r"(?:submitted|posted|published|reported|filed)\b.{0,60}\bby\b.{1,100}$", re.I)
_REPORTED = re.compile(r"(?:^|;)\s*\(?(?:reporting|reported|writing|written|story)(?: and writing)? by ([^;()]+)", re.I)
_ENDING = 3
"""How many of the article's last paragraphs, and of those below it, may say who reported."""
_PRESENTED = re.compile(
    r"(?:About the author:? )?((?:[^\W\d_a-z][\w.'’-]*\s){2,4}?)(?:is (?:an?|the)\b|writes|covers|reports)(.{0,60})"
)
_TRADE = re.compile(rf"\b(?:{one_of('author_words')}|{one_of('roles')})\b")
_ABOUT_AUTHOR = re.compile(r"\b(?:about|authors?|writers?|contributors?|reporters?|by)\b", re.I)
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_GLUED = re.compile(r"[^\W\d_A-Z.][^\W\d_a-z]")
_AUTHOR_ELEMENTS = XPath(
    "descendant-or-self::*[contains(concat(' ', @rel, ' '), ' author ') or @itemprop='author' or @itemprop='creator']"
)
_ITS_NAME = XPath("descendant::*[@itemprop='name']")
_AUTHOR_PAGE = re.compile(r"/authors?/[^/?#]")
_PEOPLE_PAGE = re.compile(
    r"/(?:by|byline|people|person|profiles?|contributors?|staff|team|journalists?|columnists?|writers?|reporters?|"
    r"correspondents?|auteurs?|autor(?:es|en|in)?|redactie|redaktion)/(?:[^/?#]+/)*([^/?#]+)/?(?:[?#]|$)"
)
_BYLINE_NAME = re.compile(
    r"(?:^|[\s_-])(?:by-?line|authors?|vcard|contributors?|writers?)(?=$|[\s_-])|author-?name|byline-?name"
)


def printed_above(found: Survey, handles: frozenset[str]) -> Iterator[list[str]]:
    """The bylines above the article, the surest first; `handles` are log-ins that its data names, letters only."""
    yield from _printed(found.above)
    yield next(filter(None, (_linked(line, _PEOPLE_PAGE) for line in found.above)), [])
    yield bare_names(found, handles)


def printed_below(found: Survey) -> Iterator[list[str]]:
    """The bylines below the article, up to the heading of something else."""
    yield from _printed(list(takewhile(_is_about_author, found.below)))
    around = found.passages[max(0, found.last + 1 - _ENDING) : found.last + 1 + _ENDING]
    yield [
        names for passage in around[::-1] if len(passage.text) <= LONGEST_BYLINE for names in _reported(passage.text)
    ]
    yield _presented(found)


def _presented(found: Survey) -> list[str]:
    """Who is presented as an author at the article's end, as in "Ana Ruiz is a reporter for the Skell Post".

    Somebody of whom the lines before speak is whom the article is about."""
    spoken = [passage.text for passage in found.passages[found.first : found.last]]
    for passage in [*found.passages[max(0, found.last) : found.last + 1], *takewhile(_is_about_author, found.below)]:
        match = _PRESENTED.match(passage.text) if len(passage.text) <= LONGEST_BYLINE else None
        name = match.group(1).strip() if match and _TRADE.search(fold(match.group(2))) else ""
        if name and not any(name in text for text in spoken):
            return [name]
        spoken.append(passage.text)
    return []


def _is_about_author(passage: Passage) -> bool:
    return passage.box.tag not in _HEADINGS or _ABOUT_AUTHOR.search(passage.text) is not None


def _reported(line: str) -> list[str]:
    """The names in "Reporting by Ana Ruiz in Skell; editing by Tom Oke", not those of whom only edited or added."""
    return [match.group(1) for match in _REPORTED.finditer(line)]


def _printed(around: Sequence[Passage]) -> Iterator[list[str]]:
    """The bylines as printed: marked as such in the page, shaped like one, or called one by the page's makers."""
    yield _marked(around)
    yield [next(filter(None, map(_signed, around)), "")]
    yield _introduced(around)
    yield [line.text for line in around if _SUBMITTED.match(line.text)][:1]
    yield from _called_bylines(around)
    yield from ([part] for line in around for part in _called_inside(line))
    yield from (links for line in around if (links := _linked(line, _AUTHOR_PAGE)))


def _signed(line: Passage) -> str:
    """The byline in a passage, without what stands in the lines below it, as a post or a place does."""
    if (masthead := read_masthead(line.text)) is None or not masthead.byline:
        return ""
    first = read_masthead(_said(line).split("\n", 1)[0])
    return first.byline if first and first.byline else masthead.byline


def _introduced(around: Sequence[Passage]) -> list[str]:
    """The names below a line that only says "By"."""
    opening = next((i for i, line in enumerate(around) if fold(line.text).rstrip(": ") in ALONE), len(around))
    following = around[opening + 1 :]
    alike = takewhile(lambda line: line.box.tag == following[0].box.tag, following)
    return [line.text for line in takewhile(lambda line: " " in "".join(clean_names([line.text])), alike)]


def _marked(around: Sequence[Passage]) -> list[str]:
    boxes = (box for line in around for box in (line.box.parent, line.box) if box is not None)
    elements = {element: None for box in boxes for element in _AUTHOR_ELEMENTS(box.element)}
    values = (value for element in _among(around, list(elements)) for value in _named_inside(element))
    return [value for value in values if 0 < len(value) <= LONGEST_BYLINE]


def _among(around: Sequence[Passage], elements: Sequence[_Element]) -> list[_Element]:
    """Those that stand between the first and the last of these passages or hold the first: the box around a passage may
    be all of the page, with its comments and the authors of other articles."""
    if not elements:
        return []
    first, last = around[0].box.element, around[-1].box.element
    places = {element: place for place, element in enumerate(first.getroottree().iter())}
    end = max(places[element] for element in last.iter())
    holding = set(first.iterancestors())
    return [element for element in elements if element in holding or places[first] <= places[element] <= end]


def _named_inside(element: _Element) -> list[str]:
    """What an element that is marked as the author calls its name; all that it says if it calls nothing so."""
    named = [inner.get("content") or words_of(inner) for inner in _ITS_NAME(element)]
    return [name for name in named if name] or [words_of(element)]


def words_of(element: _Element) -> str:
    """The words of an element, with a line end where a line ends and where two elements meet like two names."""
    pieces: list[str] = []
    for event, inner in iterwalk(element, events=("start", "end")):
        if event == "start" and inner.tag == "br":
            pieces.append("\n")
        text = inner.text if event == "start" else inner.tail if inner is not element else None
        if text and isinstance(inner.tag, str):
            piece = re.sub(r"\s+", " ", text)
            if pieces and _GLUED.fullmatch(pieces[-1][-1:] + piece[:1]):
                pieces.append("\n")
            pieces.append(piece)
    return re.sub(r" *\n *", "\n", re.sub(r" +", " ", "".join(pieces))).strip()


def _said(line: Passage) -> str:
    """The words of a passage with the ends of its lines, if it is all that its box says."""
    said = words_of(line.box.element)
    return said if key_of(said) == key_of(line.text) else line.text


def _called_bylines(around: Sequence[Passage]) -> Iterator[list[str]]:
    """The lines that the page's makers call a byline, those of one list together."""
    called = [(line, box) for line in around if len(line.text) <= LONGEST_NAMED and (box := _byline_box(line))]
    seen: set[int] = set()
    for line, box in called:
        if id(box) not in seen:
            yield [_said(other) for other, its in called if other is line or (its is box and line.box.tag == "li")]
        if line.box.tag == "li":
            seen.add(id(box))


def _byline_box(line: Passage) -> Box | None:
    return next((box for box in (line.box.parent, line.box) if box is not None and _BYLINE_NAME.search(box.name)), None)


def _linked(line: Passage, address: re.Pattern[str]) -> list[str]:
    """The words of links to pages of authors; where the address may be any person's, it has to repeat the name."""
    links = ((words_of(link), address.search(link.get("href") or "")) for link in line.box.element.iter("a"))
    return [text for text, found in links if text and found and _repeats(found.groups(), text)]


def _repeats(slugs: Sequence[str], name: str) -> bool:
    return not slugs or (" " in name and key_of(name.split()[-1]) in key_of(slugs[0]))


def _called_inside(line: Passage) -> Iterator[str]:
    """The parts of a line that the page's makers call a byline; not those of readers who comment."""
    for element in line.box.element.iterdescendants():
        name = element.get("class") or ""
        if _BYLINE_NAME.search(name) and "comment" not in name:
            text = words_of(element)
            if 0 < len(text) <= LONGEST_NAMED:
                yield text
