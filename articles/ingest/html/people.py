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
    r"^\W*(?:(?:(?:written|words|story|text|reported|posted|compiled) )?by|von|par|por|автор|texte?)\b[:\s]*|"
    r"^\W*(?:guest )?(?:words|authors?|autor(?:es|en|in)?|auteurs?|tekst|texto)\s*:\s*",
    re.I,
)
# In small letters too these open a byline; as words in capitals some are names.
_BY_ELSEWHERE = re.compile(r"^\s*(?:di|od|[Dd]oor|[Aa]v|[Aa]f)\s+(?=[^\W\d_a-z])")
_OTHERS = re.compile(
    r"(?<!words and )(?<!story and )(?<!text and )\b(?:photos?|photographs?|photography|photographed|pictures?|images?|"
    r"illustrations?|illustrated|videos?|graphics?|edited|fact[- ]checked|produced|reviewed|translated)"
    r"(?: (?:by|from|courtesy of)\b|\s*:)[^;|\n]*",
    re.I,
)
_NAMED_MAIL = re.compile(r"\S+@\S+\s*\(([^()]+)\)")
_LAST_FIRST = re.compile(r"^\s*([^\W\d_][^\W\d_'’-]+),\s+([^\W\d_a-z][^\W\d_A-Z]+)\s*$")
_SUBMITTED = re.compile(r"(?:submitted|posted|published|reported|filed)\b.{0,60}\bby\b.{1,100}$", re.I)
_LATER_BY = re.compile(r"\b[Bb]y\s+(?=[^\W\d_a-z])")
_BETWEEN = re.compile(r"\s*(?:;|\||/|·|•|\u2022|\n|\t| & | \+ |\b(?:and|und|et|y|with|и)\b)\s*", re.I)
_AFTER_NAME = re.compile(
    r"\s+(?:for|at|in|of|from|on|is an?|covers|special to)\s+.*$|\s+[-–—]\s+.*$|\s*\(.*?\)\s*|\s*\[.*?\]\s*|"
    r"\s*<[^>]*>\s*|@\S+|\S+@\S+",
    re.I,
)
_DATED = re.compile(
    r"\b(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d+|"
    r"\d+ (?:sec|min|h(?:ou)?r|day|week|month)\w*|"
    r"\d{1,2}[:.]\d\d|\d{4}|published|updated|posted|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b.*$",
    re.I,
)
_ADDRESS = re.compile(r"https?://|www\.|\.(?:com|org|net|co)\b", re.I)
_LETTERS = re.compile(r"[^\W\d_]")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*$")
_INNER_CAPITAL = re.compile(r"(?<=[a-z])[A-Z]")
_SQUEEZE = re.compile(r"[\W_]+")
_DESK_WORDS = words("desk_words")
_ROLES = words("roles")
_PARTICLES = words("name_particles")
_BUTTONS = words("whole_lines") | {"follow"}
_AGENCIES = words("agencies")
_ORGANIZATION_WORDS = words("organization_words")
_AUTHOR_ELEMENTS = XPath(
    "descendant-or-self::*[contains(concat(' ', @rel, ' '), ' author ') or @itemprop='author' or @itemprop='creator']"
)
_AUTHOR_PAGE = re.compile(r"/authors?/[^/?#]")
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
    value = _OTHERS.sub("", _NAMED_MAIL.sub(r"\1", value))
    value = _LAST_FIRST.sub(r"\2 \1", _BY_ELSEWHERE.sub("", _BY.sub("", value)))
    later = _LATER_BY.search(value)
    named = False
    for part in _BETWEEN.split(value[later.end() :] if later else value):
        pieces = [piece.strip() for piece in part.split(",")]
        for position, piece in enumerate(pieces):
            if _ADDRESS.search(piece):
                continue
            name = _AFTER_NAME.sub(" ", _DATED.sub("", _BY.sub("", piece))).strip(" .,:-–—|*\"'")
            if position and (" " not in name or _holds_post(name)):
                continue
            if named and _is_organization(name):
                continue
            if _is_name(name):
                named = True
                yield _without_post(name.split())


def _is_organization(name: str) -> bool:
    """Whether what stands behind a name is where that person works."""
    folded = fold(name)
    tokens = {token.strip(".,'") for token in folded.split()}
    return folded in _AGENCIES or folded.startswith("the ") or not _ORGANIZATION_WORDS.isdisjoint(tokens)


def _without_post(tokens: Sequence[str]) -> str:
    """The name without the words of a post or a button: "Columnist Ana Ruiz" and "Ana Ruiz Senior Editor" are Ana
    Ruiz; so is a name said twice."""
    before = next((i for i, token in enumerate(tokens) if not _is_post(token)), 0)
    if len(tokens) - before > 1:
        tokens = tokens[before:]
    ends = (i for i, token in enumerate(tokens) if i > 1 and (_holds_post(token) or fold(token) in _BUTTONS))
    tokens = tokens[: next(ends, len(tokens))]
    half = len(tokens) // 2
    return " ".join(tokens[:half] if half > 1 and tokens[:half] == tokens[half:] else tokens)


def _is_post(token: str) -> bool:
    return fold(token).strip(".,:") in _ROLES


def _holds_post(words: str) -> bool:
    return any(map(_is_post, words.split()))


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
    yield from (links for line in around if (links := _linked(line)))


def _marked(around: Sequence[Passage]) -> list[str]:
    elements = {element: None for line in around for element in _AUTHOR_ELEMENTS(line.box.element)}
    values = (" ".join("".join(element.itertext()).split()) for element in elements)
    return [value for value in values if 0 < len(value) <= LONGEST_BYLINE]


def _linked(line: Passage) -> list[str]:
    """The words of links to pages of authors."""
    links = (link for link in line.box.element.iter("a") if _AUTHOR_PAGE.search(link.get("href") or ""))
    return [text for link in links if (text := " ".join("".join(link.itertext()).split()))]


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
