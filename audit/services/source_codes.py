"""Codes of sources: people settle them, one answer at a time; earlier answers stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from audit.ledger.models import Actor
from audit.ledger.services import record
from audit.models import ArticleSource, Claim, SourceCode
from audit.services.errors import Refused
from audit.sourcing import CODES, Code


@dataclass(frozen=True, slots=True)
class Answer:
    """A value for a code, with the words it rests on."""

    value: str
    words: str = ""


@transaction.atomic
def settle_codes(
    *, source: ArticleSource, answers: Mapping[str, Answer], actor: Actor, claim: Claim | None = None
) -> list[SourceCode]:
    """Settle codes of a source, or of one claim of it; what is settled so already is left as it is.

    Raises Refused for values that the codebook does not have, for words that are missing, and when nothing differs."""
    source = ArticleSource.objects.select_for_update(of=("self",)).get(pk=source.pk)
    if claim and claim.source_id != source.pk:
        raise Refused("This claim is of another source.")
    standing = latest_codes(source, actor)
    made = []
    for code, answer in answers.items():
        _check(code, answer, claim)
        before = standing.get((code, claim.pk if claim else None))
        if before is None or (before.value, before.words) != (answer.value, answer.words.strip()):
            made.append(_code(source, claim, code, answer, actor))
    if not made:
        raise Refused("Nothing differs from what is settled. Nothing was changed.")
    data = {"codes": [[code.code, code.value] for code in made], "claim": claim.pk if claim else None}
    record(actor=actor, action="coded", target=source, rows=made, data=data)
    return made


def latest_codes(source: ArticleSource, actor: Actor) -> dict[tuple[str, object], SourceCode]:
    """What holds as far as this person may know: by code and claim (None: for all) the last answer."""
    codes = SourceCode.objects.visible_to(actor.user or AnonymousUser()).filter(source=source)
    return {(code.code, code.claim_id): code for code in codes}


def _check(code: str, answer: Answer, claim: Claim | None) -> None:
    if code not in set(Code):
        raise Refused(f"There is no code “{code}”.")
    definition = CODES[Code(code)]
    if answer.value not in dict(definition.values):
        raise Refused(f"“{answer.value}” is no value of “{definition.label}”.")
    if claim and not definition.by_claim:
        raise Refused(f"“{definition.label}” is said of the source and not of a single claim.")
    if answer.value in definition.with_words and not answer.words.strip():
        raise Refused(f"“{definition.label}” needs the words that it rests on.")


def _code(source: ArticleSource, claim: Claim | None, code: str, answer: Answer, actor: Actor) -> SourceCode:
    return SourceCode.objects.create(
        source=source,
        claim=claim,
        code=code,
        value=answer.value,
        words=answer.words.strip(),
        coder=actor,
        created_at=timezone.now(),
    )
