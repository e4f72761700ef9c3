"""A desk at work: `python -m tests.site.filled` adds audits, verdicts, evidence and all else to a site with the demo.

Prints as JSON the address of one of each kind of page, for walks through the site and for the README's pictures.
"""

from __future__ import annotations

import copy
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "audit.config.settings")
    django.setup()

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction

from articles.models import Article, Revision
from articles.services import FoundFeed, refresh_feed
from articles.services.uploads import run_uploaded, upload_import
from audit.codebook import default_definitions
from audit.ledger.models import Actor
from audit.ledger.services import actor_for
from audit.models import Audit, Claim, Evidence, Finding, Reveal
from audit.permissions import Role
from audit.services.audits import add_articles, add_audit, finish_units, set_member
from audit.services.decisions import current_decision, publish
from audit.services.evidence import EvidenceDraft, UseDraft, archive, archiving_of, attach_evidence
from audit.services.evidence.provenance import propose_origin
from audit.services.findings import add_finding
from audit.services.ownership import add_organization, add_ownership, place_organization
from audit.services.personal import save_draft
from audit.services.queue import assign_claims
from audit.services.reviews import adjudicate, basis, current_rubric
from audit.services.rubrics import add_rubric
from audit.services.source_codes import Answer, settle_codes
from audit.services.speakers import add_speaker, link_source
from audit.services.triage import triage_claim, triage_claims
from tests import factories
from tests.articles.feeds import FEED, read_here, web, web_page

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


def main() -> None:
    """Fill the site; once is enough."""
    call_command("extract", all=True, stdout=sys.stderr)
    reviewer, editor = (actor_for(User.objects.get(username=f"demo-{role}")) for role in ("reviewer", "editor"))
    desk = Desk(reviewer, editor, factories.actor("ida-vestergaard"), factories.actor("tobias-lund"))
    with transaction.atomic():  # all of it or nothing, and quicker
        for step in (_judge, _weigh, _series, _audits, _revise, _feeds, _imports, _codebook, _people):
            step(desk)
    sys.stdout.write(json.dumps(desk.pages))


def _claims(outlet: str) -> list[Claim]:
    claims = Claim.objects.active().in_order().with_source().filter(revision__article__outlet__name=outlet)
    return list(claims.select_related("revision__article"))


def _record(title: str, words: str, stance: str = "supports", **more: str) -> UseDraft:
    draft = EvidenceDraft(kind=more.pop("kind", "transcript"), title=title, words=words, **more)  # type: ignore[arg-type]
    return UseDraft(draft, stance=stance, independent="yes")


def _search(place: str, query: str) -> UseDraft:
    return UseDraft(EvidenceDraft(kind="search", place=place, query=query, date=date(2024, 3, 4)), stance="context")


def _judge(desk: Desk) -> None:
    """Verdicts of each kind on the council's article, some of them published."""
    claims = _claims("The Harrowmere Courier")
    article = claims[0].revision.article
    triage_claims(claims=claims[:9], triage="selected", reason="checkable", actor=desk.reviewer)
    minutes = _record("Recording of the council meeting of 21 February", "Hour seven.", kind="recording")
    for claim, value in zip(claims, ("exact", "faithful_edit", "altered", "exact", "exact"), strict=False):
        stance = "contradicts" if value == "altered" else "supports"
        use = UseDraft(minutes.evidence, stance=stance, independent="yes", words="Heard on the recording.")
        factories.review(claim, value, desk.reviewer, evidence=[use], rationale="Compared with the recording.")
    accounts = _record("Statement of accounts 2022/23, page 41", "Boilers: replacement, 2.3 million.", kind="document")
    answers = (
        (claims[0], "not_checkable", [], {"tags": ["opinion"]}),
        (claims[1], "corroborated", [accounts], {"rationale": "The accounts give the same sum."}),
        (claims[3], "disputed", [_record("Letter of 14 November", "We ask for a meeting.", "contradicts")], {}),
        (claims[4], "insufficient_evidence", [_search("Council archive", "Blue Lantern offer")], {}),
    )
    for claim, value, uses, more in answers:
        factories.review(claim.assertions.get(), value, desk.reviewer, evidence=uses, **more)
    for claim in claims[:2]:
        decision = current_decision(claim, None)
        assert decision
        publish(decision=decision, state="published", actor=desk.editor)
    assign_claims(claims=claims[5:8], to=desk.reviewer, by=desk.editor)
    user = desk.reviewer.user
    assert user
    fields = [("value", "exact"), ("rationale", "On the recording")]
    save_draft(user=user, article=article, target=claims[5].pk, fields=fields)
    add_finding(article=article, code="no_reply", note="The four operators were not asked.", actor=desk.reviewer)
    _of_claim(desk, "article", claims[3])


def _of_claim(desk: Desk, name: str, claim: Claim) -> None:
    page = claim.revision.article.get_absolute_url()
    source, part = claim.source_id, claim.assertions.get().pk
    desk.pages |= {
        name: page,
        f"{name} with a claim": f"{page}?claim={claim.pk}&question=corroboration&assertion={part}",
        "claim": claim.get_absolute_url(),
        "claim corrected": f"/claims/{claim.pk}/edit/",
        "parts of a claim": f"/claims/{claim.pk}/parts/",
        "claim marked": f"{page}claims/add/",
        "source": f"/sources/{source}/edit/",
        "who a source is": f"/sources/{source}/speaker/",
        "history of a source": f"/sources/{source}/history/",
        "sources": f"{page}sources/",
        "history of an article": f"{page}history/",
        "which article": f"{page}edit/",
        "admin: review": f"/admin/audit/claim/{claim.pk}/review/corroboration/",
        "admin: claim": f"/admin/audit/claim/{claim.pk}/change/",
    }


def _weigh(desk: Desk) -> None:
    """A verdict on evidence of several origins: a wire report and its copies, an act, the speaker's own side."""
    claims = _claims("Northern Dispatch")
    claim = next(each for each in claims if "inspections" in each.quote)
    wire = attach_evidence(
        draft=EvidenceDraft(
            kind="page",
            title="Dam passed in March, says Karst",
            publisher="Union Press",
            url="https://wire.example/dam",
        ),
        actor=desk.reviewer,
    )
    archive(archiving_of(str(wire.archivings.get().pk)), fetch=web_page)
    copies = [
        EvidenceDraft(
            kind="page",
            title=f"Mine owner points to inspection, {paper}",
            publisher=paper,
            derived_from=wire,
            url=f"https://{host}.example/dam",
        )
        for paper, host in (("Tarn Tidende", "tarn"), ("Vestmark Today", "vestmark"))
    ]
    log = EvidenceDraft(
        kind="act",
        title="Inspection log of the Mining Inspectorate, 12 March",
        publisher="Mining Inspectorate",
        words="Desk review from photographs; no visit.",
        date=date(2019, 3, 12),
    )
    own = EvidenceDraft(
        kind="document", title="Safety brochure of Karst Metals", publisher="Karst Metals", words="Our dams pass."
    )
    uses = [UseDraft(copy_, "supports", "yes") for copy_ in copies]
    uses += [UseDraft(wire, "supports", "yes", words="The fares will rise by four per cent.")]
    uses += [UseDraft(log, "supports", "yes", words="Desk review from photographs", locator="entry 7")]
    uses += [UseDraft(own, "supports", "yes", why="The brochure prints the inspector's stamp.")]
    part = claim.assertions.get()
    factories.review(
        claim, "exact", desk.reviewer, evidence=[_record("Statement of Karst Metals", claim.quote, kind="document")]
    )
    factories.review(
        part, "corroborated", desk.reviewer, evidence=uses, rationale="The log shows that there was one, on paper."
    )
    decision = current_decision(claim, part)
    assert decision
    publish(decision=decision, state="published", actor=desk.editor)
    item = Evidence.objects.get(title__startswith="Safety brochure")
    propose_origin(item=item, origin=claim.revision.article, likeness=0.83, actor=desk.reviewer)
    desk.pages |= {
        "claim with origins": claim.get_absolute_url(),
        "evidence": wire.get_absolute_url(),
        "evidence with a proposal": item.get_absolute_url(),
        "copy": f"{wire.get_absolute_url()}copies/1/",
    }


def _series(desk: Desk) -> None:
    """Articles that two people have judged openly, so that there is agreement to measure."""
    for number, (headline, outlet, said) in enumerate(SERIES):
        claims = _short_article(headline, outlet, said, date(2024, 3, 5 + number))
        for place, claim in enumerate(claims):
            record = _record("Recording of the interview", claim.quote, kind="recording")
            differs = _record("Recording of the interview", "Other words are heard.", "contradicts", kind="recording")
            second = ("altered", differs) if (number, place) in {(0, 1), (2, 2)} else ("exact", record)
            factories.review(claim, "exact", desk.reviewer, evidence=[record])
            factories.review(claim, second[0], desk.second, evidence=[second[1]])
            part, doubted = claim.assertions.get(), place == 1
            against = _record("Annual report 2023", "The figures say otherwise.", "contradicts")
            stands = _record("Annual report 2023", "As the report has it.")
            factories.review(
                part,
                "disputed" if doubted else "corroborated",
                desk.reviewer,
                evidence=[against if doubted else stands],
            )
            if number:
                factories.review(
                    part,
                    "refuted" if doubted and number == 2 else "disputed" if doubted else "corroborated",
                    desk.second,
                    evidence=[against if doubted else stands],
                )


def _short_article(headline: str, outlet: str, said: Sequence[Said], day: date) -> list[Claim]:
    text = "\n\n".join([headline, *(f"“{quote},” said {who}, {role} at {body}." for quote, who, role, body in said)])
    article = factories.article(text, outlet_name=outlet, published=day)
    return list(factories.run(article, said).claims.in_order().with_source().select_related("revision__article"))


def _audits(desk: Desk) -> None:
    """A blind audit with answers, an open disagreement and one decided; another that has only begun."""
    said = (
        ("The bridge was inspected twice a year", "Noor Abbasi", "director", "Roads Agency"),
        ("No inspector has been here since the flood", "Piet Vos", "warden", "Vale Parish"),
        ("Forty lorries cross it in an hour", "Wilma Stroud", "haulier", "Hauliers' Union"),
    )
    claims = _short_article("Bridge over the Tarn closed to lorries", "Northern Dispatch", said, date(2024, 4, 2))
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
        _record("Recording, part one", "As printed.", kind="recording"),
        _record("Recording, part two", "Once a year.", "contradicts", kind="recording"),
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
    use = _record("Recording, part two", "Once a year.", "contradicts", kind="recording")
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


def _revise(desk: Desk) -> None:
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


def _feeds(desk: Desk) -> None:
    from tests.articles.feeds import subscribed

    good = subscribed("The Skerry Gazette", FoundFeed(FEED, "The Skerry Gazette: all news"))
    refresh_feed(good, fetch=web("a", "b").fetch, read=read_here)
    broken = subscribed("Kestrel Evening News", FoundFeed("https://kestrel.example/rss", "Kestrel Evening News"))
    refresh_feed(broken, fetch=web().fetch, read=read_here)
    desk.pages |= {"feed": good.get_absolute_url(), "feed that fails": broken.get_absolute_url()}


def _imports(desk: Desk) -> None:
    rows = [
        {
            "outlet": "The Skerry Gazette",
            "text": f"Ice in the harbour, day {day}\n\n“The ice is thin,” said Ole Brekke.",
            "source": f"archive/{day}",
        }
        for day in (1, 2)
    ]
    raw = "\n".join(
        [*map(json.dumps, rows), json.dumps({"source": "archive/3", "text": ""}), "no record at all"]
    ).encode()
    made = upload_import(
        name="skerry-archive.jsonl", chunks=lambda: [raw], outlet="", way=Revision.Way.FILE, actor=desk.editor
    )
    run_uploaded(made)
    desk.pages["import"] = made.get_absolute_url()


def _codebook(desk: Desk) -> None:
    definitions = copy.deepcopy(default_definitions())
    first = definitions["corroboration"]["values"][0]
    first["needs"] = "two_origins_support"
    first["definition"] = "Independent evidence of two origins confirms every material part; none contradicts."
    add_rubric(definitions=definitions, based_on=1, note="Two origins from now on.", actor=desk.editor)


def _people(desk: Desk) -> None:
    """Speakers known across articles, owners, codes of sources, accounts."""
    claim = _claims("The Skerry Gazette")[0]
    sources = [each.source for each in (claim, _claims("Northern Dispatch")[1], _claims("Kestrel Evening News")[0])]
    for source in sources:
        assert source
        if source.kind != "unnamed":
            speaker = add_speaker(name=source.name, kind=source.kind, actor=desk.reviewer)
            link_source(source=source, speaker=speaker, actor=desk.reviewer)
            desk.pages["speaker"] = speaker.get_absolute_url()
    holding = add_organization(name="Skerry Media Holding", actor=desk.editor)
    add_ownership(
        outlet=claim.revision.article.outlet,
        organization=holding,
        actor=desk.editor,
        since=date(2015, 1, 1),
        stated_in="Company register",
    )
    board = add_organization(name="Mining Inspectorate", actor=desk.editor)
    place_organization(
        organization=board, parent=add_organization(name="Ministry of Mines", actor=desk.editor), actor=desk.editor
    )
    coded = _claims("The Harrowmere Courier")[0].source
    assert coded
    settle_codes(
        source=coded, answers={"position": Answer("party"), "identification": Answer("named")}, actor=desk.reviewer
    )
    closed = factories.person("rune-aldous", Role.CONTRIBUTOR)
    desk.pages["account"] = f"/people/{closed.pk}/"
    assert Finding.objects.filter(state=Finding.State.PROPOSED).exists()


if __name__ == "__main__":
    main()
