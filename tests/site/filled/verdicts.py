"""Verdicts of every kind, on evidence of one origin and of several, by one person and by two."""

from __future__ import annotations

from datetime import date

from audit.ledger.models import Actor
from audit.models import Assertion, Claim, Evidence
from audit.services.decisions import current_decision, publish
from audit.services.evidence import EvidenceDraft, UseDraft, archive, archiving_of, attach_evidence
from audit.services.evidence.provenance import propose_origin
from audit.services.findings import add_finding
from audit.services.personal import save_draft
from audit.services.queue import assign_claims
from audit.services.triage import triage_claims
from tests import factories
from tests.articles.feeds import web_page
from tests.site.filled.desk import SERIES, Desk, claims_of, record, search, short_article


def judge(desk: Desk) -> None:
    """Verdicts of each kind on the council's article, some of them published."""
    claims = claims_of("The Harrowmere Courier")
    article = claims[0].revision.article
    triage_claims(claims=claims[:9], triage="selected", reason="checkable", actor=desk.reviewer)
    minutes = record("Recording of the council meeting of 21 February", "Hour seven.", kind="recording")
    for claim, value in zip(claims, ("exact", "faithful_edit", "altered", "exact", "exact"), strict=False):
        stance = "contradicts" if value == "altered" else "supports"
        use = UseDraft(minutes.evidence, stance=stance, independent="yes", words="Heard on the recording.")
        factories.review(claim, value, desk.reviewer, evidence=[use], rationale="Compared with the recording.")
    accounts = record("Statement of accounts 2022/23, page 41", "Boilers: replacement, 2.3 million.", kind="document")
    answers = (
        (claims[0], "not_checkable", [], {"tags": ["opinion"]}),
        (claims[1], "corroborated", [accounts], {"rationale": "The accounts give the same sum."}),
        (claims[3], "disputed", [record("Letter of 14 November", "We ask for a meeting.", "contradicts")], {}),
        (claims[4], "insufficient_evidence", [search("Council archive", "Blue Lantern offer")], {}),
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
    _note_pages(desk, "article", claims[3])


def _note_pages(desk: Desk, name: str, claim: Claim) -> None:
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


def weigh(desk: Desk) -> None:
    """A verdict on evidence of several origins: a wire report and its copies, an act, the speaker's own side."""
    claims = claims_of("Northern Dispatch")
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
        claim, "exact", desk.reviewer, evidence=[record("Statement of Karst Metals", claim.quote, kind="document")]
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


def judge_twice(desk: Desk) -> None:
    """Articles that two people have judged openly, so that there is agreement to measure."""
    for number, (headline, outlet, said) in enumerate(SERIES):
        for place, claim in enumerate(short_article(headline, outlet, said, date(2024, 3, 5 + number))):
            first = ("exact", "faithful_edit", "truncated")[place]
            _attribute(claim, first, desk.reviewer)
            _attribute(claim, "altered" if (number, place) in {(0, 1), (2, 2)} else first, desk.second)
            part, doubted = claim.assertions.get(), place == 1
            _corroborate(part, "disputed" if doubted else "corroborated", desk.reviewer)
            if number:
                disputed = "refuted" if number == 2 else "disputed"
                _corroborate(part, disputed if doubted else "corroborated", desk.second)


def _attribute(claim: Claim, value: str, by: Actor) -> None:
    stance = "contradicts" if value in ("altered", "truncated") else "supports"
    tape = record("Recording of the interview", claim.quote, stance, kind="recording")
    factories.review(claim, value, by, evidence=[tape])


def _corroborate(part: Assertion, value: str, by: Actor) -> None:
    stance = "supports" if value == "corroborated" else "contradicts"
    report = record("Annual report 2023", "What the figures say.", stance)
    factories.review(part, value, by, evidence=[report])
