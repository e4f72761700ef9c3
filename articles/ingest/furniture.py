"""Tell an article's paragraphs from what a page sets among them, by structure, place, links and repetition.

No rule knows any site, and none deletes: each names a kind and says why."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from articles.ingest.clean import fold
from articles.ingest.masthead import read_masthead
from articles.ingest.outline import Box, Passage
from articles.ingest.signals import Label
from articles.ingest.types import BlockKind
from articles.ingest.weigh import squeeze

_QUOTATION = re.compile(r"[“”„«»\"]|''")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
RESTORED = "was left out by the first reading, and stands among the article's paragraphs"

_LINKED = 0.8
"""From this share of its words on, a passage is its link."""

_SURE_NAMES: tuple[tuple[BlockKind, re.Pattern[str], str], ...] = (
    (
        BlockKind.CAPTION,
        re.compile(r"caption|cutline|(?:photo|image|media)-?_?desc"),
        "a caption",
    ),
    (
        BlockKind.CREDIT,
        re.compile(r"(?:photo|image|picture|media)[-_]?credit|credit[-_]?(?:line|text)|\bcredits?\b"),
        "a credit",
    ),
    (
        BlockKind.TEASER,
        re.compile(
            r"relat(?:ed|ive-?links)|recirc|recommend|read-?_?(?:more|next|also|on\b)|also-?_?read|see-?also|"
            r"more-?_?(?:on|from|stories|news|like|coverage|reading|articles)|trending|most-?_?(?:read|popular|viewed)|"
            r"teaser|outbrain|taboola|zergnet|revcontent|mgid|further-?_?reading|interstitial|story-?_?package|"
            r"link-?_?(?:list|box)|up-?_?next|you-?may|inline-?_?(?:link|story|promo)|in-?_?article-?_?(?:link|promo)|carousel"
        ),
        "links to other articles",
    ),
    (
        BlockKind.CHROME,
        re.compile(
            r"newsletter|subscri|sign-?_?up|sign-?_?in\b|log-?in\b|regwall|paywall|donat(?:e|ion)|membership|"
            r"\bshar(?:e|ing)|[-_]shar(?:e|ing)\b|social(?:[-_ ]|media|icons|links|share|$)|follow-?_?us|tool-?bar|advert|"
            r"(?:^|[\s_-])ads?(?:[\s_-]|$)|\bdfp|sponsor(?!ed-content)|"
            r"cookie|consent|gdpr|breadcrumb|\bnav(?:igation|bar)?\b|\bmenu\b|paginat|disqus|comments?\b|respond\b|\bpoll\b|survey|"
            r"author-?_?(?:bio|info|box|card|desc)|about-?_?(?:the-?)?author|\bbio(?:graphy)?\b|by-?line|time-?stamp|"
            r"(?:publish|post)(?:ed)?-?_?(?:date|time|on)|\btags?\b|[-_]tags\b|\btag-?list|keywords|reading-?_?time|audio-?player|"
            r"video-?player|app-?promo|feedback|promo(?:tion)?\b|call-?to-?action|\bcta\b"
        ),
        "part of the site, not of the article",
    ),
    (
        BlockKind.FOOTER,
        re.compile(r"\bfooter|[-_]footer\b|colophon|copyright|disclaimer"),
        "the foot of the page",
    ),
)
_PULL_QUOTE = re.compile(r"pull-?_?quote|quote-?_?(?:box|callout)|callout|blockquote-?_?pull")
_TAGS: dict[str, tuple[BlockKind, str]] = {
    "figcaption": (BlockKind.CAPTION, "is the caption of a figure"),
    "figure": (BlockKind.CAPTION, "stands in a figure"),
    "nav": (BlockKind.CHROME, "stands among the links of the site"),
    "form": (BlockKind.CHROME, "stands in a form"),
    "fieldset": (BlockKind.CHROME, "stands in a form"),
    "dialog": (BlockKind.CHROME, "stands in a window over the page"),
    "footer": (BlockKind.FOOTER, "stands in a footer"),
}


@dataclass(frozen=True, eq=False)
class Region:
    """The passages around an article in order, its box, and its title in squeezed form."""

    passages: Sequence[Passage]
    root: Box | None
    title: str

    @cached_property
    def keys(self) -> list[str]:
        return [key_of(passage.text) for passage in self.passages]

    @cached_property
    def body(self) -> list[int]:
        """The passages that are surely the article's: prose that was taken, in no furniture."""
        return [i for i, p in enumerate(self.passages) if p.kept and p.is_prose and not _boxed(self, i)]

    @cached_property
    def first(self) -> int:
        return self.body[0] if self.body else len(self.passages)

    @cached_property
    def last(self) -> int:
        return self.body[-1] if self.body else -1

    @cached_property
    def whole(self) -> str:
        """All body words in one string, for finding what is said twice."""
        return "\n".join(self.keys[i] for i in self.body)

    def boxes(self, index: int) -> list[Box]:
        """The boxes between a passage and the article's, the innermost first, without those that hold most of it."""
        found: list[Box] = []
        for box in self.passages[index].box.around():
            if box is self.root or (self.root is not None and box.prose > 0.4 * self.root.prose):
                break
            found.append(box)
        return found


def labels(region: Region) -> list[Label]:
    """The kind of each passage and why, in order."""
    return [_label(region, index) for index in range(len(region.passages))]


def _label(region: Region, index: int) -> Label:
    return next(label for rule in RULES if (label := rule(region, index)))


def key_of(text: str) -> str:
    """The words of a line for comparing: folded, without spaces and the marks around them."""
    return squeeze(fold(text)).strip("\"'-.,:;!?|")


def _headline(region: Region, index: int) -> Label | None:
    if not region.title or region.keys[index] != region.title:
        return None
    if region.title in region.keys[:index]:
        return BlockKind.CHROME, ("repeats the headline",)
    return BlockKind.HEADLINE, ("is the title of the page",)


def _boxed(region: Region, index: int) -> Label | None:
    """What the boxes around a passage are for, by their tags and by what their makers call them."""
    passage = region.passages[index]
    for box in region.boxes(index):
        if box.tag in _TAGS:
            kind, reason = _TAGS[box.tag]
            return kind, (reason,)
        for kind, name, what in _SURE_NAMES:
            if match := name.search(box.name):
                return kind, (f"stands in a box called “{match.group().strip()}”: {what}",)
    if passage.box.tag == "address":
        return BlockKind.CHROME, ("names the author",)
    return None


def _pull_quote(region: Region, index: int) -> Label | None:
    """Words set apart that the article also has in their place."""
    passage, key = region.passages[index], region.keys[index]
    apart = passage.box.tag in ("blockquote", "aside", "q") or passage.box.tag in _HEADINGS or any(
        box.tag in ("blockquote", "aside") or _PULL_QUOTE.search(box.name) for box in region.boxes(index)
    )
    if len(key) < 25 or region.whole.count(key) <= (index in region.body):
        return None
    if apart or not passage.kept:
        return BlockKind.TEASER, ("repeats words of the article, set apart from them",)
    if region.keys.index(key) == index:
        return None
    return BlockKind.TEASER, ("repeats words of the article",)


def _aside(region: Region, index: int) -> Label | None:
    passage = region.passages[index]
    if any(box.tag == "aside" for box in region.boxes(index)):
        if passage.kept and passage.is_prose and not passage.linked:
            return None
        return BlockKind.TEASER, ("stands in an aside",)
    return None


def _masthead(region: Region, index: int) -> Label | None:
    found = read_masthead(region.passages[index].text) if index < region.first or index > region.last else None
    return (BlockKind.CHROME, (found.reason,)) if found else None


def _links(region: Region, index: int) -> Label | None:
    passage = region.passages[index]
    if passage.link_share < _LINKED or (passage.kept and passage.is_prose and _QUOTATION.search(passage.text)):
        return None
    return BlockKind.TEASER, ("is nothing but a link",)


def _heading(region: Region, index: int) -> Label | None:
    if region.passages[index].box.tag not in _HEADINGS and not any(
        box.tag in _HEADINGS for box in region.boxes(index)[:2]
    ):
        return None
    if index > region.last:
        return BlockKind.TEASER, ("is a heading below the end of the article",)
    if index < region.first:
        return BlockKind.SUBHEAD, ("is a heading above the first paragraph",)
    return BlockKind.SUBHEAD, ("is a heading",)


def _above(region: Region, index: int) -> Label | None:
    passage = region.passages[index]
    if index >= region.first or (passage.kept and passage.is_prose):
        return None
    if len(passage.text) > 40 and not passage.linked and region.title in region.keys[:index]:
        return BlockKind.SUBHEAD, ("stands between the headline and the first paragraph",)
    return BlockKind.CHROME, ("stands above the article",)


def _below(region: Region, index: int) -> Label | None:
    if index <= region.last:
        return None
    return BlockKind.FOOTER, ("stands below the last paragraph",)


def _body(region: Region, index: int) -> Label | None:
    passage = region.passages[index]
    if passage.kept:
        return BlockKind.BODY, ("was read as the article's text",)
    if _among(region, index):
        return BlockKind.BODY, (RESTORED,)
    return None


def _among(region: Region, index: int) -> bool:
    """Whether a passage that was not taken has the same box around it as paragraphs that were."""
    passage = region.passages[index]
    holder = passage.box.parent if passage.box.tag in ("p", "li", "blockquote", "div") else passage.box
    return holder is not None and holder.kept > 0 and (passage.is_prose or passage.box.tag == "p")


def _rest(region: Region, index: int) -> Label:
    return BlockKind.CHROME, ("is no paragraph of the article",)


RULES: tuple[Callable[[Region, int], Label | None], ...] = (
    _headline,
    _boxed,
    _pull_quote,
    _aside,
    _masthead,
    _links,
    _heading,
    _above,
    _below,
    _body,
    _rest,
)
