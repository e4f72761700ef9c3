"""The sources of an article as people make and correct them. To correct one here corrects it for each of its claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypedDict
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from articles.models import Revision
from audit.anchoring import place
from audit.ledger.models import Actor
from audit.models import ArticleSource, Organization, SourceAffiliation, SourceKind, Speaker
from audit.models.fields import Span, Spans
from audit.services.edits import Done, Edit, done_before, hold_article
from audit.services.errors import Refused, StaleTarget
from audit.services.words import marked_spans, one_span, spans_in, text_of

EDITED_MEANWHILE = "Somebody has edited this source since you saw it. Nothing of yours was recorded."
SPANS = ("mentions", "justification")


@dataclass(frozen=True, slots=True)
class AffiliationDraft:
    """A body that an article gives a source, as printed, with the words it was read from."""

    name: str
    span: Span | None = None
    organization: Organization | None = None


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """A source as a person describes it: the fullest name that the article gives, and where it stands."""

    name: str
    kind: str = SourceKind.PERSON
    mentions: Spans = ()
    role: str = ""
    role_span: Span | None = None
    justification: Spans = ()
    affiliations: Sequence[AffiliationDraft] = ()
    speaker: Speaker | None = None


class SourceChanges(TypedDict, total=False):
    """What is to be other about a source; what is not named stays. `affiliations` is the whole list as it is to be."""

    name: str
    kind: str
    mentions: Spans
    role: str
    role_span: Span | None
    justification: Spans
    affiliations: Sequence[AffiliationDraft]
    speaker: Speaker | None


def make_source(edit: Edit, revision: Revision, draft: SourceDraft) -> ArticleSource:
    """A new source of the revision, as part of an act."""
    source = ArticleSource(revision=revision, is_confirmed=True, **source_columns(text_of(revision), draft))
    return fill_source(edit, source, draft)


def fill_source(edit: Edit, source: ArticleSource, draft: SourceDraft) -> ArticleSource:
    """Store a new source with its affiliations."""
    edit.make(source, "added")
    text = text_of(source.revision)
    for number, affiliation in enumerate(draft.affiliations, start=1):
        edit.make(SourceAffiliation(source=source, number=number, **affiliation_columns(text, affiliation)))
    return source


def source_columns(text: str, draft: SourceDraft) -> dict[str, Any]:
    """The columns that a draft gives a source. Raises Refused for what does not fit."""
    name = " ".join(draft.name.split())
    if not name:
        raise Refused("A source needs a name, or a description such as the article gives.")
    if draft.kind not in SourceKind.values:
        raise Refused("Say what the source is: a person, an organization, a group, a document or unnamed.")
    if draft.speaker and draft.kind == SourceKind.UNNAMED:
        raise Refused("An unnamed mention is never linked to a named person.")
    return {
        "name": name,
        "kind": draft.kind,
        "mentions": some_spans(text, draft.mentions),
        "role": " ".join(draft.role.split()),
        "role_span": one_span(text, draft.role_span),
        "justification": some_spans(text, draft.justification),
        "speaker_id": draft.speaker.pk if draft.speaker else None,
    }


def some_spans(text: str, spans: Spans) -> Spans:
    """Spans as people mark them; none may be there."""
    return marked_spans(text, spans) if spans else ()


def affiliation_columns(text: str, draft: AffiliationDraft) -> dict[str, Any]:
    """The columns that a draft gives an affiliation."""
    name = " ".join(draft.name.split())
    if not name:
        raise Refused("An affiliation needs the name of a body.")
    organization = draft.organization.pk if draft.organization else None
    return {"name": name, "span": one_span(text, draft.span), "organization_id": organization}


def source_in(edit: Edit, revision: Revision, source: ArticleSource) -> ArticleSource:
    """The source as a row of this revision: itself, the one that it was merged into, or its like there, which is made
    if there is none. Raises Refused for a source of another article."""
    while source.merged_into:
        source = source.merged_into
    if source.revision_id == revision.pk:
        return source
    if source.revision.article_id != revision.article_id:
        raise Refused("This source is of another article. Choose one of this article, or make a new one.")
    same = ArticleSource.objects.filter(revision=revision, name=source.name, kind=source.kind, merged_into=None)
    return same.first() or make_source(edit, revision, _draft_there(source, revision))


def _draft_there(source: ArticleSource, revision: Revision) -> SourceDraft:
    """The source with the spans that its words have in another revision; what stands there no longer has none."""
    affiliations = list(source.affiliations.all())
    wanted = [source.role_span, *(affiliation.span for affiliation in affiliations)]
    mentions, justification = (
        _moved(source.revision, revision, [(span,) for span in spans])
        for spans in (source.mentions, source.justification)
    )
    role_span, *spans = _moved(source.revision, revision, [(span,) if span else () for span in wanted])
    return SourceDraft(
        name=source.name,
        kind=source.kind,
        mentions=tuple(span[0] for span in mentions if span),
        role=source.role,
        role_span=role_span[0] if role_span else None,
        justification=tuple(span[0] for span in justification if span),
        affiliations=[
            AffiliationDraft(affiliation.name, span[0] if span else None, affiliation.organization)
            for affiliation, span in zip(affiliations, spans, strict=True)
        ],
        speaker=source.speaker,
    )


def _moved(old: Revision, new: Revision, contents: Sequence[Spans]) -> list[Spans]:
    there = iter(place([content for content in contents if content], text_of(old), text_of(new)))
    found = []
    for content in contents:
        one = next(there) if content else None
        found.append(one.content if one and one.has_same_words and one.content else ())
    return found


def hold_source(source: ArticleSource, seen: str | None) -> ArticleSource:
    """The source as it is now, its article held already. StaleTarget if it is not at the version that somebody saw."""
    rows = ArticleSource.objects.select_for_update(of=("self",)).select_related("revision__body", "speaker")
    fresh = rows.get(pk=source.pk)
    if seen is not None and fresh.version() != seen:
        raise StaleTarget(EDITED_MEANWHILE)
    if fresh.merged_into_id:
        raise Refused("This source was merged into another one.")
    return fresh


@transaction.atomic
def add_source(*, revision: Revision, draft: SourceDraft, actor: Actor, submission: UUID | None = None) -> Done:
    """A source that a person makes for an article, before or without giving it claims."""
    hold_article(revision.article_id)
    if done := done_before(submission, actor, "added"):
        return done
    source = ArticleSource(revision=revision, is_confirmed=True, **source_columns(text_of(revision), draft))
    edit = Edit(actor, "added", source, submission)
    fill_source(edit, source, draft)
    return edit.record()


@transaction.atomic
def correct_source(
    *,
    source: ArticleSource,
    changes: SourceChanges,
    actor: Actor,
    seen: str | None = None,
    revision: Revision | None = None,
    submission: UUID | None = None,
) -> Done:
    """Correct a source once for all its claims; reviews of their attribution are stale where name, role or
    affiliations became other ones. `revision` is the one whose offsets are given."""
    hold_article(source.revision.article_id)
    if done := done_before(submission, actor, "corrected"):
        return done
    source = hold_source(source, seen)
    text = text_of(revision or source.revision)
    given: dict[str, Any] = {"name": source.name, "kind": source.kind, "speaker": source.speaker}
    given |= {name: value for name, value in changes.items() if name != "affiliations"}
    columns = source_columns(text, SourceDraft(**given))
    wanted = {"speaker_id" if name == "speaker" else name for name in changes} - {"affiliations"}
    edit = Edit(actor, "corrected", source, submission)
    edit.change(source, **_there(source, revision, {name: columns[name] for name in wanted}))
    if "affiliations" in changes:
        _set_affiliations(edit, source, revision, changes["affiliations"])
    if edit.changes_nothing:
        raise Refused("That is how this source stands already. Nothing was changed.")
    edit.change(source, is_confirmed=True)
    return edit.record(changed=sorted(changes))


def _there(source: ArticleSource, seen: Revision | None, values: dict[str, Any]) -> dict[str, Any]:
    """The values with their spans moved into the source's own revision."""
    for name in SPANS:
        if name in values:
            values[name] = spans_in(source.revision, seen, values[name])
    if values.get("role_span"):
        values["role_span"] = spans_in(source.revision, seen, (values["role_span"],))[0]
    return values


def _set_affiliations(
    edit: Edit, source: ArticleSource, seen: Revision | None, drafts: Sequence[AffiliationDraft]
) -> None:
    """Make the affiliations those of the drafts: rows of the same name stay, others are renamed in order, then added
    or removed."""
    text, rows = text_of(seen or source.revision), list(source.affiliations.all())
    wanted = [affiliation_columns(text, draft) for draft in drafts]
    for columns in wanted:
        if columns["span"]:
            columns["span"] = spans_in(source.revision, seen, (columns["span"],))[0]
    names = {columns["name"] for columns in wanted}
    renamed = [row for row in rows if row.name not in names]
    last = SourceAffiliation.everything.filter(source=source).aggregate(last=Max("number"))["last"] or 0
    for columns in wanted:
        row = next((row for row in rows if row.name == columns["name"]), None)
        row = row or (renamed.pop(0) if renamed else None)
        if row is None:
            last += 1
            edit.make(SourceAffiliation(source=source, number=last, **columns))
        else:
            rows = [other for other in rows if other != row]
            edit.change(row, **columns)
    for row in rows:
        edit.change(row, is_removed=True)
