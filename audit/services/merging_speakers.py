"""Two speakers that are one. A person compares them; a merge moves nothing, and so can be taken back at any time.

Sources stay linked to the speaker they were linked to. `Speaker.merged_into` says as whom one is shown; it follows from
the comparisons that stand."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from audit.ledger.locks import hold
from audit.ledger.models import Actor
from audit.ledger.services import record
from audit.models import Speaker, SpeakerComparison
from audit.services.errors import Refused

Answer = SpeakerComparison.Answer


@transaction.atomic
def merge_speakers(*, kept: Speaker, merged: Speaker, actor: Actor, why: str = "") -> SpeakerComparison:
    """Say that two speakers are one: from now on `merged` is shown as `kept`, and so is whoever was shown as `merged`.

    Raises Refused for speakers of different kinds or exposure, and for one that is merged already."""
    kept, merged = _held(kept, merged)
    if merged.merged_into_id:
        raise Refused(f"“{merged}” is merged already. Take that back first, or merge the one it is shown as.")
    if kept.merged_into_id:
        raise Refused(f"“{kept}” is itself shown as another speaker. Merge into that one.")
    if kept.kind != merged.kind:
        raise Refused(f"One is of the kind “{kept.get_kind_display()}”, the other “{merged.get_kind_display()}”.")
    if kept.exposure != merged.exposure:
        raise Refused("Only one of them is in a public role. Say the same of both first, so that nobody is exposed.")
    row = _say(kept, merged, Answer.SAME, actor, why, kept=kept)
    _show_as([merged, *merged.merged.all()], kept, actor, "merged")
    return row


@transaction.atomic
def unmerge_speaker(*, speaker: Speaker, actor: Actor, why: str = "") -> SpeakerComparison:
    """Take a merge back: the speaker is shown as itself again, and those who came with it are shown as it.

    Raises Refused for a speaker that is not merged into another."""
    hold("speakers who are one")
    speaker = Speaker.objects.select_for_update(of=("self",)).select_related("merged_into").get(pk=speaker.pk)
    shown_as = speaker.merged_into
    if shown_as is None:
        raise Refused(f"“{speaker}” is not merged into another speaker.")
    edges = _edges(shown_as)
    row = _say(speaker, edges[speaker], Answer.OPEN, actor, why)
    came_along = [one for one in shown_as.merged.all() if one != speaker and speaker in _way(one, edges)]
    _show_as([speaker], None, actor, "unmerged")
    _show_as(came_along, speaker, actor, "unmerged")
    return row


@transaction.atomic
def keep_apart(*, one: Speaker, other: Speaker, actor: Actor, why: str = "") -> SpeakerComparison:
    """Say that two speakers are not the same, so that they are no longer offered as one. Raises Refused while they
    are merged."""
    one, other = _held(one, other)
    if one.kept == other.kept:
        raise Refused("They are shown as one. Take that back first.")
    return _say(one, other, Answer.DIFFERENT, actor, why)


def _held(one: Speaker, other: Speaker) -> tuple[Speaker, Speaker]:
    """Both as they are now, one comparison after another. Refused for one and the same."""
    if one.pk == other.pk:
        raise Refused("Choose two speakers.")
    hold("speakers who are one")
    rows = Speaker.objects.select_for_update(of=("self",)).select_related("merged_into").order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=[one.pk, other.pk])}
    return found[one.pk], found[other.pk]


def _say(
    one: Speaker, other: Speaker, answer: str, actor: Actor, why: str, kept: Speaker | None = None
) -> SpeakerComparison:
    first, second = sorted((one, other), key=lambda speaker: speaker.pk)
    earlier = SpeakerComparison.objects.filter(one=first, other=second).count()
    row = SpeakerComparison.objects.create(
        one=first,
        other=second,
        number=earlier + 1,
        answer=answer,
        kept=kept,
        why=why.strip(),
        by=actor,
        created_at=timezone.now(),
    )
    record(actor=actor, action="compared", target=row, data={"answer": answer})
    return row


def _show_as(speakers: Iterable[Speaker], kept: Speaker | None, actor: Actor, action: str) -> None:
    for speaker in speakers:
        speaker.merged_into = kept
        speaker.save(update_fields=["merged_into"])
        record(actor=actor, action=action, target=speaker, data={"speaker": kept.pk if kept else None})


def _edges(kept: Speaker) -> dict[Speaker, Speaker]:
    """Of all who are shown as one: whom each was found to be the same as."""
    group = [kept, *kept.merged.all()]
    rows = SpeakerComparison.objects.filter(one__in=group, other__in=group).select_related("one", "other", "kept")
    latest = {(row.one_id, row.other_id): row for row in rows.order_by("number")}
    return {row.merged: row.kept for row in latest.values() if row.merged and row.kept}


def _way(speaker: Speaker, edges: dict[Speaker, Speaker]) -> list[Speaker]:
    """Whom a speaker is the same as, step by step up to the one shown."""
    found = [speaker]
    while found[-1] in edges:
        found.append(edges[found[-1]])
    return found
