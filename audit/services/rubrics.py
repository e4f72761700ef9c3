"""Versions of the codebook. A new one is what new reviews pin; earlier reviews keep theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.codebook import Codebook, CodebookError
from audit.ledger.locks import hold
from audit.ledger.models import Actor
from audit.ledger.services import record
from audit.models import VALUES, Rubric
from audit.services.errors import Refused, Superseded
from audit.services.reviews import current_rubric


@transaction.atomic
def add_rubric(*, definitions: Mapping[str, Any], based_on: int, note: str, actor: Actor) -> Rubric:
    """The next version, with other definitions and a note that says why.

    Raises Superseded when another version than `based_on` is current, Refused for definitions that are none, that offer
    an answer the database does not know, or that change nothing."""
    hold("rubric")
    current = current_rubric()
    if current.number != based_on:
        raise Superseded(f"Version {current.number} was written meanwhile. Look at it, then begin again from it.")
    if _checked(definitions) == Codebook.read(current.definitions):
        raise Refused("Nothing differs from the current version. Nothing was changed.")
    if not note.strip():
        raise Refused("Say in a sentence why the codebook changes.")
    rubric = Rubric.objects.create(
        number=current.number + 1,
        name=definitions["name"].strip(),
        definitions=definitions,
        created_at=timezone.now(),
    )
    data = {"number": rubric.number, "based_on": current.number}
    record(actor=actor, action="added", target=rubric, texts={"note": note.strip()}, data=data)
    return rubric


def _checked(definitions: Mapping[str, Any]) -> Codebook:
    try:
        codebook = Codebook.read(definitions)
    except CodebookError as error:
        raise Refused(str(error)) from error
    for question, known in VALUES.items():
        offered = [definition.value for definition in codebook.question(question).values]
        unknown = [value for value in offered if value not in known.values[1:]]
        if unknown:
            raise Refused(
                f"The answers {', '.join(unknown)} are not known to the database. Answers can be reworded, regrouped, "
                "reordered, retired and brought back; a wholly new one needs a change of the product."
            )
    return codebook
