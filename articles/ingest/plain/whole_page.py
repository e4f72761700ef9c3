"""What lines are that only whole pages have around their articles: standfirsts, captions, author boxes, titles cut off,
the page's own services, short sentences among buttons. Each rule answers like those of `layout`."""

from __future__ import annotations

import re
from itertools import islice, takewhile

from articles.ingest.lexicon import one_of
from articles.ingest.masthead import MASTHEAD_REASONS
from articles.ingest.paragraphs import Paragraph
from articles.ingest.plain.authors import presents_author
from articles.ingest.plain.line import Line
from articles.ingest.plain.page import Label
from articles.ingest.plain.signals import holds_speech
from articles.ingest.types import BlockKind

AT_EDGE = 2
"""With so many paragraphs of the article beyond it a line is at the article's edge still."""

MOST_SERVICES = 12
"""So many lines on end are looked at for what a page says of its services."""

_PICTURES = re.compile(rf"(?:[\w.,:'-]+ ){{1,12}}?{one_of('picture_verbs')}\b")
_LONGEST_STANDFIRST = 45  # words
_PARTING = frozenset({BlockKind.CREDIT, BlockKind.CAPTION, BlockKind.CHROME})
_FRAME = frozenset({BlockKind.CHROME, BlockKind.TEASER})
_FAR = 200  # lines
_PLAINLY = 2  # words of accounts and mail: with more a line speaks of nothing else
_STRIDES = (2, 3, 4)
# A short word with a capital is an abbreviation: "Sept. 28", "Penn. Thursday".
_SENTENCES = re.compile(r"(?:\b[^\W\d_A-Z][\w'’-]*|\b[^\W\d_a-z]\w{4,}|\d|\))[.!?] +[^\W_a-z]")
_LETTER = re.compile(r"[^\W\d_]")
_SHORT = 35
_CUT_OFF = re.compile(r"\s(?:…|\.\.\.|\[(?:…|\.\.\.)\])$")
_NEAR_CUT = (-2, -1, 1, 2)
_YOU = re.compile(
    r"\b(?:you|your|you're|you've|you'll|us|our|we|we'll|please|vous|votre|vos|nos|nous|sie|ihre?n?|wir|unser(?:e[nmrs]?)?|"
    r"deine?|tu|tus|su|usted|nuestr[oa]s?)\b"
)
_OFFER = re.compile(r"(?:get|receive|catch up|keep up|start|stay|sign up|subscribe|join|never miss|be the first)\b")
_MAIL_FIELD = re.compile(
    r"(?:(?:enter )?(?:your |votre |ihre |tu |su )?e-?mail(?:-?\s?add?resse?)?|correo electrónico)\W*$"
)
_ACCOUNT = re.compile(rf"\b{one_of('account_words')}\b")


def standfirst(line: Line) -> Label | None:
    """The sentences below the headline of a whole page, if author or date stand between them and the article."""
    paragraph = line.paragraph
    if paragraph.words > 60 or paragraph.opens_with_quotation:
        return None
    if not line.below_headline or line.body_above:
        return None
    places = range(line.index + 1, min(line.index + 25, len(line.page.paragraphs)))
    between = list(takewhile(lambda index: not line.may_be_body(index), places))
    if not any(index in line.known and line.known[index][1][0] in MASTHEAD_REASONS for index in between):
        return None
    return BlockKind.SUBHEAD, ("stands between the headline and the article's author or date",)


def below_headline(line: Line) -> Label | None:
    """The sentences right below the headline of a whole page that a picture or a line of the page parts from the
    article."""
    if line.kind(-1) != BlockKind.HEADLINE or line.paragraph.words > _LONGEST_STANDFIRST:
        return None
    if line.paragraph.opens_with_quotation or line.kind(1) not in _PARTING:
        return None
    return BlockKind.SUBHEAD, (
        "stands right below the headline",
        "a picture or a line of the page parts it from the article",
    )


def card(line: Line) -> Label | None:
    """A short sentence between lines of the page that returns every so many lines, as in a list of newsletters."""
    if not _is_card(line, 0):
        return None
    strides = ((step, [_is_card(line, step * times) for times in (-2, -1, 1, 2)]) for step in _STRIDES)
    if not any(
        (before and after) or (first and before) or (after and last) for _, (first, before, after, last) in strides
    ):
        return None
    return BlockKind.TEASER, ("is short and stands between lines of the page", "others stand as far apart")


def said_again(line: Line) -> Label | None:
    """A sentence that stands elsewhere on the page too, word for word, and here not beside the article's."""
    words = line.paragraph.folded
    if (
        line.paragraph.words < 6
        or line.paragraph.holds_quotation
        or any(line.may_be_body(line.index + step) for step in (-1, 1))
    ):
        return None
    near = range(max(0, line.index - _FAR), min(line.index + _FAR, len(line.page.paragraphs)))
    if not any(line.page.paragraphs[index].folded == words for index in near if index != line.index):
        return None
    return BlockKind.TEASER, ("stands elsewhere on the page too", "stands among lines that are no article's")


def _is_card(line: Line, step: int) -> bool:
    other = line.neighbour(step)
    if other is None or not other.ends_sentence or other.words > 20 or holds_speech(other):
        return False
    return line.kind(step - 1) in _FRAME and line.kind(step + 1) in _FRAME


def pictured(line: Line) -> Label | None:
    """One sentence beside a credit that tells what is seen, or nothing but a name: news tell what happened."""
    paragraph = line.paragraph
    if paragraph.words > _SHORT or paragraph.holds_quotation or paragraph.opens_with_label:
        return None
    tokens = paragraph.plain.rstrip(".").split()
    if 1 < len(tokens) < 5 and paragraph.ends_with_full_stop and all(t.istitle() and t.isalpha() for t in tokens):
        return BlockKind.CAPTION, ("is nothing but a name",)
    beside = (line.kind(-1), line.kind(1))
    if not paragraph.ends_sentence and paragraph.words > 5 and not holds_speech(paragraph):
        tells = _PICTURES.match(paragraph.folded) and BlockKind.CAPTION in beside
        if beside[0] == BlockKind.CREDIT or tells:
            return BlockKind.CAPTION, ("has no full stop", "stands beside a picture's credit or caption")
    if BlockKind.CREDIT not in beside or not _PICTURES.match(paragraph.folded) or _SENTENCES.search(paragraph.plain):
        return None
    return BlockKind.CAPTION, ("stands beside the credit of a picture", "tells what is seen on it")


def cut_off(line: Line) -> Label | None:
    """The beginning of another article's title or text, among others that are cut off too."""
    if not _CUT_OFF.search(line.paragraph.tail) or line.paragraph.holds_quotation:
        return None
    others = (line.neighbour(step) for step in _NEAR_CUT)
    if not any(other is not None and _CUT_OFF.search(other.tail) for other in others):
        return None
    return BlockKind.TEASER, ("is cut off, as lines beside it are",)


def among_furniture(line: Line) -> Label | None:
    """A short sentence among lines of the page; not one in which somebody speaks, or right below the article's own."""
    paragraph = line.paragraph
    if not paragraph.ends_sentence or paragraph.words > 20 or holds_speech(paragraph):
        return None
    if line.kind(-1) == BlockKind.BODY and paragraph.ends_with_full_stop and not _YOU.search(paragraph.folded):
        return None
    steps, most = ((1, 2), 1) if paragraph.words <= 10 else ((1, 2, 3), 0)
    if sum(line.may_be_body(line.index + side) for step in steps for side in (-step, step)) > most:
        return None
    return BlockKind.CHROME, ("is short", "stands among the lines of the page")


def author_box(line: Line) -> Label | None:
    """What presents the author, above or below the body of a whole page."""
    paragraph = line.paragraph
    if paragraph.words > 90 or paragraph.holds_quotation:
        return None
    if not presents_author(paragraph):
        return None
    places = range(line.index + 1, len(line.page.paragraphs))
    below = sum(1 for _ in islice(filter(line.may_be_body, places), AT_EDGE + 1))
    if min(line.body_above, below) > AT_EDGE:
        return None
    return BlockKind.FOOTER, ("presents the author",)


def service(line: Line) -> Label | None:
    """What a page says of its own services; between paragraphs of the article it would be the article's subject."""
    if not _serves_readers(line.paragraph):
        return None
    of_nothing_else = len(set(_ACCOUNT.findall(line.paragraph.folded))) > _PLAINLY
    if not of_nothing_else and all(line.may_be_body(_first_other(line, step)) for step in (-1, 1)):
        return None
    return BlockKind.CHROME, ("speaks to the reader of mail, accounts, consent or comments",)


def in_form(line: Line) -> Label | None:
    """What a page says of a newsletter: above the field for an address, or between its name and a button."""
    above, paragraph, below = line.neighbour(-1), line.paragraph, line.neighbour(1)
    offers = paragraph.words <= 30 and _OFFER.match(paragraph.folded) and not holds_speech(paragraph)
    if offers and below is not None and _MAIL_FIELD.match(below.folded):
        return BlockKind.CHROME, ("offers something above the field for a mail address",)
    if above is None or paragraph.words > 20 or holds_speech(paragraph) or line.kind(-1) != BlockKind.CHROME:
        return None
    if "newsletter" not in above.folded or BlockKind.CHROME not in (line.kind(1), line.kind(2)):
        return None
    return BlockKind.CHROME, ("stands between the name of a newsletter and a button",)


def without_letters(line: Line) -> Label | None:
    """A number or a time by itself, such as counts of comments and places in a list."""
    if len(line.paragraph.folded) > 12 or _LETTER.search(line.paragraph.folded):
        return None
    return BlockKind.CHROME, ("holds no letter",)


def _first_other(line: Line, step: int) -> int:
    """The first line that way that does not speak to the reader."""
    lines, index = line.page.paragraphs, line.index + step
    while 0 <= index < len(lines) and abs(index - line.index) < MOST_SERVICES and _serves_readers(lines[index]):
        index += step
    return index


def _serves_readers(paragraph: Paragraph) -> bool:
    """Whether the page speaks to its reader of mail, accounts, consent or comments: much of that, or briefly."""
    if paragraph.words > 60 or holds_speech(paragraph):
        return False
    found = len(set(_ACCOUNT.findall(paragraph.folded)))
    return found > (paragraph.words > 16) and _YOU.search(paragraph.folded) is not None


RULES = (
    without_letters,
    in_form,
    pictured,
    cut_off,
    standfirst,
    below_headline,
    card,
    said_again,
    author_box,
    among_furniture,
    service,
)
