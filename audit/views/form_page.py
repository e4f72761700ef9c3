"""A page that is one form: shown, filled in again with what is wrong, or done and gone back from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from articles.models import Outlet
from audit.models import Organization, Speaker
from audit.people_forms import KnownForm
from audit.services.errors import REFUSALS

UNPROCESSABLE = 422


def form_page(
    request: HttpRequest, form: Form, *, title: str, back: str, act: Callable[..., Any], done: str
) -> HttpResponse:
    """Do the act with what was filled in and go back; or show the form. `act` takes the form's fields by name."""
    if form.is_bound and form.is_valid():
        try:
            act(**form.cleaned_data)
        except REFUSALS as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return redirect(back)
    context = {"form": form, "title": title, "back": back}
    return render(request, "audit/form_page.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def correction(
    request: HttpRequest, form: type[KnownForm], row: Speaker | Organization | Outlet, act: Callable[..., Any]
) -> HttpResponse:
    """The page that corrects what is known of a row."""
    filled, title = form(request.POST or None, initial=form.of(row)), f"Correct “{row}”"
    return form_page(request, filled, title=title, back=row.get_absolute_url(), act=act, done="Corrected.")
