"""Reads news articles: who says what, in which words, and for whom. No Django, no network, no state."""

from audit.extraction.parsing.parse import DEFAULT_MODEL
from audit.extraction.pipeline import ENGINE_NAME, ENGINE_VERSION, extract, extract_many
from audit.extraction.types import Affiliation, ExtractedClaim, ExtractedSource, Extraction, Span

__all__ = [
    "DEFAULT_MODEL",
    "ENGINE_NAME",
    "ENGINE_VERSION",
    "Affiliation",
    "ExtractedClaim",
    "ExtractedSource",
    "Extraction",
    "Span",
    "extract",
    "extract_many",
]
