"""Forms about the units of an article, as pages without script and admin show them. They check shape, decide nothing.

A stretch of the text is given by its offsets (code points, “12-40, 55-60”) or by its words; words that stand in several
places come back with the places to choose from.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from articles.models import Revision
from audit.form_choices import offer
from audit.models import ArticleSource, Claim, SourceKind
from audit.models.fields import Span, Spans
from audit.services.sources import AffiliationDraft, SourceChanges, SourceDraft
from audit.services.units import ClaimChanges, ClaimDraft
from audit.services.words import occurrences, sentences_of, text_of

OFFSETS = re.compile(r"\s*(\d{1,9})\s*[-–]\s*(\d{1,9})\s*")
AROUND = 48  # code points shown before and after a place to choose
NOBODY, NEW = "", "new"


class OffsetsField(forms.CharField):
    """Spans as text: “12-40, 55-60”."""

    def to_python(self, value: Any) -> Any:
        pieces = [piece for piece in (super().to_python(value) or "").split(",") if piece.strip()]
        found = [OFFSETS.fullmatch(piece) for piece in pieces]
        if not all(found):
            raise forms.ValidationError("Write offsets like 12-40, 55-60.")
        return tuple((int(match[1]), int(match[2])) for match in found if match)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else as_offsets(value)


def as_offsets(spans: Spans) -> str:
    return ", ".join(f"{start}-{end}" for start, end in spans)


class ClaimForm(forms.Form):
    """A claim as a person marks or corrects it. `place` is where one that is corrected stands in the text `shown`;
    `places` are where its words stand when that is more than once."""

    words = forms.CharField(
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        label="The words",
        help_text="Copied from the text as they stand there. Stretches that something interrupts: one a line.",
    )
    content = OffsetsField(
        required=False, label="Or where they stand", help_text="Offsets in code points, such as 12-40, 55-60."
    )
    kind = forms.ChoiceField(
        required=False, choices=[("", "as the quotation marks say"), *Claim.Kind.choices], label="Kind"
    )
    source = forms.ChoiceField(required=False, label="Who says it")
    new_name = forms.CharField(
        required=False, max_length=1000, label="Name of a new source", help_text="The fullest that the article gives."
    )
    new_kind = forms.ChoiceField(required=False, choices=SourceKind.choices, label="What the new source is")
    mention = forms.CharField(
        required=False, max_length=1000, label="The words that name the source beside it", help_text="Such as “she”."
    )
    cue = forms.CharField(
        required=False, max_length=1000, label="The words that say it is said", help_text="Such as “said”."
    )
    told_to = forms.CharField(required=False, max_length=1000, label="Told to")
    revision = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(
        self, *args: Any, shown: Revision, sources: Sequence[ArticleSource], place: Spans = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.shown, self.place = shown, place
        self.sources = {str(source.pk): source for source in sources}
        self.places: list[tuple[str, str, str, str]] = []
        field = self.fields["source"]
        assert isinstance(field, forms.ChoiceField)
        named = [(key, source.name) for key, source in self.sources.items()]
        field.choices = [(NOBODY, "nobody named, or the outlet itself"), *named, (NEW, "a new source, named below")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        if not data["content"]:
            kept = self.place and "words" not in self.changed_data
            data["content"] = self.place if kept else self._content(data["words"])
        if data["source"] == NEW and not data["new_name"].strip():
            self.add_error("new_name", "Name the new source.")
        for name in ("mention", "cue"):
            data[name] = self._near(name, data[name], data["content"])
        return data

    def _content(self, words: str) -> Spans:
        """The spans of the words, a stretch a line."""
        found = tuple(span for stretch in words.splitlines() if stretch.strip() for span in self._stretch(stretch))
        if not found and not self.errors:
            self.add_error("words", "Copy the words from the text.")
        return found

    def _stretch(self, stretch: str) -> Spans:
        text = text_of(self.shown)
        spans = occurrences(text, stretch)
        if not spans:
            self.add_error("words", f"“{stretch.strip()}” does not stand in the text like this.")
        if len(spans) > 1:
            self.places = [_around(text, span) for span in spans]
            self.add_error("words", "These words stand in several places. Choose one.")
        return tuple(spans[:1])

    def _near(self, name: str, words: str, content: Spans) -> Spans:
        """The place of some words that is nearest to the claim."""
        if not words.strip() or not content:
            return ()
        spans = occurrences(text_of(self.shown), words)
        if not spans:
            self.add_error(name, "These words do not stand in the text like this.")
            return ()
        start, end = content[0][0], content[-1][1]
        return (min(spans, key=lambda span: max(start - span[1], span[0] - end, 0)),)

    def draft(self) -> ClaimDraft:
        """What add_claim takes; the form must be valid."""
        return ClaimDraft(**self._said())

    def changes(self) -> ClaimChanges:
        """What correct_claim takes: the fields that differ from the form's beginning."""
        said = self._said()
        fields = {
            "content": ("words", "content"),
            "source": ("source", "new_name", "new_kind"),
            "speaker_mention": ("mention",),
        }
        changed = {name for name in said if set(fields.get(name, (name,))) & set(self.changed_data)}
        return {name: value for name, value in said.items() if name in changed}  # type: ignore[return-value]

    def _said(self) -> dict[str, Any]:
        data = self.cleaned_data
        new = SourceDraft(name=data["new_name"], kind=data["new_kind"] or SourceKind.PERSON)
        return {
            "content": data["content"],
            "kind": data["kind"],
            "source": new if data["source"] == NEW else self.sources.get(data["source"]),
            "cue": data["cue"],
            "speaker_mention": data["mention"][0] if data["mention"] else None,
            "told_to": data["told_to"],
        }

    @staticmethod
    def of(claim: Claim, text: str, place: Spans) -> dict[str, Any]:
        """What the form of a claim begins with. `place` is where it stands in `text`."""
        return {
            "words": "\n".join(text[start:end] for start, end in place),
            "kind": claim.kind,
            "source": str(claim.source_id or NOBODY),
            "told_to": claim.told_to,
            "seen": claim.version(),
        }


def _around(text: str, span: Span) -> tuple[str, str, str, str]:
    """A place to choose: its offsets, what stands before it, the words, what stands after."""
    start, end = span
    return as_offsets((span,)), text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND]


class SourceForm(forms.Form):
    """A source of an article, corrected for all its claims."""

    name = forms.CharField(max_length=1000, help_text="The fullest name or description that the article gives.")
    kind = forms.ChoiceField(choices=SourceKind.choices)
    role = forms.CharField(required=False, max_length=1000)
    affiliations = forms.CharField(
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One a line, as the article prints them.",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    @staticmethod
    def of(source: ArticleSource) -> dict[str, Any]:
        """What the form of a source begins with."""
        bodies = "\n".join(source.affiliation_names())
        known = {name: getattr(source, name) for name in ("name", "kind", "role")}
        return {**known, "affiliations": bodies, "seen": source.version(), "submission": uuid.uuid4()}

    def changes(self, source: ArticleSource) -> SourceChanges:
        """What correct_source takes; an affiliation that stays keeps its place in the text."""
        data = self.cleaned_data
        changes: SourceChanges = {"name": data["name"], "kind": data["kind"], "role": data["role"]}
        names = [" ".join(line.split()) for line in data["affiliations"].splitlines() if line.strip()]
        if names != source.affiliation_names():
            known = {one.name: one for one in source.affiliations.all()}
            changes["affiliations"] = [
                AffiliationDraft(name, known[name].span, known[name].organization)
                if name in known
                else AffiliationDraft(name)
                for name in names
            ]
        return changes


class MergeSourceForm(forms.Form):
    """The source that another one is."""

    into = forms.ModelChoiceField(
        queryset=ArticleSource.objects.none(), label="It is the same as", empty_label="Choose a source"
    )

    def __init__(self, *args: Any, source: ArticleSource, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = ArticleSource.objects.filter(revision=source.revision_id, merged_into=None).exclude(pk=source.pk)
        offer(self, "into", others.order_by("name", "pk"))


class TriageForm(forms.Form):
    """Whether a claim is judged."""

    triage = forms.ChoiceField(choices=Claim.Triage.choices)
    reason = forms.CharField(required=False, max_length=2000, help_text="Needed for “not selected”.")


class SeenForm(forms.Form):
    """What an act on a claim needs that has nothing to fill in: the version that was shown."""

    seen = forms.CharField(widget=forms.HiddenInput)


class DismissForm(SeenForm):
    """Why something is no claim."""

    reason = forms.CharField(required=False, max_length=2000, label="Why it is no claim")


class MergeClaimsForm(SeenForm):
    """Claims of the same revision that one claim is joined with."""

    others = forms.ModelMultipleChoiceField(
        queryset=Claim.objects.none(), widget=forms.CheckboxSelectMultiple, label="Join it with"
    )

    def __init__(self, *args: Any, claim: Claim, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        same = Claim.objects.active().filter(revision=claim.revision_id, source=claim.source_id)
        offer(self, "others", same.exclude(pk=claim.pk).order_by("start", "pk"))


class SplitForm(SeenForm):
    """Where a claim or a part of it is cut: its pieces a line each, or at the ends of its sentences."""

    pieces = forms.CharField(
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        label="The pieces, one a line",
        help_text="Proposed at the ends of sentences. Delete what belongs to no piece.",
    )

    def spans(self, text: str, content: Spans) -> list[Spans]:
        """The pieces' places inside `content`. Raises ValidationError for words that are not there once."""
        proposed = dict(proposals(text, content))
        found: list[Spans] = []
        for line in filter(None, map(str.strip, self.cleaned_data["pieces"].splitlines())):
            places = [s for s in occurrences(text, line) if any(a <= s[0] and s[1] <= b for a, b in content)]
            if line not in proposed and len(places) != 1:
                raise forms.ValidationError(f"“{line}” does not stand in this part once.")
            found.append(proposed.get(line) or (places[0],))
        return found


def proposals(text: str, content: Spans) -> list[tuple[str, Spans]]:
    """The pieces of a part that are proposed, with their words in one line."""
    pieces = sentences_of(text, content)
    return [(" ".join(text[start:end] for start, end in spans).replace("\n", " "), spans) for spans in pieces]


class RestateForm(forms.Form):
    """A part of a claim in plain words, and as of which day it is judged."""

    restatement = forms.CharField(required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 2}))
    type = forms.CharField(required=False, max_length=200, help_text="Event, number, state of affairs, intention …")
    as_of = forms.DateField(required=False, label="As of", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    seen = forms.CharField(widget=forms.HiddenInput)
