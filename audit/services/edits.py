"""Acts of people on units: the rows that an act changes and makes, under one event that holds what was there before.

So every act has its inverse: `take_back` puts its rows back as they were, unless somebody has changed them since. That
is an act like any other, and can be taken back in turn.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.db import models, transaction

from articles.models import Article
from audit.ledger.canonical import plain
from audit.ledger.models import Actor, Event, Ledgered
from audit.ledger.services import Act, record, record_all
from audit.ledger.verification import ledgered_models
from audit.models import ArticleSource, Assertion, Claim, SourceAffiliation, Submission
from audit.services.audits import check_units_open
from audit.services.errors import Refused, StaleTarget
from audit.services.marking import check_not_marked_apart
from audit.services.queue import place_claims

Row = TypeVar("Row", bound=Ledgered)
ALONG = "changed along"  # the event of a row that changed with the target of an act
TAKEN_BACK = "took back"
# Rows that the event of another row does not cover when they are made.
STAND_ALONE = {"claim", "article_source", "speaker", "organization"}
# A part is checked against its claim as it stands, so claims are put back before their parts.
PUT_BACK_FIRST = ("organization", "speaker", "article_source", "source_affiliation", "claim")
CHANGED_SINCE = "Somebody has changed this since. Nothing was taken back."


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was done: its event, by which it can be taken back, and the units that it changed or made."""

    event: Event
    claims: tuple[Claim, ...] = ()
    sources: tuple[ArticleSource, ...] = ()

    @property
    def claim(self) -> Claim:
        """The claim that the act is about."""
        return next(claim for claim in self.claims if claim.pk == self.event.target_id)

    @property
    def source(self) -> ArticleSource:
        """The source that the act is about."""
        return next(source for source in self.sources if source.pk == self.event.target_id)


@dataclass(slots=True)
class Edit:
    """One act while it is being done, inside a transaction. `target` is the row whose history tells of it first."""

    actor: Actor
    action: str
    target: Ledgered
    submission: UUID | None = None
    _before: dict[Ledgered, dict[str, Any]] = field(default_factory=dict)
    _made: list[Ledgered] = field(default_factory=list)
    _told: dict[Ledgered, str] = field(default_factory=dict)

    def change(self, row: Row, told: str = ALONG, **values: Any) -> Row:
        """Set columns of a locked row, by attribute name; `told` is the action that its own history tells."""
        new = {name: value for name, value in values.items() if getattr(row, name) != value}
        if not new:
            return row
        before = self._before.setdefault(row, {})
        for name, value in new.items():
            before.setdefault(name, getattr(row, name))
            setattr(row, name, value)
        row.save(update_fields=list(new))
        self._told.setdefault(row, told)
        return row

    def make(self, row: Row, told: str = ALONG) -> Row:
        """Store a new row."""
        row.save(force_insert=True)
        self._made.append(row)
        if row.ledger_kind in STAND_ALONE:
            self._told[row] = told
        return row

    @property
    def changes_nothing(self) -> bool:
        return not (self._before or self._made)

    def record(self, **data: Any) -> Done:
        """Write the event of the act, and one for every further row that has a history of its own. Refused where an
        audit has locked what changes."""
        touched = {_article_of(row) for row in (self.target, *self._before, *self._made)}
        for article_id in touched:
            if article_id:
                check_units_open(article_id)
                check_not_marked_apart(article_id)
        rows = [*self._before, *(row for row in self._made if row not in self._before)]
        states = {name: self._columns(name) for name in ("before", "after")}
        event = record(
            actor=self.actor,
            action=self.action,
            target=self.target,
            rows=rows or [self.target],
            texts=_free(states),
            data={**_fixed(states), "made": {_name(row): _version(row) for row in self._made}, **data},
        )
        along = [row for row in self._told if row != self.target]
        acts = [Act(self._told[row], row, rows=(), data={"with": event.pk, **data}) for row in along]
        record_all(actor=self.actor, acts=acts)
        if self.submission:
            Submission.objects.create(id=self.submission, actor=self.actor, event=event)
        done = Done(event, _of(Claim, self.target, rows), _of(ArticleSource, self.target, rows))
        place_claims(claim for claim in done.claims if claim.state == Claim.State.ACTIVE)
        return done

    def _columns(self, when: str) -> dict[str, dict[str, tuple[models.Field[Any, Any], Any]]]:
        """By row and column: the column's field with its value before or after the act."""
        found: dict[str, dict[str, tuple[models.Field[Any, Any], Any]]] = {}
        for row, before in self._before.items():
            values = before if when == "before" else {name: getattr(row, name) for name in before}
            found[_name(row)] = {name: (_field(row, name), value) for name, value in values.items()}
        return found


def _name(row: Ledgered) -> str:
    return f"{row.ledger_kind}/{row.pk}"


def _field(row: Ledgered, name: str) -> models.Field[Any, Any]:
    return next(column for column in row._meta.concrete_fields if name in (column.name, column.attname))


def _is_free(column: models.Field[Any, Any]) -> bool:
    """Whether the column holds words, which a redaction must be able to remove from the event."""
    return isinstance(column, models.TextField) and not column.choices


def _fixed(states: Mapping[str, Any]) -> dict[str, Any]:
    """The columns' values, words left out: they are kept as texts of the event."""
    return {
        when: {
            row: {name: None if _is_free(column) else value for name, (column, value) in columns.items()}
            for row, columns in rows.items()
        }
        for when, rows in states.items()
    }


def _free(states: Mapping[str, Any]) -> dict[str, str]:
    return {
        f"{when}/{row}/{name}": value
        for when, rows in states.items()
        for row, columns in rows.items()
        for name, (column, value) in columns.items()
        if _is_free(column)
    }


def _version(row: Ledgered) -> str:
    return row.version() if isinstance(row, Claim) else ""


def _of(model: type[Row], target: Ledgered, rows: list[Ledgered]) -> tuple[Row, ...]:
    found = [row for row in (target, *rows) if isinstance(row, model)]
    return tuple(dict.fromkeys(found))


def hold_article(article_id: UUID) -> None:
    """Let one act after another come to an article's units; runs of the engine wait here too."""
    Article.objects.select_for_update().get(pk=article_id)


def done_before(submission: UUID | None, actor: Actor, action: str) -> Done | None:
    """What came of this form when it was sent before. Refused if it was another person's, or asked for another act."""
    sent = Submission.objects.select_related("event").filter(pk=submission).first() if submission else None
    if sent is None:
        return None
    if sent.actor_id != actor.pk or sent.event.action != action:
        raise Refused("This form has been sent before for something else. Reload the page to send a new one.")
    return Done(sent.event, _again(Claim, sent.event), _again(ArticleSource, sent.event))


def _again(model: type[Row], event: Event) -> tuple[Row, ...]:
    """The rows of this kind that an earlier act changed or made, as they are now."""
    said, target = _data(event), f"{event.target_kind}/{event.target_id}"
    names = (name.split("/") for name in (target, *said["after"], *said["made"]))
    keys = {key for kind, key in names if kind == model.ledger_kind}
    return tuple(model._base_manager.filter(pk__in=keys))


def _data(event: Event) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(bytes(event.canonical))["data"]
    return said


@transaction.atomic
def take_back(*, event: Event, actor: Actor, submission: UUID | None = None) -> Done:
    """Put back what an act changed, and take from view what it made. Raises StaleTarget if any of it has been changed
    since, Refused for an event that is no such act."""
    said = _data(event)
    if "before" not in said or "made" not in said:
        raise Refused("This act cannot be taken back.")
    target = _load(f"{event.target_kind}/{event.target_id}")
    if article_id := _article_of(target):
        hold_article(article_id)
    if done := done_before(submission, actor, TAKEN_BACK):
        return done
    edit = Edit(actor, TAKEN_BACK, target, submission)
    texts = {text.key.removeprefix("event/"): text.text for text in event.texts.all()}
    for name in sorted(said["before"], key=_place_in_order):
        _put_back(edit, name, said, texts)
    for name, version in said["made"].items():
        _hide(edit, name, version, said["made"])
    return edit.record(of=event.pk, was=event.action)


def _place_in_order(name: str) -> int:
    kind = name.split("/")[0]
    return PUT_BACK_FIRST.index(kind) if kind in PUT_BACK_FIRST else len(PUT_BACK_FIRST)


def _load(name: str) -> Ledgered:
    kind, key = name.split("/")
    model = next(model for model in ledgered_models() if model.ledger_kind == kind)
    row = model._base_manager.order_by("pk").select_for_update().filter(pk=key).first()
    if row is None:
        raise Refused("What this act was about is no longer there.")
    return row


def _article_of(target: Ledgered) -> UUID | None:
    revision = getattr(target, "revision", None)
    return revision.article_id if revision else None


def _put_back(edit: Edit, name: str, said: Mapping[str, Any], texts: Mapping[str, str]) -> None:
    row = edit.target if name == _name(edit.target) else _load(name)
    before, after = (dict(_values(row, when, name, said, texts)) for when in ("before", "after"))
    if any(plain(getattr(row, column)) != plain(value) for column, value in after.items()):
        raise StaleTarget(CHANGED_SINCE)
    edit.change(row, TAKEN_BACK, **before)


def _values(
    row: Ledgered, when: str, name: str, said: Mapping[str, Any], texts: Mapping[str, str]
) -> Iterator[tuple[str, Any]]:
    for column, value in said[when][name].items():
        if _is_free(_field(row, column)):
            yield column, texts.get(f"{when}/{name}/{column}", "")
        else:
            yield column, _field(row, column).to_python(value)


def _hide(edit: Edit, name: str, version: str, made: Mapping[str, str]) -> None:
    """Take what an act made from view; a part goes with its claim, an affiliation with its source."""
    row = edit.target if name == _name(edit.target) else _load(name)
    if isinstance(row, Claim):
        if row.version() != version:
            raise StaleTarget(CHANGED_SINCE)
        edit.change(row, TAKEN_BACK, state=Claim.State.TAKEN_BACK)
    elif isinstance(row, Assertion) and f"claim/{row.claim_id}" not in made:
        edit.change(row, is_closed=True)
    elif isinstance(row, SourceAffiliation) and f"article_source/{row.source_id}" not in made:
        edit.change(row, is_removed=True)
