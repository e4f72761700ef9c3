"""What the database knows of items and of those behind them, as `audit.origins` takes it: one query, however many items
and claims there are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import md5
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.db import connection

from audit.models import Evidence, Organization
from audit.origins import Body, Item
from audit.permissions import User
from audit.services.evidence.drafts import EvidenceDraft, title_of
from audit.services.speakers import search_key

# Four kinds of rows: the items asked for and all that they were ever said to go back to, each with the newest
# statement on each thing; the bodies on the side of speaker and outlet with all above and below them; who owns the
# outlets; for whom the speakers spoke when, whoever of those that are one it was entered for.
FACTS = """
WITH RECURSIVE reach (id) AS (
    SELECT unnest(%(items)s::uuid[])
    UNION
    SELECT step.id FROM reach JOIN LATERAL (
        SELECT e.derived_from_id AS id FROM audit_evidence e WHERE e.id = reach.id AND e.derived_from_id IS NOT NULL
        UNION ALL
        SELECT p.origin_id FROM audit_provenance p WHERE p.evidence_id = reach.id AND p.origin_id IS NOT NULL
    ) step ON true
), owned AS (
    SELECT o.* FROM audit_outletownership o WHERE o.outlet_id = ANY(%(outlets)s::uuid[]) AND NOT o.is_withdrawn
), held AS (
    SELECT asked.id AS speaker, a.organization_id, a.since, a.until FROM audit_speaker asked
    JOIN audit_speaker kept ON kept.id = coalesce(asked.merged_into_id, asked.id)
    JOIN audit_speaker same ON same.id = kept.id OR same.merged_into_id = kept.id
    JOIN audit_affiliation a ON a.speaker_id = same.id AND NOT a.is_withdrawn
    WHERE asked.id = ANY(%(speakers)s::uuid[])
), side AS (
    SELECT o.id FROM audit_organization o
    WHERE o.id = ANY(%(bodies)s::uuid[]) OR o.search_key = ANY(%(names)s)
        OR lower(nullif(o.acronym, '')) = ANY(%(names)s)
        OR o.id IN (SELECT organization_id FROM owned UNION SELECT organization_id FROM held)
), above AS (
    SELECT id FROM side
    UNION
    SELECT o.parent_id FROM audit_organization o JOIN above ON above.id = o.id WHERE o.parent_id IS NOT NULL
), below AS (
    SELECT id FROM side
    UNION
    SELECT o.id FROM audit_organization o JOIN below ON below.id = o.parent_id
)
SELECT 'item', jsonb_build_object(
    'key', e.id, 'kind', e.kind, 'title', e.title, 'publisher', e.publisher, 'owner', e.owner, 'url', e.url,
    'derived_from', e.derived_from_id,
    'digests', ARRAY(SELECT c.sha256 FROM audit_evidencecopy c WHERE c.evidence_id = e.id) || e.file_sha256::text,
    'words', md5(concat_ws(chr(31), e.kind, e.title, e.publisher, e.words, e.place, e.query, e.date)),
    'article', (SELECT coalesce(a.copy_of_id, a.id) FROM articles_article a
                WHERE e.url <> '' AND a.canonical_url IN (e.url, rtrim(e.url, '/'), e.url || '/') LIMIT 1),
    'said', (SELECT coalesce(jsonb_agg(jsonb_build_array(
                 s.relation, s.act, coalesce(s.origin_id, s.organization_id), coalesce(a.copy_of_id, a.id))), '[]')
             FROM (SELECT DISTINCT ON (p.relation, p.origin_id, p.article_id, p.organization_id) p.*
                   FROM audit_provenance p WHERE p.evidence_id = e.id
                   ORDER BY p.relation, p.origin_id, p.article_id, p.organization_id, p.number DESC) s
             LEFT JOIN articles_article a ON a.id = s.article_id))
FROM audit_evidence e WHERE e.id IN (SELECT id FROM reach)
UNION ALL
SELECT 'body', jsonb_build_array(o.id, o.name, o.search_key, lower(o.acronym), o.parent_id)
FROM audit_organization o WHERE o.id IN (SELECT id FROM above UNION SELECT id FROM below)
UNION ALL
SELECT 'owned', jsonb_build_array(outlet_id, organization_id, since, until) FROM owned
UNION ALL
SELECT 'held', jsonb_build_array(speaker, organization_id, since, until) FROM held
"""


@dataclass(frozen=True, slots=True)
class Row:
    """An item as the database has it. `stated` and `withdrawn` are (relation, id); `article` is the audited article, or
    the one whose text it has, that the item was said to be a copy of or has the address of."""

    key: UUID
    kind: str
    title: str
    publisher: str
    owner: str
    url: str
    derived_from: str | None
    marks: frozenset[str]
    stated: frozenset[tuple[str, str]]
    withdrawn: frozenset[tuple[str, str]]
    article: str | None

    @classmethod
    def read(cls, found: dict[str, Any]) -> Row:
        said = found["said"]
        told = {(relation, key): act for relation, act, key, article in said if not article}
        copied = [article for _, act, _, article in said if article and act == "stated"]
        return cls(
            key=UUID(found["key"]),
            kind=found["kind"],
            title=found["title"],
            publisher=found["publisher"],
            owner=found["owner"],
            url=found["url"],
            derived_from=found["derived_from"],
            marks=marks_of(found["url"], found["digests"], found["words"]),
            stated=frozenset(about for about, act in told.items() if act == "stated"),
            withdrawn=frozenset(about for about, act in told.items() if act == "withdrawn"),
            article=next(iter(copied), found["article"]),
        )

    def things(self, relation: str) -> list[str]:
        return sorted(key for stated, key in self.stated if stated == relation)

    @property
    def goes_back_to(self) -> str | None:
        if stated := self.things("derives_from"):
            return stated[0]
        return None if ("derives_from", self.derived_from) in self.withdrawn else self.derived_from


@dataclass(slots=True)
class Bodies:
    """Organizations by id and by name. A name that is none of them is a body of its own."""

    names: dict[str, str] = field(default_factory=dict)  # id by folded name or acronym
    known: dict[str, tuple[str, str | None]] = field(default_factory=dict)  # name and parent by id

    def add(self, key: str, name: str, folded: str, acronym: str, parent: str | None) -> None:
        self.known[key] = (name, parent)
        self.names |= {folded: key} | ({acronym: key} if acronym else {})

    def named(self, name: str) -> Body:
        folded = search_key(name)
        found = self.names.get(folded)
        return self.of(found) if found else Body(f"name {folded}", name)

    def of(self, key: str) -> Body:
        """The organization of this id; one that stands on no side of the claims at hand is just itself."""
        name, parent = self.known.get(key, ("", None))
        above: list[str] = []
        while parent and parent not in above:
            above.append(parent)
            parent = self.known[parent][1] if parent in self.known else None
        return Body(key, name, tuple(above))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to load: ids of items, of bodies, outlets and speakers on the sides of the claims, and names there."""

    items: frozenset[UUID]
    bodies: frozenset[UUID] = frozenset()
    outlets: frozenset[UUID] = frozenset()
    names: frozenset[str] = frozenset()
    speakers: frozenset[UUID] = frozenset()


Dated = tuple[UUID, str, date | None, date | None]


@dataclass(slots=True)
class Facts:
    """What was loaded. `owned` are outlet, organization, since and until; `held` the same of a speaker."""

    rows: list[Row] = field(default_factory=list)
    bodies: Bodies = field(default_factory=Bodies)
    owned: list[Dated] = field(default_factory=list)
    held: list[Dated] = field(default_factory=list)

    @classmethod
    def load(cls, wanted: Wanted) -> Facts:
        facts, names = cls(), sorted({search_key(name) for name in wanted.names} - {""})
        given: dict[str, Any] = {
            name: list(getattr(wanted, name)) for name in ("items", "bodies", "outlets", "speakers")
        }
        with connection.cursor() as cursor:
            cursor.execute(FACTS, {**given, "names": names})
            for kind, said in cursor.fetchall():
                found = json.loads(said)
                if kind == "item":
                    facts.rows.append(Row.read(found))
                elif kind == "body":
                    facts.bodies.add(*found)
                else:
                    whose, organization, since, until = found
                    dated = facts.owned if kind == "owned" else facts.held
                    dated.append((UUID(whose), organization, _day(since), _day(until)))
        return facts


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def marks_of(url: str, digests: Iterable[str], otherwise: str) -> frozenset[str]:
    """What an item is known by: its address and its bytes; one that has neither, by all that was written of it."""
    marks = {f"bytes {digest}" for digest in digests if digest} | ({f"address {address_key(url)}"} if url else set())
    return frozenset(marks or {f"words {otherwise}"})


def address_key(url: str) -> str:
    """An address without what does not tell pages apart: scheme, leading www, fragment, slash at the end."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def item_of(row: Row, bodies: Bodies, hidden: frozenset[UUID] = frozenset()) -> Item:
    """An item for weighing; `hidden` are those that the reader may not see."""
    return Item(
        key=str(row.key),
        title=row.title,
        kind=row.kind,
        marks=row.marks,
        goes_back_to=row.goes_back_to,
        article=row.article,
        publishers=_bodies(row.publisher, row.things("published_by"), bodies),
        owners=_bodies(row.owner, row.things("owned_by"), bodies),
        host=host_of(row.url),
        is_hidden=row.key in hidden,
    )


def item_of_draft(key: str, draft: EvidenceDraft, bodies: Bodies, article: str | None) -> Item:
    """An item that is not stored yet, for weighing; `article` is the one that has its address."""
    written = [draft.kind, title_of(draft), draft.publisher.strip(), draft.words, draft.place.strip()]
    written += [draft.query.strip(), *([draft.date.isoformat()] if draft.date else [])]
    return Item(
        key=key,
        title=title_of(draft),
        kind=draft.kind,
        marks=marks_of(draft.url, [draft.file_sha256], md5(chr(31).join(written).encode()).hexdigest()),
        goes_back_to=str(draft.derived_from.pk) if draft.derived_from else None,
        article=article,
        publishers=_bodies(draft.publisher, _key(draft.publisher_organization), bodies),
        owners=_bodies(draft.owner, _key(draft.owner_organization), bodies),
        host=host_of(draft.url),
    )


def _key(organization: Organization | None) -> list[str]:
    return [str(organization.pk)] if organization else []


def _bodies(words: str, organizations: Iterable[str], bodies: Bodies) -> tuple[Body, ...]:
    found = {body.key: body for body in (bodies.of(key) for key in organizations)}
    named = {body.key: body for body in [bodies.named(words)]} if words.strip() else {}
    return tuple((found | named).values())


def host_of(url: str) -> str:
    """The host of an address without its leading www; empty without an address."""
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""


def hidden_among(rows: Iterable[Row], shown: frozenset[UUID], user: User) -> frozenset[UUID]:
    """Those of the items that this person may not see; `shown` are known to be visible."""
    doubtful = {row.key for row in rows} - shown
    if not doubtful:
        return frozenset()
    return frozenset(
        doubtful - set(Evidence.objects.visible_to(user).filter(pk__in=doubtful).values_list("pk", flat=True))
    )
