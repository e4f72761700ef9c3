"""What people do to the units of an article: mark a claim, correct it, confirm it, dismiss it and restore it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypedDict
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from articles.models import Article, Revision
from audit.anchoring import place
from audit.ledger.models import Actor
from audit.models import ArticleSource, Assertion, Claim, words_at
from audit.models.fields import Span, Spans
from audit.services.edits import Done, Edit, done_before, hold_article
from audit.services.errors import Refused, StaleTarget
from audit.services.sources import SourceDraft, make_source, source_in
from audit.services.words import claim_words, kind_by_marks, marked_spans, one_span, spans_in, text_of

EDITED_MEANWHILE = "Somebody has edited this claim since you saw it. Nothing of yours was recorded."
NEW_REVISION = "The article has a newer revision than the one that was marked. Load the page again."


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """A claim as a person marks it. `content` may have several stretches; an empty `kind` is read off the marks."""

    content: Spans
    kind: str = ""
    source: ArticleSource | SourceDraft | None = None
    cue: Spans = ()
    speaker_mention: Span | None = None
    told_to: str = ""


class ClaimChanges(TypedDict, total=False):
    """What is to be other about a claim; what is not named stays."""

    content: Spans
    kind: str
    source: ArticleSource | SourceDraft | None
    cue: Spans
    speaker_mention: Span | None
    told_to: str


@transaction.atomic
def add_claim(
    *,
    article: Article,
    draft: ClaimDraft,
    actor: Actor,
    revision: Revision | None = None,
    words: str | None = None,
    submission: UUID | None = None,
) -> Done:
    """A claim that a person marks in the article's current revision, in any block.

    `revision` is the one that the person saw, `words` what they marked: StaleTarget when they are not what is there
    now. Raises Refused for words that are a claim of the same source already."""
    hold_article(article.pk)
    if done := done_before(submission, actor, "added"):
        return done
    article.refresh_from_db()
    current = article.current_revision
    if current is None or (revision and revision.pk != current.pk):
        raise StaleTarget(NEW_REVISION)
    text = text_of(current)
    claim = Claim(
        revision=current,
        **claim_words(text, marked_spans(text, draft.content, words)),
        cue=marked_spans(text, draft.cue) if draft.cue else (),
        speaker_mention=one_span(text, draft.speaker_mention),
        told_to=" ".join(draft.told_to.split()),
        origin=Claim.Origin.PERSON,
        is_confirmed=True,
        created_at=timezone.now(),
    )
    edit = Edit(actor, "added", claim, submission)
    claim.source = _source(edit, current, draft.source)
    claim.kind = _kind(claim, draft.kind)
    _refuse_double(claim)
    edit.make(claim)
    edit.make(first_assertion(claim))
    return edit.record()


def first_assertion(claim: Claim) -> Assertion:
    """The assertion that every claim starts with: it covers the claim."""
    as_of = claim.revision.article.published_from
    return Assertion(claim=claim, number=1, content=claim.content, words=claim.quote, as_of=as_of)


def _source(edit: Edit, revision: Revision, wanted: ArticleSource | SourceDraft | None) -> ArticleSource | None:
    if isinstance(wanted, SourceDraft):
        return make_source(edit, revision, wanted)
    return source_in(edit, revision, wanted) if wanted else None


def _kind(claim: Claim, wanted: str) -> str:
    """The kind that a person gave, or what the marks make of the words."""
    if wanted and wanted not in Claim.Kind.values:
        raise Refused("Say of which kind the claim is: direct, mixed, indirect, or the outlet's own voice.")
    if wanted == Claim.Kind.OUTLET_VOICE and claim.source_id:
        raise Refused("What the outlet says in its own voice has no source. Take the source away first.")
    if wanted:
        return wanted
    by_marks = kind_by_marks(claim.revision, claim.content)
    is_given_to_somebody = claim.source_id or claim.speaker_mention or claim.cue
    return by_marks if by_marks != Claim.Kind.INDIRECT or is_given_to_somebody else Claim.Kind.OUTLET_VOICE


def _refuse_double(claim: Claim) -> None:
    same = Claim.objects.active().of_revision(claim.revision).filter(content=claim.content, source=claim.source_id)
    if same.exclude(pk=claim.pk).exists():
        raise Refused("These words are a claim of this source already.")


def hold_claim(claim: Claim) -> Claim:
    """The claim as it is now, with its article held."""
    hold_article(claim.revision.article_id)
    return Claim.objects.select_for_update(of=("self",)).select_related("revision__article").get(pk=claim.pk)


def hold_claims(claims: Sequence[Claim]) -> list[Claim]:
    """The claims as they are now, in the order given, with their articles held. Refused if one is not there."""
    keys = [claim.pk for claim in claims]
    for article in sorted({claim.revision.article_id for claim in claims}):
        hold_article(article)
    rows = Claim.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",))
    found = {claim.pk: claim for claim in rows.select_related("revision__article")}
    return [found[key] for key in dict.fromkeys(keys)]


def check_seen(claim: Claim, seen: str | None) -> None:
    """Raise StaleTarget unless the claim is at the version that somebody saw, if they say which."""
    if seen is not None and claim.version() != seen:
        raise StaleTarget(EDITED_MEANWHILE)


@transaction.atomic
def correct_claim(
    *,
    claim: Claim,
    changes: ClaimChanges,
    actor: Actor,
    seen: str | None = None,
    revision: Revision | None = None,
    submission: UUID | None = None,
) -> Done:
    """Correct where a claim stands, what it is, or whose it is; a machine's claim becomes a person's.

    The claim keeps its id, the event keeps what it was. Reviews of other words than those it has now are stale by
    their digest. `revision` is the one whose offsets are given, `seen` the version (`Claim.version`) that was shown:
    StaleTarget if it is another by now. Nothing to change is refused."""
    claim = hold_claim(claim)
    if done := done_before(submission, actor, "corrected"):
        return done
    check_seen(claim, seen)
    if claim.state != Claim.State.ACTIVE:
        raise Refused(f"This claim is {claim.get_state_display().lower()}, so it cannot be corrected.")
    edit = Edit(actor, "corrected", claim, submission)
    values = _corrected(edit, claim, changes, revision)
    if all(getattr(claim, name) == value for name, value in values.items()):
        raise Refused("That is what the claim is already. Nothing was changed.")
    become_a_persons(edit, claim, values)
    follow(edit, claim)
    _refuse_double(claim)
    return edit.record(changed=sorted(changes))


def _corrected(edit: Edit, claim: Claim, changes: ClaimChanges, seen: Revision | None) -> dict[str, Any]:
    """The columns that the changes give the claim."""
    text, given = text_of(seen or claim.revision), dict(changes)
    values: dict[str, Any] = {}
    if "content" in changes:
        there = spans_in(claim.revision, seen, marked_spans(text, changes["content"]))
        values |= claim_words(text_of(claim.revision), there)
    if "cue" in changes:
        values["cue"] = spans_in(claim.revision, seen, marked_spans(text, changes["cue"]) if changes["cue"] else ())
    if "speaker_mention" in changes:
        mention = one_span(text, changes["speaker_mention"])
        values["speaker_mention"] = spans_in(claim.revision, seen, (mention,))[0] if mention else None
    if "told_to" in given:
        values["told_to"] = " ".join(changes["told_to"].split())
    if "source" in changes:
        source = _source(edit, claim.revision, changes["source"])
        values["source_id"] = source.pk if source else None
    return values | _new_kind(claim, values, changes)


def _new_kind(claim: Claim, values: Mapping[str, Any], changes: ClaimChanges) -> dict[str, Any]:
    """The kind: as given; read off the marks anew when words or source changed and nobody gave one."""
    if not ({"content", "source", "kind"} & changes.keys()):
        return {}
    columns = ("source_id", "speaker_mention", "cue", "content")
    like = Claim(revision=claim.revision, **{name: values.get(name, getattr(claim, name)) for name in columns})
    was_own_voice = claim.kind == Claim.Kind.OUTLET_VOICE
    if "kind" not in changes and "content" not in changes and not (was_own_voice and like.source_id):
        return {}
    return {"kind": _kind(like, changes.get("kind", ""))}


def become_a_persons(edit: Edit, claim: Claim, values: Mapping[str, Any], told: str = "corrected") -> None:
    """Change the claim; a machine's keeps in mind where the machine found it, and loses the machine's confidence."""
    machine: dict[str, Any] = {}
    if claim.origin == Claim.Origin.MACHINE:
        machine = {"found_content": claim.content, "found_mention": claim.speaker_mention, "confidence": None}
    edit.change(claim, told, **values, **machine, origin=Claim.Origin.PERSON, is_confirmed=True)


def follow(edit: Edit, claim: Claim) -> None:
    """Let the parts of a claim, and its places in later revisions, follow its words. A part that would stand outside
    is closed; one that is alone covers the claim."""
    parts = list(claim.assertions.all())
    text = text_of(claim.revision)
    inside = [inside_of(part.content, claim.content) for part in parts]
    left = [part for part, content in zip(parts, inside, strict=True) if content] or parts[:1]
    for part, content in zip(parts, inside, strict=True):
        if part not in left:
            edit.change(part, is_closed=True)
            continue
        content = claim.content if len(left) == 1 else content
        edit.change(part, content=content, words=words_at(text, content))
    for anchor in claim.anchors.select_related("revision__body"):
        if hasattr(anchor.revision, "body"):
            found = place([claim.content], text, anchor.revision.body.text)[0]
            edit.change(anchor, content=found.content, status=found.status.value, score=Decimal(f"{found.score:.3f}"))


def inside_of(spans: Spans, limits: Spans) -> Spans:
    """What of the spans lies within the limits."""
    cut = ((max(s, a), min(e, b)) for s, e in spans for a, b in limits)
    return tuple((start, end) for start, end in cut if start < end)
