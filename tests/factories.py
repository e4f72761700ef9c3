"""Things to test with, made through the services like everything else; few and plain defaults.

Claims are recorded from a hand-made extraction, so that tests of the desk do not wait for the language model.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser, User

from articles.ingest.copies import read_copy
from articles.ingest.plain import read_text
from articles.models import Article, Outlet, Revision
from articles.services import RawSource, add_article, add_outlet, add_revision
from audit.extraction.types import Affiliation, ExtractedClaim, ExtractedSource, Extraction
from audit.ledger.models import Actor
from audit.ledger.services import actor_for
from audit.models import Assertion, Claim, Decision, ExtractionRun, Finding, Review
from audit.permissions import Role
from audit.services.accounts import create_account
from audit.services.claims import record_claims
from audit.services.decisions import current_decision
from audit.services.defaults import the_machine
from audit.services.evidence import EvidenceDraft, FileDraft, UseDraft
from audit.services.findings import add_finding
from audit.services.reviews import basis, current_rubric, submit_review

PASSWORD = "correct-horse-battery"  # of every test account

TEXT = """Ferry fares will rise in spring, harbour board says

“The fares will rise by four per cent,” said Ana Ruiz, a planner at the Harbour Board.

“Nobody asked the islanders,” said Tom Hale of the Island Union.
"""

RUIZ = ("The fares will rise by four per cent", "Ana Ruiz", "planner", "Harbour Board")
HALE = ("Nobody asked the islanders", "Tom Hale", None, "Island Union")


def person(username: str, role: Role) -> User:
    return create_account(username=username, password=PASSWORD, role=role, actor=the_machine())


def actor(username: str = "somebody", role: Role = Role.REVIEWER) -> Actor:
    """The actor of an account, made if there is none of that name."""
    return actor_for(User.objects.filter(username=username).first() or person(username, role))


def outlet(name: str = "The Harbour Post") -> Outlet:
    return add_outlet(name=name, actor=the_machine())


def article(text: str = TEXT, *, outlet_name: str = "The Harbour Post", **more: Any) -> Article:
    added = add_article(
        draft=read_text(text),
        outlet=outlet(outlet_name),
        source=RawSource(text.encode(), "text/plain"),
        way=Revision.Way.PASTE,
        actor=the_machine(),
        **more,
    )
    return added.article


def extraction(text: str, found: Sequence[tuple[str, str | None, str | None, str | None]]) -> Extraction:
    """A hand-made extraction of direct quotations: (quote, speaker, role, affiliation) as they stand in the text."""
    claims, sources = [], []
    for quote, speaker, role, body in found:
        source = _source(text, speaker, role, body) if speaker else None
        sources += [source] if source else []
        claims.append(_claim(text, quote, source, len(sources) - 1 if source else None))
    return Extraction(tuple(claims), tuple(sources), ())


def _span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def _source(text: str, speaker: str, role: str | None, body: str | None) -> ExtractedSource:
    bodies = (Affiliation(body, _span(text, body)),) if body else ()
    role_span = _span(text, role) if role else None
    return ExtractedSource(speaker, "person", (_span(text, speaker),), bodies, role, role_span, ())


def _claim(text: str, quote: str, source: ExtractedSource | None, index: int | None) -> ExtractedClaim:
    return ExtractedClaim(
        content=(_span(text, quote),),
        kind="direct",
        cue=(),
        speaker_mention=source.mentions[0] if source else None,
        speaker=source.name if source else None,
        speaker_kind="person" if source else None,
        affiliations=source.affiliations if source else (),
        role=source.role if source else None,
        role_span=source.role_span if source else None,
        told_to=None,
        justification=(),
        confidence=0.9,
        rule="by hand",
        source=index,
    )


def run(
    of: Article, found: Sequence[tuple[str, str | None, str | None, str | None]] = (RUIZ, HALE), version: str = "1"
) -> ExtractionRun:
    """A recorded run over the article's current revision."""
    revision = of.current_revision
    assert revision is not None
    return record_claims(
        revision=revision,
        extraction=extraction(revision.body.text, found),
        engine="by hand",
        version=version,
        milliseconds=1,
        actor=the_machine(),
    )


def revised(of: Article, text: str, found: Sequence[tuple[str, str | None, str | None, str | None]]) -> ExtractionRun:
    """A recorded run over a later text of the article."""
    later(of, text)
    return run(of, found)


def later(of: Article, text: str) -> None:
    """A later text of the article, not read for claims yet."""
    source = RawSource(text.encode(), "text/plain")
    assert add_revision(article=of, draft=read_text(text), source=source, way=Revision.Way.PASTE, actor=the_machine())
    of.refresh_from_db()


def claim(of: Article | None = None) -> Claim:
    """The first claim of an article with claims: Ana Ruiz of the Harbour Board on fares."""
    return run(of or article()).claims.in_order().with_source()[0]


def finding(about: Claim | None = None) -> Finding:
    """A finding that a person made of a claim's article."""
    about = about or claim()
    code, note = Finding.Code.NO_REPLY, "The board was not asked."
    return add_finding(article=about.revision.article, claim=about, code=code, note=note, actor=actor())


def assertion(of: Claim | None = None) -> Assertion:
    return (of or claim()).assertions.get()


def use(kind: str = "transcript", stance: str = "supports", independent: str = "yes", **more: Any) -> UseDraft:
    """One use of a new item that has words."""
    return UseDraft(EvidenceDraft(kind=kind, words="Fares: plus 4 %", **more), stance=stance, independent=independent)


def file_use(kind: str, raw: bytes, *, name: str = "minutes.txt", words: str = "", **more: Any) -> UseDraft:
    """One use of a new item that is a text file, with the words used of it."""
    read = read_copy(raw, url=None, content_type="text/plain")
    draft = EvidenceDraft(kind=kind, file=FileDraft(name, "text/plain", raw, read), **more)
    return UseDraft(draft, stance="supports", independent="yes", words=words)


def review(target: Claim | Assertion, value: str, by: Actor | None = None, **more: Any) -> Review:
    """A review that the service accepts, with the evidence most values need."""
    claim_, part = (target.claim, target) if isinstance(target, Assertion) else (target, None)
    by = by or actor()
    arguments: dict[str, Any] = {
        "seen": target.words_digest(),
        "based_on": basis(claim_, part, by.user or AnonymousUser()),
        "submission": uuid.uuid4(),
        "rubric": current_rubric().number,
        "evidence": [use()],
    }
    return submit_review(target=target, value=value, reviewer=by, **{**arguments, **more})


def decision(target: Assertion | None = None, value: str = "corroborated", by: Actor | None = None) -> Decision:
    """A decision on an assertion, from one review."""
    target = target or assertion()
    review(target, value, by)
    found = current_decision(target.claim, target)
    assert found is not None
    return found
