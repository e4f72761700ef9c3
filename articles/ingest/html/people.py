"""Who wrote an article: the names in its data and bylines, without posts, log-ins, addresses and the outlet itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml.etree import XPath

from articles.ingest.clean import fold
from articles.ingest.html.head import Head
from articles.ingest.html.outline import Passage
from articles.ingest.lexicon import words
from articles.ingest.masthead import read_masthead

MOST_AUTHORS = 12
LONGEST_BYLINE = 300
"""In code points. What is longer is no byline but a paragraph about somebody."""

_META = (
    "author",
    "article:author",
    "article:author_name",
    "og:article:author",
    "dc.creator",
    "dcterms.creator",
    "dc.creator.name",
    "parsely-author",
    "sailthru.author",
    "byl",
    "byline",
    "authors",
    "author_name",
    "cxenseparse:author",
    "citation_author",
    "twitter:data1",
)
_BY = re.compile(
    r"^\W*(?:written by|words by|story by|reported by|posted by|by|von|par|por|автор:?|texte?:?)\b[:\s]*", re.I
)
_LAST_FIRST = re.compile(r"^\s*([^\W\d_][^\W\d_'’-]+),\s+([^\W\d_a-z][^\W\d_A-Z]+)\s*$")
_SUBMITTED = re.compile(r"(?:submitted|posted|published|reported|filed)\b.{0,60}\bby\b.{1,100}$", re.I)
_LATER_BY = re.compile(r"\b[Bb]y\s+(?=[^\W\d_a-z])")
_BETWEEN = re.compile(r"\s*(?:;|\||/|·|•|\u2022|\n|\t| & | \+ |\b(?:and|und|et|y|with|и)\b)\s*", re.I)
_AFTER_NAME = re.compile(
    r"\s+(?:for|at|in|of|from|on|is an?|covers)\s+.*$|\s+[-–—]\s+.*$|\s*\(.*?\)\s*|\s*<[^>]*>\s*|@\S+|\S+@\S+",
    re.I,
)
_DATED = re.compile(
    r"\b(?:\d{1,2}[:.]\d\d|\d{4}|published|updated|posted|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b.*$", re.I
)
_ADDRESS = re.compile(r"https?://|www\.|\.(?:com|org|net|co)\b", re.I)
_LETTERS = re.compile(r"[^\W\d_]")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*$")
_INNER_CAPITAL = re.compile(r"(?<=[a-z])[A-Z]")
_SQUEEZE = re.compile(r"[\W_]+")
_DESK_WORDS = words("desk_words")
_ROLES = words("roles")
_PARTICLES = words("name_particles")
_AUTHOR_ELEMENTS = XPath(
    "descendant-or-self::*[contains(concat(' ', @rel, ' '), ' author ') or @itemprop='author' or @itemprop='creator']"
)
_BYLINE_NAME = re.compile(
    r"(?:^|[\s_-])(?:by-?line|authors?|vcard|contributors?|writers?)(?=$|[\s_-])|author-?name|byline-?name"
)


def authors(head: Head, above: Sequence[Passage], below: Sequence[Passage]) -> tuple[str, ...]:
    """The authors in the order given: by the page's data, or by its bylines if these say more or the data nothing.

    `above` and `below` are the passages next to the article, where bylines stand."""
    outlet = _outlet_names(head)
    stated = clean_names(head.linked.authors, outlet)
    stated = stated or next(filter(None, (clean_names([value], outlet) for value in _from_meta(head))), ())
    printed = _first_names(_printed(above), outlet)
    if set(map(_key, printed)) > set(map(_key, stated)):
        return printed
    return stated or _first_names(_printed(below), outlet)


def _first_names(groups: Iterable[list[str]], outlet: frozenset[str]) -> tuple[str, ...]:
    return next(filter(None, (clean_names(group, outlet) for group in groups)), ())


def byline(lines: Iterable[str]) -> str:
    """The first line that is a byline, as printed without its "By"; empty if there is none."""
    return next((masthead.byline for line in lines if (masthead := read_masthead(line)) and masthead.byline), "")


def clean_names(given: Iterable[str], outlet: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The people's names in these values, each once; `outlet` has the outlet's own names as letters only, folded."""
    found: dict[str, str] = {}
    for value in given:
        for name in _names(value[:LONGEST_BYLINE]):
            key = _key(name)
            if key and key not in outlet and not _is_desk(name, outlet):
                found.setdefault(key, _in_capitals(name))
    return tuple(found.values())[:MOST_AUTHORS]


def _names(value: str) -> Iterator[str]:
    """The parts of a value that look like names, posts and places behind them left out."""
    value = _LAST_FIRST.sub(r"\2 \1", _BY.sub("", value))
    later = _LATER_BY.search(value)
    for part in _BETWEEN.split(value[later.end() :] if later else value):
        pieces = [piece.strip() for piece in part.split(",")]
        for position, piece in enumerate(pieces):
            if _ADDRESS.search(piece):
                continue
            name = _AFTER_NAME.sub(" ", _DATED.sub("", _BY.sub("", piece))).strip(" .,:-–—|*\"'")
            if position and (" " not in name or _holds_post(name)):
                continue
            if _is_name(name):
                yield _without_post(name.split())


def _without_post(tokens: Sequence[str]) -> str:
    """The name before the first word of a post: "Ana Ruiz Senior Editor" is Ana Ruiz."""
    ends = (i for i, token in enumerate(tokens) if i > 1 and _holds_post(token))
    return " ".join(tokens[: next(ends, len(tokens))])


def _holds_post(words: str) -> bool:
    return any(fold(token).strip(".,") in _ROLES for token in words.split())


def _is_name(name: str) -> bool:
    tokens = name.split()
    if not 1 <= len(tokens) <= 6 or len(name) > 60 or any(char.isdigit() for char in name):
        return False
    if not _LETTERS.search(name) or (_SLUG.match(name) and name.isascii()):
        return False
    if len(tokens) == 1 and len(_INNER_CAPITAL.findall(name)) > 1:
        return False
    named = [token for token in tokens if not token[0].islower() or fold(token) in _PARTICLES]
    return len(named) == len(tokens) or not any(char.isupper() or char.islower() for char in name)


def _is_desk(name: str, outlet: frozenset[str]) -> bool:
    """Whether only words of a desk or a post are left once the outlet's own name is taken away."""
    tokens = [fold(token).strip(".,'") for token in name.split()]
    if all(token in _DESK_WORDS or token in _ROLES for token in tokens):
        return True
    rest = [token for token in tokens if token not in _DESK_WORDS]
    return len(rest) < len(tokens) and _SQUEEZE.sub("", "".join(rest)) in outlet


def _in_capitals(name: str) -> str:
    """The name as it is written outside headlines: a name all in capitals gets small letters."""
    return name.title() if name.isupper() and " " in name and len(name) > 6 else name


def _key(name: str) -> str:
    return _SQUEEZE.sub("", fold(name))


def _outlet_names(head: Head) -> frozenset[str]:
    """All that the outlet calls itself, with and without "the", and the host with and without its ending."""
    named = [head.site, head.linked.publisher, head.host, head.host.rsplit(".", 1)[0], head.host.split(".", 1)[0]]
    named += [
        head.meta.get(name, "") for name in ("og:site_name", "application-name", "twitter:site", "article:publisher")
    ]
    keys = {_key(name) for name in named if name}
    return frozenset(keys | {key.removeprefix("the") for key in keys} | {f"the{key}" for key in keys}) - {""}


def _from_meta(head: Head) -> Iterator[str]:
    for name in _META:
        value = head.meta.get(name, "")
        if name == "twitter:data1" and "writ" not in head.meta.get("twitter:label1", "").lower():
            continue
        if value:
            yield value


def _printed(around: Sequence[Passage]) -> Iterator[list[str]]:
    """The bylines as printed: marked as such in the page, shaped like one, or called one by the page's makers."""
    yield _marked(around)
    yield [byline(line.text for line in around)]
    yield [line.text for line in around if _SUBMITTED.match(line.text)][:1]
    yield from ([line.text] for line in around if len(line.text) <= LONGEST_BYLINE // 2 and _called_byline(line))
    yield from ([part] for line in around for part in _called_inside(line))


def _marked(around: Sequence[Passage]) -> list[str]:
    elements = {element: None for line in around for element in _AUTHOR_ELEMENTS(line.box.element)}
    values = (" ".join("".join(element.itertext()).split()) for element in elements)
    return [value for value in values if 0 < len(value) <= LONGEST_BYLINE]


def _called_byline(line: Passage) -> bool:
    return any(_BYLINE_NAME.search(box.name) for box in (line.box, line.box.parent) if box is not None)


def _called_inside(line: Passage) -> Iterator[str]:
    """The parts of a line that the page's makers call a byline; not those of readers who comment."""
    for element in line.box.element.iterdescendants():
        name = element.get("class") or ""
        if _BYLINE_NAME.search(name) and "comment" not in name:
            text = " ".join("".join(element.itertext()).split())
            if 0 < len(text) <= LONGEST_BYLINE // 2:
                yield text
