"""Cut a page's tree into passages: the paragraphs that a browser would show, each with the boxes it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import XPath, _Element

from articles.ingest.clean import INVISIBLE
from articles.ingest.errors import TooLarge
from articles.ingest.lexicon import words

MOST_ELEMENTS = 100_000
"""No article's page has more; what has is refused before minutes are spent on it."""

_BLOCKS = words("block_elements")
_UNSEEN = words("unseen_elements")
_NAMED_BY = ("class", "id", "role", "data-testid", "data-component", "data-block", "data-type", "aria-label")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_BLANKS = INVISIBLE + "\u00a0 "
_SENTENCE_END = re.compile(rf"[.!?…。！？:;]['\"”’»)\]]{{0,3}}[{INVISIBLE}\s]*$")
_MARK = re.compile(r"\s*[:;,.–—|-]\s*")
_COUNT = XPath("count(//*)")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:visually-?hidden|sr-only|screen-?reader(?:-text|-only)?|assistive-text|is-hidden|"
    r"element-invisible|a11y-hidden|offscreen|print-only)(?=\s|$)",
    re.IGNORECASE,
)


@dataclass(slots=True, eq=False)
class Box:
    """A block element of the page.

    The rest is filled in by whoever weighs the passages: code points of prose that stand in it, of prose in no
    furniture, and of prose that the extraction library took; and whether boxes called alike hold most of that."""

    element: _Element
    parent: Box | None
    tag: str
    depth: int
    prose: int = 0
    clean: int = 0
    kept: int = 0
    common: bool = False
    _name: str | None = None

    @property
    def name(self) -> str:
        """All that its makers call it: class, id, role and the like, in lower case."""
        if self._name is None:
            get = self.element.get
            self._name = " ".join(value for key in _NAMED_BY if (value := get(key))).lower()
        return self._name

    def around(self) -> Iterator[Box]:
        """This box and those it stands in, the innermost first."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent

    def stands_in(self, other: Box | None) -> bool:
        """Whether this box is the other one or lies inside it."""
        box: Box | None = self
        while box is not None and other is not None and box.depth > other.depth:
            box = box.parent
        return box is not None and box is other


@dataclass(slots=True, eq=False)
class Passage:
    """A paragraph of the page; `linked` and `strong` count its code points inside links and in bold type.

    `kept` says whether the extraction library took it for the article's own, `clean` whether our own reading did,
    `is_prose` whether it reads like a paragraph of an article, not like a line of a menu."""

    text: str
    box: Box
    linked: int
    strong: int
    kept: bool = False
    clean: bool = False
    is_prose: bool = field(init=False)

    def __post_init__(self) -> None:
        size = len(self.text)
        few_links = 2 * self.linked < size
        self.is_prose = few_links and ((size >= 40 and self.ends_sentence) or size >= 140)

    @property
    def link_share(self) -> float:
        return self.linked / max(1, len(self.text))

    @property
    def ends_sentence(self) -> bool:
        return _SENTENCE_END.search(self.text[-12:]) is not None


def passages(root: _Element, *, hidden_too: bool = False) -> list[Passage]:
    """The passages of a page in order, the visible ones or all; raises TooLarge for a page of too many elements."""
    return _Outline(hidden_too).read(root)


def element_count(root: _Element) -> int:
    return int(float(str(_COUNT(root))))


def is_hidden(element: _Element) -> bool:
    """Whether the page itself says that nobody sees the element."""
    get = element.get
    names, style = get("class"), get("style")
    return (
        (names is not None and _HIDDEN_CLASS.search(names) is not None)
        or (style is not None and _HIDDEN_STYLE.search(style) is not None)
        or get("aria-hidden") == "true"
        or get("hidden") is not None
    )


def _is_mark(element: _Element) -> bool:
    """Whether an element is a mark between words, which some pages show to screen readers alone."""
    return not len(element) and _MARK.fullmatch(element.text or "") is not None


class _Outline:
    """Collects text until a block begins or ends. A stack instead of recursion: pages nest as deep as they like."""

    def __init__(self, hidden_too: bool) -> None:
        self.hidden_too = hidden_too
        self.found: list[Passage] = []
        self.pieces: list[str] = []
        self.box: Box | None = None
        self.size = self.linked = self.strong = self.breaks = 0

    def read(self, root: _Element) -> list[Passage]:
        if element_count(root) > MOST_ELEMENTS:
            raise TooLarge(f"The page has more than {MOST_ELEMENTS:,} elements; no article's page has so many.")
        stack: list[tuple[_Element, Box | None, int, int, bool]] = [(root, None, 0, 0, False)]
        while stack:
            element, box, linked, strong, leaving = stack.pop()
            tag = element.tag
            if leaving:
                if self.pieces and tag in _BLOCKS:
                    self._flush()
                if element.tail and box is not None:
                    self._add(element.tail, box, linked, strong)
                continue
            if element.tail or tag in _BLOCKS:
                stack.append((element, box, linked, strong, True))
            if not isinstance(tag, str) or tag in _UNSEEN:
                continue
            if not self.hidden_too and is_hidden(element) and not _is_mark(element):
                continue
            if tag in _BLOCKS or box is None:
                if self.pieces:
                    self._flush()
                box = Box(element, box, tag, box.depth + 1 if box else 0)
            elif tag == "br":
                self._break()
            elif tag == "a":
                linked = 1
            elif tag in ("b", "strong"):
                strong = 1
            if element.text:
                self._add(element.text, box, linked, strong)
            if len(element):
                stack.extend([(child, box, linked, strong, False) for child in reversed(element)])
        self._flush()
        return self.found

    def _add(self, text: str, box: Box, linked: int, strong: int) -> None:
        size = len(text.strip())
        if not self.pieces and not size:
            return
        if self.breaks and size:
            self._end_line()
        if not self.pieces:
            self.box = box
        self.pieces.append(text)
        self.size += size
        self.linked += size * linked
        self.strong += size * strong

    def _break(self) -> None:
        if self.pieces:
            self.breaks += 1
            self.pieces.append(" ")

    def _end_line(self) -> None:
        """A line break ends a paragraph where it is doubled, and where the line before it ends like a sentence
        or is all of it bold or a link."""
        # Only the last pieces are joined: a line may consist of very many.
        ending = "".join(self.pieces[-6:]).rstrip()[-12:]
        if self.breaks > 1 or max(self.linked, self.strong) > 0.9 * self.size or _SENTENCE_END.search(ending):
            self._flush()
        self.breaks = 0

    def _flush(self) -> None:
        text = _SPACE.sub(" ", "".join(self.pieces)).strip(" ")
        if self.box is not None and text.strip(_BLANKS):
            self.found.append(Passage(text, self.box, self.linked, self.strong))
        self.pieces.clear()
        self.box = None
        self.size = self.linked = self.strong = self.breaks = 0
