"""How far reviewers agree, and on what they do not."""

from __future__ import annotations

from dataclasses import replace

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from articles.models import Outlet
from audit.agreement import RESAMPLES, SEED, Agreement, MarkingAgreement, Measure
from audit.models import Audit, Question
from audit.permissions import Act
from audit.reports.agreement import AgreementFilters, QuestionAgreement, agreement_report
from audit.reports.marking import marking_report
from audit.views.access import needs


class AgreementForm(forms.Form):
    """The filters, as they stand in the address."""

    question = forms.ChoiceField(required=False, choices=[("", "both"), *Question.choices])
    audit = forms.ModelChoiceField(queryset=Audit.objects.order_by("name"), required=False, empty_label="All work")
    outlet = forms.ModelChoiceField(queryset=Outlet.objects.order_by("name"), required=False, empty_label="All outlets")
    since = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), label="From")
    until = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), label="To")

    def filters(self) -> AgreementFilters:
        """What was chosen; valid forms only."""
        data = self.cleaned_data
        question = Question(data["question"]) if data["question"] else None
        outlet = data["outlet"].pk if data["outlet"] else None
        audit = data["audit"].pk if data["audit"] else None
        return AgreementFilters(question, outlet, data["since"], data["until"], audit)


@require_safe
@needs(Act.SEE_UNPUBLISHED)
def agreement(request: HttpRequest) -> HttpResponse:
    """The report, narrowed by the address."""
    form = AgreementForm(request.GET)
    filters = form.filters() if form.is_valid() else None
    questions = agreement_report(request.user, filters) if filters else ()
    context = {
        "form": form,
        "sections": [(question, _tables(question)) for question in questions],
        "marking": measures(marking_report(request.user, audit=filters.audit, outlet=filters.outlet))
        if filters
        else None,
        "resamples": RESAMPLES,
        "seed": SEED,
        "query": request.GET.urlencode(),
    }
    return render(request, "audit/agreement.html", context, status=200 if filters else 400)


def measures(found: MarkingAgreement) -> dict[str, object]:
    """Agreement on units, its measures as a reader sees them, each with why there is none."""
    words = found.words
    shown = {"raw": words.raw, "alpha": words.alpha, "ac1": words.ac1, "f1": found.f1}
    return {"words": words, **{name: (written(each), each.words) for name, each in shown.items()}}


Rows = list[tuple[Agreement, tuple[str, str, str]]]


def _tables(found: QuestionAgreement) -> list[tuple[str, Rows]]:
    """The tables of a question: title and rows, each with its three measures in words; empty ones left out."""
    whole = [replace(found.answers, label="Each answer by itself"), replace(found.groups, label="Groups of answers")]
    named = [
        ("All", whole),
        ("By group: this one or another", [replace(row, label=capfirst(row.label)) for row in found.by_group]),
        ("By answer: this one or another", [replace(row, label=capfirst(row.label)) for row in found.by_answer]),
        ("By pair of reviewers", list(found.by_pair)),
        ("By month of the second answer", list(found.by_month)),
    ]
    return [(title, [(row, _words(row)) for row in rows]) for title, rows in named if rows]


def _words(row: Agreement) -> tuple[str, str, str]:
    return written(row.raw), written(row.alpha), written(row.ac1)


def written(found: Measure) -> str:
    """A measure as a reader sees it; “–” where its words must be read."""
    if found.value is None:
        return "–"
    value = f"{found.value:.2f}"
    if found.low is not None and found.high is not None:
        value = f"{value} ({found.low:.2f} to {found.high:.2f})"
    return value.replace("-", "−")
