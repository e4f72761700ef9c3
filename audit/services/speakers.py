"""Speakers and organizations across articles: tying what one article prints to whom it means. People do this."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db import transaction

from audit.ledger.locks import hold
from audit.ledger.models import Actor, Ledgered
from audit.ledger.services import record
from audit.models import Affiliation, ArticleSource, Organization, OutletOwnership, SourceKind, Speaker
from audit.services.errors import Refused

Row = TypeVar("Row", bound=Ledgered)
Dated = TypeVar("Dated", Affiliation, OutletOwnership)


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
def correct_speaker(
    *, speaker: Speaker, actor: Actor, name: str, aliases: Sequence[str], exposure: str, wikidata_id: str
) -> Speaker:
    """Correct the name, the other names, how exposed a speaker is, and the Wikidata id. Raises Refused for an empty
    name, an unknown exposure, an id that is none, and for another exposure than those have who are shown as one."""
    hold("speakers who are one")
    speaker = Speaker.objects.select_for_update(of=("self",)).select_related("merged_into").get(pk=speaker.pk)
    name, others = " ".join(name.split()), [" ".join(alias.split()) for alias in aliases]
    if not search_key(name):
        raise Refused("A speaker needs a name.")
    if exposure not in Speaker.Exposure.values:
        raise Refused("Say how exposed the speaker is: public role, private person, minor, or at risk.")
    if exposure != speaker.exposure and (speaker.merged_into or speaker.merged.exists()):
        raise Refused("This speaker is one with another. Take the merge back before you change the exposure.")
    columns = {
        "name": name,
        "aliases": list(dict.fromkeys(other for other in others if other and other != name)),
        "exposure": exposure,
        "wikidata_id": wikidata(wikidata_id),
        "search_key": search_key(name),
        "sort_key": sort_key(name, speaker.kind),
    }
    return change(speaker, columns, actor)


def wikidata(identifier: str) -> str:
    """An id of Wikidata, or none. Raises Refused for anything else."""
    identifier = identifier.strip().upper()
    if identifier and not re.fullmatch(r"Q[1-9][0-9]{0,11}", identifier):
        raise Refused("A Wikidata id is a Q with digits, such as Q42.")
    return identifier


def change(row: Row, columns: Mapping[str, Any], actor: Actor) -> Row:
    """Set these columns of a locked row, with one event that names those that changed; nothing to change is no act."""
    changed = [name for name, value in columns.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, columns[name])
    if changed:
        row.save(update_fields=changed)
        told = sorted(name for name in changed if name not in row.ledger_omit)
        record(actor=actor, action="corrected", target=row, data={"changed": told})
    return row


@transaction.atomic
def withdraw_mistake(*, row: Dated, actor: Actor) -> Dated:
    """Say that an affiliation, or who owns an outlet, was a mistake; the row stays. Once more changes nothing."""
    row = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if not row.is_withdrawn:
        row.is_withdrawn = True
        row.save(update_fields=["is_withdrawn"])
        record(actor=actor, action="withdrew", target=row)
    return row


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
