"""What a text shows of its sources: proposals for codes, with what they rest on; none where it shows nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from audit.sourcing.codes import Code

PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "him", "her", "them", "who"])
UNNAMED_BARE = frozenset(["source", "sources", "official", "officials", "insider", "insiders"])


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """One claim as the article gives it. `distance` is how far its mention stands from it: "sentence", "paragraph",
    "neighbour", or "" when there is none; `nearby` are the words of its paragraph outside the claim."""

    claim: str
    told_to: str
    rule: str
    mention: str
    nearby: str
    distance: str


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """One source as the article presents it; `kind` is the engine's, `around` the paragraphs of its mentions."""

    name: str
    kind: str
    role: str
    affiliations: tuple[str, ...]
    around: str
    outlet: str  # empty where it is withheld
    claims: tuple[ClaimFacts, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value for a code, with the words or the fact that it rests on; `claim` when it is of that claim alone."""

    code: Code
    value: str
    reason: str
    claim: str | None = None


def propose(source: SourceFacts) -> list[Proposal]:
    """What can be proposed of a source and of each of its claims."""
    return [*_of_source(source), *(p for claim in source.claims for p in _of_claim(claim, source))]


def _of_source(source: SourceFacts) -> Iterator[Proposal]:
    identification = _identification(source)
    yield identification
    if identification.value in ("role_only", "described", "bare"):
        found = _phrase(Code.ANONYMITY, source.around)
        yield found or Proposal(Code.ANONYMITY, "none", "no words near its mentions give one")
    described = " ".join((source.role, *source.affiliations, "" if identification.value == "named" else source.name))
    for code, words in ((Code.POSITION, described), (Code.BASIS, described), (Code.LANGUAGE, source.around)):
        if found := _phrase(code, words):
            yield found


def _identification(source: SourceFacts) -> Proposal:
    words = source.name.split()
    plain = [word.strip("“”\"'’").lower() for word in words]
    by_kind = {"organization": "organization", "document": "document", "group": "collective"}
    if source.kind in by_kind:
        return Proposal(Code.IDENTIFICATION, by_kind[source.kind], f"the engine read “{source.name}” as {source.kind}")
    if source.kind == "person" and any(word[:1].isupper() for word in words[-1:]):
        return Proposal(Code.IDENTIFICATION, "named", f"“{source.name}” is a name")
    if len(plain) <= 2 and plain[-1:] and plain[-1] in UNNAMED_BARE:
        return Proposal(Code.IDENTIFICATION, "bare", f"no more than “{source.name}” is said")
    if source.role or _phrase(Code.POSITION, source.name):
        return Proposal(Code.IDENTIFICATION, "role_only", f"“{source.name}” says what they are, not who")
    return Proposal(Code.IDENTIFICATION, "described", f"“{source.name}” describes without a name")


def _of_claim(claim: ClaimFacts, source: SourceFacts) -> Iterator[Proposal]:
    yield from _channel(claim, source.outlet)
    if relay := _phrase(Code.RELAY, claim.nearby):
        yield Proposal(Code.RELAY, "chain", relay.reason, claim.claim)
    if claim.rule.startswith("layout") or claim.rule in ("carry.signature", "carry.colon"):
        yield Proposal(Code.ATTRIBUTION_BASIS, "layout", f"found by the rule {claim.rule}", claim.claim)
    elif claim.mention.lower() in PRONOUNS:
        yield Proposal(Code.ATTRIBUTION_BASIS, "pronoun", f"“{claim.mention}” stands beside it", claim.claim)
    elif claim.distance:
        yield Proposal(Code.ATTRIBUTION_BASIS, claim.distance, f"“{claim.mention}” stands there", claim.claim)


def _channel(claim: ClaimFacts, outlet: str) -> Iterator[Proposal]:
    told = claim.told_to.strip()
    if told and _same_outlet(told, outlet):
        yield Proposal(Code.CHANNEL, "told_this_outlet", f"told “{told}”", claim.claim)
    elif found := _phrase(Code.CHANNEL, f"told {told} . {claim.nearby}" if told else claim.nearby):
        yield Proposal(Code.CHANNEL, found.value, found.reason, claim.claim)
    elif told and outlet:
        yield Proposal(Code.CHANNEL, "other_media", f"told “{told}”", claim.claim)


def _same_outlet(told: str, outlet: str) -> bool:
    names = [re.sub(r"^the\s+", "", name.casefold()) for name in (told, outlet)]
    return all(names) and (names[0] in names[1] or names[1] in names[0])


def _phrase(code: Code, words: str) -> Proposal | None:
    """The first value of the code whose phrases stand in the words."""
    for value, pattern in _phrases().get(code, ()):
        if found := pattern.search(words):
            return Proposal(code, value, f"“{found.group()}”")
    return None


@cache
def _phrases() -> dict[Code, tuple[tuple[str, re.Pattern[str]], ...]]:
    found: dict[Code, list[tuple[str, re.Pattern[str]]]] = {}
    for line in Path(__file__).with_name("phrases.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            head, _, phrases = line.partition(":")
            code, value = head.split()
            either = "|".join(re.escape(phrase.strip()) for phrase in phrases.split(","))
            found.setdefault(Code(code), []).append((value, re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)))
    return {code: tuple(values) for code, values in found.items()}
