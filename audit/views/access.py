"""Who may enter a page: anonymous people are sent to the login, a wrong role is told so."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from audit.ledger.models import Actor
from audit.ledger.services import actor_for
from audit.permissions import Act, require

WITHHELD = "The outlets of articles are withheld from you while you judge them, and this would tell them."
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def needs(act: Act) -> Callable[[View[P]], View[P]]:
    """Let in only those who may do this: login for anonymous people (401 to scripts), 403 for the wrong role."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                if is_script(request):
                    return HttpResponse("You are logged out. Log in, then try again.", status=401)
                return redirect_to_login(_after_login(request))
            require(request.user, act)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def is_script(request: HttpRequest) -> bool:
    """Whether a script asks, which a login page would not help."""
    return "HX-Request" in request.headers or "X-Requested-With" in request.headers


def _after_login(request: HttpRequest) -> str:
    """Where to go on: this page, or for a form the page it stood on, since a form cannot be sent again by a link."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    origin = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(origin, allowed_hosts={request.get_host()}):
        parts = urlsplit(origin)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return reverse("home")


def actor_of(request: HttpRequest) -> Actor:
    """The actor of the person who is logged in; only behind `needs`."""
    assert isinstance(request.user, AbstractBaseUser)
    return actor_for(request.user)
