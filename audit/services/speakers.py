"""Speakers and organizations across articles: tying what one article prints to whom it means. People do this."""

from __future__ import annotations

import unicodedata

from django.db import transaction

from audit.ledger.locks import hold
from audit.ledger.models import Actor
from audit.ledger.services import record
from audit.models import ArticleSource, Organization, SourceKind, Speaker
from audit.services.errors import Refused


def search_key(name: str) -> str:
    """The name without case, accents or marks, words single-spaced: what a search compares."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


def sort_key(name: str, kind: str) -> str:
    """Last name first for people, the name itself for everything else."""
    words = search_key(name).split()
    return " ".join([words[-1], *words[:-1]]) if kind == SourceKind.PERSON and words else " ".join(words)


@transaction.atomic
def add_speaker(*, name: str, kind: str, actor: Actor) -> Speaker:
    """A speaker known across articles. Raises Refused for an unnamed source or an empty name."""
    name = " ".join(name.split())
    if not search_key(name):
        raise Refused("A speaker needs a name.")
    if kind not in SourceKind.values or kind == SourceKind.UNNAMED:
        raise Refused("An unnamed source is never made a speaker known across articles.")
    speaker = Speaker.objects.create(name=name, kind=kind, search_key=search_key(name), sort_key=sort_key(name, kind))
    record(actor=actor, action="added", target=speaker)
    return speaker


@transaction.atomic
def link_source(*, source: ArticleSource, speaker: Speaker | None, actor: Actor) -> ArticleSource:
    """Say whom an article's source is; None takes the link back. The bodies it names are linked with it."""
    source = ArticleSource.objects.select_for_update().get(pk=source.pk)
    if speaker and source.kind == SourceKind.UNNAMED:
        raise Refused("An unnamed mention is never linked to a named person.")
    if source.speaker_id == (speaker.pk if speaker else None):
        return source
    source.speaker = speaker
    source.save(update_fields=["speaker"])
    data = {"speaker": speaker.pk if speaker else None}
    record(actor=actor, action="linked" if speaker else "unlinked", target=source, data=data)
    if speaker:
        _link_affiliations(source, actor)
    return source


def _link_affiliations(source: ArticleSource, actor: Actor) -> None:
    for affiliation in source.affiliations.filter(organization=None):
        affiliation.organization = organization_named(affiliation.name, actor)
        affiliation.save(update_fields=["organization"])
        record(
            actor=actor,
            action="linked",
            target=affiliation,
            data={"organization": affiliation.organization_id},
        )


def organization_named(name: str, actor: Actor) -> Organization:
    """The organization of that name, made if there is none."""
    key = search_key(name)
    hold(f"organization {key}")
    found = Organization.objects.filter(search_key=key).first()
    if found:
        return found
    organization = Organization.objects.create(name=name, search_key=key)
    record(actor=actor, action="added", target=organization)
    return organization
