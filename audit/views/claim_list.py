"""All claims as a list, narrowed by their words, by what was decided, by whom they were said and where."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Outlet
from audit.models import Attribution, Claim, Corroboration, Question
from audit.models.visibility import of_outlet
from audit.permissions import User
from audit.reports.claim_words import saying
from audit.reports.verdicts import cards, own_waiting
from audit.verdicts import having_verdict, with_verdicts
from audit.views.cursors import NEWEST, cursor, position

PAGE = 25
ANY = [("", "any")]


class FindClaimsForm(forms.Form):
    """The filters of the list of claims, kept in its address."""

    words = forms.CharField(
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    speaker = forms.CharField(required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"}))
    attribution = forms.ChoiceField(required=False, choices=ANY + Attribution.choices, label="Did they say it?")
    corroboration = forms.ChoiceField(required=False, choices=ANY + Corroboration.choices, label="Is it so?")
    kind = forms.ChoiceField(required=False, choices=ANY + Claim.Kind.choices)
    outlet = forms.ModelChoiceField(queryset=Outlet.objects.order_by("name"), required=False, empty_label="All outlets")

    def narrow(self, claims: QuerySet[Claim], user: User) -> QuerySet[Claim]:
        """The claims that fit a valid form, by verdicts as this person may see them."""
        given = self.cleaned_data
        for question in Question:
            if value := given[question.value]:
                claims = having_verdict(claims, question, value, user)
        if given["words"]:
            claims = saying(claims, given["words"])
        if given["outlet"]:
            claims = of_outlet(claims, given["outlet"], user, "revision__article")
        if given["kind"]:
            claims = claims.filter(kind=given["kind"])
        names = Q(*(Q(source__name__icontains=word) for word in given["speaker"].replace("\x00", " ").split()))
        return claims.filter(names)


@require_safe
def claim_list(request: HttpRequest) -> HttpResponse:
    """Active claims, newest first."""
    form = FindClaimsForm(request.GET)
    found = NEWEST.sort(Claim.objects.active())
    found = form.narrow(found, request.user) if form.is_valid() else found.none()
    if request.GET.get("before"):
        found = NEWEST.after(found, position(request.GET["before"]))
    whole = with_verdicts(found, request.user).select_related(
        "revision__article__outlet", "revision__article__current_revision"
    )
    rows = list(whole[: PAGE + 1])
    page = rows[:PAGE]
    context: dict[str, Any] = {
        "form": form,
        "cards": cards(page, waiting=own_waiting(page, request.user)),
        "older": cursor(page[-1]) if len(rows) > PAGE else "",
        "is_filtered": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "audit/claim_list.html", context)
