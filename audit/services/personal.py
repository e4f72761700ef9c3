"""A person's own unfinished answers and keys. Not acts: nothing here is recorded in the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Article
from audit.models import Draft, Preference
from audit.services.errors import Refused

MOST_FIELDS = 500
LONGEST = 300_000  # characters of one draft

# Act -> the usual key and what it does. The order is that of the help.
ACTS = {
    "next": ("j", "the next claim"),
    "previous": ("k", "the claim before"),
    "corroborated": ("c", "answer: corroborated"),
    "disputed": ("d", "answer: disputed"),
    "insufficient": ("i", "answer: insufficient evidence"),
    "not_checkable": ("p", "answer: not checkable"),
    "attribution": ("a", "did they say it? The choices"),
    "reuse": ("v", "use evidence of this article again"),
    "confirm": (" ", "confirm the claim: its words and its source are right"),
    "dismiss": ("x", "no claim: dismiss it"),
    "split": ("s", "split the assertion"),
    "source": ("w", "who speaks, in which role, for whom"),
    "same": ("=", "its source is another one of the article: join the two"),
    "pick": ("m", "pick the claim, to join it with others"),
    "join": ("g", "join the picked claims into one"),
    "edit": ("e", "correct the claim"),
    "words": ("t", "select words of the text by arrows"),
    "new": ("n", "a new claim from the selected words"),
    "start_earlier": ("[", "its first border a word earlier"),
    "start_later": ("]", "its first border a word later"),
    "end_earlier": ("{", "its last border a word earlier"),
    "end_later": ("}", "its last border a word later"),
    "undo": ("u", "undo"),
    "redo": ("r", "redo"),
    "help": ("?", "these keys"),
}


@dataclass(frozen=True, slots=True)
class Keys:
    """The key of each act, and whether single keys do anything."""

    shortcuts: bool
    by_act: dict[str, str]


def usual_keys() -> dict[str, str]:
    """Act to key for whoever has not chosen."""
    return {act: key for act, (key, _does) in ACTS.items()}


def keys_of(user: AbstractBaseUser | AnonymousUser) -> Keys:
    """A person's keys; the usual ones for anybody who has not chosen. An act that is newer than the choice and whose
    usual key the person gave to another one has none."""
    usual = usual_keys()
    chosen = Preference.objects.filter(user=user.pk).first() if user.is_authenticated else None
    if chosen is None:
        return Keys(True, usual)
    own = {act: key for act, key in chosen.keys.items() if act in usual}
    free = {act: "" if key in own.values() else key for act, key in usual.items()}
    return Keys(chosen.shortcuts, free | own)


def choose_keys(*, user: AbstractBaseUser, shortcuts: bool, by_act: Mapping[str, str]) -> Keys:
    """Keep a person's keys. Raises Refused for a key that is no single character or does two things."""
    keys = {act: key for act, key in by_act.items() if act in ACTS}
    if wrong := next((act for act, key in keys.items() if len(key) != 1), None):
        raise Refused(f"“{ACTS[wrong][1]}” needs one single character as its key.")
    taken: dict[str, str] = {}
    for act, key in (usual_keys() | keys).items():
        if key in taken:
            raise Refused(f"The key “{key}” would do two things: {ACTS[taken[key]][1]}, and {ACTS[act][1]}.")
        taken[key] = act
    unusual = {act: key for act, key in keys.items() if key != ACTS[act][0]}
    Preference.objects.update_or_create(user_id=user.pk, defaults={"shortcuts": shortcuts, "keys": unusual})
    return keys_of(user)


def save_draft(
    *, user: AbstractBaseUser, article: Article, target: UUID, fields: Sequence[tuple[str, str]]
) -> Draft | None:
    """Keep what a person has typed about a target; nothing typed is no draft. Raises Refused if it is too much."""
    if not fields:
        discard_draft(user=user, target=target)
        return None
    if len(fields) > MOST_FIELDS or sum(len(name) + len(value) for name, value in fields) > LONGEST:
        raise Refused("This is too much to be kept as a draft.")
    draft, _is_new = Draft.objects.update_or_create(
        user_id=user.pk,
        target=target,
        defaults={"article": article, "fields": [list(each) for each in fields], "saved_at": timezone.now()},
    )
    return draft


def drafts_of(*, user: AbstractBaseUser, article: UUID) -> QuerySet[Draft]:
    """What a person has typed about claims of an article and not sent."""
    return Draft.objects.filter(user=user.pk, article=article)


def discard_draft(*, user: AbstractBaseUser | AnonymousUser, target: UUID) -> None:
    """Forget what a person had typed about a target, since it was sent."""
    Draft.objects.filter(user=user.pk, target=target).delete()
