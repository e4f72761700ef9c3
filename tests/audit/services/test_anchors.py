"""Claims carried from one revision of an article into the next, and the findings that come of it."""

from __future__ import annotations

import pytest

from articles.ingest.plain import read_text
from articles.models import Article, Revision
from articles.services import RawSource, add_revision
from audit.ledger.verification import verify
from audit.models import Anchor, Claim, Finding
from audit.reports.verdicts import is_on_its_page, number_of, on_the_page
from audit.services.defaults import the_machine
from audit.services.triage import dismiss_claim
from tests import factories

pytestmark = pytest.mark.django_db

RUIZ, HALE, TEXT = factories.RUIZ, factories.HALE, factories.TEXT
FEE = ("The fares will rise by nine per cent", "Ana Ruiz", "planner", "Harbour Board")


def shown(article: Article) -> list[str]:
    assert article.current_revision
    return [claim.quote for claim in on_the_page(article.current_revision).in_order_there()]


@pytest.fixture
def article() -> Article:
    article = factories.article()
    factories.run(article)
    return article


def test_unchanged_words_keep_their_claims_and_their_verdicts(article: Article) -> None:
    claim = Claim.objects.get(quote=RUIZ[0])
    decision = factories.decision(claim.assertions.get())
    run = factories.revised(article, TEXT.replace("\n\n", "\n\nIt rained all day.\n\n", 1), [RUIZ, HALE])
    assert run.claims.count() == 0
    anchor = Anchor.objects.get(claim=claim)
    text = anchor.revision.body.text
    assert anchor.status == Anchor.Status.UNCHANGED
    assert text[anchor.content[0][0] : anchor.content[0][1]] == claim.quote
    assert shown(article) == [RUIZ[0], HALE[0]]
    assert not decision.is_stale()
    assert Finding.objects.count() == 0


def test_a_claim_placed_later_in_the_text_takes_its_place_there(article: Article) -> None:
    head, ruiz, hale = TEXT.strip().split("\n\n")
    factories.revised(article, f"{head}\n\n{hale}\n\n{ruiz}\n", [RUIZ, HALE])
    assert shown(article) == [HALE[0], RUIZ[0]]
    claim = Claim.objects.get(quote=RUIZ[0])
    assert is_on_its_page(claim)
    assert number_of(claim) == 2


def test_reworded_quotation_is_a_new_claim_and_a_proposed_finding(article: Article) -> None:
    old = Claim.objects.get(quote=RUIZ[0])
    run = factories.revised(article, TEXT.replace("four per cent", "nine per cent"), [FEE, HALE])
    new = run.claims.get()
    finding = Finding.objects.get()
    assert (finding.claim, finding.successor, finding.edit) == (old, new, Finding.Edit.REWORDED)
    assert finding.state == Finding.State.PROPOSED
    assert finding.has_notice is False
    assert shown(article) == [FEE[0], HALE[0]]
    assert not is_on_its_page(old)


def test_words_given_to_another_are_a_finding(article: Article) -> None:
    changed = TEXT.replace("Ana Ruiz, a planner at the Harbour Board", "Tom Hale of the Island Union")
    run = factories.revised(article, changed, [(RUIZ[0], *HALE[1:]), HALE])
    finding = Finding.objects.get()
    assert finding.edit == Finding.Edit.REATTRIBUTED
    assert finding.claim.source.name == "Ana Ruiz"
    assert finding.successor == run.claims.get()
    assert finding.successor.source.name == "Tom Hale"


def test_a_notice_of_correction_is_told_with_the_finding(article: Article) -> None:
    text = (
        TEXT.replace("four per", "nine per") + "\nCorrection: an earlier version of this article gave a wrong figure.\n"
    )
    factories.revised(article, text, [FEE, HALE])
    assert Finding.objects.get().has_notice is True


def test_a_quotation_taken_out_is_gone_and_no_finding(article: Article) -> None:
    factories.revised(article, TEXT.split("\n\n“Nobody")[0], [RUIZ])
    assert Anchor.objects.get(claim__quote=HALE[0]).status == Anchor.Status.GONE
    assert shown(article) == [RUIZ[0]]
    assert Finding.objects.count() == 0


def test_a_dismissed_claim_stays_dismissed_in_the_next_revision(article: Article) -> None:
    claim = Claim.objects.get(quote=HALE[0])
    dismiss_claim(claim=claim, actor=factories.actor())
    factories.revised(article, TEXT.replace("said Tom", "said Mr Tom"), [RUIZ, HALE])
    assert Claim.objects.filter(quote=HALE[0]).get() == claim


def test_claims_are_carried_over_several_revisions(article: Article) -> None:
    first = set(Claim.objects.values_list("pk", flat=True))
    factories.revised(article, TEXT + "\nIt rained.\n", [RUIZ, HALE])
    factories.revised(article, TEXT + "\nIt snowed.\n", [RUIZ, HALE])
    assert set(Claim.objects.values_list("pk", flat=True)) == first
    assert shown(article) == [RUIZ[0], HALE[0]]
    assert Anchor.objects.count() == 4


def test_a_quotation_that_comes_back_is_found_anew(article: Article) -> None:
    factories.revised(article, TEXT.split("\n\n“Nobody")[0], [RUIZ])
    run = factories.revised(article, TEXT, [RUIZ, HALE])
    assert [claim.quote for claim in run.claims.all()] == [HALE[0]]
    assert shown(article) == [RUIZ[0], HALE[0]]


def test_the_same_words_again_are_no_revision(article: Article) -> None:
    raw = RawSource(TEXT.encode(), "text/plain")
    assert not add_revision(
        article=article, draft=read_text(TEXT), source=raw, way=Revision.Way.PASTE, actor=the_machine()
    )
    assert article.revisions.count() == 1


def test_the_ledger_knows_anchors_and_findings(article: Article) -> None:
    factories.revised(article, TEXT.replace("four per cent", "nine per cent"), [FEE, HALE])
    assert verify() == []
