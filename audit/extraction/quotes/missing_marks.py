"""Where a quotation that nothing closes must have ended: before the attribution that stands in the open."""

from __future__ import annotations

import re

_NAME = r"(?:(?:Mr|Mrs|Ms|Dr|Rep|Sen|Gov)\.? )?[A-Z][\w’'-]+(?: [A-Z][\w.’'-]*){0,3}"
_WHO = rf"(?:he|she|they|{_NAME})"
_BEHIND = r"(?=[.,]|\s(?:in|on|at|during|after|of|to|via)\s|\s*$)"
_ENDS = r"(?=\.\s*$|[.,]\s+[\"“])"
_SAYS = r"(?:say|says|said|adds|added|explained|recalled|wrote|writes)"
_BEFORE = rf",\s+(?:{_WHO}\s+{_SAYS}|{_SAYS}\s+{_NAME})"
_ATTRIBUTION = re.compile(_BEFORE + _BEHIND)
_CLOSING_ATTRIBUTION = re.compile(_BEFORE + _ENDS)


def end_before_attribution(text: str, start: int, end: int, *, carried: bool) -> int:
    """The code point behind the comma of "We lost it all, she said." in text[start:end], -1 if there is none.

    Where the next paragraph carries the quotation on (`carried`), the words may be part of a story that is told: then
    only an attribution that ends the paragraph, or has another opening mark behind it, counts.
    """
    found = (_CLOSING_ATTRIBUTION if carried else _ATTRIBUTION).search(text, start, end)
    return -1 if found is None else found.start() + 1
