"""The marks of claims in a text. A long article has two thousand pieces: `format_html` escapes them as a template does,
in a fraction of its time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from audit.reports.lines import Line
from audit.views.marked_text import MarkedPiece

register = template.Library()

MARK = '<mark class="{}"><a href="{}"{}>{}</a></mark>'
# The number and verdict before the words are generated content, so that the words stay exact.
OPENS = ' class="chip" id="mark-{}" title="{}" data-label="{}"{}'
OUTER = '<a class="chip {}" id="mark-{}" href="{}{}" aria-label="Claim {}" data-label="{}"></a>'
GOES_ON = SafeString(' tabindex="-1"')
CURRENT = SafeString(' aria-current="true"')


@register.simple_tag
def marked(pieces: Iterable[MarkedPiece], here: str = "") -> SafeString:
    """The pieces of a block, word for word; `here` is the address of the article, empty on its own page."""
    return format_html_join("", "{}", ((part,) for piece in pieces for part in _parts(piece, here)))


def _parts(piece: MarkedPiece, here: str) -> Iterator[str]:
    for other in piece.outer:  # a chip for each other claim whose words begin here
        yield format_html(OUTER, other.group, other.number, here, other.place, other.label, other.chip)
    line = piece.line
    if line is None:
        yield piece.text
    else:
        classes = f"{line.group} {line.kind} is-chosen" if piece.is_chosen else f"{line.group} {line.kind}"
        yield format_html(MARK, classes, here + line.place, _opening(piece, line), piece.text)


def _opening(piece: MarkedPiece, line: Line) -> SafeString:
    if not piece.opens:
        return GOES_ON
    return format_html(OPENS, line.number, line.label, line.chip, CURRENT if piece.is_chosen else "")
