"""What a verb's line in a word list stands for."""

from __future__ import annotations

import pytest

from audit.extraction.lexicon import regular_forms

FORMS = [
    ("add", {"add", "adds", "added", "adding"}),
    ("note", {"note", "notes", "noted", "noting"}),
    ("reply", {"reply", "replies", "replied", "replying"}),
    ("stress", {"stress", "stresses", "stressed", "stressing"}),
    ("signal", {"signal", "signals", "signaled", "signaling", "signalled", "signalling"}),
    ("reveal", {"reveal", "reveals", "revealed", "revealing"}),
]


@pytest.mark.parametrize(("verb", "forms"), FORMS)
def test_a_regular_verb_stands_for_its_forms(verb: str, forms: set[str]) -> None:
    assert set(regular_forms(verb)) == forms
