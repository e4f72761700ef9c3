"""For whom speakers spoke on the day of an article, as people have entered it: beside what the article prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from audit.models import Affiliation, Claim, Speaker
from audit.permissions import Act, User, can


def known_on_the_day(claims: Iterable[Claim], user: User) -> dict[UUID, tuple[Affiliation, ...]]:
    """By the claim's id, the affiliations of its speaker that held when its article came out; nothing without a day.
    Of people who are not in public life only for those who see what is not published. One query; claims have their
    source with its speaker loaded, and their article."""
    public = Speaker.Exposure.PUBLIC_ROLE
    sees_all = can(user, Act.SEE_UNPUBLISHED)
    speakers: dict[UUID, UUID] = {}
    for claim in claims:
        speaker = claim.source.speaker if claim.source else None
        if speaker and (sees_all or speaker.exposure == public):
            speakers[claim.pk] = speaker.merged_into_id or speaker.pk
    if not speakers:
        return {}
    wanted = set(speakers.values())
    held: dict[UUID, list[Affiliation]] = defaultdict(list)
    rows = Affiliation.objects.standing().filter(Q(speaker__in=wanted) | Q(speaker__merged_into__in=wanted))
    for row in rows.select_related("speaker", "organization").order_by("since", "pk"):
        held[row.speaker.merged_into_id or row.speaker_id].append(row)
    days = {claim.pk: claim.revision.article.published_from for claim in claims}
    return {pk: tuple(row for row in held[speaker] if row.held_on(days[pk])) for pk, speaker in speakers.items()}
