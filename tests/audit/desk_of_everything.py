"""A desk with one of each thing, and the address of every route on it; real names that no page may show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from audit.ledger.models import Event
from audit.ledger.services import actor_for
from audit.models import Claim
from audit.permissions import Role
from audit.services.affiliations import add_affiliation
from audit.services.audits import add_articles, set_member
from audit.services.decisions import publish
from audit.services.evidence import FileDraft
from audit.services.marking import ask_for_marking
from audit.services.source_codes import Answer, settle_codes
from audit.services.speakers import add_speaker, link_source
from tests import audits, factories
from tests.articles.feeds import subscribed

NAMES = {role: f"zz-{role}-quillfeather" for role in Role}


@dataclass(frozen=True)
class Route:
    """A route by its name, `api:` or `admin:` before it, with its path as it stands in the resolver."""

    name: str
    path: str


def routes(patterns: list[Any] | None = None, before: str = "", space: str = "") -> Iterator[Route]:
    """All routes that have a name."""
    for pattern in patterns or get_resolver().url_patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, path, f"{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield Route(space + pattern.name, path)


def make_desk() -> tuple[dict[Role, User], dict[str, Any]]:
    """People in all roles, and the ids of one of each thing by the word that stands before them in addresses."""
    people = {role: factories.person(name, role) for role, name in NAMES.items()}
    spare = factories.person("zz-spare-quillfeather", Role.READER)
    reviewer, editor = actor_for(people[Role.REVIEWER]), actor_for(people[Role.EDITOR])
    claim = factories.claim()
    assert claim.source is not None
    speaker = add_speaker(name="Ana Ruiz", kind="person", actor=reviewer)
    link_source(source=claim.source, speaker=speaker, actor=reviewer)
    post = add_affiliation(speaker=speaker, organization="Harbour Board", stated_in="Its report", actor=reviewer)
    other = add_speaker(name="A. Ruiz", kind="person", actor=reviewer)
    settle_codes(source=claim.source, answers={"position": Answer("expert")}, actor=reviewer)
    claim = Claim.objects.get(pk=claim.pk)
    scan = factories.use("document", file=FileDraft("minutes.txt", "text/plain", b"The board met."))
    review = factories.review(claim, "exact", reviewer, evidence=[scan], rationale="In the minutes.")
    factories.review(claim, "faithful_edit", editor)
    assertion = claim.assertions.get()
    decision = factories.decision(assertion, by=reviewer)
    publish(decision=decision, state="published", actor=editor)
    finding = factories.finding(claim)
    article, revision = claim.revision.article_id, claim.revision_id
    public = decision.reviews.get().uses.get().evidence_id
    blind = audits.blind(factories.article(outlet_name="The Island Post"))
    for user, value in ((blind.first, "exact"), (blind.second, "faithful_edit")):
        factories.review(blind.claim, value, actor_for(user))
    set_member(audit=blind.audit, member=reviewer, role="reviewer", actor=editor)
    marked = add_articles(audit=blind.audit, articles=[claim.revision.article], actor=editor)[0]
    ask_for_marking(place=marked, actor=editor)
    ids = {
        "articles": article, "claims": claim.pk, "assertions": assertion.pk, "reviews": review.pk,
        "decisions": decision.pk, "evidence": public, "sources": claim.source_id, "speakers": speaker.pk,
        "findings": finding.pk, "revisions": revision, "feeds": subscribed().pk, "people": spare.pk,
        "acts": Event.objects.get(target_id=finding.pk).pk, "codebook": 1, "rubrics": 1, "review": review.pk,
        "own": claim.pk, "copies": 1,
        "audits": blind.audit.pk, "units": blind.place.pk, "audits/sources": blind.place.pk,
        "audits/marking": marked.pk, "affiliations": post.pk, "organizations": post.organization_id,
        "outlets": claim.revision.article.outlet_id,
        "compare": other.pk,
        "disagreements": blind.audit.reveals.get().pk,
    }  # fmt: skip
    return people, ids


def address(route: Route, ids: dict[str, Any]) -> str | None:
    """The route's address on that desk; None when it needs something that the desk has not."""
    path = route.path.replace("<str:kind>", "review").replace("review/<uuid:pk>", f"review/{ids['review']}")
    for twofold in ("audits/sources", "audits/marking"):
        path = path.replace(f"{twofold}/<uuid:pk>", f"{twofold}/{ids[twofold]}")
    while found := re.search(r"(\w+)/<\w+:\w+>", path):
        if found[1] not in ids:
            return None
        path = path.replace(found[0], f"{found[1]}/{ids[found[1]]}", 1)
    return f"/{path}" if "<" not in path and "^" not in path else None
