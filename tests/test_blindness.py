"""Nobody learns of a blind answer: every address of the site, its API and its admin answers the same, byte for byte,
before and after another reviewer has judged everything there is to judge."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.test import Client
from django.urls import reverse

from articles.models import Article, Outlet
from audit.ledger.models import Event
from audit.ledger.services import actor_for, seal
from audit.models import ArticleSource, Evidence, Review
from audit.models.visibility import masked_articles
from audit.permissions import Role
from audit.services.audits import finish_sources
from audit.services.evidence import FileDraft
from audit.services.queue import next_claim, renew_lease
from audit.services.reviews import withdraw_review
from audit.services.source_codes import Answer, settle_codes
from tests import audits, factories, site_map
from tests.articles.feeds import subscribed
from tests.audits import Blind

pytestmark = pytest.mark.django_db

# What the `pk` of an address below the site or the API names. A new address fails the test until it is listed.
KEYS = {
    "article": "article article_claims article_comparison article_edit article_findings article_history"
    " article_occurrences article_redact article_refetch article_reread article_revisions article_sources"
    " article_sourcing claim_add compare draft finding_add own",
    "claim": "claim claim_confirm claim_dismiss claim_edit claim_lease claim_parts claim_restore claim_review"
    " claim_reviews claim_skip claim_split claim_triage parts_merge unsent_discard",
    "assertion": "assertion assertion_edit assertion_review assertion_reviews assertion_split",
    "review": "review_withdraw texts_redact",
    "decision": "decision_publish",
    "evidence": "evidence evidence_archive evidence_capture evidence_copies evidence_copy evidence_copy_file"
    " evidence_copy_redact evidence_origin evidence_provenance evidence_publisher evidence_settle evidence_take_back",
    "finding": "finding_settle",
    "feed": "feed feed_entries feed_unsubscribe feed_visit",
    "revision": "revision",
    "source": "source source_codes source_edit source_history source_link source_merge source_split",
    "speaker": "speaker speaker_compare speaker_edit speaker_history speaker_unmerge affiliation_add",
    "account": "account account_close account_open account_password account_role",
    "audit": "audit audit_articles audit_close audit_history audit_marking audit_member audit_members",
    "place": "audit_sources audit_units marking marking_ask",
    "outlet": "outlet outlet_edit outlet_history",
    "nothing": "act_undo adjudicate affiliation affiliation_edit affiliation_withdraw disagreement import import_report"
    " import_skips organization organization_edit organization_history ownership_date ownership_withdraw",
}
KIND = {name: kind for kind, names in KEYS.items() for name in names.split()}
FILTERED = {
    "article": ["?claim={claim}", "?claim={claim}&question=corroboration&assertion={assertion}"],
    "claims": [
        "?outlet={outlet}",
        "?attribution=exact",
        "?attribution=not_reviewed",
        "?corroboration=corroborated",
        "?limit=1",
    ],
    "article_claims": ["?attribution=exact", "?corroboration=corroborated"],
    "decisions": ["?claim={claim}", "?value=exact"],
    "evidence_list": ["?claim={claim}", "?kind=transcript"],
    "articles": ["?outlet={outlet}", "?outlet=The+Harbour+Post"],
    "findings": ["?outlet={outlet}"],
    "agreement": ["?outlet={outlet}"],
    "verdicts_jsonl": ["?outlet=The+Harbour+Post"],
    "articles_article_changelist": ["?outlet__id__exact={outlet}", "?o=2", "?q=quill.example", "?q=gazette"],
    "queue": ["?pass=units", "?attribution=exact", "?confidence=100", "?sort=newest", "?outlet={outlet}"],
    "audit_claim_changelist": ["?attribution=exact", "?corroboration=corroborated", "?q=fares", "?o=6"],
    "ledger_event_changelist": ["?kind=review", "?kind=evidence", "?kind=use", "?kind=decision"],
}
# Different in each answer, whoever asks: tokens, ids of forms and requests, signatures that hold the time.
CHANCE = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|csrfToken: "\w+"|name="submission" value="[\w-]+"|"request_id":"[\w-]+"'
    r"|(?:after|before|cursor)=[\w:%-]+|<code>[0-9a-f-]{16,}</code>"
)
CHANCE_HEADERS = {"X-Request-ID", "Set-Cookie", "Expires"}
# Of the request itself: when a feed is visited at once, a head signed, a lease begun, sources done.
NOW = re.compile(r'"(?:next_at|signed_at|signature|leased_until|sources_done_at)": ?"[^"]+"')
TODAY = re.compile(r"(?<=verdicts-)[\d-]+")  # in the name of an export's file; midnight may come between two answers


def keys_of(desk: Blind, other: Review) -> dict[str, str]:
    """An id of each kind, of things that were there before the first reviewer answered."""
    revision = desk.place.revision
    ids = {
        "article": revision.article_id,
        "claim": desk.claim.pk,
        "assertion": desk.assertion.pk,
        "review": other.pk,
        "decision": other.decisions.get().pk,
        "evidence": other.uses.get().evidence_id,
        "finding": factories.finding(desk.claim).pk,
        "feed": subscribed().pk,
        "account": desk.third.pk,
        "revision": revision.pk,
        "source": desk.claim.source_id,
        "speaker": uuid.uuid4(),
        "audit": desk.audit.pk,
        "place": desk.place.pk,
        "nothing": uuid.uuid4(),
        "outlet": revision.article.outlet_id,
    }
    return {kind: str(key) for kind, key in ids.items()}


def addresses(keys: Mapping[str, str]) -> list[str]:
    """Every address, and those with filters that could tell something."""
    found = []
    for path, name in site_map.patterns():
        short = name.rsplit(":", 1)[-1]
        if path.startswith("static/") or short in ("logout", "docs", "schema") or path.endswith(("/delete/", "/add/")):
            continue
        if "<path:object_id>" in path:
            found += admin_addresses(path)
            continue
        if "pk>" in path and not path.startswith("admin/"):
            assert short in KIND, f"say in KEYS what the pk of {path} names"
        given = {"pk": keys[KIND.get(short, "claim")], "target": keys["claim"], "number": "1"}
        given |= {"question": "attribution", "kind": "review"}
        address = site_map.filled(path, given)
        if address:
            found += [address, *(address + query.format(**keys) for query in FILTERED.get(short, ()))]
    return found


def admin_addresses(path: str) -> list[str]:
    """The admin pages of the first rows of a model, as the database holds them now."""
    app, model = path.split("/")[1:3]
    if app not in ("articles", "audit", "ledger"):
        return []
    rows = apps.get_model(app, model)._default_manager.order_by("pk").values_list("pk", flat=True)[:3]
    return ["/" + path.replace("<path:object_id>", str(pk)) for pk in rows]


def answer(client: Client, method: str, address: str) -> tuple[Any, ...]:
    """All that comes back but chance; what the request changed is taken back."""
    with transaction.atomic():
        response = getattr(client, method)(
            address, **({"content_type": "application/json"} if method == "post" else {})
        )
        body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    left_out = CHANCE_HEADERS | ({"ETag"} if response.status_code >= 400 else set())  # of a body with a request id
    headers = {name: TODAY.sub("", value) for name, value in response.items() if name not in left_out}
    text = NOW.sub("", CHANCE.sub("", body.decode("utf-8", "replace")))
    text = text.replace(response.get("X-Request-ID", "no id"), "")
    return response.status_code, headers, text


def walker(user: User | None) -> Client:
    """A browser of that person, or of nobody."""
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user)
    return client


def everything(
    client: Client, where: list[str], methods: tuple[str, ...] = ("get", "post")
) -> dict[tuple[str, str], tuple[Any, ...]]:
    cookies = dict(client.cookies)
    seen = {}
    for address in where:
        for method in methods if not address.startswith("/admin/") else ("get",):  # admin refuses every post alike
            client.cookies.clear()
            client.cookies.update(cookies)
            with transaction.atomic():  # what a request does is undone, so that it cannot be what differs
                seen[method, address] = answer(client, method, address)
                transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.update(cookies)
    return seen


def judge_everything(desk: Blind, who: User | None = None) -> Review:
    """The first reviewer, or another, takes, holds, answers, takes back, answers again; with evidence of all kinds."""
    by = actor_for(who or desk.first)
    next_claim(actor=by, audit=desk.audit)
    renew_lease(claim=desk.claim, actor=by, audit=desk.audit)
    taken_back = factories.review(desk.claim, "faithful_edit", by)
    withdraw_review(review=taken_back, reviewer=by, submission=uuid.uuid4())
    scan = factories.use("document", file=FileDraft("minutes.txt", "text/plain", b"Plus four."))
    for claim in desk.place.revision.claims.all():
        factories.review(claim, "exact", by, evidence=[factories.use(), scan])
        factories.review(claim.assertions.get(), "corroborated", by, evidence=[factories.use("dataset", title="Fares")])
    code_source(desk, who)
    seal()
    return Review.objects.filter(reviewer=by, act="answer", withdrawal=None).first()  # type: ignore[return-value]


def code_source(desk: Blind, by: User | None = None) -> None:
    source = ArticleSource.objects.get(pk=desk.claim.source_id)
    answers = {"identification": Answer("named"), "position": Answer("expert")}
    settle_codes(source=source, answers=answers, actor=actor_for(by or desk.first))


OTHER_REVIEWER = ("reviewer", "chief who judges")


def walkers(desk: Blind) -> dict[str, tuple[Client, Role, tuple[str, ...]]]:
    """Who walks, in which role, by which methods: the other reviewer, also as somebody who may everything; those who
    judge nothing, and a visitor. The least trusted one sends forms too; of a chief's, one closes the audit."""
    second, looks = walker(desk.second), ("get",)
    outsider = factories.person("outsider", Role.REVIEWER)
    return {
        "reviewer": (second, Role.REVIEWER, ("get", "post")),
        "chief who judges": (second, Role.ADMIN, looks),
        "outsider": (walker(outsider), Role.REVIEWER, looks),
        "lead": (walker(desk.lead), Role.EDITOR, looks),
        "nobody": (walker(None), Role.READER, looks),
    }


def walk(desk: Blind, people: dict[str, tuple[Client, Role, tuple[str, ...]]], where: list[str]) -> dict[str, Any]:
    """What each of them is answered everywhere; nobody but the other reviewer changes the role, behind the services'
    back, so that no history tells of it."""
    seen = {}
    for who, (client, role, methods) in people.items():
        desk.second.groups.set([Group.objects.get(name=role if who == "chief who judges" else Role.REVIEWER)])
        User.objects.filter(pk=desk.second.pk).update(is_superuser=who == "chief who judges")
        # In admin nobody is shown more than whoever may everything.
        open_to = where if who in OTHER_REVIEWER else [at for at in where if not at.startswith("/admin/")]
        seen[who] = everything(client, open_to, methods)
    return seen


# Those who judge nothing may know how many claims each reviewer has answered, and no more.
COUNTED = re.compile(r"^(?:/api/v1)?/audits/[0-9a-f-]{36}/$")
NUMBERS = re.compile(r"\d+|Waiting|Done")


def tell_numbers_alone(before: tuple[Any, ...], after: tuple[Any, ...]) -> bool:
    return NUMBERS.sub("", str(before)) == NUMBERS.sub("", str(after))


@pytest.mark.walk
@pytest.mark.timeout(1800)  # some thousand requests
@pytest.mark.parametrize(
    "whose", [("reviewer",), ("chief who judges", "nobody"), ("outsider", "lead")], ids=" and ".join
)
def test_every_address_answers_the_same_before_and_after_a_blind_answer(whose: tuple[str, ...]) -> None:
    desk = audits.blind(lock=False, hide_earlier=False)
    other = factories.review(factories.claim(), "exact", factories.actor("before"))
    desk = Blind(desk.audit, audits.lock(desk), desk.claim, desk.first, desk.second, desk.third, desk.lead)
    people = {who: walked for who, walked in walkers(desk).items() if who in whose}
    seal()
    where = addresses(keys_of(desk, other))
    seal()
    before = walk(desk, people, where)
    judge_everything(desk)
    after = walk(desk, people, where)
    for who, seen in before.items():
        differ = [found for found in seen if seen[found] != after[who][found]]
        counted = [found for found in differ if who == "lead" and COUNTED.match(found[1])]
        assert [found for found in differ if found not in counted] == []
        assert all(tell_numbers_alone(seen[found], after[who][found]) for found in counted)
    assert sum(status == 500 for seen in before.values() for status, *_ in seen.values()) == 0


QUILL = "https://quill.example/1"


def masked_desk(outlet_name: str = "The Quill") -> Blind:
    """A desk at which the outlet is masked."""
    quill = factories.outlet("The Quill")
    Outlet.objects.filter(pk=quill.pk).update(domains=["quill.example"])
    return audits.blind(factories.article(outlet_name=outlet_name, canonical_url=QUILL), mask_outlet=True)


@pytest.mark.walk
@pytest.mark.timeout(900)
def test_no_address_tells_which_outlet_an_audit_masks() -> None:
    desk = masked_desk("The Harbour Gazette")
    other = factories.review(factories.claim(), "exact", factories.actor("before"))
    keys = keys_of(desk, other)
    seal()
    where = addresses(keys)
    before = everything(walker(desk.second), where)
    quill = Outlet.objects.get(name="The Quill")  # behind the services' back: no event tells of it
    Article.objects.filter(pk=desk.place.article_id).update(outlet=quill, canonical_url=None)
    after = everything(walker(desk.second), where)
    assert [found for found in before if before[found] != after[found]] == []


MASKING = {
    "claim": "claim api:claim claim_parts claim_edit admin:audit_claim_change",
    "article": "article article_sources article_history article_edit article_refetch api:article api:article_claims"
    " api:article_revisions admin:articles_article_change",
    "revision": "api:revision admin:articles_revision_change",
    "source": "source_edit source_link",
    "audit": "audit",
    "": "api:articles api:verdicts_jsonl api:verdicts_csv home queue notifications findings articles claims",
}


def test_a_reviewer_whose_answer_is_due_is_not_told_the_masked_outlet() -> None:
    desk = masked_desk()
    revision = desk.place.revision
    keys = {"claim": desk.claim.pk, "article": revision.article_id, "revision": revision.pk}
    keys |= {"source": desk.claim.source_id, "audit": desk.audit.pk}
    where = [reverse(name, args=[keys[of]] if of else []) for of, names in MASKING.items() for name in names.split()]
    listing = re.compile(r"<option[^>]*>[^<]*</option>")  # choices name every outlet

    def telling(user: User) -> list[str]:
        told = everything(walker(user), where if user == desk.second else where[:1], ("get",)).items()
        assert [place for place, answered in told if answered[0] >= 500] == []
        return [address for (_, address), answered in told if "uill" in listing.sub("", str(answered))]

    assert telling(desk.second) == []
    assert telling(desk.lead) != []
    judge_everything(desk, desk.second)
    assert not masked_articles(desk.second).exists()  # whoever has judged all may know


def test_what_is_hidden_cannot_be_told_from_what_is_not_there() -> None:
    desk = audits.blind()
    review = judge_everything(desk)
    use = review.uses.order_by("created_at")[0]
    event = Event.objects.get(target_id=review.pk)
    hidden = {
        "evidence": use.evidence_id,
        "evidence_copy": use.evidence_id,
        "evidence_copy_file": use.evidence_id,
        "api:evidence": use.evidence_id,
        "api:evidence_copies": use.evidence_id,
        "api:evidence_copy": use.evidence_id,
        "api:evidence_provenance": use.evidence_id,
        "admin:audit_review_change": review.pk,
        "admin:audit_review_history": review.pk,
        "admin:audit_evidence_change": use.evidence_id,
        "admin:audit_evidenceuse_change": use.pk,
        "admin:ledger_event_change": event.pk,
        "review_withdraw": review.pk,
        "api:review_withdraw": review.pk,
    }
    for name, key in hidden.items():
        method, nothing = ("post" if "withdraw" in name else "get"), uuid.uuid4()
        number = [1] if name.removeprefix("api:") in ("evidence_copy", "evidence_copy_file") else []
        where = [reverse(name, args=[pk, *number]) for pk in (key, nothing)]
        there, not_there = everything(
            walker(desk.second), where, (method,)
        ).values()  # without messages of the one before
        assert str(there).replace(str(key), "") == str(not_there).replace(str(nothing), ""), name


def test_evidence_shows_with_the_reveal() -> None:
    desk = audits.blind()
    judge_everything(desk)
    assert Evidence.objects.visible_to(desk.second).count() == 0
    factories.review(desk.claim, "exact", actor_for(desk.second))
    assert Evidence.objects.visible_to(desk.second).count() > 1


def test_a_code_of_a_source_is_its_authors_alone_until_the_sources_are_done() -> None:
    desk = audits.blind()
    names = {"article_sources": "article", "article_history": "article", "api:article_sourcing": "article"}
    keys = {"article": desk.place.article_id, "source": desk.claim.source_id}
    where = [reverse(name, args=[keys[kind]]) for name, kind in (names | {"source_history": "source"}).items()]
    where += ["/admin/audit/sourcecode/", "/admin/ledger/event/", desk.claim.get_absolute_url()]
    before = {who: everything(walker(who), where, ("get",)) for who in (desk.second, desk.lead, None)}
    code_source(desk)
    finish_sources(place=desk.place, actor=actor_for(desk.first))  # one's own pass alone
    assert {who: everything(walker(who), where, ("get",)) for who in before} == before
    code_source(desk, desk.second)  # the same answer, and nothing tells that it is the same
    finish_sources(place=desk.place, actor=actor_for(desk.second))
    after = everything(walker(desk.second), where, ("get",))
    same = [address for (_, address), answered in after.items() if answered == before[desk.second]["get", address]]
    assert same == []
