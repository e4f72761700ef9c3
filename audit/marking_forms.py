"""The form in which one person marks all claims of an article, as its page without script shows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from audit.models.fields import Spans
from audit.services.words import occurrences
from audit.unit_forms import OFFSETS, as_offsets

LINE = re.compile(r"\s*(?P<spans>\d{1,9}\s*[-–]\s*\d{1,9}(?:\s*,\s*\d{1,9}\s*[-–]\s*\d{1,9})*)\s*:?\s*(?P<words>.*)")


class MarkingForm(forms.Form):
    """All claims of an article as one person marks them, one a line: their words, or their offsets with the words."""

    claims = forms.CharField(
        required=False,
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 16}),
        label="The claims, one a line",
        help_text="Copy the words from the text. Offsets before them say which place is meant, where words stand in "
        "several. Delete what is no claim; for other borders change the words, or the offsets and leave the words out.",
    )

    def __init__(self, *args: Any, text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text = text

    @staticmethod
    def of(text: str, claims: Sequence[Spans]) -> dict[str, str]:
        """What the form begins with, where proposals are shown."""
        return {"claims": "\n".join(f"{as_offsets(spans)}: {_in_one_line(text, spans)}" for spans in claims)}

    def clean_claims(self) -> list[Spans]:
        lines = [line for line in self.cleaned_data["claims"].splitlines() if line.strip()]
        return [self._spans(line) for line in lines]

    def _spans(self, line: str) -> Spans:
        """The place of one line: its offsets, unless other words follow them; else where its words stand."""
        match = LINE.fullmatch(line)
        words = match["words"].strip() if match else line.strip()
        spans = tuple((int(a), int(b)) for a, b in OFFSETS.findall(match["spans"])) if match else ()
        if spans and (not words or words == _in_one_line(self.text, spans)):
            return spans
        places = occurrences(self.text, words)
        if not places:
            raise forms.ValidationError(f"“{words}” does not stand in the text like this, or not in one paragraph.")
        if not spans and len(places) > 1:
            raise forms.ValidationError(f"“{words}” stands in several places. Write the offsets of the one before it.")
        return (min(places, key=lambda place: abs(place[0] - spans[0][0])) if spans else places[0],)


def _in_one_line(text: str, spans: Spans) -> str:
    return " ".join(" … ".join(text[start:end] for start, end in spans).split())
