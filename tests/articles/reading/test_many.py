"""Reading in processes that are killed: what one article does never costs another."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from articles.ingest.errors import BadCharacters, EmptyText, NotReadInTime
from articles.ingest.items import Item
from articles.ingest.plain import read_text
from articles.ingest.types import Draft
from articles.reading.many import Reader, read_many
from articles.services.bulk import MOST_ITEMS
from tests.factories import TEXT


def texts(count: int) -> list[Item]:
    return [Item(n, str(n), f"{TEXT}\nNumber {n}.\n") for n in range(count)]


@pytest.mark.parametrize("workers", [1, 2])
def test_drafts_come_in_the_order_of_their_items_and_as_in_one_process(workers: int) -> None:
    found = list(read_many(texts(40), workers=workers))
    assert [item.source for item, _ in found] == list(range(40))
    assert all(draft == read_text(item.content) for item, draft in found)


def test_refusals_come_back_as_what_they_are() -> None:
    given = [Item(0, "0", ""), Item(1, "1", "half \ud800"), Item(2, "2", b"PNG \xff\xfe\0"), *texts(1)]
    refused = [type(result) for _, result in read_many(given)]
    assert refused[:2] == [EmptyText, BadCharacters]
    assert refused[3] is Draft


def test_an_article_that_takes_too_long_is_given_up_and_the_next_is_tried() -> None:
    long = Item(0, "0", TEXT * 300)
    found = [(item.source, type(result)) for item, result in read_many([long, *texts(2)], seconds=0.02)]
    assert found == [(0, NotReadInTime), (0, Draft), (1, Draft)]


def test_a_reader_that_was_killed_is_replaced() -> None:
    with Reader(20) as reader:
        assert isinstance(reader.read(texts(1))[0][1], Draft)
        assert reader.process is not None
        signal.pidfd_send_signal(reader.process._handle, signal.SIGKILL)
        answers = [result for _, result in reader.read(texts(3))]
    assert isinstance(answers[0], NotReadInTime)
    assert [type(answer) for answer in answers[1:]] == [Draft, Draft]


@pytest.mark.parametrize(
    ("length", "fewest", "most"),
    [
        pytest.param(600, MOST_ITEMS, 700, id="readers go on while a batch is stored"),
        pytest.param(100_000, 1, 100, id="long articles do not pile up in memory"),
    ],
)
def test_as_much_is_taken_from_the_inputs_as_is_soon_needed(length: int, fewest: int, most: int) -> None:
    taken = 0

    def endless() -> Iterator[Item]:
        nonlocal taken
        while True:
            taken += 1
            yield Item(taken, str(taken), "A word. " * (length // 8))

    found = read_many(endless())
    for _ in range(20):
        next(found)
    assert fewest < taken - 20 < most
    found.close()  # type: ignore[attr-defined]
