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


_COMPANIES_TOO = frozenset(
    {"owner", "sponsor", "publisher", "operator", "supplier", "partner", "backer", "rival", "retailer", "broker"}
    | {"developer", "insurer", "producer", "broadcaster", "contractor", "affiliate", "seller", "brewer", "employer"}
    | {"opponent", "member", "guide", "host", "defendant", "plaintiff", "donor", "asylum-seeker"}
)  # what a firm or a club can be as well
_SCIENCES = ("ologist", "ographer", "iatrist", "onomist", "metrician", "statistician")
_SHORTEST = 9  # letters of the shortest word that an ending may tell


@cache
def office_of(title: str) -> str:
    """A title written out, "sen." -> "senator"; empty for forms of address."""
    return pairs("titles").get(title, "").partition("[")[0].strip()


@cache
def is_role_noun(lower: str) -> bool:
    """Whether a lower-case word names a role; plurals and compounds with a hyphen count."""
    roles = entries("roles")
    stems = {lower, lower.split("-")[-1], lower.removesuffix("s")}
    if lower.endswith("men"):
        stems.add(lower.removesuffix("men") + "man")
    science = lower.removesuffix("s").endswith(_SCIENCES) and len(lower) > _SHORTEST
    return science or any(stem in roles for stem in stems) or bool(office_of(lower))


def is_person_noun(lower: str) -> bool:
    """Whether a lower-case word names a role that only a person has, one at a time."""
    plural = lower.endswith("s") and lower not in entries("roles")
    return is_role_noun(lower) and not plural and lower not in _COMPANIES_TOO


@cache
def title_genders() -> dict[str, str]:
    """Titles -> m, f or nothing."""
    return {key: value[-2] if value.endswith(("[m]", "[f]")) else "" for key, value in pairs("titles").items()}
