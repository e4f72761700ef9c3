"""What templates need to say the same thing in the same way everywhere."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Article
from articles.search import Run, runs
from audit.models.visibility import MASKED_OUTLET
from audit.reports.verdicts import group_of

register = template.Library()


@register.simple_tag
def moment(time: datetime) -> SafeString:
    """A point in time with its zone, readable by people and machines."""
    local = timezone.localtime(time)
    return format_html(
        '<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), f"{local:%-d %B %Y, %H:%M %Z}"
    )


@register.simple_tag
def day(value: date | None, unknown: str = "") -> SafeString:
    """A date without a time."""
    if value is None:
        return SafeString(unknown)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), f"{value:%-d %B %Y}")


@register.filter
def words_typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Of a form that cannot be taken any more, the fields in which somebody wrote several words, with what they wrote.

    Nothing of a request that was not checked to come from a form of ours: others must not make our pages say things."""
    if request.method != "POST" or not getattr(request, "csrf_processing_done", False):
        return []
    given = ((name, value.strip()) for name, values in request.POST.lists() for value in values)
    return [(name.replace("_", " "), value) for name, value in given if " " in value and "password" not in name]


@register.filter
def words(code: str) -> str:
    """A code as words: out_of_context is “out of context”."""
    return code.replace("_", " ")


@register.filter
def group(value: str) -> str:
    """The group of a verdict's value, which gives its badge a shape and a colour."""
    return group_of(value)


@register.filter
def hits(article: Article) -> list[Run]:
    """Around the words that a search found in an article; nothing for one that was not searched for."""
    return runs(getattr(article, "excerpt", ""))


@register.simple_tag(takes_context=True)
def outlet_of(context: Context, article: Article) -> str:
    """The name of an article's outlet, unless it is kept from the person who looks."""
    masked = context.get("masked")
    return MASKED_OUTLET if masked and article.pk in masked else article.outlet.name
