"""An article as a server sent it: a web page, or plain text where the server says so."""

from __future__ import annotations

from articles.ingest.html import read_page
from articles.ingest.plain import read_text
from articles.ingest.types import Draft, Reading


def read_fetched(raw: bytes, *, url: str | None, content_type: str | None, reading: str = Reading.ARTICLE) -> Draft:
    """The draft of what was fetched from `url`. Raises an IngestError for what is no article."""
    if (content_type or "").partition(";")[0].strip().lower() == "text/plain":
        return read_text(raw)
    return read_page(raw, url=url, content_type=content_type, reading=Reading(reading))
