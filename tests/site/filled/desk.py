"""What all steps share: the people at work, claims, evidence, and short articles of our own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from audit.ledger.models import Actor
from audit.models import Claim
from audit.services.evidence import EvidenceDraft, UseDraft
from tests import factories

Said = tuple[str, str, str, str]


SERIES: tuple[tuple[str, str, tuple[Said, ...]], ...] = (
    (
        "Tram line to the hospital opens two years late",
        "Kestrel Evening News",
        (
            (
                "Every day of the delay cost the city nine thousand crowns",
                "Petra Sandoval",
                "auditor",
                "City Audit Office",
            ),
            ("We have never had a safer line", "Milos Hartwell", "director", "Kestrel Transit"),
            ("Two of my neighbours sold their houses and left", "Ilse Brandauer", "baker", "Traders of Lime Street"),
        ),
    ),
    (
        "Herring quota halved after survey finds empty nets",
        "The Skerry Gazette",
        (
            (
                "The stock has fallen by two thirds since 2016",
                "Dr Nuala Kerrigan",
                "biologist",
                "Northern Sea Institute",
            ),
            ("Our boats see more herring than in any year I remember", "Anders Voll", "chairman", "Fishers' League"),
        ),
    ),
    (
        "School meals contract goes to the dearest bidder",
        "Kestrel Evening News",
        (
            ("Price was one of eleven criteria", "Joanna Prewitt", "spokeswoman", "Schools Department"),
            ("Nobody on the panel had ever run a kitchen", "Karim Osei", "councillor", "Green List"),
            ("My daughter eats the bread and leaves the rest", "Lotte Ferrand", "parent", "Parents of Mill Road"),
        ),
    ),
    (
        "Reservoir at its lowest level for forty years",
        "The Skerry Gazette",
        (
            ("There is water for eighty days", "Hamish Durrell", "engineer", "Skerry Water"),
            ("Half of what they pump is lost in the pipes", "Ruta Eskola", "hydrologist", "University of Kestrel"),
        ),
    ),
)


@dataclass
class Desk:
    """The people at work, and what was made so far: addresses by the name of their page."""

    reviewer: Actor
    editor: Actor
    second: Actor
    third: Actor
    pages: dict[str, str] = field(default_factory=dict)


def claims_of(outlet: str) -> list[Claim]:
    claims = Claim.objects.active().in_order().with_source().filter(revision__article__outlet__name=outlet)
    return list(claims.select_related("revision__article"))


def record(title: str, words: str, stance: str = "supports", **more: str) -> UseDraft:
    draft = EvidenceDraft(kind=more.pop("kind", "transcript"), title=title, words=words, **more)  # type: ignore[arg-type]
    return UseDraft(draft, stance=stance, independent="yes")


def search(place: str, query: str) -> UseDraft:
    return UseDraft(EvidenceDraft(kind="search", place=place, query=query, date=date(2024, 3, 4)), stance="context")


def short_article(headline: str, outlet: str, said: Sequence[Said], day: date) -> list[Claim]:
    text = "\n\n".join([headline, *(f"“{quote},” said {who}, {role} at {body}." for quote, who, role, body in said)])
    article = factories.article(text, outlet_name=outlet, published=day)
    return list(factories.run(article, said).claims.in_order().with_source().select_related("revision__article"))
