"""What pages say of those who wrote an article: who they are, and how to reach them."""

from __future__ import annotations

import re

from articles.ingest.lexicon import one_of
from articles.ingest.paragraphs import Paragraph
from articles.ingest.plain.page import Label, Page
from articles.ingest.types import BlockKind

_PRESENTS = re.compile(
    r"(?:[^\W\d_][\w.'-]*\s){1,4}(?:(?:is|was|has been) (?:an?|the|one of|\w+'s)|has been|(?:currently )?works|"
    r"lives|covers|writes|reports|joined|est|ist|es)\b"
)
_TRADE = re.compile(rf"\b{one_of('author_words')}\b")
_WHOM = r"(?:him|her|them|me|the (?:author|writer|reporter)s?)"
_FOLLOW = re.compile(rf"\b(?:follow|e-?mail|contact|reach|tweet) {_WHOM}\b")
_ADDRESS = re.compile(r"(?<!\w)@\w{2,}|[\w.+-]@[\w-]+\.\w")
_START = r"(?:^\W*|[.!?:;]\W+)(?:you can |please )?"
_REACHED = re.compile(
    rf"{_START}(?:reach(?: out to)?|contact|follow|e-?mail|write(?: to)?|message|tweet) "
    rf"(?:{_WHOM}\b|us\b|\S+@|(?:[^\W\d_][\w.'-]* ){{1,4}}(?:at|on|via)\b)|"
    r"(?:^\W*|[.!?]\W+)(?:[^\W\d_][\w.'-]* ){1,4}can be (?:reached|contacted|followed) (?:at|on|by|via)\b"
)
_FOR_OTHERS = re.compile(r"\b(?:information|anyone|witness(?:es)?)\b")
"""What police and offices ask of the public is news."""
_PRESS = re.compile(r"(?:media|press) (?:contacts?|enquir(?:y|ies)|inquir(?:y|ies))\b")


def presents_author(paragraph: Paragraph) -> bool:
    """Whether the line says who its author is: a name, what that person does for the outlet, where to follow them."""
    if _FOLLOW.search(paragraph.folded):
        return True
    opening = _PRESENTS.match(paragraph.folded)
    named = opening and all(word[0].isupper() for word in paragraph.plain[: opening.end()].split()[:2])
    return bool(named) and _TRADE.search(paragraph.folded) is not None


def reach(page: Page, index: int) -> Label | None:
    """How to reach the author or the newsroom: a sentence that asks to, with an address; or the press office's."""
    paragraph = page.paragraphs[index]
    if "@" not in paragraph.folded or paragraph.words > 90 or paragraph.holds_quotation:
        return None
    if not _ADDRESS.search(paragraph.folded):
        return None
    if index and _PRESS.match(page.paragraphs[index - 1].folded) and paragraph.words <= 20:
        return BlockKind.FOOTER, ("is an address for the press",)
    if not _REACHED.search(paragraph.folded) or _FOR_OTHERS.search(paragraph.folded):
        return None
    return BlockKind.FOOTER, ("tells how to reach the author or the newsroom",)
