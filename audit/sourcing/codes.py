"""The codes of a source with their values, as the codebook has them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """What is asked of a source, or of one claim of it."""

    IDENTIFICATION = "identification"
    ANONYMITY = "anonymity"
    POSITION = "position"
    PARTY = "party"
    BASIS = "basis"
    CHANNEL = "channel"
    RELAY = "relay"
    LANGUAGE = "language"
    ATTRIBUTION_BASIS = "attribution_basis"


@dataclass(frozen=True, slots=True)
class CodeDefinition:
    """One code. `values` are (value, label) in order; `by_claim`: its answer may differ from claim to claim;
    `with_words`: values that need the words they rest on."""

    code: Code
    label: str
    values: tuple[tuple[str, str], ...]
    by_claim: bool = False
    with_words: tuple[str, ...] = ()


def _values(*labels: str) -> tuple[tuple[str, str], ...]:
    return tuple((label.replace(" ", "_").replace(",", ""), label) for label in labels)


CODES: dict[Code, CodeDefinition] = {
    definition.code: definition
    for definition in (
        CodeDefinition(
            Code.IDENTIFICATION,
            "Identification",
            _values(
                "named", "role only", "described", "bare", "collective",
                "organization", "document", "data", "outlet itself", "none",
            ),
        ),
        CodeDefinition(Code.ANONYMITY, "Reason for anonymity", _values("stated", "none"), with_words=("stated",)),
        CodeDefinition(
            Code.POSITION,
            "Position",
            (
                ("state", "state or military"),
                *_values("party", "armed group", "company", "expert", "civil society"),
                *_values("witness", "affected person", "media", "unknown"),
            ),
        ),
        CodeDefinition(
            Code.PARTY,
            "Party to the matter",
            (("party_or_ally", "party or ally"), *_values("opponent", "uninvolved", "unknown")),
        ),
        CodeDefinition(
            Code.BASIS,
            "Basis of knowledge",
            (("first_hand", "saw or did"), *_values("own records", "told by another", "analysis", "not stated")),
        ),
        CodeDefinition(
            Code.CHANNEL,
            "Channel",
            _values(
                "told this outlet", "told a sister outlet", "briefing", "statement", "post",
                "broadcast", "document", "agency copy", "other media", "not stated",
            ),
            by_claim=True,
        ),
        CodeDefinition(
            Code.RELAY,
            "Relay",
            (("direct", "nobody in between"), ("chain", "a chain: each link in its words, in order")),
            by_claim=True,
            with_words=("chain",),
        ),
        CodeDefinition(
            Code.LANGUAGE,
            "Language",
            (
                ("original", "original"),
                ("translated_by_outlet", "translated by the outlet"),
                ("translated_by_agency", "translated by an agency"),
                ("translated", "translated, by whom is unknown"),
            ),
        ),
        CodeDefinition(
            Code.ATTRIBUTION_BASIS,
            "Attribution stands",
            (
                ("sentence", "in the sentence"),
                ("paragraph", "in the paragraph"),
                ("neighbour", "in a neighbouring paragraph"),
                ("pronoun", "by pronoun"),
                ("layout", "by layout"),
            ),
            by_claim=True,
        ),
    )
}  # fmt: skip


def label_of(code: str, value: str) -> str:
    """The words of a value."""
    return dict(CODES[Code(code)].values)[value]
