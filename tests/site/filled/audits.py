"""A blind audit with a disagreement, one that has only begun, and an article that changed in silence."""

from __future__ import annotations

from datetime import date

from articles.models import Article
from audit.ledger.models import Actor
from audit.models import Audit, Claim, Reveal
from audit.services.audits import add_articles, add_audit, finish_units, set_member
from audit.services.reviews import adjudicate, basis, current_rubric
from audit.services.triage import triage_claim
from tests import factories
from tests.site.filled.desk import SERIES, Desk, record, short_article


def add_audits(desk: Desk) -> None:
    """A blind audit with answers, an open disagreement and one decided; another that has only begun."""
    said = (
        ("The bridge was inspected twice a year", "Noor Abbasi", "director", "Roads Agency"),
        ("No inspector has been here since the flood", "Piet Vos", "warden", "Vale Parish"),
        ("Forty lorries cross it in an hour", "Wilma Stroud", "haulier", "Hauliers' Union"),
    )
    claims = short_article("Bridge over the Tarn closed to lorries", "Northern Dispatch", said, date(2024, 4, 2))
    audit = add_audit(
        name="Bridges and inspections, spring 2024",
        purpose="Whether officials are quoted as they spoke.",
        rubric=current_rubric(),
        actor=desk.editor,
        seed="spring",
    )
    for actor, part in ((desk.reviewer, "reviewer"), (desk.second, "reviewer"), (desk.third, "adjudicator")):
        set_member(audit=audit, member=actor, role=part, actor=desk.editor)
    place = add_articles(audit=audit, articles=[claims[0].revision.article], actor=desk.editor)[0]
    for claim in claims:
        triage_claim(claim=claim, triage="selected", reason="", actor=desk.editor)
    finish_units(place=place, actor=desk.editor)
    tape, other = (
        record("Recording, part one", "As printed.", kind="recording"),
        record("Recording, part two", "Once a year.", "contradicts", kind="recording"),
    )
    for claim in claims[:2]:
        factories.review(claim, "exact", desk.reviewer, evidence=[tape], rationale="Every word is on the recording.")
        factories.review(claim, "altered", desk.second, evidence=[other], rationale="The recording has “once a year”.")
    _decide(audit, claims[1], desk.editor)
    begun = add_audit(
        name="State broadcaster, sample of May",
        purpose="Attribution in foreign news.",
        rubric=current_rubric(),
        actor=desk.editor,
        mask_outlet=True,
    )
    set_member(audit=begun, member=desk.reviewer, role="reviewer", actor=desk.editor)
    add_articles(audit=begun, articles=list(Article.objects.filter(outlet__name="The Ledgerman")), actor=desk.editor)
    open_reveal = Reveal.objects.get(audit=audit, claim=claims[0])
    desk.pages |= {
        "audit": audit.get_absolute_url(),
        "audit begun": begun.get_absolute_url(),
        "queue of an audit": f"/queue/?audit={audit.pk}",
        "disagreement": f"/disagreements/{open_reveal.pk}/",
    }


def _decide(audit: Audit, claim: Claim, editor: Actor) -> None:
    claim.refresh_from_db()
    use = record("Recording, part two", "Once a year.", "contradicts", kind="recording")
    assert editor.user
    adjudicate(
        audit=audit,
        target=claim,
        value="altered",
        reviewer=editor,
        seen=claim.words_digest(),
        evidence=[use],
        based_on=basis(claim, None, editor.user),
        submission=claim.pk,
        rubric=audit.rubric.number,
        rationale="The second part settles it.",
    )


def revise(desk: Desk) -> None:
    """A second revision that rewords a quotation, gives another to somebody else, and admits to neither."""
    headline, outlet, said = SERIES[0]
    article = Article.objects.get(outlet__name=outlet, current_revision__headline=headline)
    now = (
        ("Every week of the delay cost the city nine thousand crowns", *said[0][1:]),
        (said[1][0], "Rosa Hartwell", "spokeswoman", "Kestrel Transit"),
        said[2],
    )
    text = "\n\n".join([headline, *(f"“{quote},” said {who}, {role} at {body}." for quote, who, role, body in now)])
    factories.revised(article, text, now)
    desk.pages["revisions compared"] = f"{article.get_absolute_url()}compare/"
