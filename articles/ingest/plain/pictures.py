"""What credits and captions of pictures show of themselves: marks, agencies, names of who made the picture."""

from __future__ import annotations

import re

from articles.ingest.lexicon import entries, one_of
from articles.ingest.paragraphs import Paragraph
from articles.ingest.plain.page import Label, Page
from articles.ingest.types import BlockKind

_AGENCY = one_of("agencies")
CREDIT_OPENING = re.compile(
    rf"(?:©|\(c\)\s|[\[(]?{one_of('credit_openings')}\s*[:/|©]|{_AGENCY}\s+(?:photo|images?)\b\s*[/:|])"
)
_CREDIT_LINE = re.compile(
    rf"[\[(]?(?:[\w.' -]{{2,50}}\s*[/|,]\s*|via )?{_AGENCY}(?:\s*[/|,]\s*[\w.' -]{{2,40}})?[\])]?\.?$"
)
_BRACKETED_CREDIT = re.compile(
    rf"[\[(][^\[\]()]{{0,60}}(?:[/|,]\s*{_AGENCY}|{_AGENCY}\s*(?:[/|,]|via\b|photo\b|images?\b)[^()\[\]]{{0,40}})\.?[\])]\.?$"
)
_NAMED_CREDIT = re.compile(
    r"\b(?:photo|photograph|picture|image|credit|foto|bild|fotografía|imagen|crédit|фото|source|quelle)s?"
    r"(?: by| credit| photo)? ?:\s"
    r"[\w .,'/&-]{2,60}[\])]?\.?$"
)
_MAKER_CREDIT = re.compile(
    r"(?:photographed|photos?|photographs?|photography|images?|illustrations?|cartoons?|video|graphics?) by\s"
)
_GIVEN_CREDIT = re.compile(
    r"(?:photos?|pictures?|images?|illustrations?|graphics?)(?: [a-z]+)? (?:courtesy of|adapted from|provided by|"
    r"supplied by|via)\s"
)
_CAPITALS_CREDIT = re.compile(r"[.!?]\s[A-Z]{2,10}(?:\s?/\s?[A-Z]{2,10})+\.?$")
_SLASHED_CREDIT = re.compile(r"[\[(][^\W\d_a-z][^/()\[\]]{2,40}/\s?[^\W\d_a-z][^/()\[\]]{1,40}[\])]\.?$")
_BRACKETED_NAMES = re.compile(
    r"[.!?…][\"'”’»]?\s[\[(](?:[^\W\d_a-z][\w.'’-]*\s){1,3}[^\W\d_a-z][\w.'’-]*\s?/\s?"
    r"(?:[^\W\d_a-z][\w.'’-]*\s?){1,5}[\])]$"
)
_AGENCY_CREDIT = re.compile(rf"[./]\s?{_AGENCY}(?:\s*/\s*{_AGENCY})*\.?$")
_AGENCY_AND_MAKER = re.compile(rf"\.\s?{_AGENCY}\s?/\s?[\w.'-]{{2,20}}(?: [\w.'-]{{2,20}}){{1,2}}$")
_MAKER_AND_OUTLET = re.compile(
    r"[.!?…][\"'”’»]?\s(?:[^\W\d_a-z][\w.'’-]*\s){1,3}[^\W\d_a-z][\w.'’-]*\s?/\s?(?:[^\W\d_a-z][\w.'’-]*\s?){1,5}$"
)
_AGENCIES = entries("agencies")
_CAPTION_OPENING = re.compile(
    r"(?:pictured|file photo|file picture|file image|file|archive photo|undated photo)\s*[:\-]\s|caption:?\s|"
    r"in an? (?:[\w.,]+ ){0,6}(?:photo|photograph|picture|image)(?: (?:provided|released|taken)\b.{0,40})?, |"
    r"this (?:photo|photograph|picture|image)\b.{0,60}\b(?:shows|taken|provided|released)\b"
)
_CAPTION_WORDS = re.compile(
    r"\bin this (?:[\w.,]+ ){0,6}(?:photo|photograph|picture|image|screengrab|screenshot|still)\b|"
    r"\((?:file|file photo|file picture|file image|archive|archive photo|pictured)\)\.?$|"
    r"\b(?:hide|toggle) caption$|\((?:archivbild|archivfoto|symbolbild|photo d'archives|archivo)\)\.?$"
)
# Prices of what is seen; "Tickets are $15, available at the door" is a sentence.
_PRICED = re.compile(r"[$£€]\s?\d[\d.,]*, available (?:at|from|on)\b")
_SAYS = re.compile(r"\b(?:is|are|was|were|be|will|can|has|have|costs?|said|says)\b")


def credit(page: Page, index: int) -> Label | None:
    paragraph = page.paragraphs[index]
    folded = paragraph.folded
    if folded.startswith(("©", "(c) ")):
        return BlockKind.CREDIT, (f"opens with {'©' if folded[0] == '©' else '(c)'}",)
    if CREDIT_OPENING.match(folded):
        return BlockKind.CREDIT, ("opens like the credit of a picture",)
    if paragraph.words <= 10 and _SLASHED_CREDIT.match(paragraph.plain):
        return BlockKind.CREDIT, ("is nothing but two names in brackets, as credits are",)
    if paragraph.words <= 10 and _MAKER_CREDIT.match(folded):
        return BlockKind.CREDIT, ("names who made a picture",)
    if paragraph.words <= 20 and not paragraph.ends_with_full_stop and _GIVEN_CREDIT.match(folded):
        return BlockKind.CREDIT, ("says who gave a picture",)
    if _ends_caption_above(page, index):
        return BlockKind.CREDIT, ("repeats the end of the caption above it",)
    if len(folded) <= 100 and _CREDIT_LINE.match(folded):
        return BlockKind.CREDIT, ("is nothing but the name of an agency",)
    return None


def _ends_caption_above(page: Page, index: int) -> bool:
    """Whether the line is a name that a caption above it ends with, as pages do that hide the caption."""
    paragraph = page.paragraphs[index]
    if paragraph.words > 6 or paragraph.words < 2 or paragraph.ends_sentence:
        return False
    said = f". {paragraph.folded}"
    return any(said in above.tail for above in page.paragraphs[max(0, index - 3) : index])


def ends_with_credit(paragraph: Paragraph) -> bool:
    tail = paragraph.tail
    end = tail.rstrip(".")
    return bool(
        (end.endswith((")", "]")) and _BRACKETED_CREDIT.search(tail))
        or (":" in tail[-64:] and _NAMED_CREDIT.search(tail))
        or (end.endswith(_AGENCIES) and _AGENCY_CREDIT.search(tail))
        or ("/" in tail[-64:] and _ends_with_names(paragraph.plain[-100:], tail))
    )


def _ends_with_names(end: str, tail: str) -> bool:
    """Whether names parted by a slash stand behind the last sentence: `end` as written, `tail` folded."""
    if end.endswith((")", "]")):
        return _BRACKETED_NAMES.search(end) is not None
    return bool(_MAKER_AND_OUTLET.search(end) or _AGENCY_AND_MAKER.search(tail) or _CAPITALS_CREDIT.search(end))


def describes_picture(folded: str) -> bool:
    return ("in this " in folded or folded.endswith((")", ").", " caption"))) and _CAPTION_WORDS.search(
        folded
    ) is not None


def caption(page: Page, index: int) -> Label | None:
    paragraph = page.paragraphs[index]
    if ends_with_credit(paragraph) and not paragraph.holds_quotation:
        return BlockKind.CAPTION, ("ends with the credit of a picture",)
    if _CAPTION_OPENING.match(paragraph.folded):
        return BlockKind.CAPTION, ("opens like the caption of a picture",)
    if describes_picture(paragraph.folded) and not paragraph.holds_quotation:
        return BlockKind.CAPTION, ("says that it describes a picture",)
    if "available" in paragraph.folded and _PRICED.search(paragraph.folded) and not _SAYS.search(paragraph.folded):
        return BlockKind.CAPTION, ("says what things cost and where they are sold",)
    return None
