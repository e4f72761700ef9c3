"""The headline of a page: what its data, its first heading, its meta elements and its title say, weighed together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.ingest.clean import fold
from articles.ingest.html.head import Head

_SQUEEZE = re.compile(r"[\W_]+")
_SITE_MARK = re.compile(r"\s+[-|–—»•·:]{1,2}\s+|\s*[|»]\s*")


def headline(head: Head, headings: Sequence[str]) -> str:
    """The headline; `headings` are the first headings of the page, the likeliest first. Empty if nothing gives one.

    The data's headline counts, then the heading, then the meta elements, all without the site's name; but what is
    cut short, or stands alone where others agree, does not."""
    site = {_key(name) for name in (head.site, head.host, head.host.split(".")[0], head.linked.publisher) if name}
    sayings = [head.linked.headline, *headings[:3], head.first("og:title"), head.first("twitter:title"), head.title]
    candidates = [
        name for name in (without_site(saying, site) for saying in sayings) if name and _key(name) not in site
    ]
    agreed = [name for name in candidates if _support(name, candidates) > 1]
    stated = without_site(head.linked.headline, site)
    if stated and (stated in agreed or not agreed):
        return _uncut(stated, candidates)
    printed = [name for name in headings[:1] if len(headings) == 1 and name in candidates and " " in name]
    return _uncut(next(iter([*printed, *agreed, *candidates]), ""), candidates)


def without_site(title: str, site: set[str]) -> str:
    """The title without the site's name, or sections and the site's name, before or behind a mark."""
    title = " ".join(title.split())
    marks = list(_SITE_MARK.finditer(title))
    for mark in marks:
        if any(_is_site(part, site) for part in _SITE_MARK.split(title[mark.end() :])) and mark.start() > 0:
            return title[: mark.start()].strip()
    if marks and _is_site(title[: marks[0].start()], site):
        return title[marks[0].end() :].strip()
    return title


def _is_site(part: str, site: set[str]) -> bool:
    key = _key(part)
    return bool(key) and any(
        key == name or (len(name) > 3 and key.startswith(name)) or (len(key) > 3 and name.startswith(key))
        for name in site
    )


def _key(title: str) -> str:
    return _SQUEEZE.sub("", fold(title))


def _support(title: str, candidates: Sequence[str]) -> int:
    """How many of the candidates say the same words, or those and more."""
    key = _key(title)
    return sum(key == other or (len(key) > 15 and key in other) for other in map(_key, candidates))


def _uncut(title: str, candidates: Sequence[str]) -> str:
    """The title, or the candidate that goes on where it is cut short."""
    if not title.endswith(("…", "...")):
        return title
    key = _key(title)
    return next((other for other in candidates if len(_key(other)) > len(key) and _key(other).startswith(key)), title)
