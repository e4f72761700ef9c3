"""Survey a page: its passages, the box that holds the article, its title, and the stretch around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from lxml.html import HtmlElement

from articles.ingest.clean import fold
from articles.ingest.html.head import Head
from articles.ingest.html.outline import Box, Passage, passages
from articles.ingest.html.region import Region, key_of
from articles.ingest.html.titles import headline
from articles.ingest.html.weigh import Taken, article_box, coverage, library_reading, mark_kept

AROUND = 12
"""How many passages right above and below the article are looked at for headline, byline and date."""

_MARKS = re.compile(r"[\W_]+")

BODY_IN_DATA = 200
"""A text of fewer code points in the page's data is a summary, not the article."""


@dataclass(frozen=True)
class Survey:
    """`first` and `last` are the places of the first and last paragraphs that are surely the article's;
    both are -1 where there is none."""

    head: Head
    passages: Sequence[Passage]
    root: Box | None
    title: str
    first: int
    last: int

    @property
    def above(self) -> list[Passage]:
        """The passages right above the article: from its headline on, or the nearest that are no list's; and what
        parts its first paragraph from its second, since bylines stand below a standfirst too."""
        after = self.passages[self.first + 1 : self.first + 1 + AROUND // 2]
        between = takewhile(lambda p: not p.is_prose and not p.ends_sentence and p.box.tag != "li", after)
        if self.top is not None:
            before = [p for p in self.passages[max(0, self.top - 3) : self.top] if p.box.tag != "li"]
            return [*before, *self.passages[self.top : self.first + 1], *between]
        return [p for p in self.passages[max(0, self.first - 2 * AROUND) : self.first] if p.box.tag != "li"][-AROUND:]

    @property
    def below(self) -> list[Passage]:
        """The passages right below the article."""
        return list(self.passages[self.last + 1 : self.last + 1 + AROUND // 2])

    @property
    def top(self) -> int | None:
        """Where the headline stands, if it stands close above the article."""
        stretch = range(self.first - 1, max(-1, self.first - 1 - 2 * AROUND), -1)
        return next((i for i in stretch if self.title_key and key_of(self.passages[i].text) == self.title_key), None)

    @cached_property
    def title_key(self) -> str:
        """The title in squeezed form, as the page prints it: a mark between kicker and title may be for machines."""
        key, letters = key_of(self.title), _MARKS.sub("", fold(self.title))
        near = [key_of(p.text) for p in self.passages[: self.first + 1] if len(p.text) <= len(self.title) + 4]
        if key in near:
            return key
        return next((printed for printed in near if letters and _MARKS.sub("", printed) == letters), key)

    def article(self) -> Region:
        """The article's box with its headline and what stands between the two."""
        start = self.first if self.top is None else self.top
        chosen = [
            passage
            for index, passage in enumerate(self.passages)
            if passage.kept or start <= index < self.first or passage.box.stands_in(self.root)
        ]
        return Region(chosen, self.root, self.title_key)

    def page(self) -> Region:
        """The whole page."""
        return Region(self.passages, self.root, self.title_key)


def survey(tree: HtmlElement, head: Head) -> Survey:
    """Find the article on a page. Raises TooLarge for a page of too many elements."""
    found = _marked(tree, head)
    root = article_box(found)
    sure = [i for i, p in enumerate(found) if p.is_prose and (p.kept or p.clean) and p.box.stands_in(root)]
    first, last = (sure[0], sure[-1]) if sure else (-1, -1)
    return Survey(head, found, root, headline(head, _headings(head, found, first)), first, last)


def _marked(tree: HtmlElement, head: Head) -> list[Passage]:
    found = passages(tree)
    if not found:
        return found
    taken = library_reading(tree)
    mark_kept(found, taken)
    if coverage(found, taken) < 0.5:
        # The page hides its article until a script shows it.
        found = passages(tree, hidden_too=True)
        mark_kept(found, taken)
    if len(head.linked.body) > BODY_IN_DATA:
        mark_kept(found, Taken.of(head.linked.body.splitlines()))
    return found


def _headings(head: Head, found: Sequence[Passage], first: int) -> list[str]:
    """The first-level headings above the article, the nearest first; failing these, lines that the title repeats;
    failing these too, all first-level headings of the page."""
    above = [passage for passage in found[: max(first, 0)] if passage.box.tag != "li"]
    title = key_of(f"{head.first('og:title')} {head.title}")
    return (
        [passage.text for passage in reversed(above) if passage.box.tag == "h1"]
        or [p.text for p in reversed(above[-AROUND:]) if " " in p.text and len(p.text) > 15 and key_of(p.text) in title]
        or [passage.text for passage in found if passage.box.tag == "h1"]
    )
