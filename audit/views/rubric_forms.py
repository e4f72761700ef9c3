"""The form of a new version of the codebook: a row for each answer that the database knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from audit.codebook import NEEDS
from audit.codebook.checks import PEOPLE, QUESTIONS
from audit.models import VALUES, Question

NEED_CHOICES = [(name, need.words) for name, need in NEEDS.items()]
TEXT = forms.Textarea(attrs={"rows": 2})


class CodebookForm(forms.Form):
    """What concerns the codebook as a whole."""

    based_on = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(max_length=200)
    independence = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), label="Independent means")
    note = forms.CharField(max_length=2000, widget=TEXT, label="Why it changes", help_text="Stands in the history.")


class QuestionForm(forms.Form):
    """One question."""

    title = forms.CharField(max_length=200, label="Question")


class AnswerForm(forms.Form):
    """One answer: whether it is offered, where, in which words, on what evidence."""

    offered = forms.BooleanField(required=False)
    place = forms.IntegerField(min_value=1, max_value=99, required=False)
    label = forms.CharField(max_length=100, required=False)
    group = forms.CharField(max_length=100, required=False)
    definition = forms.CharField(max_length=2000, required=False, widget=TEXT, label="Meaning")
    needs = forms.ChoiceField(choices=NEED_CHOICES, required=False)
    people = forms.TypedChoiceField(choices=[(n, str(n)) for n in PEOPLE], coerce=int)
    rank = forms.IntegerField(min_value=1, max_value=99, required=False, label="Rank among defects")
    reasons = forms.CharField(max_length=500, required=False, help_text="Separated by commas")

    def definition_of(self, value: str) -> dict[str, Any]:
        """The definition as the codebook stores it."""
        data = self.cleaned_data
        stored = {name: data[name] for name in ("label", "group", "needs", "definition")}
        return {"value": value, **stored, **({"people": data["people"]} if data["people"] != 1 else {})}


class RubricForms:
    """All forms of the page; unbound ones start from the definitions given."""

    def __init__(self, definitions: Mapping[str, Any], number: int, data: QueryDict | None = None) -> None:
        initial = {"based_on": number, "name": definitions["name"], "independence": definitions["independence"]}
        self.whole = CodebookForm(data, initial=initial)
        self.before = definitions
        self.questions = [
            (name, QuestionForm(data, prefix=name, initial=definitions[name]), _answers(name, definitions[name], data))
            for name in QUESTIONS
        ]

    def is_valid(self) -> bool:
        every = [self.whole, *(form for _, question, rows in self.questions for form in (question, *rows.values()))]
        checked = [form.is_valid() for form in every]  # all of them, so that every error is shown at once
        return all(checked)

    def definitions(self) -> dict[str, Any]:
        """What the page says, as definitions; valid forms only."""
        data = self.whole.cleaned_data
        said = {name: _said(question, rows) for name, question, rows in self.questions}
        return {**self.before, "name": data["name"], "independence": data["independence"], **said}


def _answers(name: str, question: Mapping[str, Any], data: QueryDict | None) -> dict[str, AnswerForm]:
    """A row for each answer, those that are offered first and in their order."""
    offered = {value["value"]: value for value in question["values"]}
    known = [value for value in VALUES[Question(name)].values if value != "not_reviewed"]
    order = [*offered, *(value for value in known if value not in offered)]
    return {
        value: AnswerForm(data, prefix=f"{name}-{value}", initial=_initial(value, place, question, offered.get(value)))
        for place, value in enumerate(order, start=1)
    }


def _initial(value: str, place: int, question: Mapping[str, Any], given: Mapping[str, Any] | None) -> dict[str, Any]:
    ranks = question["primary_order"]
    return {
        "label": value.replace("_", " "),
        "people": 1,
        "needs": "nothing",
        **(given or {}),
        "offered": given is not None,
        "place": place,
        "rank": ranks.index(value) + 1 if value in ranks else None,
        "reasons": ", ".join(question.get("reasons", {}).get(value, ())),
    }


def _said(question: QuestionForm, rows: Mapping[str, AnswerForm]) -> dict[str, Any]:
    offered = {value: form for value, form in rows.items() if form.cleaned_data["offered"]}
    by_place = sorted(offered, key=lambda value: offered[value].cleaned_data["place"] or 99)
    ranked = [value for value in by_place if offered[value].cleaned_data["rank"]]
    reasons = {value: _words(offered[value].cleaned_data["reasons"]) for value in by_place}
    return {
        "title": question.cleaned_data["title"],
        "primary_order": sorted(ranked, key=lambda value: offered[value].cleaned_data["rank"]),
        "reasons": {value: words for value, words in reasons.items() if words},
        "values": [offered[value].definition_of(value) for value in by_place],
    }


def _words(raw: str) -> list[str]:
    return [word.strip() for word in raw.split(",") if word.strip()]
