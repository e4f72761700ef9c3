"""Where words stand in a text: spans that people mark, other places of the same words, what their marks make of them.

Pure but for the models' types. Offsets are code points, end exclusive.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from articles.models import Revision
from audit.anchoring import place
from audit.anchoring.places import occurrences_of
from audit.extraction.lexicon import entries, pairs
from audit.extraction.quotes.quotations import quotations_of
from audit.extraction.score import kind_of
from audit.extraction.text import paragraphs_of
from audit.models import words_at
from audit.models.fields import Span, Spans, join_touching
from audit.services.errors import Refused, StaleTarget

CONTEXT = 32  # code points of prefix and suffix that help to find a quote again
MOST_OCCURRENCES = 200
UNREAD_MARKS = "body"  # captions and teasers have quotation marks as the body has
HEADS = ("headline", "subhead")
SENTENCE_END = re.compile(r"(?P<mark>[.?!…؟。]+[\"'”’»)\]]*)\s+(?=[\"'“‘«(\[]*[^\Wa-z_])")
INVISIBLE = ("Cf", "Cc", "Zs", "Zl", "Zp")  # categories of characters that nobody can see


def text_of(revision: Revision) -> str:
    """The words of a revision. Raises Refused when they were redacted."""
    body = getattr(revision, "body", None)
    if body is None:
        raise Refused("The words of this revision were removed, so nothing can be marked in it.")
    text: str = body.text
    return text


def occurrences(text: str, words: str) -> list[Span]:
    """Each place where the words stand without cutting another word, in order; the first 200."""
    words = unicodedata.normalize("NFC", words.strip())
    found: list[Span] = []
    for span in occurrences_of(words, text) if words else ():
        if len(found) == MOST_OCCURRENCES:
            break
        found.append(span)
    return found


def marked_spans(text: str, spans: Sequence[Span], words: str | None = None) -> Spans:
    """Spans as people mark them, without the blanks at their ends, sorted and joined where they touch.

    Raises Refused if one stands outside the text, nothing visible is left, or `words` are not what stands there
    (`words`: what the person saw, so that offsets counted in other units are found out)."""
    found = join_touching(tuple(_within(text, span) for span in spans))
    if not any(_is_visible(text[start:end]) for start, end in found):
        raise Refused("Mark some words first.")
    if words is not None and _shown(words) != _shown(" ".join(text[start:end] for start, end in found)):
        raise StaleTarget(
            "The words at these places are not those that were marked. Load the page again and mark them once more."
        )
    return found


def _within(text: str, span: Span) -> Span:
    start, end = span
    if not 0 <= start <= end <= len(text):
        raise Refused("These places are not in the text. Load the page again and mark the words once more.")
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_visible(words: str) -> bool:
    return any(unicodedata.category(character) not in INVISIBLE for character in words)


def _shown(words: str) -> str:
    """As browsers give a selection: runs of blanks are one."""
    return " ".join(unicodedata.normalize("NFC", words).replace("…", " ").split())


def one_span(text: str, span: Span | None) -> Span | None:
    """A span as people mark it; None stays None."""
    return marked_spans(text, [span])[0] if span else None


def claim_words(text: str, content: Spans) -> dict[str, Any]:
    """The columns of a claim that follow from where it stands."""
    start, end = content[0][0], content[-1][1]
    return {
        "content": content,
        "quote": words_at(text, content),
        "prefix": text[max(0, start - CONTEXT) : start],
        "suffix": text[end : end + CONTEXT],
        "start": start,
    }


def kind_by_marks(revision: Revision, content: Spans) -> str:
    """direct if all of it stands between quotation marks, indirect if none does, else mixed; in any block."""
    text = text_of(revision)
    blocks = [(s, e, kind if kind in HEADS else UNREAD_MARKS) for s, e, kind in revision.readable_blocks()]
    return kind_of(text, content, quotations_of(text, paragraphs_of(text, blocks)))


def spans_in(revision: Revision, seen: Revision | None, spans: Spans) -> Spans:
    """The spans of the revision that hold the same words as `spans` of another revision that somebody looks at.

    Raises Refused when the same words stand nowhere, or nowhere for certain, in it."""
    if seen is None or seen.pk == revision.pk or not spans:
        return spans
    found = place([spans], text_of(seen), text_of(revision))[0]
    if not found.has_same_words or found.content is None:
        raise Refused(
            "This claim is from an earlier revision of the article, which does not have these words. "
            "Mark them as a claim of their own."
        )
    return found.content


def sentences_of(text: str, spans: Spans) -> list[Spans]:
    """The spans cut where a sentence ends inside them or between two of them: a proposal for the parts of a claim."""
    found: list[list[Span]] = [[]]
    before = spans[0][0]
    for start, end in spans:
        if any(_sentence_ends(text, before, start + 1)):  # the word that follows tells
            found.append([])
        at, before = start, end
        for border in _sentence_ends(text, start, end):
            found[-1].append((at, border.end("mark")))
            found.append([])
            at = border.end()
        if at < end:
            found[-1].append((at, end))
    return [tuple(piece) for piece in found if piece]


def _sentence_ends(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Where sentences end within a stretch, except at its end."""
    at = start
    for border in SENTENCE_END.finditer(text, start, end):
        if not _is_abbreviated(text, at, border.start()):
            yield border
            at = border.end()


def _is_abbreviated(text: str, start: int, end: int) -> bool:
    """Whether the point at `end` belongs to the word before it: “Dr.”, “J.”"""
    word = text[start:end].rpartition(" ")[2]
    known = f"{word}." in entries("abbreviations") or f"{word.lower()}." in pairs("titles")
    return text[end] == "." and (len(word) == 1 or known)
