"""Text and spans to pieces: nothing is lost, nothing is doubled, every piece knows its claims."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.segments import Piece, in_blocks, pieces

TEXT = "Rents fell, she said. Nobody knows why."


def shown(found: list[Piece]) -> list[tuple[str, tuple[int, ...]]]:
    return [(piece.text, piece.claims) for piece in found]


CASES = [
    ("no claim", "Rents fell.", [], [("Rents fell.", ())]),
    ("one in the middle", "a bb c", [[(2, 4)]], [("a ", ()), ("bb", (0,)), (" c", ())]),
    ("the whole text", "bb", [[(0, 2)]], [("bb", (0,))]),
    ("split by its attribution", "aa b cc", [[(0, 2), (5, 7)]], [("aa", (0,)), (" b ", ()), ("cc", (0,))]),
    ("two that touch", "aabb", [[(0, 2)], [(2, 4)]], [("aa", (0,)), ("bb", (1,))]),
    ("two that overlap", "abcd", [[(0, 3)], [(1, 4)]], [("a", (0,)), ("bc", (0, 1)), ("d", (1,))]),
    ("nested, inner given first", "abcd", [[(1, 2)], [(0, 4)]], [("a", (1,)), ("b", (1, 0)), ("cd", (1,))]),
    ("the same words twice", "ab", [[(0, 2)], [(0, 2)]], [("ab", (0, 1))]),
    ("emoji and flags", "🇳🇴👍x", [[(0, 2)], [(2, 3)]], [("🇳🇴", (0,)), ("👍", (1,)), ("x", ())]),
    ("zero-width and no-break", "a\u200bb\u00a0c", [[(1, 4)]], [("a", ()), ("\u200bb\u00a0", (0,)), ("c", ())]),
    ("combining marks", "e\u0301a", [[(0, 2)]], [("e\u0301", (0,)), ("a", ())]),
    ("beyond the end", "ab", [[(1, 9)]], [("a", ()), ("b", (0,))]),
    ("an empty span", "ab", [[(1, 1)]], [("ab", ())]),
]


@pytest.mark.parametrize(("text", "claims", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_pieces_know_their_claims(text: str, claims: list[list[tuple[int, int]]], expected: object) -> None:
    assert shown(pieces(text, claims)) == expected


def test_a_claim_opens_once_though_its_words_are_split() -> None:
    found = pieces("aa b cc", [[(0, 2), (5, 7)]])
    assert [piece.opens for piece in found] == [(0,), (), ()]


def test_borders_cut_without_losing_the_claim() -> None:
    assert shown(pieces("ab\ncd", [[(0, 5)]], borders=(2, 3))) == [("ab", (0,)), ("\n", (0,)), ("cd", (0,))]


def test_blocks_hold_their_own_pieces_and_no_line_end() -> None:
    text = "Head\n\nOne “two”.\nCaption"
    blocks = [(0, 4, "headline", ["first"]), (6, 16, "body", []), (17, 24, "caption", ["short"])]
    found = in_blocks(text, blocks, [[(10, 15), (17, 24)]])
    assert ["".join(piece.text for piece in block.pieces) for block in found] == ["Head", "One “two”.", "Caption"]
    assert (found[0].kind, found[0].reasons) == ("headline", ("first",))
    assert found[2].pieces[0].claims == (0,)


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=3)


@given(st.text(max_size=40), st.lists(SPANS, max_size=6), st.lists(st.integers(-5, 50), max_size=5))
def test_pieces_joined_are_the_text_and_each_knows_who_covers_it(
    text: str, claims: list[list[tuple[int, int]]], borders: list[int]
) -> None:
    found = pieces(text, claims, borders)
    assert "".join(piece.text for piece in found) == text
    for piece in found:
        covering = {
            number
            for number, spans in enumerate(claims)
            if any(start <= piece.start and piece.end <= end for start, end in spans)
        }
        assert set(piece.claims) == covering
