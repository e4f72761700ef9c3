"""What a single line shows of itself: credit, caption, prompt, site name, doubled words, stray script.

Each signal answers with a kind and its reasons, or None. None of them knows any site: they go by marks,
by repetition and by the word lists. A line that opens with a quotation mark is never given up."""

from __future__ import annotations

import re
from collections.abc import Callable

from articles.ingest.language import letters_by_script
from articles.ingest.lexicon import entries, one_of, words
from articles.ingest.masthead import read_masthead
from articles.ingest.paragraphs import Paragraph, trimmed
from articles.ingest.plain.authors import reach
from articles.ingest.plain.house_rules import house_rule
from articles.ingest.plain.page import Label, Page, is_bare_name, site_suffix
from articles.ingest.plain.pictures import CREDIT_OPENING, caption, credit, describes_picture, ends_with_credit
from articles.ingest.types import BlockKind

LONG = 90
"""A paragraph of more words is an article's own, whatever words it holds."""

_SHORTEST_SENTENCE = 4  # words by which a paragraph is longer than what was pulled out of it; a credit has fewer
_DOUBLED, _REPEATED = "the same words stand beside it: a doubled caption", "repeats a line just above it"
REPEATS = frozenset({_DOUBLED, _REPEATED})
"""The reasons of lines that are known by nothing but their doubles."""

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_MARKUP = re.compile(r"(?:</?\w[^>]*>\s*)+$|[.#@]?[\w .,#:()-]{0,80}\{$|\}$|[\w-]{2,30}:\s[^ ]{1,30};$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$|(?:[a-z0-9-]+\.)+(?:com|org|net|news|info|co|tv|example)\b\S*$")

_RIGHTS = re.compile(r"(?:©|\(c\)|copyright)\s.{0,60}\b(?:19|20)\d\d\b|(?:©|\(c\)|copyright)\s*(?:19|20)\d\d\b")
_RIGHTS_MARKS = ("©", "(c)", "copyright")
_AGREEMENT = re.compile(
    r"^\W?(?:additional )?reporting by\b.*\bediting by\b|"
    r"^.{0,160}\bcontribut(?:ed|ing) (?:to this (?:report|story|article)|reporting)\.?$|"
    r"^\W?with (?:inputs?|files|additional reporting) from [^.!?]{2,60}$|"
    r"\ball rights reserved\b|\bmay not be (?:published|reproduced|copied)\b"
)
# Who reported from where, in capitals: “Roe reported from Skell and Tom Oke from the mainland.”
_REPORTED_FROM = re.compile(r"(?:[A-Z][\w.'’-]+,? |and |de |van |von ){1,10}reported from [A-Z][^.!?“\"]{2,80}\.$")
# Few lines hold one of these, and to look for them is many times as fast as to look for what they are part of.
_AGREEMENT_MARKS = (
    "with input",
    "with files",
    "with additional",
    "editing by",
    "contribut",
    "rights reserved",
    "may not be ",
)
_THANKS = re.compile(r"\(?h/t\b")

_WHOLE_LINES = words("whole_lines")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_FIRST_OF_BUTTONS = frozenset(found[0] for entry in _WHOLE_LINES if (found := _FIRST_WORD.search(entry)))
_COUNT = re.compile(r"^\d+\s|\s\(?\d+$")
_PARTS = re.compile(r"\s*[|·•/,»>]\s*|\s+(?:or|and|oder|ou|o|или)\s+|\s+-\s+|\s{2,}")
_OPENING = re.compile(rf"\W*{one_of('openings')}\b")
_FIRST_OF_OPENINGS = frozenset(found[0] for entry in entries("openings") if (found := _FIRST_WORD.search(entry)))
_TALK = re.compile(
    r"to (?:join|follow|take part in|participate in) (?:the|this|our) (?:conversation|debate|discussion|chat)\W*$"
)
_NEWSLETTER = re.compile(r"(?:(?:an?|the|our|free|daily|weekly|morning|evening) ){0,4}newsletters?\b[^.!?]*$")
_IN_INBOX = re.compile(
    r"\b(?:in|to|into) your (?:inbox|mailbox|e-?mail(?: inbox)?)\b|\bdelivered to you (?:every|each)\b"
)
_INVITATION = re.compile(rf"(?:^\W*|[.!?:;-]\s+|\bplease ){one_of('invitations')}\b")
_WANTED = re.compile(r"^(?:want|like|love|enjoy|looking for)\b[^.!?]{3,80}\?\s+")
_OUTLET_WORD = re.compile(rf"\b{one_of('outlet_words')}\b|\bhere[.!]?$")
_TEASER_OPENING = re.compile(rf"\W*{one_of('teaser_openings')}\s*[:|»>]")
_SPEECH = re.compile(rf"\b{one_of('speech')}\b")


def own_label(page: Page, index: int) -> Label | None:
    """The kind that a line shows by itself, whatever stands around it but its double."""
    paragraph = page.paragraphs[index]
    if paragraph.opens_with_quotation or paragraph.words > LONG:
        return None
    for signal in SIGNALS:
        if label := signal(page, index):
            return label
    return None


def holds_speech(paragraph: Paragraph) -> bool:
    """Whether somebody is quoted or a verb of saying stands there: such a line may hold a claim."""
    return paragraph.holds_quotation or says(paragraph)


def says(paragraph: Paragraph) -> bool:
    """Whether a verb of saying stands there."""
    return _SPEECH.search(paragraph.folded) is not None


def is_related_heading(paragraph: Paragraph) -> bool:
    if paragraph.words > 6:
        return False
    words = trimmed(paragraph.folded)
    return words in _TEASER_HEADINGS or _TEASERS_BELOW.match(words) is not None


_TEASER_HEADINGS = words("teaser_openings") | frozenset(
    entry for entry in _WHOLE_LINES if entry.startswith(("related", "more", "most", "recommended", "top stories"))
)
_TEASERS_BELOW = re.compile(
    "(?:" + "|".join(re.escape(entry) for entry in entries("section_ends") if " " in entry) + r")\b"
)


def _no_words(page: Page, index: int) -> Label | None:
    if _LETTER_OR_DIGIT.search(page.paragraphs[index].folded):
        return None
    return BlockKind.CHROME, ("holds no letter and no digit",)


def _markup(page: Page, index: int) -> Label | None:
    folded = page.paragraphs[index].folded
    if _MARKUP.match(folded):
        return BlockKind.CHROME, ("is code of a web page",)
    if _ADDRESS.match(folded):
        return BlockKind.CHROME, ("is nothing but a web address",)
    return None


def _imprint(page: Page, index: int) -> Label | None:
    paragraph = page.paragraphs[index]
    folded = paragraph.folded
    if folded.startswith(_RIGHTS_MARKS) and _RIGHTS.match(folded) and paragraph.words <= 30:
        return BlockKind.FOOTER, ("claims the copyright of a year",)
    if paragraph.words <= 60 and any(mark in folded for mark in _AGREEMENT_MARKS) and _AGREEMENT.search(folded):
        return BlockKind.FOOTER, ("names who worked on the report, or its copyright",)
    if paragraph.words <= 20 and " reported from " in folded and _REPORTED_FROM.match(paragraph.plain.strip()):
        return BlockKind.FOOTER, ("names who worked on the report, or its copyright",)
    if _THANKS.match(folded) and paragraph.words <= 8:
        return BlockKind.FOOTER, ("thanks another outlet for the hint",)
    return None


def _button(page: Page, index: int) -> Label | None:
    paragraph = page.paragraphs[index]
    first = _FIRST_WORD.search(paragraph.folded)
    if paragraph.words > 14 or first is None or first[0] not in _FIRST_OF_BUTTONS:
        return None
    whole = _COUNT.sub("", trimmed(paragraph.folded))
    parts = [trimmed(part) for part in _PARTS.split(whole)]
    if whole in _WHOLE_LINES or all(part in _WHOLE_LINES for part in parts if part and not part.isdigit()):
        return (BlockKind.CHROME, ("is a button or a menu of the page",)) if re.search(r"[^\W\d]", whole) else None
    return None


def _prompt(page: Page, index: int) -> Label | None:
    paragraph = page.paragraphs[index]
    if paragraph.words <= 8 and _NEWSLETTER.match(paragraph.folded):
        return BlockKind.CHROME, ("is the heading of a newsletter",)
    if paragraph.words > 60 or paragraph.holds_quoted_words:
        return None
    first = _FIRST_WORD.search(paragraph.folded)
    opens = first is not None and first[0] in _FIRST_OF_OPENINGS
    if (opens and _OPENING.match(paragraph.folded)) or _TALK.match(paragraph.folded):
        return BlockKind.CHROME, ("opens with words by which pages address their readers",)
    if " you" in paragraph.folded and _IN_INBOX.search(paragraph.folded) and not _SPEECH.search(paragraph.folded):
        return BlockKind.CHROME, ("offers something by mail",)
    # What ends with a full stop invites with its first words, or not at all.
    invites = _INVITATION.match if paragraph.ends_with_full_stop else _INVITATION.search
    if (
        not invites(_WANTED.sub("", paragraph.folded))
        or not _OUTLET_WORD.search(paragraph.folded)
        or _SPEECH.search(paragraph.folded)
    ):
        return None
    return BlockKind.CHROME, ("invites the reader to a channel or an account of the outlet",)


def _pointer(page: Page, index: int) -> Label | None:
    paragraph = page.paragraphs[index]
    if paragraph.words > 40 or not _TEASER_OPENING.match(paragraph.folded):
        return None
    return BlockKind.TEASER, ("opens with words that point to another article",)


def _site_line(page: Page, index: int) -> Label | None:
    paragraph = page.paragraphs[index]
    shared = page.site_names.get(trimmed(paragraph.folded), 0) if page.site_names else 0
    if shared > 1:
        return BlockKind.CHROME, (f"is the site's name, which {shared} lines share",)
    at_edge = index < 3 or index >= len(page.paragraphs) - 3
    if not at_edge or not is_bare_name(paragraph):
        return None
    beside = [page.paragraphs[other] for other in (index - 1, index + 1) if 0 <= other < len(page.paragraphs)]
    is_listed_or_signs = any(is_bare_name(other) for other in beside) or (index > 0 and beside[0].holds_quotation)
    if not is_listed_or_signs:
        return BlockKind.CHROME, ("is a dash and a name at the edge of the text",)
    return None


def _site_suffix(page: Page, index: int) -> Label | None:
    shared = page.site_names.get(site_suffix(page.paragraphs[index]), 0) if page.site_names else 0
    if not shared:
        return None
    reason = f"ends with the site's name, which {shared} lines share" if shared > 1 else "ends with the site's name"
    double = page.double_of(index)
    if double is None:
        return (BlockKind.CAPTION, (reason,)) if index > 1 else None
    if _is_page_title(page, index):
        return BlockKind.CHROME, (reason, "the headline stands below without it")
    return BlockKind.CAPTION, (reason, _DOUBLED)


def _double(page: Page, index: int) -> Label | None:
    paragraph = page.paragraphs[index]
    double = page.double_of(index)
    if double is None or _is_page_title(page, double) or _goes_on(page, index, double):
        return None
    if _is_marked(page, index) or _is_marked(page, double) or page.cores[index] != page.cores[double]:
        return BlockKind.CAPTION, (_DOUBLED,)
    if double < index:
        return (BlockKind.CHROME if index < 4 else BlockKind.CAPTION), (_REPEATED,)
    if index < 4 or paragraph.ends_sentence or holds_speech(paragraph):
        return None
    return BlockKind.CAPTION, (_DOUBLED,)


def _goes_on(page: Page, index: int, double: int) -> bool:
    """Whether the line is a paragraph and its double words pulled out of its beginning, not its caption."""
    rest = page.cores[index][len(page.cores[double]) :]
    return page.paragraphs[index].ends_sentence and rest.count(" ") >= _SHORTEST_SENTENCE


def _is_page_title(page: Page, index: int) -> bool:
    """Whether the line is the title of the browser's window: the headline, with the site's name behind it."""
    double = page.double_of(index)
    named = site_suffix(page.paragraphs[index]) in page.site_names
    return index < 3 and named and double is not None and index < double and not _is_marked(page, double)


def _is_marked(page: Page, index: int) -> bool:
    """Whether the line bears the mark of a picture or of the site."""
    paragraph = page.paragraphs[index]
    return (
        site_suffix(paragraph) in page.site_names
        or CREDIT_OPENING.match(paragraph.folded) is not None
        or ends_with_credit(paragraph)
        or describes_picture(paragraph.tail)
    )


def _masthead(page: Page, index: int) -> Label | None:
    paragraph = page.paragraphs[index]
    masthead = read_masthead(paragraph.plain)
    if masthead is None:
        return None
    if masthead.byline and 12 <= index < len(page.paragraphs) - 5:
        return None
    return BlockKind.CHROME, (masthead.reason,)


def _stray_script(page: Page, index: int) -> Label | None:
    paragraph = page.paragraphs[index]
    if paragraph.words > 14 or paragraph.ends_with_full_stop or paragraph.folded.isascii():
        return None
    letters = letters_by_script(paragraph.folded)
    if not page.script or letters.total() < 3 or letters[page.script] * 4 > letters.total():
        return None
    return BlockKind.CHROME, ("is written in another script than the rest", "has no full stop")


SIGNALS: tuple[Callable[[Page, int], Label | None], ...] = (
    _no_words,
    _markup,
    _imprint,
    credit,
    _button,
    _prompt,
    reach,
    house_rule,
    _pointer,
    _site_line,
    _site_suffix,
    _double,
    caption,
    _masthead,
    _stray_script,
)
