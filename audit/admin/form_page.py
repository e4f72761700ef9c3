"""A page of admin that is one form of ours: what it records goes through the same services as everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, TypedDict

from django.contrib import admin, messages
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model
from django.forms import BooleanField, Form, HiddenInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from audit.ledger.admin import ReadOnlyAdmin
from audit.ledger.models import Actor
from audit.ledger.services import actor_for
from audit.permissions import Act, can
from audit.services.errors import REFUSALS, StaleTarget

CONFLICT, UNPROCESSABLE = 409, 422


class Texts(TypedDict):
    """What a page of a form is called, and what is said once it is done."""

    title: str
    done: str


def actor_of(request: HttpRequest) -> Actor:
    """The actor of the person in admin; admin lets nobody else in."""
    assert isinstance(request.user, AbstractBaseUser)
    return actor_for(request.user)


def page_of(row: Model) -> str:
    """The page of a row in admin."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


class SentForm(Form):
    """Nothing to fill in: sending it is the act."""

    sent = BooleanField(widget=HiddenInput, initial=True)


def sent_form(request: HttpRequest) -> Form:
    """The form of an act that needs no more than a button."""
    return SentForm(request.POST or None)


class ActsAdmin(ReadOnlyAdmin):
    """A model to look at, with acts on one row as pages of their own: `acts` are view methods by name, each with what
    its link says. Their addresses are `admin:{app}_{model}_{name}`."""

    change_form_template = "admin/audit/acts/change_form.html"
    acts: ClassVar[dict[str, str]] = {}
    act_needed: ClassVar[Act]

    def get_urls(self) -> list[URLPattern]:
        start = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            *(
                path(f"<uuid:pk>/{name}/", self.admin_site.admin_view(getattr(self, name)), name=f"{start}_{name}")
                for name in self.acts
            ),
            *super().get_urls(),
        ]

    def offered_acts(self, row: Any) -> Iterable[str]:
        """The names of the acts that fit a row as it is."""
        return self.acts

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = context["original"]
        if row is not None and can(request.user, self.act_needed):
            start = f"admin:{self.opts.app_label}_{self.opts.model_name}"
            names = self.offered_acts(row)
            context["acts"] = [(reverse(f"{start}_{name}", args=[row.pk]), self.acts[name]) for name in names]
        return super().render_change_form(request, context, *args, **kwargs)


def form_page(
    request: HttpRequest,
    form: Form,
    model: type[Model],
    *,
    title: str,
    back: str,
    act: Callable[[], Any],
    done: str,
    go_on: Callable[[], None] = lambda: None,
    **context: Any,
) -> HttpResponse:
    """Do the act once the form is whole, and go back; or show the form. Where the words have changed meanwhile, the
    page shows what stands beside what was typed, and `go_on` lets the form go on from there."""
    status = UNPROCESSABLE if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            act()
        except REFUSALS as error:
            form.add_error(None, str(error))
            if isinstance(error, StaleTarget):
                status = CONFLICT
                go_on()
        else:
            messages.success(request, done)
            return redirect(back)
    context |= {**admin.site.each_context(request), "title": title, "opts": model._meta, "back": back, "form": form}
    page = {**context, "is_stale": status == CONFLICT}
    return TemplateResponse(request, "admin/audit/form.html", page, status=status)
