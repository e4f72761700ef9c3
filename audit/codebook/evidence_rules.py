"""What evidence a value needs. Each rule looks at the uses given with a review and says what is lacking."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

RECORDS = frozenset({"recording", "transcript", "document", "post", "confirmation"})
PRIMARY = RECORDS | {"dataset", "act"}


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One use of evidence as the rules see it. `origin` names what the evidence goes back to; `is_relayed`: it came by
    way of a report, so that it is no primary record whatever it calls itself."""

    kind: str
    stance: str
    independent: str
    origin: str
    is_relayed: bool = False

    @property
    def is_record(self) -> bool:
        """Whether it shows by itself what was said."""
        return self.kind in RECORDS and not self.is_relayed


@dataclass(frozen=True, slots=True)
class Need:
    """A rule: what it asks for, in words that complete “It needs ...”, and whether the items satisfy it.

    `stance`: what an item that satisfies it says of the claim, empty where that is for the reviewer to tell.
    """

    words: str
    holds: Callable[[Sequence[EvidenceItem]], bool]
    stance: str = ""


def origins(items: Iterable[EvidenceItem]) -> int:
    """How many distinct origins stand behind the items: ten reports of one agency line are one."""
    return len({item.origin for item in items})


def _supports(items: Sequence[EvidenceItem]) -> list[EvidenceItem]:
    return [item for item in items if item.stance == "supports"]


def _against(items: Sequence[EvidenceItem]) -> list[EvidenceItem]:
    return [item for item in items if item.stance == "contradicts"]


def _independent(items: Sequence[EvidenceItem]) -> list[EvidenceItem]:
    return [item for item in items if item.independent == "yes" and item.kind not in {"denial", "search", "claimant"}]


def _shows(items: Iterable[EvidenceItem]) -> bool:
    """Whether anything here shows more than that somebody looked, or says no."""
    return any(item.kind not in {"denial", "search"} for item in items)


def _conclusive(items: Sequence[EvidenceItem]) -> bool:
    against = _independent(_against(items))
    return any(item.kind in PRIMARY and not item.is_relayed for item in against) or origins(against) >= 2


NEEDS: dict[str, Need] = {
    "nothing": Need("no evidence", lambda items: True),
    "anything": Need(
        "at least one report that tells of it", lambda items: any(item.kind != "search" for item in items)
    ),
    "search": Need(
        "a logged search: where, what was asked, and the date",
        lambda items: any(i.kind == "search" for i in items),
        "context",
    ),
    "denial": Need("the speaker's denial", lambda items: any(item.kind == "denial" for item in items), "contradicts"),
    "contradiction": Need(
        "evidence that contradicts it; a bare denial or a search that found nothing does not do",
        lambda items: _shows(_against(items)),
        "contradicts",
    ),
    "record_supports": Need(
        "a primary record that supports it (recording, transcript, document, post or the speaker's own confirmation); "
        "another outlet's copy does not suffice",
        lambda items: any(item.is_record for item in _supports(items)),
        "supports",
    ),
    "record_differs": Need(
        "a primary record that contradicts it or gives the context (recording, transcript, document, post or the "
        "speaker's own confirmation)",
        lambda items: any(i.is_record and i.stance in {"contradicts", "context"} for i in items),
        "contradicts",
    ),
    "independent_support": Need(
        "at least one independent use of evidence that supports it",
        lambda items: bool(_independent(_supports(items))),
        "supports",
    ),
    "two_origins_support": Need(
        "independent support from two distinct origins",
        lambda items: origins(_independent(_supports(items))) >= 2,
        "supports",
    ),
    "independent_contradiction": Need(
        "at least one independent use of evidence that contradicts it; a bare denial does not do",
        lambda items: bool(_independent(_against(items))),
        "contradicts",
    ),
    "context_or_contradiction": Need(
        "evidence that contradicts it or gives the missing context; a bare denial does not do",
        lambda items: _shows(item for item in items if item.stance in {"contradicts", "context"}),
    ),
    "conclusive_contradiction": Need(
        "an independent primary record against it, or two independent origins against it",
        _conclusive,
        "contradicts",
    ),
}


def lacking(need: str, items: Sequence[EvidenceItem]) -> str | None:
    """What is lacking, as a phrase that completes “It needs ...”, or None when the rule is satisfied."""
    rule = NEEDS[need]
    return None if rule.holds(items) else rule.words
