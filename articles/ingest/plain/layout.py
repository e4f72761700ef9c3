"""Find the article among the lines: headline, body, subheads, and the teasers set between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping

from articles.ingest.lexicon import words
from articles.ingest.masthead import MASTHEAD_REASONS, is_name_alone
from articles.ingest.paragraphs import Paragraph
from articles.ingest.plain import whole_page
from articles.ingest.plain.headline import headline_above
from articles.ingest.plain.line import TURN, Line, is_sentence
from articles.ingest.plain.page import Label, Page, is_bare_name, site_suffix
from articles.ingest.plain.pictures import ends_with_credit
from articles.ingest.plain.signals import REPEATS, holds_speech, is_related_heading, own_label, says
from articles.ingest.plain.stretch import article_stretch, is_paragraph
from articles.ingest.signatures import holds_post
from articles.ingest.types import BlockKind

TOP = 20
"""How many lines from the start a headline is looked for."""

_SECTIONS = words("sections")
_TAGLINE_WORDS = words("tagline_words")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_CRUMBS = re.compile(r"\s*(?:[>|/»›•·]|\s-\s)\s*")
_BULLET = re.compile(r"[-*•·‣▪◦]\s?\w|\d{1,3}[.)]\s")
_QUOTED_TITLE = re.compile(r"(?P<mark>[\"'])\s?[^\"]+[^\W_]\s?(?P=mark)")
_SPEAKER = re.compile(r"[^\W\d_a-z]{2}[^a-z:]{0,40}:\s")
_ABOVE: Label = (BlockKind.CHROME, ("stands above the article among the lines of the page",))
_BELOW: Label = (BlockKind.FOOTER, ("stands below the article among the lines of the page",))
_FEWEST_IN_STANDFIRST = 7  # words; what is shorter is a name, a button or a date
AUTHOR_ALONE: Label = (BlockKind.CHROME, ("is a name right above the date",))
_PICTURES = (BlockKind.CAPTION, BlockKind.CREDIT)


def labels(page: Page) -> tuple[Label, ...]:
    """The kind of every paragraph of the page and the reasons for it."""
    count = len(page.paragraphs)
    known = {index: label for index in range(count) if (label := own_label(page, index))}
    stretch = article_stretch(page, known)
    if stretch is None:
        _label_head(page, known)
    else:
        _label_around(page, stretch, known)
    sentences = [i for i, p in enumerate(page.paragraphs) if i not in known and is_sentence(p)]
    first, last = (sentences[0], sentences[-1]) if sentences else (count, count)
    below_heading, below_headline, body_above = False, False, 0
    for index, paragraph in enumerate(page.paragraphs):
        if index not in known:
            line = Line(
                page,
                index,
                known,
                before_first_sentence=index < first,
                after_last_sentence=index > last,
                below_heading=below_heading,
                in_whole_page=stretch is not None,
                below_headline=below_headline,
                body_above=body_above,
            )
            known[index] = _label_line(line)
        kind = known[index][0]
        goes_on = kind == BlockKind.TEASER or (kind == BlockKind.CHROME and paragraph.words <= 2)
        below_heading = is_related_heading(paragraph) or (below_heading and goes_on)
        below_headline = below_headline or kind == BlockKind.HEADLINE
        body_above += kind == BlockKind.BODY
    return tuple(known[index] for index in range(count))


def _label_around(page: Page, stretch: range, known: MutableMapping[int, Label]) -> None:
    """Label what stands above and below the article of a whole page, the headline among it."""
    titles = {i for i in range(stretch.start) if _may_be_headline(page, i, known) and _is_title(page.paragraphs[i])}
    head = headline_above(page, stretch, titles)
    if head is not None:
        known[head] = (BlockKind.HEADLINE, ("is the title above the article that shares most words with it",))
    for index in range(len(page.paragraphs)):
        if index in known or index in stretch:
            continue
        line = page.paragraphs[index]
        if head is not None and head < index < stretch.start and _may_open(line):
            continue
        if head is not None and index == head + 1 < stretch.start and _FEWEST_IN_STANDFIRST <= line.words <= 60:
            known[index] = BlockKind.SUBHEAD, ("stands right below the headline",)
            continue
        known[index] = _ABOVE if index < stretch.start else _BELOW


def _may_be_headline(page: Page, index: int, known: Mapping[int, Label]) -> bool:
    """Whether nothing is known of a line but that it is doubled, as headlines are too: once for narrow screens."""
    return index not in known or (known[index][1][0] in REPEATS and not ends_with_credit(page.paragraphs[index]))


def _may_open(line: Paragraph) -> bool:
    """Whether a line between the headline and the article may be the article's: a paragraph or a quotation."""
    return (is_paragraph(line) and line.ends_sentence) or (line.opens_with_quotation and line.words > 4)


def title_case(paragraph: Paragraph) -> float:
    """The share of capitalised words among those of four letters and more; 0 if there are under three."""
    found = [word for word in _WORD.findall(paragraph.plain[:400]) if len(word) > 3]
    return sum(word[0].isupper() for word in found) / len(found) if len(found) > 2 else 0.0


def _label_head(page: Page, known: MutableMapping[int, Label]) -> None:
    """Label the headline, if there is one, and the site's own lines above it."""
    for index, paragraph in enumerate(page.paragraphs[:TOP]):
        if index in known:
            continue
        if _is_tagline(page, index):
            known[index] = (
                BlockKind.CHROME,
                ("stands above the headline", "describes the outlet, not an event"),
            )
        elif _is_section(paragraph) and _title_follows(page, index, known):
            known[index] = BlockKind.CHROME, ("stands above the headline", "is the name of a section")
        else:
            if _is_title(paragraph) and len(page.paragraphs) > 1:
                known[index] = (
                    BlockKind.HEADLINE,
                    ("is the first line that reads like a title", "has no full stop"),
                )
            return


def _is_title(paragraph: Paragraph) -> bool:
    sayable = paragraph.words <= 30 and len(paragraph.folded) <= 250
    listed = TURN.match(paragraph.folded) or _BULLET.match(paragraph.folded)
    return sayable and not listed and not paragraph.ends_with_full_stop and bool(_WORD.search(paragraph.plain))


def _is_section(paragraph: Paragraph) -> bool:
    """Whether the line names a section or the way to one: "World", "News > World > Europe"."""
    if paragraph.words > 14 or paragraph.ends_sentence:
        return False
    parts = [part for part in _CRUMBS.split(paragraph.folded.strip(" >|/»›•·")) if part]
    if len(parts) == 1 and paragraph.words < 4:
        parts = parts[0].split()
    named = sum(part in _SECTIONS for part in parts)
    return named == len(parts) or (named > 0 and (">" in paragraph.plain or "›" in paragraph.plain or len(parts) > 2))


def _title_follows(page: Page, index: int, known: Mapping[int, Label]) -> bool:
    following = [page.paragraphs[i] for i in range(index + 1, min(index + 6, len(page.paragraphs))) if i not in known]
    return bool(following) and _is_title(following[0])


def _is_tagline(page: Page, index: int) -> bool:
    """Whether a line at the top praises the outlet: three words of its trade, or two below its name."""
    paragraph = page.paragraphs[index]
    if index > 3 or paragraph.words > 40 or holds_speech(paragraph) or index + 1 == len(page.paragraphs):
        return False
    below_name = index > 0 and is_bare_name(page.paragraphs[index - 1])
    found = set(_WORD.findall(paragraph.folded)) & _TAGLINE_WORDS
    names_somebody = sum(word[0].isupper() for word in _WORD.findall(paragraph.plain)[1:]) > 3
    return not names_somebody and len(found) >= (2 if below_name else 4)


def _label_line(line: Line) -> Label:
    return next(label for rule in (WHOLE_PAGE_RULES if line.in_whole_page else RULES) if (label := rule(line)))


def _below_related_heading(line: Line) -> Label | None:
    if line.below_heading and not _is_quotation(line.paragraph) and _is_title(line.paragraph):
        return BlockKind.TEASER, ("stands below a heading for other articles", "has no full stop")
    return None


def _is_quotation(paragraph: Paragraph) -> bool:
    """Whether a line opens with a quotation that may be the article's; a title goes on behind its quoted words."""
    if not paragraph.opens_with_quotation:
        return False
    return paragraph.folded.endswith(('"', "'")) or says(paragraph)


def _below_picture(line: Line) -> Label | None:
    paragraph = line.paragraph
    if line.kind(-1) not in _PICTURES or line.before_first_sentence or paragraph.opens_with_quotation:
        return None
    if not _is_title(paragraph) or not 4 < paragraph.words <= 25:
        return None
    above = line.neighbour(-1)
    in_site_frame = above is not None and site_suffix(above) in line.page.site_names
    if title_case(paragraph) < 0.8 and (paragraph.ends_sentence or not in_site_frame):
        return None
    return BlockKind.TEASER, ("has no full stop", "reads like a title right below a picture's caption")


def _beside_credit(line: Line) -> Label | None:
    """The caption that stands with a bare credit: set tight against it, or without a full stop."""
    paragraph = line.paragraph
    following = line.neighbour(1)
    if line.kind(1) != BlockKind.CREDIT or following is None or paragraph.opens_with_quotation:
        return None
    tight = line.page.has_gaps and not following.gap and paragraph.gap
    if paragraph.words > 50 or holds_speech(paragraph) or (paragraph.ends_sentence and not tight):
        return None
    return BlockKind.CAPTION, ("stands right above the credit of a picture",)


def _own_words(line: Line) -> Label | None:
    paragraph = line.paragraph
    if line.in_whole_page and _is_quoted_title(paragraph):
        return BlockKind.SUBHEAD, ("is short and nothing but quoted words without a full stop",)
    if paragraph.opens_with_quotation:
        return BlockKind.BODY, ("opens with a quotation mark",)
    if _names_speaker(line):
        return BlockKind.BODY, ("opens with a name and a colon",)
    if paragraph.ends_sentence:
        return BlockKind.BODY, ("ends like a sentence",)
    return None


def _is_quoted_title(paragraph: Paragraph) -> bool:
    return 1 < paragraph.words <= 12 and _QUOTED_TITLE.fullmatch(paragraph.folded) is not None


def _names_speaker(line: Line) -> bool:
    """Whether the line is a turn of a dialogue; on a whole page titles have names and colons too."""
    paragraph = line.paragraph
    if not paragraph.opens_with_label:
        return False
    in_capitals = _SPEAKER.match(paragraph.plain) is not None
    return in_capitals or (paragraph.words > 4 and (paragraph.ends_sentence or not line.in_whole_page))


def _author_alone(line: Line) -> Label | None:
    """The author's name or post on a line of its own, between the headline and the date."""
    paragraph = line.paragraph
    if not line.below_headline or line.body_above or paragraph.words > 5 or paragraph.ends_sentence:
        return None
    below = (line.known.get(index) for index in range(line.index + 1, line.index + 4))
    if not any(label and label[1][0] == MASTHEAD_REASONS[1] for label in below):
        return None
    if paragraph.words > 1 and is_name_alone(paragraph.plain):
        return AUTHOR_ALONE
    if holds_post(paragraph.plain):
        return BlockKind.CHROME, ("is the author's post", "stands right above the date")
    return None


def _signature(line: Line) -> Label | None:
    before = line.neighbour(-1)
    if before is not None and before.holds_quotation and is_bare_name(line.paragraph):
        return BlockKind.BODY, ("signs the quotation above it",)
    return None


def _listed(line: Line) -> Label | None:
    if _BULLET.match(line.paragraph.folded):
        return BlockKind.BODY, ("is an item of a list",)
    return None


def _continued(line: Line) -> Label | None:
    """A line of a broken paragraph, in a text whose paragraphs stand between blank lines."""
    before = line.neighbour(-1)
    if before is None or line.paragraph.gap or not line.page.has_gaps or line.kind(-1) != BlockKind.BODY:
        return None
    return BlockKind.BODY, ("continues the line above it",)


def _teaser(line: Line) -> Label | None:
    paragraph = line.paragraph
    if line.before_first_sentence or paragraph.words < 7 or not _is_title(paragraph) or title_case(paragraph) < 0.8:
        return None
    return BlockKind.TEASER, ("has no full stop", "is written like the headline of another article")


def _after_the_end(line: Line) -> Label | None:
    if not line.after_last_sentence or line.paragraph.words > 8 or holds_speech(line.paragraph):
        return None
    return BlockKind.FOOTER, ("has no full stop", "stands after the last sentence of the article")


def _subhead(line: Line) -> Label | None:
    paragraph = line.paragraph
    if line.index == 0:
        return None
    if line.before_first_sentence and paragraph.words <= 45:
        return BlockKind.SUBHEAD, ("has no full stop", "stands between the headline and the first sentence")
    if paragraph.words <= 14 and (paragraph.gap or not line.page.has_gaps):
        return BlockKind.SUBHEAD, ("is short and has no full stop", "stands between paragraphs")
    return None


def _rest(line: Line) -> Label:
    return BlockKind.BODY, ("shows no sign of being anything else",)


_BY_SURROUNDINGS = (_author_alone, _below_related_heading, _below_picture, _beside_credit)
_BY_WORDS = (_own_words, _signature, _listed, _continued, _teaser, _after_the_end, _subhead, _rest)
RULES: tuple[Callable[[Line], Label | None], ...] = (*_BY_SURROUNDINGS, whole_page.standfirst, *_BY_WORDS)
WHOLE_PAGE_RULES = (*_BY_SURROUNDINGS, *whole_page.RULES, *_BY_WORDS)
