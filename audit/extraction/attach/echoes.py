"""Words quoted in a headline that the text quotes again: whoever says them there says them in the headline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.extraction.attach.paragraph import Draft
from audit.extraction.text import HEADS, Paragraph

_FEWEST = 3  # words that no two people say by chance
_MOST = 5  # headlines that are looked at
_WORD = re.compile(r"\w+")


def with_echoes(text: str, drafts: Sequence[Draft], paragraphs: Sequence[Paragraph]) -> list[Draft]:
    """The drafts, with a speaker for quotations of headlines that have none beside them."""
    found = list(drafts)
    lonely = [n for n, d in enumerate(drafts) if d.rule == "quote.alone" and paragraphs[d.paragraph].kind in HEADS]
    said = [(draft, _words(text, draft)) for draft in drafts if draft.speaker is not None] if lonely else []
    for number in lonely[:_MOST]:
        words = _words(text, drafts[number])
        full = next((draft for draft, told in said if words in told), None)
        if full is not None and words.count(" ") > _FEWEST:
            found[number] = drafts[number]._replace(speaker=full.speaker, cue=full.cue, rule="headline.echo")
    return found


def _words(text: str, draft: Draft) -> str:
    """The words of the content in lower case, a space before and behind each."""
    inside = (word for start, end in draft.content for word in _WORD.findall(text[start:end].casefold()))
    return f" {' '.join(inside)} "
