"""Where the words of a use stand in the text of a copy: the very words, however they are spaced."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from audit.models import CopyContents, EvidenceCopy, EvidenceUse, UsePlace
from audit.models.fields import Span

_QUOTES = "“”„‟\"'‘’‚«»"


def find_words(words: str, text: str) -> Span | None:
    """The first place of the words in a text, in code points; None if they do not stand there. Spacing and line breaks
    may differ, and marks around the whole do not count."""
    wanted = words.strip().strip(_QUOTES).split()
    if not wanted:
        return None
    found = re.search(r"\s+".join(re.escape(word) for word in wanted), text)
    return found.span() if found else None


def places_in(copy: EvidenceCopy, text: str, uses: Iterable[EvidenceUse]) -> list[UsePlace]:
    """Store where the words of these uses stand in the copy; nothing for a copy without text. Their event is the
    caller's."""
    if not text:
        return []
    now = timezone.now()
    told = [use for use in uses if use.words.strip()]
    return [
        UsePlace.objects.create(use=use, copy=copy, span=find_words(use.words, text), created_at=now) for use in told
    ]


def latest_text(evidence_id: UUID) -> tuple[EvidenceCopy, str] | None:
    """The newest copy of an item that has a text, with it."""
    contents = CopyContents.objects.filter(copy__evidence=evidence_id).exclude(text="")
    newest = contents.select_related("copy").defer("raw").order_by("-copy__number").first()
    return (newest.copy, newest.text) if newest else None
