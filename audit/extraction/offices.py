"""Single words for what somebody is: titles written out, nouns of roles."""

from __future__ import annotations

from functools import cache

from audit.extraction.lexicon import entries, pairs

LEGISLATORS = frozenset(
    [
        "senator",
        "representative",
        "congressman",
        "congresswoman",
        "delegate",
        "lawmaker",
        "assemblyman",
        "assemblywoman",
        "legislator",
    ]
)


@cache
def office_of(title: str) -> str:
    """A title written out, "sen." -> "senator"; empty for forms of address."""
    return pairs("titles").get(title, "").partition("[")[0].strip()


@cache
def is_role_noun(lower: str) -> bool:
    """Whether a lower-case word names a role; plurals and compounds with a hyphen count."""
    roles = entries("roles")
    stems = (lower, lower.split("-")[-1], lower.removesuffix("s"), lower.removesuffix("men") + "man")
    return any(stem in roles for stem in stems) or bool(office_of(lower))
