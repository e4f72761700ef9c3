"""Pages about articles as such, and the feeds that announce them. What was said in them is the audit app's."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import BadRequest
from django.db import transaction
from django.db.models import Q
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.fetch import FetchError
from articles.forms import AddArticleForm, FindArticlesForm, SubscribeForm
from articles.ingest.errors import IngestError
from articles.messages import tell_added
from articles.models import Article, ArticleQuerySet, Feed, Outlet
from articles.search import matching
from articles.services import (
    FeedTaken,
    FoundFeed,
    add_outlet,
    look_at_feed,
    poll_feed_now,
    subscribe_feed,
    unsubscribe_feed,
)
from articles.withheld import withheld_articles
from audit.ledger.models import Actor
from audit.ledger.services import actor_for

PAGE = 25
OUTLETS_OFFERED = 500
FEEDS_SHOWN = 500
ENTRIES_SHOWN = 100


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    """All articles, newest first; `before` is the key of the last one on the page before."""
    form = FindArticlesForm(request.GET)
    found = Article.objects.with_current().newest_first()
    if form.is_valid():
        found = _filtered(found, form)
        # Whether an outlet is theirs would be told by the filter.
        found = found.exclude(pk__in=withheld_articles(request)) if form.cleaned_data["outlet"] else found
    else:
        found = found.none()
    rows = list(_before(found, request.GET.get("before", ""))[: PAGE + 1])
    page, more = rows[:PAGE], len(rows) > PAGE
    context = {
        "form": form,
        "articles": page,
        "older": _key(page[-1]) if more else "",
        "is_filtered": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "articles/list.html", context)


def _filtered(found: ArticleQuerySet, form: FindArticlesForm) -> ArticleQuerySet:
    """Narrowed by what was asked for; a date is that of publication, as far as it is known."""
    given = form.cleaned_data
    lookups = {"outlet": given["outlet"], "published_to__gte": given["since"], "published_from__lte": given["until"]}
    found = found.filter(**{name: value for name, value in lookups.items() if value})
    return matching(found, given["words"]) if given["words"] else found


def _key(article: Article) -> str:
    return f"{article.created_at.isoformat()}_{article.pk}"


def _before(found: ArticleQuerySet, key: str) -> ArticleQuerySet:
    if not key:
        return found
    try:
        time, pk = key.split("_")
        created, identifier = datetime.fromisoformat(time), uuid.UUID(pk)
        if created.tzinfo is None:
            raise ValueError("a time without its zone")
    except ValueError as error:
        raise BadRequest("This address of a page of the list is not whole. Start again from the list.") from error
    return found.filter(Q(created_at__lt=created) | Q(created_at=created, pk__lt=identifier))


@require_http_methods(["GET", "POST"])
@login_required
@permission_required("articles.add_article", raise_exception=True)
def article_add(request: HttpRequest) -> HttpResponse:
    """Paste an article, upload it as a file, or give the address of its page; one that is here already is shown."""
    form = AddArticleForm(request.POST, request.FILES) if request.method == "POST" else AddArticleForm()
    if form.is_bound and form.is_valid() and (added := form.store(_actor(request))):
        tell_added(request, added, form)
        return redirect(added.article)
    return _with_outlets(request, "articles/add.html", form)


def _with_outlets(request: HttpRequest, template: str, form: Form) -> HttpResponse:
    """The page of a form that asks for an outlet; 422 once it was sent, since it is shown again for what is wrong."""
    outlets = Outlet.objects.order_by("name").values_list("name", flat=True)[:OUTLETS_OFFERED]
    return render(request, template, {"form": form, "outlets": outlets}, status=422 if form.is_bound else 200)


@require_safe
def feed_list(request: HttpRequest) -> HttpResponse:
    """All feeds by outlet, those that ended last."""
    feeds = Feed.objects.with_progress().by_outlet()
    outlet = request.GET.get("outlet", "")
    if outlet:
        feeds = feeds.filter(outlet__name=outlet)
    return render(request, "articles/feeds.html", {"feeds": feeds[:FEEDS_SHOWN], "outlet": outlet})


@require_safe
def feed(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One feed: how its visits go, and what became of what it announced."""
    found = get_object_or_404(Feed.objects.with_progress(), pk=pk)
    entries = found.entries.select_related("article__current_revision").order_by("-seen_at", "-id")
    shown = entries.filter(~Q(article__in=withheld_articles(request)) | Q(article=None))[:ENTRIES_SHOWN]
    return render(request, "articles/feed.html", {"feed": found, "entries": shown})


@require_http_methods(["GET", "POST"])
@login_required
@permission_required("articles.add_feed", raise_exception=True)
def feed_add(request: HttpRequest) -> HttpResponse:
    """Subscribe an outlet to a feed. It is looked at first, so that a wrong address is told at once."""
    form = SubscribeForm(request.POST) if request.method == "POST" else SubscribeForm(initial=request.GET.dict())
    if form.is_bound and form.is_valid():
        try:
            found = look_at_feed(form.cleaned_data["url"])
            subscribed = _subscribe(form.cleaned_data["outlet"], found, _actor(request))
        except (FetchError, IngestError, FeedTaken) as error:
            form.add_error("url", str(error))
        else:
            messages.success(request, "Subscribed. The worker visits the feed within a minute.")
            return redirect(subscribed)
    return _with_outlets(request, "articles/feed_add.html", form)


@transaction.atomic
def _subscribe(outlet_name: str, found: FoundFeed, actor: Actor) -> Feed:
    return subscribe_feed(outlet=add_outlet(name=outlet_name, actor=actor), found=found, actor=actor)


@require_POST
@login_required
@permission_required("articles.add_feed", raise_exception=True)
def feed_visit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Have the worker visit the feed now instead of at its time."""
    found = get_object_or_404(Feed.objects.active(), pk=pk)
    poll_feed_now(found)
    messages.info(request, "The worker visits this feed as its next job.")
    return redirect(found)


@require_POST
@login_required
@permission_required("articles.add_feed", raise_exception=True)
def feed_unsubscribe(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """End a subscription; its articles stay."""
    found = unsubscribe_feed(feed=get_object_or_404(Feed, pk=pk), actor=_actor(request))
    messages.success(request, "The subscription is ended. The articles that came by it stay.")
    return redirect(found)


def _actor(request: HttpRequest) -> Actor:
    assert isinstance(request.user, AbstractBaseUser)
    return actor_for(request.user)
