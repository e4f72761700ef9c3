"""What a box of a page is for, by its tag and by what its makers call it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from articles.ingest.html.outline import Box
from articles.ingest.plain.page import Label
from articles.ingest.types import BlockKind

MOST_OF_IT = 0.4
"""A box with more than this share of the prose is no furniture, whatever it is called; nor are boxes called alike
that hold more than this share together of what the extraction library took."""

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
            r"newsletter|subscri(?!bers?-?_?(?:only|preview))|sign-?_?up|sign-?_?in\b|log-?in\b|regwall|paywall|donat(?:e|ion)|membership|"
            r"\bshar(?:e|ing)|[-_]shar(?:e|ing)\b|social(?:[-_ ]|media|icons|links|share|$)|follow-?_?us|tool-?bar|"
            r"advert|(?:^|[\s_-])ads?(?:[\s_-]|$)|\bdfp|sponsor(?!ed-content)|cookie|consent|gdpr|breadcrumb|"
            r"\bnav(?:igation|bar)?\b|\bmenu\b|paginat|disqus|comments?\b|respond\b|\bpoll\b|survey|"
            r"author-?_?(?:bio|info|box|card|desc)|about-?_?(?:the-?)?author|\bbio(?:graphy)?\b|by-?line|(?:\b|_)signature\b|time-?stamp|"
            r"(?:publish|post)(?:ed)?-?_?(?:date|time|on)|\btags?\b|[-_]tags\b|\btag-?list|keywords|reading-?_?time|"
            r"live-?_?controls|audio-?player|video-?player|app-?promo|feedback|promo(?:tion)?\b|call-?to-?action|\bcta\b"
        ),
        "part of the site, not of the article",
    ),
    (
        BlockKind.SUBHEAD,
        re.compile(
            r"standfirst|sub-?_?(?:head|title|headline)\b|\bdek\b|[-_]dek\b|\bdeck\b|article-?_?(?:summary|excerpt)"
        ),
        "the lines below the headline",
    ),
    (
        BlockKind.FOOTER,
        re.compile(r"\bfooter|[-_]footer\b|colophon|copyright|disclaimer"),
        "the foot of the page",
    ),
)
_ANY_NAME = re.compile("|".join(name.pattern for _, name, _ in _SURE_NAMES))
_TAGS: dict[str, tuple[BlockKind, str]] = {
    "figcaption": (BlockKind.CAPTION, "is the caption of a figure"),
    "figure": (BlockKind.CAPTION, "stands in a figure"),
    "nav": (BlockKind.CHROME, "stands among the links of the site"),
    "form": (BlockKind.CHROME, "stands in a form"),
    "fieldset": (BlockKind.CHROME, "stands in a form"),
    "dialog": (BlockKind.CHROME, "stands in a window over the page"),
    "footer": (BlockKind.FOOTER, "stands in a footer"),
}


def purpose(box: Box) -> Label | None:
    """The kind of what stands in a box that is plainly not the article's text; None for any other."""
    return _purpose(box.tag, "" if box.common else box.name)


@lru_cache(maxsize=4096)  # a page calls hundreds of its boxes by the same few names
def _purpose(tag: str, called: str) -> Label | None:
    if tag in _TAGS:
        kind, reason = _TAGS[tag]
        return kind, (reason,)
    if not _ANY_NAME.search(called):
        return None
    for kind, name, what in _SURE_NAMES:
        if match := name.search(called):
            return kind, (f"stands in a box called “{match.group().strip()}”: {what}",)
    return None


def small_boxes(box: Box, root: Box | None, prose: int) -> Iterator[Box]:
    """The boxes from this one out to the root or to the first that holds most of that prose, without the last."""
    for outer in box.around():
        if outer is root or (prose and outer.prose > MOST_OF_IT * prose):
            return
        yield outer
