"""Every page of admin opens, shows what its reader may see, and changes nothing."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Article, ImportSkip, Revision
from articles.services import FoundFeed, refresh_feed, upload_import
from articles.services.hosts import turn
from articles.services.looks import note_look
from audit.admin.claims import ClaimAdmin
from audit.ledger.services import actor_for, seal
from audit.models import Claim, Decision, Draft, Evidence, OutletOwnership, Preference, Rubric, Speaker
from audit.permissions import Role
from audit.services.affiliations import add_affiliation
from audit.services.audits import add_articles, finish_sources
from audit.services.decisions import publish
from audit.services.evidence import EvidenceDraft, FileDraft, UseDraft, ask_for_copy, state_publisher
from audit.services.marking import ask_for_marking, hand_in_marks
from audit.services.merging_speakers import keep_apart
from audit.services.notifications import tell_assigned
from audit.services.ownership import add_organization, add_ownership
from audit.services.personal import choose_keys, save_draft
from audit.services.source_codes import Answer, settle_codes
from audit.services.speakers import add_speaker, link_source
from audit.services.triage import triage_claim
from tests import audits, factories
from tests.articles.feeds import FEED, read_here, subscribed, web

OURS = [model for model in apps.get_models() if model._meta.app_label in ("articles", "audit", "ledger")]
REGISTERED = [model for model in OURS if model in admin.site._registry]
EVIL = "<b>&amp;\"'"
SCAN = f"Scan {EVIL}"
TEXT = """Fares <b>& {{ x }} rise

“The <i>fares</i> & more,” said Ana <b>& Ruiz, a planner at the <script>alert(1)</script> Board.
"""
FOUND = ("The <i>fares</i> & more", "Ana <b>& Ruiz", "planner", "<script>alert(1)</script> Board")


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(model: type[Model], name: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


@pytest.fixture(scope="module")
def committed(module_database: None) -> Claim:
    """A row in every table."""
    return fill(factories.person("editor", Role.EDITOR))


@pytest.fixture
def filled(committed: Claim, db: None) -> Claim:
    return Claim.objects.get(pk=committed.pk)


@pytest.fixture
def editor(filled: Claim) -> User:
    return User.objects.get(username="editor")


def fill(editor: User) -> Claim:
    """A row in every table, with names that would break a page that does not escape them."""
    by = actor_for(editor)
    article = factories.article(TEXT, outlet_name=f"The {EVIL} Post")
    factories.run(article, [FOUND])
    claim = Claim.objects.get()
    assert claim.source is not None
    link_source(source=claim.source, speaker=add_speaker(name=EVIL, kind="person", actor=by), actor=by)
    file = FileDraft("<b>.pdf", "application/pdf", b"%PDF-1.7")
    item = EvidenceDraft(kind="document", title=f"Minutes {EVIL}", publisher=EVIL, file=file)
    use = UseDraft(item, "supports", "yes", words=EVIL, why=EVIL)
    scan = factories.file_use("document", b"The board met.", title=SCAN, url="https://post.example/a", words="board")
    factories.review(claim.assertions.get(), "corroborated", by, evidence=[use, scan], rationale=EVIL)
    publish(decision=Decision.objects.visible_to(editor).get(), state="published", actor=by, notice=EVIL)
    back_up(claim)
    note_look(article)
    follow_a_feed()
    seal()
    content = b'{"text": ""}\n'
    brought = upload_import(name="many.jsonl", chunks=lambda: [content], outlet="", way=Revision.Way.FILE, actor=by)
    ImportSkip.objects.create(of=brought, place="many.jsonl:1", kind=ImportSkip.Kind.REFUSED, reason=EVIL)
    return claim


def back_up(claim: Claim) -> None:
    """A row in every table about where evidence and outlets come from, what sources are, and claims taken in hand."""
    by = factories.actor()
    item = Evidence.objects.get(title=SCAN)
    ask_for_copy(evidence=item, actor=by)
    body = add_organization(name=f"{EVIL} Holding", actor=by)
    state_publisher(item=item, relation="published_by", organization=body, why=EVIL, actor=by)
    add_ownership(outlet=claim.revision.article.outlet, organization=body, actor=by, stated_in=EVIL)
    assert claim.source is not None
    ruiz = Speaker.objects.get()
    add_affiliation(speaker=ruiz, organization=f"{EVIL} Holding", role=EVIL, stated_in=EVIL, actor=by)
    keep_apart(one=ruiz, other=add_speaker(name=f"{EVIL} Ruiz", kind="person", actor=by), actor=by, why=EVIL)
    settle_codes(source=claim.source, answers={"position": Answer("expert")}, actor=by)
    triage_claim(claim=claim, triage="selected", actor=by, submission=uuid.uuid4())


def follow_a_feed() -> None:
    """A row in every table about feeds."""
    feed = subscribed(found=FoundFeed(FEED, EVIL))
    with turn("post.example"):
        refresh_feed(feed, fetch=web("a").fetch, read=read_here)


@pytest.fixture
def reworded(filled: Claim) -> None:
    """A later revision with other words: an anchor and a finding."""
    changed = FOUND[0].replace("more", "most")
    factories.revised(filled.revision.article, TEXT.replace(FOUND[0], changed), [(changed, *FOUND[1:])])
    desk = audits.blind()
    for user, value in ((desk.first, "exact"), (desk.second, "faithful_edit")):
        factories.review(desk.claim, value, actor_for(user))
        finish_sources(place=desk.place, actor=actor_for(user))
    by = actor_for(desk.lead)
    place = add_articles(audit=desk.audit, articles=[filled.revision.article], actor=by)[0]
    ask_for_marking(place=place, actor=by)
    for user in (desk.first, desk.second):
        hand_in_marks(place=place, marks=[], actor=actor_for(user))


@pytest.fixture
def as_admin(filled: Claim) -> Client:
    chief = factories.person("chief", Role.ADMIN)
    tell_assigned(actor=actor_for(chief), audit=None, count=1)
    article = filled.revision.article
    save_draft(user=chief, article=article, target=filled.pk, fields=[("rationale", EVIL)])
    choose_keys(user=chief, shortcuts=True, by_act={"next": "<"})
    return browser(chief)


def test_every_model_is_registered() -> None:
    assert set(OURS) == set(REGISTERED)


@pytest.mark.walk
@pytest.mark.usefixtures("reworded")
def test_list_and_page_of_every_model_open(as_admin: Client) -> None:
    for model in REGISTERED:
        row = model._default_manager.first()
        assert row is not None, model
        addresses = page(model, "changelist"), page(model, "change", row.pk), page(model, "history", row.pk)
        for address in addresses:
            shown = as_admin.get(address)
            assert shown.status_code == 200, address
            body = shown.content.decode()
            assert not re.search("<script>alert|<b>&|<i>fares", body), address


def test_every_search_finds_nothing_without_complaint(as_admin: Client) -> None:
    searched = [model for model in REGISTERED if admin.site._registry[model].search_fields]
    assert len(searched) > 10
    for model in searched:
        assert as_admin.get(page(model, "changelist"), {"q": "no such words"}).status_code == 200, model


# What adding says to somebody who fills in nothing right: a form of ours; where a claim is marked, the articles first.
ADDED_BY_A_SERVICE = {Article: (200, 422), OutletOwnership: (200, 422), Claim: (302, 302)}


@pytest.mark.walk
def test_nothing_is_added_changed_or_deleted(as_admin: Client) -> None:
    for model in REGISTERED:
        row = model._default_manager.first()
        key = row.pk if row else "0"
        before = list(model._default_manager.order_by("pk").values())
        shown, refused = ADDED_BY_A_SERVICE.get(model, (403, 403))
        assert as_admin.get(page(model, "add")).status_code == shown, model
        assert as_admin.post(page(model, "add"), {"name": "x"}).status_code == refused, model
        if row:
            assert as_admin.post(page(model, "change", key), {"name": "x", "quote": "x"}).status_code == 403, model
            assert as_admin.post(page(model, "delete", key), {"post": "yes"}).status_code == 403, model
        bulk = {"action": "delete_selected", "_selected_action": [key], "post": "yes"}
        as_admin.post(page(model, "changelist"), bulk)
        assert list(model._default_manager.order_by("pk").values()) == before, model


@pytest.mark.parametrize(("who", "status"), [("reader", 302), ("contributor", 302), ("reviewer", 200), ("editor", 200)])
def test_who_enters_admin(request: pytest.FixtureRequest, filled: Claim, who: str, status: int) -> None:
    client = browser(request.getfixturevalue(who))
    for address in (reverse("admin:index"), page(Claim, "changelist"), page(Claim, "change", filled.pk)):
        assert client.get(address).status_code == status


def test_anonymous_is_asked_to_log_in(filled: Claim) -> None:
    answer = Client().get(page(Claim, "changelist"))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("admin:login"))


def test_reviewer_sees_no_confidential_evidence_of_others(filled: Claim, reviewer: User, editor: User) -> None:
    secret = factories.use(title="The secret source", visibility="confidential")
    review = factories.review(filled, "exact", factories.actor("author"), evidence=[secret])
    item = review.uses.get().evidence
    for user, seen in ((reviewer, False), (editor, True)):
        client = browser(user)
        assert ("The secret source" in client.get(page(Claim, "change", filled.pk)).content.decode()) == seen
        assert ("The secret source" in client.get(page(type(item), "changelist")).content.decode()) == seen
        assert client.get(page(type(item), "change", item.pk)).status_code == (200 if seen else 302)
        assert client.get(reverse("admin:ledger_eventtext_changelist")).status_code == (200 if seen else 403)


@pytest.mark.parametrize("model", [Draft, Preference])
def test_what_is_ones_own_nobody_else_sees(as_admin: Client, reviewer: User, model: type[Model]) -> None:
    row = model._default_manager.get()
    assert as_admin.get(page(model, "change", row.pk)).status_code == 200
    for user in (reviewer, factories.person("other-chief", Role.ADMIN)):
        client = browser(user)
        assert client.get(page(model, "change", row.pk)).status_code == 302
        assert client.get(page(model, "history", row.pk)).status_code == 302
        assert len(client.get(page(model, "changelist")).context["cl"].result_list) == 0


def test_pseudonym_leads_to_an_account_only_for_the_admin_role(as_admin: Client, reviewer: User, editor: User) -> None:
    actor = actor_for(editor)
    address = page(type(actor), "change", actor.pk)
    assert "field-user" in as_admin.get(address).content.decode()
    for user in (reviewer, editor):
        assert browser(user).get(address).status_code == 403
        assert browser(user).get(page(type(actor), "changelist")).status_code == 403


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({}, 1),
        ({"attribution": "not_reviewed"}, 1),
        ({"attribution": "exact"}, 0),
        ({"corroboration": "corroborated"}, 1),
        ({"corroboration": "disputed"}, 0),
        ({"kind__exact": "direct"}, 1),
        ({"kind__exact": "indirect"}, 0),
        ({"state__exact": "active"}, 1),
        ({"origin__exact": "person"}, 0),
        ({"q": "fares"}, 1),
        ({"q": "trams"}, 0),
    ],
)
def test_claims_are_filtered(as_admin: Client, parameters: dict[str, str], found: int) -> None:
    answer = as_admin.get(page(Claim, "changelist"), parameters)
    assert len(answer.context["cl"].result_list) == found


def test_claims_are_filtered_by_outlet(as_admin: Client, filled: Claim) -> None:
    factories.claim()
    outlet = filled.revision.article.outlet_id
    answer = as_admin.get(page(Claim, "changelist"), {"revision__article__outlet__id__exact": str(outlet)})
    assert [claim.pk for claim in answer.context["cl"].result_list] == [filled.pk]


def test_list_of_claims_takes_as_many_queries_for_ten_as_for_one(as_admin: Client, filled: Claim) -> None:
    as_admin.get(page(Claim, "changelist"))
    with CaptureQueriesContext(connection) as few:
        as_admin.get(page(Claim, "changelist"))
    for number in range(5):
        other = factories.claim(factories.article(factories.TEXT + f"\nNumber {number}.\n"))
        factories.review(other.assertions.get(), "corroborated")
    with CaptureQueriesContext(connection) as many:
        assert len(as_admin.get(page(Claim, "changelist")).context["cl"].result_list) == 11
    assert len(many) <= len(few)


def test_lists_count_no_further_than_their_cap(as_admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.claim()
    monkeypatch.setattr("audit.ledger.admin.COUNTED", 2)
    assert as_admin.get(page(Claim, "changelist")).context["cl"].result_count == 2
    assert ClaimAdmin.show_full_result_count is False


def test_a_version_of_the_codebook_is_shown_as_tables_in_its_order(as_admin: Client) -> None:
    rubric = Rubric.objects.get()
    body = as_admin.get(page(Rubric, "change", rubric.pk)).content.decode()
    labels = re.findall(r'<th scope="row">([^<]+)</th>', body)
    questions = (rubric.definitions["attribution"], rubric.definitions["corroboration"])
    assert len(labels) == sum(len(question["values"]) for question in questions)
    assert labels[0] == "exact"
    assert escape(questions[0]["values"][0]["definition"]) in body
    assert "&quot;definition&quot;" not in body


def test_page_of_a_claim_holds_all_that_is_known_of_it(as_admin: Client, filled: Claim) -> None:
    body = as_admin.get(page(Claim, "change", filled.pk)).content.decode()
    for words in ("Minutes &lt;b&gt;", "corroborated", "planner", "reviewed", "decided", "Review: is it so?"):
        assert words in body, words


def test_accounts_are_managed_by_the_admin_role_alone(as_admin: Client, editor: User) -> None:
    address = reverse("admin:auth_user_changelist")
    assert as_admin.get(address).status_code == 200
    assert browser(editor).get(address).status_code == 403


def test_pages_hold_nothing_that_the_policy_would_block(as_admin: Client, filled: Claim) -> None:
    review = reverse("admin:audit_claim_review", args=[filled.pk, "corroboration"])
    jobs = page(ProcrastinateJob, "changelist")
    job = page(ProcrastinateJob, "change", ProcrastinateJob.objects.all()[0].pk)
    claims, claim = page(Claim, "changelist"), page(Claim, "change", filled.pk)
    for address in (reverse("admin:index"), claims, claim, review, jobs, job):
        answer = as_admin.get(address)
        body = answer.content.decode()
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert len(re.findall(r"<script(?![^>]*\bsrc=)", body)) == 0
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", body)
