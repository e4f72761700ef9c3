"""Bringing in many articles: once each, under the rules of one, and on again where it stopped."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError

from articles.models import Article, Import, ImportSkip, Outlet, Revision
from articles.services import Added, ImportTaken, Incoming, add_articles, add_outlet, begin_import, bulk, run_import
from articles.services.bulk import Done
from audit.ledger.models import Event
from audit.ledger.verification import verify
from audit.services.defaults import the_machine
from tests import factories
from tests.articles.services.test_articles import jobs

pytestmark = pytest.mark.django_db


def lines(tmp_path: Path, *records: dict[str, Any] | str) -> Path:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(f"{r if isinstance(r, str) else json.dumps(r)}\n" for r in records), encoding="utf-8")
    return path


def text(number: int) -> dict[str, Any]:
    return {
        "source": f"n{number}",
        "text": f"Ferry number {number} sails\n\nIt sailed at {number} o'clock on Monday.\n",
    }


def brought_in(path: Path, outlet: str = "The Harbour Post") -> Import:
    of = begin_import(paths=[path], outlet=outlet, way=Revision.Way.COMMAND, actor=the_machine())
    return run_import(of, [path])


def counts(of: Import) -> tuple[int, int, int, int]:
    of.refresh_from_db()
    return of.done, of.stored, of.known, of.skipped


def test_every_article_has_its_event_and_its_job(tmp_path: Path) -> None:
    of = brought_in(lines(tmp_path, *map(text, range(5))))
    assert counts(of) == (5, 5, 0, 0)
    assert of.ended_at is not None
    assert Event.objects.filter(target_kind="article", action="added").count() == len(jobs()) == 5
    assert verify() == []


def test_bad_and_double_rows_are_told_and_stop_nothing(tmp_path: Path) -> None:
    of = brought_in(lines(tmp_path, text(1), "{nonsense", text(1), {"text": ""}, text(2)))
    assert counts(of) == (5, 2, 1, 2)
    known, *_ = ImportSkip.objects.filter(kind="known")
    assert known.article == Article.objects.get(current_revision__headline="Ferry number 1 sails")
    assert [skip.place.rpartition(":")[2] for skip in of.skips.all()] == ["2", "3", "4"]
    assert of.skips.first().reason == "The line is no JSON."  # type: ignore[union-attr]


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    path = lines(tmp_path, text(1), text(2))
    first, second = brought_in(path), brought_in(path)
    assert (first.pk == second.pk, counts(second)) == (False, (2, 0, 2, 0))


def test_an_interrupted_import_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = lines(tmp_path, *map(text, range(7)), "{nonsense")
    monkeypatch.setattr(bulk, "MOST_ITEMS", 3)

    class Stopped(Exception):
        pass

    def stop(of: Import, done: Sequence[Done]) -> None:
        raise Stopped

    of = begin_import(paths=[path], outlet="The Harbour Post", way=Revision.Way.COMMAND, actor=the_machine())
    with pytest.raises(Stopped):
        run_import(of, [path], tell=stop)
    assert counts(of) == (3, 3, 0, 0)
    again = brought_in(path)
    assert (again.pk, counts(again)) == (of.pk, (8, 7, 0, 1))
    assert Article.objects.count() == 7


def test_two_processes_do_not_share_an_import(tmp_path: Path) -> None:
    path = lines(tmp_path, text(1))
    of = begin_import(paths=[path], outlet="The Harbour Post", way=Revision.Way.COMMAND, actor=the_machine())
    run_import(Import.objects.get(pk=of.pk), [path])
    with pytest.raises(ImportTaken):
        run_import(of, [path])


def test_outlets_by_name_by_site_and_otherwise(tmp_path: Path) -> None:
    add_outlet(name="The Islander", actor=the_machine(), domains=["islander.example"])
    path = lines(
        tmp_path,
        {**text(1), "outlet": "The Gazette"},
        {**text(2), "url": "https://news.islander.example/2"},
        {**text(3), "url": "https://other.example/3"},
    )
    brought_in(path)
    found = Article.objects.values_list("current_revision__headline", "outlet__name")
    assert dict(found) == {
        "Ferry number 1 sails": "The Gazette",
        "Ferry number 2 sails": "The Islander",
        "Ferry number 3 sails": "The Harbour Post",
    }


def test_without_any_outlet_it_is_said_so(tmp_path: Path) -> None:
    of = brought_in(lines(tmp_path, text(1), {**text(2), "outlet": "x" * 201}), outlet="")
    reasons = [skip.reason for skip in of.skips.all()]
    assert ("names no outlet" in reasons[0], "at most 200 characters" in reasons[1]) == (True, True)
    assert not Outlet.objects.exists()


def test_copies_and_addresses_are_known_across_rows_and_from_before(tmp_path: Path) -> None:
    earlier = factories.article(str(text(1)["text"]), outlet_name="The Earlier Post")
    url = "https://a.example/2"
    path = lines(
        tmp_path, text(1), {**text(1), "outlet": "The Gazette"}, {**text(2), "url": url}, {**text(3), "url": url}
    )
    of = brought_in(path)
    assert counts(of) == (4, 3, 1, 0)
    assert set(Article.objects.exclude(copy_of=None).values_list("copy_of", flat=True)) == {earlier.pk}
    assert Article.objects.get(canonical_url=url).headline == "Ferry number 2 sails"
    assert verify() == []


REFUSED = [
    ({"url": "javascript:alert(1)"}, "is no web address"),
    ({"url": "https://a.example/" + "x" * 2000}, "is no web address"),
    ({"title": "nul \0 in it"}, "NUL characters"),
]


@pytest.mark.parametrize(("more", "said"), REFUSED)
def test_what_no_row_can_hold_is_refused_alone(tmp_path: Path, more: dict[str, str], said: str) -> None:
    of = brought_in(lines(tmp_path, text(1), {**text(2), **more}, text(3)))
    assert counts(of) == (3, 2, 0, 1)
    assert said in of.skips.get().reason


def test_what_the_database_refuses_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def add(many: Sequence[Incoming], **more: Any) -> list[Added]:
        if any("number 2" in one.draft.headline for one in many):
            raise IntegrityError("revision refused\nand more")
        return add_articles(many, **more)

    monkeypatch.setattr(bulk, "add_articles", add)
    of = brought_in(lines(tmp_path, text(1), text(2), text(3)))
    assert counts(of) == (3, 2, 0, 1)
    assert of.skips.get().reason == "The database refused it: revision refused"


@pytest.mark.parametrize("name", ["nul \0 name", "half \ud800 name"])
def test_an_outlet_that_no_row_can_hold_costs_its_article_alone(tmp_path: Path, name: str) -> None:
    assert counts(brought_in(lines(tmp_path, text(1), {**text(2), "outlet": name}, text(3)))) == (3, 2, 0, 1)


def test_a_file_name_of_any_bytes_is_kept_as_well_as_it_can(tmp_path: Path) -> None:
    path = tmp_path / "caf\udce9.jsonl"
    path.write_text(json.dumps(text(1)))
    assert brought_in(path).name == "caf?.jsonl"
