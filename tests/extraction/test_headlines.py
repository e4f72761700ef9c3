"""Headlines: capitals throughout, and words that the text quotes again."""

from __future__ import annotations

import pytest

from audit.extraction import extract
from audit.extraction.parsing.headlines import in_sentence_case
from audit.extraction.text import paragraphs_of
from tests.extraction.tables import Expected, case, cut, direct, indirect, mixed

BODY = """

“It is late,” said Jan Tarn.

“We will never sell the mill,” said Ada Roe. The mill poses a threat, she warned a parents' group."""

CASES = [
    case(
        "a verb with a capital",
        "Mayor Dale Finn Warns Mill Poses A Threat To Parents",
        indirect("Mill Poses A Threat To Parents", speaker="Dale Finn"),
    ),
    case(
        "a phrase in single marks",
        "Mills Are ‘The Ultimate Town Threat,’ Tom Finn Tells Parents",
        mixed("Mills Are", "The Ultimate Town Threat,", speaker="Tom Finn"),
    ),
    case(
        "said again in the text", "'We will never sell': Mill to stay", direct("We will never sell", speaker="Ada Roe")
    ),
]


@pytest.mark.parametrize(("headline", "expected"), CASES)
def test_a_headline_is_read_as_a_sentence(headline: str, expected: list[Expected]) -> None:
    text = headline + BODY
    found = [claim for claim in extract(text).claims if claim.content[0][0] < len(headline)]
    assert [cut(text, claim.content) for claim in found] == [one.words for one in expected]
    assert [claim.speaker for claim in found] == [one.fields["speaker"] for one in expected]


def test_only_words_that_the_text_writes_small_lose_their_capital() -> None:
    text = "Tom Miller Sells Grain And A Miller Sings\n\nHe sells grain to Tom Miller; a miller sings to Mr. Miller."
    assert in_sentence_case(text, paragraphs_of(text, None)).startswith("Tom Miller sells grain and a Miller sings\n")
