"""What somebody typed about a claim whose words left the text meanwhile. It cannot be recorded, and is not lost: the
claim's own page shows it to its writer until they throw it away."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from audit.forms import EvidenceForm, ReviewForm
from audit.models import Assertion, Claim, Draft, Evidence
from audit.permissions import Act, User
from audit.services.personal import discard_draft, save_draft
from audit.views.access import needs

ROW = re.compile(r"evidence-(\d+)-(\w+)")
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # of an item that was chosen
# What the page knew, and what a form that nobody touched would send, too.
NOT_TYPED = {"csrfmiddlewaretoken", "seen", "based_on", "submission", "rubric", "audit", "find", "visibility"}


@dataclass(frozen=True, slots=True)
class Unsent:
    """An answer that can no longer be recorded: the question, and each field's name with what was typed into it."""

    question: str
    fields: tuple[tuple[str, str], ...]


def unsent_about(claim: Claim, user: User) -> list[Unsent]:
    """What this person typed about the claim or its assertions and did not get recorded."""
    drafts = list(_drafts(claim, user))
    ids = {value for draft in drafts for _name, value in draft.fields if ID.fullmatch(value)}
    titles = {str(item.pk): item.title for item in Evidence.objects.visible_to(user).filter(pk__in=ids)}
    return [
        Unsent("Did this source say this?" if draft.target == claim.pk else "Is it so?", _typed(draft.fields, titles))
        for draft in drafts
    ]


def _drafts(claim: Claim, user: User) -> QuerySet[Draft]:
    return Draft.objects.filter(user=user.pk, target__in=[claim.pk, *(part.pk for part in claim.assertions.all())])


def keep_unsent(user: AbstractBaseUser, claim: Claim, target: Claim | Assertion, sent: QueryDict) -> None:
    """Keep an answer that came too late as it was typed. Raises Refused if it is too much to be kept."""
    fields = [(name, value) for name, values in sent.lists() for value in values if value and _is_typed(name)]
    save_draft(user=user, article=claim.revision.article, target=target.pk, fields=fields)


def _is_typed(name: str) -> bool:
    row = ROW.fullmatch(name)
    return (row[2] if row else name) not in NOT_TYPED


def _typed(fields: Sequence[Sequence[str]], titles: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((_called(name), titles.get(value, value)) for name, value in fields if value and _is_typed(name))


def _called(name: str) -> str:
    """A field's name as the form shows it."""
    row = ROW.fullmatch(name)
    known: dict[str, Any] = EvidenceForm.base_fields if row else ReviewForm.base_fields
    name = row[2] if row else name
    words = (known[name].label if name in known else None) or name.replace("_", " ")
    return f"Evidence {int(row[1]) + 1}: {words.lower()}" if row else words.capitalize()


@require_POST
@needs(Act.REVIEW)
def unsent_discard(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Throw away what one typed about a claim."""
    claim = get_object_or_404(Claim, pk=pk)
    for draft in _drafts(claim, request.user):
        discard_draft(user=request.user, target=draft.target)
    messages.success(request, "What you had typed is thrown away.")
    return redirect(claim)
