from __future__ import annotations

from datetime import UTC, datetime

from audit.agreement import (
    MarkedText,
    Rating,
    by_month,
    by_pair,
    by_value,
    disagreements,
    marking_agreement,
    pairs_of_values,
    recoded,
)


def rating(unit: int, coder: str, value: str, *, month: int = 5, day: int = 1) -> Rating:
    return Rating(f"unit {unit}", coder, value, f"article {unit % 3}", datetime(2026, month, day, tzinfo=UTC))


RATINGS = [
    rating(1, "P-A", "exact"), rating(1, "P-B", "exact", day=2),
    rating(2, "P-A", "exact"), rating(2, "P-B", "altered", day=2),
    rating(3, "P-A", "exact", month=6), rating(3, "P-B", "altered", month=7),
    rating(4, "P-A", "truncated"), rating(4, "P-C", "altered", day=2),
    rating(5, "P-A", "exact"),
]  # fmt: skip
ORDER = ("exact", "altered", "truncated")


def test_each_value_that_was_given_is_measured_against_all_others() -> None:
    found = by_value(RATINGS, (*ORDER, "denied"))
    assert [(row.label, row.units) for row in found] == [("exact", 4), ("altered", 4), ("truncated", 4)]
    assert found[0].raw.value == 0.5


def test_pairs_of_people_come_with_what_both_judged() -> None:
    assert [(row.label, row.units) for row in by_pair(RATINGS)] == [("P-A and P-B", 3), ("P-A and P-C", 1)]


def test_a_target_belongs_to_the_month_of_its_second_answer() -> None:
    assert [(row.label, row.units) for row in by_month(RATINGS)] == [("2026-05", 3), ("2026-07", 1)]


def test_groups_of_values_agree_where_values_do_not() -> None:
    groups = {"exact": "faithful", "altered": "distorted", "truncated": "distorted"}
    assert len(disagreements(recoded(RATINGS, groups.__getitem__))) == 2
    assert len(disagreements(RATINGS)) == 3


def test_the_most_frequent_pair_of_values_comes_first() -> None:
    pairs = pairs_of_values(disagreements(RATINGS), ORDER)
    assert [(pair.values, len(pair.found)) for pair in pairs] == [
        (("exact", "altered"), 2),
        (("altered", "truncated"), 1),
    ]
    assert pairs[0].found[0].answers == (("P-A", "exact"), ("P-B", "altered"))


WORDS = [(0, 4), (5, 9), (10, 14), (15, 19)]


def test_marking_is_compared_word_by_word() -> None:
    texts = [
        MarkedText("one", WORDS, {"P-A": [(0, 9)], "P-B": [(2, 14)]}),
        MarkedText("two", WORDS, {"P-A": [(0, 4)], "P-B": [(0, 4)]}),
        MarkedText("alone", WORDS, {"P-A": [(0, 19)]}),
    ]
    found = marking_agreement(texts)
    assert (found.words.units, found.words.articles) == (8, 2)
    assert found.words.raw.value == 7 / 8
    assert found.f1.value == 2 * 3 / (3 + 4)  # both marked 2 + 1 words; one 3 in all, the other 4
    assert found.f1.low is not None


def test_nothing_marked_by_two_people_is_said_in_words() -> None:
    found = marking_agreement([MarkedText("alone", WORDS, {"P-A": [(0, 19)]})])
    assert found.f1.value is None
    assert "no target has two" in found.words.alpha.words
    empty = marking_agreement([MarkedText("empty", WORDS, {"P-A": [], "P-B": []})])
    assert empty.f1.words == "Nobody marked a word."
