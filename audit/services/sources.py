"""The sources of an article as people make and correct them. To correct one here corrects it for each of its claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from articles.models import Revision
from audit.anchoring import place
from audit.models import ArticleSource, Organization, SourceAffiliation, SourceKind, Speaker
from audit.models.fields import Span, Spans
from audit.services.edits import Edit
from audit.services.errors import Refused
from audit.services.words import marked_spans, one_span, text_of


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


def make_source(edit: Edit, revision: Revision, draft: SourceDraft) -> ArticleSource:
    """A new source of the revision, as part of an act."""
    text = text_of(revision)
    source = edit.make(ArticleSource(revision=revision, is_confirmed=True, **source_columns(text, draft)), "added")
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
