"""Audits on the site: made by an editor, judged blind by two, decided by a third."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from audit.ledger.services import actor_for
from audit.ledger.verification import verify
from audit.models import Assignment, Audit, Decision, Notification, Review
from audit.permissions import Role
from audit.services.accounts import change_role
from audit.services.audits import close_audit, finish_sources, set_member
from audit.services.marking import ask_for_marking, hand_in_marks
from audit.services.queue import skip_claim
from tests import audits, factories
from tests.api.callers import get, post
from tests.audits import Blind
from tests.browsing import browser, hidden_fields

pytestmark = pytest.mark.django_db
RECORD = {
    "evidence-0-kind": "transcript",
    "evidence-0-words": "Fares: plus 4 %",
    "evidence-0-stance": "supports",
    "evidence-0-independent": "yes",
}
SETTINGS = {"name": "Ferry fares", "reviews_per_claim": "2", "order": "random", "hide_earlier": "on"}


def judge(client: Client, desk: Blind, value: str = "exact", **more: Any) -> Any:
    """Answer on the page that the queue leads to."""
    page = client.get(f"{desk.claim.revision.article.get_absolute_url()}?claim={desk.claim.pk}")
    action = reverse("claim_review", args=[desk.claim.pk])
    return client.post(action, {**hidden_fields(page, action), **RECORD, "value": value, **more}, follow=True)


def test_the_whole_way_of_an_audit(editor: User) -> None:
    lead, claims = browser(editor), list(factories.run(factories.article()).claims.in_order())
    people = {name: factories.person(name, Role.REVIEWER) for name in ("ana", "ben", "cleo")}
    lead.post(reverse("audit_add"), {**SETTINGS, "rubric": factories.current_rubric().pk})
    made = Audit.objects.get()
    for name, role in (("ana", "reviewer"), ("ben", "reviewer"), ("cleo", "adjudicator")):
        lead.post(reverse("audit_member", args=[made.pk]), {"actor": actor_for(people[name]).pk, "role": role})
    lead.post(reverse("audit_articles", args=[made.pk]), {"outlet": claims[0].revision.article.outlet_id})
    bulk = {"act": "select", "claims": [claim.pk for claim in claims]}
    lead.post(reverse("queue_bulk"), bulk)
    lead.post(reverse("audit_units", args=[made.articles.get().pk]))
    assert Assignment.objects.filter(audit=made).count() == 4
    ana, ben, cleo = (browser(people[name]) for name in people)
    desk = Blind(made, made.articles.get(), claims[0], people["ana"], people["ben"], people["cleo"], editor)
    assert ana.post(reverse("queue_next"), {"audit": made.pk})["Location"].startswith("/articles/")
    assert "Your answer is recorded" in judge(ana, desk).content.decode()
    assert "Your answer is recorded" in judge(ben, desk, "faithful_edit").content.decode()
    assert not Decision.objects.exists()
    decide = cleo.get(reverse("disagreements")).content.decode().split('class="title" href="')[1].split('"')[0]
    page = cleo.get(decide)
    answer = cleo.post(decide, {**hidden_fields(page, decide), **RECORD, "value": "exact"}, follow=True)
    assert "Decided: exact." in answer.content.decode()
    assert Decision.objects.get().rule == "adjudicated"
    assert verify() == []


@pytest.fixture
def desk() -> Blind:
    return audits.blind()


def test_a_reviewer_sees_only_how_far_they_are_themselves(desk: Blind) -> None:
    address = desk.audit.get_absolute_url()
    judge(browser(desk.second), desk)
    own = browser(desk.first).get(address).content.decode()
    assert own.count("claims judged") == 1
    assert browser(desk.lead).get(address).content.decode().count("claims judged") == 2


def test_the_form_says_that_the_answer_stays_ones_own(desk: Blind) -> None:
    page = browser(desk.first).get(f"{desk.claim.revision.article.get_absolute_url()}?claim={desk.claim.pk}")
    assert "Your answer stays yours alone" in page.content.decode()


def test_ones_own_blind_answer_is_shown_to_oneself(desk: Blind) -> None:
    first = browser(desk.first)
    judge(first, desk, rationale="Word for word.")
    page = first.get(f"{desk.claim.revision.article.get_absolute_url()}?claim={desk.claim.pk}")
    body = page.content.decode()
    for words in ("Word for word.", "direct · your answer is in and waits", "Until it is shown, it is yours alone."):
        assert words in body
    assert '<span class="badge none">not reviewed</span>' in body  # the other question
    assert "your answer is in and waits" in first.get(desk.claim.get_absolute_url()).content.decode()
    assert "your answer is in and waits" in first.get(reverse("claims")).content.decode()
    admin = reverse("admin:audit_claim_review", args=[desk.claim.pk, "attribution"])
    assert "your answer is in and waits" in first.get(admin).content.decode()
    for user in (desk.second, desk.lead):
        assert "answer is in" not in browser(user).get(desk.claim.get_absolute_url()).content.decode()
    assert Review.objects.get().audit == desk.audit


def test_two_windows_show_both_versions(desk: Blind) -> None:
    first, action = browser(desk.first), reverse("claim_review", args=[desk.claim.pk])
    old = hidden_fields(first.get(f"{desk.claim.revision.article.get_absolute_url()}?claim={desk.claim.pk}"), action)
    judge(first, desk, rationale="The first window.")
    answer = first.post(
        action, {**old, **RECORD, "value": "truncated", "tags": ["altered"], "rationale": "The second window."}
    )
    assert answer.status_code == 409
    body = answer.content.decode()
    reason = '<span class="badge">truncated</span> <span class="tag">altered</span>'
    for words in ("The first window.", "The second window.", "What stands", "What you typed", reason):
        assert words in body
    assert Review.objects.count() == 1


def test_a_disagreement_is_nobody_elses_page(desk: Blind) -> None:
    judge(browser(desk.first), desk)
    judge(browser(desk.second), desk, "faithful_edit")
    reveal = desk.audit.reveals.get()
    address = reverse("disagreement", args=[reveal.pk])
    assert browser(desk.third).get(address).status_code == 200
    assert browser(desk.lead).get(address).status_code == 200
    for user in (desk.first, desk.second, factories.person("outsider", Role.REVIEWER)):
        assert browser(user).get(address).status_code == 404


def test_whoever_decides_is_told_of_independence_and_of_no_confidential_item_of_others(desk: Blind) -> None:
    given = [factories.use(title="Open minutes"), factories.use(title="Letter of a friend", visibility="confidential")]
    factories.review(desk.claim, "exact", actor_for(desk.first), evidence=given)
    factories.review(desk.claim, "faithful_edit", actor_for(desk.second))
    address = reverse("disagreement", args=[desk.audit.reveals.get().pk])
    for user, shown in ((desk.third, False), (desk.lead, True)):
        page = browser(user).get(address).content.decode()
        assert "Open minutes" in page
        assert "independence not known" not in page
        assert (">Letter of a friend</a>" in page) == shown


def test_a_stale_codebook_is_told_and_the_entries_kept(desk: Blind) -> None:
    first, action = browser(desk.first), reverse("claim_review", args=[desk.claim.pk])
    page = first.get(f"{desk.claim.revision.article.get_absolute_url()}?claim={desk.claim.pk}")
    sent = {**hidden_fields(page, action), **RECORD, "value": "exact", "rationale": "Kept.", "rubric": "7"}
    answer = first.post(action, sent)
    assert answer.status_code == 409
    assert "your answer is of version 7" in answer.content.decode()
    assert "Kept." in answer.content.decode()


MOVED = {
    "the audit is closed": (lambda desk: close_audit(audit=desk.audit, actor=actor_for(desk.lead)), True),
    "the part has ended": (
        lambda desk: set_member(audit=desk.audit, member=actor_for(desk.first), role=None, actor=actor_for(desk.lead)),
        True,
    ),
    "the claim is given in an audit": (audits.lock, False),
}


@pytest.mark.parametrize(("happens", "is_locked"), MOVED.values(), ids=MOVED)
def test_an_answer_never_stands_elsewhere_than_its_form_said(happens: Any, is_locked: bool) -> None:
    desk = audits.blind(lock=is_locked)
    first, action = browser(desk.first), reverse("claim_review", args=[desk.claim.pk])
    page = first.get(f"{desk.claim.revision.article.get_absolute_url()}?claim={desk.claim.pk}")
    admin = reverse("admin:audit_claim_review", args=[desk.claim.pk, "attribution"])
    old = {**hidden_fields(page, action), **RECORD, "value": "exact", "rationale": "Word for word."}
    happens(desk)
    for address in (action, admin):
        answer = first.post(address, old)
        assert answer.status_code == 409
        assert "Word for word." in answer.content.decode()
        assert ("Your form was for an audit" in answer.content.decode()) == is_locked
    assert not Review.objects.exists()
    again = hidden_fields(first.post(action, old), action)
    first.post(action, {**old, **again})
    assert Review.objects.get().audit == (None if is_locked else desk.audit)


def test_a_form_sent_again_after_the_audit_was_closed_was_taken_before(desk: Blind) -> None:
    first, action = browser(desk.first), reverse("claim_review", args=[desk.claim.pk])
    page = first.get(f"{desk.claim.revision.article.get_absolute_url()}?claim={desk.claim.pk}")
    sent = {**hidden_fields(page, action), **RECORD, "value": "exact"}
    first.post(action, sent)
    close_audit(audit=desk.audit, actor=actor_for(desk.lead))
    assert "Your answer is recorded" in first.post(action, sent, follow=True).content.decode()
    assert Review.objects.get().audit == desk.audit


def test_of_two_who_decide_at_once_the_second_is_shown_both(desk: Blind) -> None:
    for user, value in ((desk.first, "exact"), (desk.second, "faithful_edit")):
        factories.review(desk.claim, value, actor_for(user))
    address = reverse("disagreement", args=[desk.audit.reveals.get().pk])
    people = browser(desk.lead), browser(desk.third)
    forms = [hidden_fields(client.get(address), address) for client in people]
    answers = [
        client.post(address, {**form, **RECORD, "value": value, "rationale": "As I hear it."})
        for client, form, value in zip(people, forms, ("exact", "faithful_edit"), strict=True)
    ]
    assert [answer.status_code for answer in answers] == [302, 409]
    for words in ("somebody has decided it", "As I hear it.", "What stands", "What you typed"):
        assert words in answers[1].content.decode()
    assert Decision.objects.get().value == "exact"


def test_work_and_marks_end_with_the_part_in_an_audit() -> None:
    desk = audits.marked_apart(("The fares will rise",))
    second, by = browser(desk.second), actor_for(desk.lead)
    set_member(audit=desk.audit, member=actor_for(desk.second), role=None, actor=by)
    sent = second.post(reverse("marking", args=[desk.place.pk]), {"claims": "Nobody asked the islanders"})
    assert sent.status_code == 422
    for words in ("You do not judge claims in this audit.", "Nobody asked the islanders</textarea>"):
        assert words in sent.content.decode()
    set_member(audit=desk.audit, member=actor_for(desk.third), role="reviewer", actor=by)
    hand_in_marks(place=desk.place, marks=[], actor=actor_for(desk.third))
    audits.lock(desk)
    first, to_judge = browser(desk.first), "2 to judge, 0 done"
    assert to_judge in first.get(reverse("home")).content.decode()
    first.post(reverse("queue_next"), {"audit": str(desk.audit.pk)})
    set_member(audit=desk.audit, member=actor_for(desk.first), role=None, actor=by)
    assert to_judge not in first.get(reverse("home")).content.decode()
    skip = {"reason": "A friend.", "audit": str(desk.audit.pk)}
    assert post(f"claims/{desk.claim.pk}/skip/", skip, desk.first).status_code == 422
    shown = first.post(reverse("claim_skip", args=[desk.claim.pk]), {"reason": "A friend."}, follow=True)
    assert "not in your queue" in shown.content.decode()
    assert "held for you" not in shown.content.decode()
    assert first.post(reverse("queue_next"), {"audit": str(desk.audit.pk)})["Location"] == reverse("queue")


def test_bad_settings_are_refused_beside_the_form(editor: User) -> None:
    answer = browser(editor).post(reverse("audit_add"), {"name": "", "reviews_per_claim": "5"})
    assert answer.status_code == 422
    assert not Audit.objects.exists()


def test_the_front_page_says_what_waits_for_each(desk: Blind) -> None:
    assert "2 to judge, 0 done" in browser(desk.first).get(reverse("home")).content.decode()
    for user, value in ((desk.first, "exact"), (desk.second, "faithful_edit")):
        assert "to decide between" not in browser(desk.third).get(reverse("home")).content.decode()
        factories.review(desk.claim, value, actor_for(user))
    assert "1 disagreement</a>" in browser(desk.third).get(reverse("home")).content.decode()


def test_marks_and_codes_that_are_asked_for_are_told_until_they_are_in() -> None:
    desk = audits.marked_apart(("The fares will rise",))
    late = factories.actor("late")
    set_member(audit=desk.audit, member=late, role="reviewer", actor=actor_for(desk.lead))
    due = "to be marked by you"
    for user, is_due in ((desk.first, False), (desk.second, True), (late.user, True), (desk.third, False)):
        assert (due in browser(user).get(reverse("home")).content.decode()) == is_due
        told = browser(user).get(reverse("notifications")).content.decode()
        assert ("1 article for you to mark apart" in told) == (user != desk.third)
    for user in (desk.second, late.user):
        hand_in_marks(place=desk.place, marks=[], actor=actor_for(user))
    audits.lock(desk)
    coders = {seat.actor_id for seat in desk.audit.assignments.all()}
    due = "sources to be coded by you"
    for actor in (actor_for(desk.first), actor_for(desk.second), late):
        assert (due in browser(actor.user).get(reverse("home")).content.decode()) == (actor.pk in coders)
    finish_sources(place=desk.place, actor=actor_for(desk.first))
    assert due not in browser(desk.first).get(reverse("home")).content.decode()


def test_notifications_are_counted_in_the_head_until_they_are_read(desk: Blind) -> None:
    first = browser(desk.first)
    assert '2<span class="hidden-label"> unread' in first.get(reverse("home")).content.decode()
    told = first.get(reverse("notifications")).content.decode()
    assert "2 claims given to you" in told
    assert "The sources of 1 article are yours to code" in told
    first.post(reverse("notifications_read"))
    assert "unread</span>" not in first.get(reverse("home")).content.decode()
    assert Notification.objects.visible_to(desk.first).unread().count() == 0


PARTS = [("third", "none", "has no part any more."), ("lead", "none", "had no part here; nothing was changed.")]
PARTS += [("third", "", "Choose a person and a part"), ("lead", "lead", "is lead now.")]


@pytest.mark.parametrize(("who", "part", "told"), PARTS)
def test_a_part_is_given_and_ended_by_name_and_never_by_leaving_it_open(
    desk: Blind, who: str, part: str, told: str
) -> None:
    member, before = actor_for(getattr(desk, who)), desk.audit.members.filter(is_active=True).count()
    given = {"actor": member.pk, "role": part}
    answer = browser(desk.lead).post(reverse("audit_member", args=[desk.audit.pk]), given, follow=True)
    assert told in answer.content.decode()
    change = {"has no part any more.": -1, "is lead now.": 1}.get(told, 0)
    assert desk.audit.members.filter(is_active=True).count() == before + change


def test_people_find_their_own_pseudonym_and_nobody_elses(desk: Blind) -> None:
    page = browser(desk.first).get(reverse("queue")).content.decode()
    assert f"Others see you as {actor_for(desk.first).pseudonym}" in page
    assert actor_for(desk.second).pseudonym not in page


def test_single_articles_are_taken_in_by_the_addresses_of_their_pages(desk: Blind) -> None:
    lead, take_in = browser(desk.lead), reverse("audit_articles", args=[desk.audit.pk])
    other = factories.article(factories.TEXT + "\nThe vote is in May.\n", outlet_name="The Quill")
    page = f"https://desk.example{other.get_absolute_url()}?claim=1"
    for named, told in ((f"{page}\nfares", "No article here has the address “fares”"), ("", "Choose an outlet")):
        assert told in lead.post(take_in, {"articles": named}, follow=True).content.decode()
    assert desk.audit.articles.count() == 1
    assert "1 article taken in." in lead.post(take_in, {"articles": page}, follow=True).content.decode()
    assert desk.audit.articles.filter(article=other).exists()


def test_whoever_judges_masked_articles_learns_no_outlet_by_taking_all_of_one_in() -> None:
    desk = audits.blind(mask_outlet=True)
    change_role(user=desk.second, role=Role.EDITOR, actor=actor_for(desk.lead))
    other = audits.audit(actor_for(desk.lead), "Another")
    given = {"outlet": desk.place.article.outlet_id}
    assert browser(desk.second).post(reverse("audit_articles", args=[other.pk]), given).status_code == 403
    assert not other.articles.exists()


def test_the_history_of_an_audit_is_told_in_plain_words_and_not_why_others_skip() -> None:
    desk = audits.blind()
    skip_claim(claim=desk.claim, actor=actor_for(desk.first), reason="Surely false.", audit=desk.audit)
    finish_sources(place=desk.place, actor=actor_for(desk.first))
    told = {}
    for who in (desk.first, desk.second, desk.lead):
        told[who] = [line["sentence"] for line in get(f"audits/{desk.audit.pk}/history/", who).json()]
        page = browser(who).get(reverse("audit_history", args=[desk.audit.pk])).content.decode()
        assert ("Surely false." in page) == (who != desk.second)
        admin = browser(who).get(reverse("admin:audit_audit_history", args=[desk.audit.pk])).content.decode()
        assert ("skipped a claim" in admin) == (who != desk.second)
    begun = ["made this audit", "took in “Ferry fares will rise in spring, harbour board says”"]
    assert [sentence for sentence in told[desk.second] if sentence in begun] == begun
    assert told[desk.first][-1].startswith("was done with the sources")
    assert told[desk.lead][-1] == "skipped a claim"


def test_only_leads_who_judge_nothing_see_who_is_done_with_an_article() -> None:
    desk = audits.blind()
    finish_sources(place=desk.place, actor=actor_for(desk.first))
    name = actor_for(desk.first).pseudonym
    address = desk.audit.get_absolute_url()
    told = browser(desk.lead).get(address).content.decode()
    assert f"{name}: sources done, 0 of " in told
    assert reverse("audit_marking", args=[desk.audit.pk]) in told
    for user in (desk.second, desk.third):
        assert "sources done, " not in browser(user).get(address).content.decode()
    set_member(audit=desk.audit, member=actor_for(desk.lead), role="reviewer", actor=actor_for(desk.lead))
    assert "sources done, " not in browser(desk.lead).get(address).content.decode()


def test_marks_of_an_article_are_told_to_the_lead_once_asked_for() -> None:
    desk = audits.blind(lock=False)
    ask_for_marking(place=desk.place, actor=actor_for(desk.lead))
    told = browser(desk.lead).get(desk.audit.get_absolute_url()).content.decode()
    assert told.count("marks not in yet, sources open, no claim given yet") == 2
    assert reverse("marking", args=[desk.place.pk]) in told


def test_a_coder_ends_the_pass_of_sources_where_the_sources_are_coded() -> None:
    desk = audits.blind()
    page, act = reverse("article_sources", args=[desk.place.article_id]), reverse("audit_sources", args=[desk.place.pk])
    for user, button in ((desk.second, "Sources done: mine"), (desk.lead, "show all codes"), (desk.third, None)):
        shown = browser(user).get(page).content.decode()
        assert (button in shown) if button else (act not in shown)
    done = browser(desk.second).post(act, {"stay": "yes"}, follow=True)
    assert done.redirect_chain[-1][0] == page
    assert "you are done with these sources" in done.content.decode()
    assert "Sources done: mine" in browser(desk.first).get(page).content.decode()
    assert act not in browser().get(page).content.decode()
