"""Cutting claims and their parts in pieces, and joining them. What is cut keeps its first piece under its own id."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any, TypedDict
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from articles.models import Revision
from audit.ledger.models import Actor
from audit.models import Assertion, Claim, words_at
from audit.models.fields import Spans, join_touching
from audit.services.edits import Done, Edit, done_before
from audit.services.errors import Refused, StaleTarget
from audit.services.units import (
    EDITED_MEANWHILE,
    become_a_persons,
    check_seen,
    first_assertion,
    follow,
    hold_claim,
    hold_claims,
    inside_of,
)
from audit.services.words import claim_words, kind_by_marks, marked_spans, sentences_of, spans_in, text_of

MERGED = "merged into another claim"
MOST_PIECES = 50


class AssertionChanges(TypedDict, total=False):
    """What is to be other about a part of a claim; what is not named stays."""

    restatement: str
    type: str
    as_of: date | None


@transaction.atomic
def split_claim(
    *,
    claim: Claim,
    pieces: Sequence[Spans],
    actor: Actor,
    seen: str | None = None,
    revision: Revision | None = None,
    submission: UUID | None = None,
) -> Done:
    """Cut a claim in two or more: it keeps the first piece, the others become claims of the same source.

    Pieces must stand inside the claim and apart from each other; `revision` is the one whose offsets are given. Parts
    of the claim that stand outside its piece are closed; reviews of other words than it has now are stale."""
    claim = hold_claim(claim)
    if done := done_before(submission, actor, "split"):
        return done
    check_seen(claim, seen)
    _needs_active(claim)
    contents = [spans_in(claim.revision, revision, piece) for piece in pieces]
    first, *others = _apart(text_of(claim.revision), contents, claim.content)
    edit = Edit(actor, "split", claim, submission)
    for content in others:
        made = edit.make(_piece(claim, content), "split off")
        edit.make(first_assertion(made))
    values = claim_words(text_of(claim.revision), first)
    become_a_persons(edit, claim, values | {"kind": _kind(claim, first)}, "split")
    follow(edit, claim)
    return edit.record(count=len(pieces))


def _piece(claim: Claim, content: Spans) -> Claim:
    """A further claim like this one, over some of its words."""
    return Claim(
        revision=claim.revision,
        source_id=claim.source_id,
        **claim_words(text_of(claim.revision), content),
        cue=claim.cue,
        speaker_mention=claim.speaker_mention,
        told_to=claim.told_to,
        kind=_kind(claim, content),
        origin=Claim.Origin.PERSON,
        is_confirmed=True,
        triage=claim.triage,
        triage_reason=claim.triage_reason,
        created_at=timezone.now(),
    )


def _kind(claim: Claim, content: Spans) -> str:
    """The kind of a piece: the outlet's own voice stays that."""
    own_voice = claim.kind == Claim.Kind.OUTLET_VOICE
    return claim.kind if own_voice else kind_by_marks(claim.revision, content)


def _apart(text: str, pieces: Sequence[Spans], whole: Spans) -> list[Spans]:
    """The pieces in the order of the text, checked: two or more, inside the whole, none on another."""
    if not 2 <= len(pieces) <= MOST_PIECES:
        raise Refused(f"Give between 2 and {MOST_PIECES} pieces.")
    marked = sorted(marked_spans(text, piece) for piece in pieces)
    if any(inside_of(piece, whole) != piece for piece in marked):
        raise Refused("A piece stands outside of what is split.")
    spans = sorted(span for piece in marked for span in piece)
    if any(one[1] > other[0] for one, other in pairwise(spans)):
        raise Refused("Two pieces stand on the same words.")
    return marked


def _needs_active(claim: Claim) -> None:
    if claim.state != Claim.State.ACTIVE:
        raise Refused(f"This claim is {claim.get_state_display().lower()}. Nothing was changed.")


@transaction.atomic
def merge_claims(
    *,
    claims: Sequence[Claim],
    actor: Actor,
    seen: Sequence[str] | None = None,
    submission: UUID | None = None,
) -> Done:
    """Join claims of one revision and one source: the first of them gets the words of all, in as many stretches as
    they have; the others are dismissed and point to it. `seen`: their versions, in the same order."""
    held = hold_claims(claims)
    if done := done_before(submission, actor, "merged"):
        return done
    if seen is not None and [claim.version() for claim in held] != list(seen):
        raise StaleTarget(EDITED_MEANWHILE)
    first, *others = _mergeable(held)
    edit = Edit(actor, "merged", first, submission)
    for claim in others:
        values = {"state": Claim.State.DISMISSED, "state_reason": MERGED, "merged_into_id": first.pk}
        edit.change(claim, "merged into another", **values)
    content = join_touching(tuple(span for claim in held for span in claim.content))
    sources = [claim.source_id for claim in held if claim.source_id]
    values = claim_words(text_of(first.revision), content) | {
        "cue": join_touching(tuple(span for claim in held for span in claim.cue)),
        "source_id": sources[0] if sources else None,
    }
    become_a_persons(edit, first, values | {"kind": _kind(first, content)}, "merged")
    follow(edit, first)
    return edit.record(count=len(held))


def _mergeable(claims: Sequence[Claim]) -> list[Claim]:
    """The claims in the order of the text, checked."""
    if len(claims) < 2:
        raise Refused("Choose two claims or more.")
    for claim in claims:
        _needs_active(claim)
    if len({claim.revision_id for claim in claims}) > 1:
        raise Refused("These claims are from different revisions, so their words cannot be joined.")
    if len({claim.source_id for claim in claims if claim.source_id}) > 1:
        raise Refused("These claims are of different sources. Correct or merge the sources first.")
    if len({claim.kind == Claim.Kind.OUTLET_VOICE for claim in claims}) > 1:
        raise Refused("What the outlet says in its own voice is not joined with what a source says.")
    return sorted(claims, key=lambda claim: (claim.start, claim.pk))


@transaction.atomic
def split_assertion(
    *,
    assertion: Assertion,
    actor: Actor,
    pieces: Sequence[Spans] = (),
    seen: str | None = None,
    submission: UUID | None = None,
) -> Done:
    """Cut a part of a claim in two or more, each judged by itself; without `pieces` at the ends of its sentences.

    It keeps the first piece, so that reviews of all its words are stale; `pieces` are offsets of the claim's own
    revision, `seen` the version of the claim."""
    claim = hold_claim(assertion.claim)
    if done := done_before(submission, actor, "split parts"):
        return done
    check_seen(claim, seen)
    _needs_active(claim)
    assertion = _open_part(claim, assertion)
    text = text_of(claim.revision)
    if not pieces and len(pieces := sentences_of(text, assertion.content)) < 2:
        raise Refused("This is one sentence. Select the words where its second part begins, then split.")
    first, *others = _apart(text, pieces, assertion.content)
    last = Assertion.everything.filter(claim=claim).aggregate(last=Max("number"))["last"]
    edit = Edit(actor, "split parts", claim, submission)
    edit.change(assertion, content=first, words=words_at(text, first), restatement="")
    for number, content in enumerate(others, start=last + 1):
        like = {"type": assertion.type, "as_of": assertion.as_of}
        edit.make(Assertion(claim=claim, number=number, content=content, words=words_at(text, content), **like))
    return edit.record(count=len(others) + 1, number=assertion.number)


def _open_part(claim: Claim, assertion: Assertion) -> Assertion:
    """The part as it is now."""
    found = Assertion.objects.filter(claim=claim, pk=assertion.pk).first()
    if found is None:
        raise StaleTarget("This part was merged into another meanwhile. Nothing was changed.")
    return found


@transaction.atomic
def merge_assertions(
    *,
    assertions: Sequence[Assertion],
    actor: Actor,
    seen: str | None = None,
    submission: UUID | None = None,
) -> Done:
    """Join parts of one claim: the first gets the words of all, the others are closed and point to it. Reviews of the
    first are stale then, those of the others no longer count."""
    if len({part.claim_id for part in assertions}) != 1 or len({part.pk for part in assertions}) < 2:
        raise Refused("Choose two parts or more of one claim.")
    claim = hold_claim(assertions[0].claim)
    if done := done_before(submission, actor, "merged parts"):
        return done
    check_seen(claim, seen)
    _needs_active(claim)
    first, *others = sorted((_open_part(claim, part) for part in assertions), key=lambda part: part.number)
    text = text_of(claim.revision)
    edit = Edit(actor, "merged parts", claim, submission)
    content = join_touching(tuple(span for part in (first, *others) for span in part.content))
    edit.change(first, content=content, words=words_at(text, content), restatement="")
    for part in others:
        edit.change(part, is_closed=True, merged_into_id=first.pk)
    return edit.record(count=len(others) + 1, number=first.number)


@transaction.atomic
def correct_assertion(
    *,
    assertion: Assertion,
    changes: AssertionChanges,
    actor: Actor,
    seen: str | None = None,
    submission: UUID | None = None,
) -> Done:
    """Restate a part in plain words, say of which type it is, or as of which day it is judged."""
    claim = hold_claim(assertion.claim)
    if done := done_before(submission, actor, "corrected part"):
        return done
    check_seen(claim, seen)
    _needs_active(claim)
    assertion = _open_part(claim, assertion)
    values: dict[str, Any] = dict(changes)
    values |= {name: value.strip() for name, value in values.items() if isinstance(value, str)}
    edit = Edit(actor, "corrected part", claim, submission)
    edit.change(assertion, **values)
    if edit.changes_nothing:
        raise Refused("That is how this part stands already. Nothing was changed.")
    return edit.record(number=assertion.number)
