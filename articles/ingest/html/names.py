"""Names of people: what is left of a byline or of a page's data without posts, log-ins, addresses and outlets."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence

from articles.ingest.clean import fold
from articles.ingest.lexicon import words
from articles.ingest.signatures import LABELLED, SIGNED, holds_post, is_post, may_be_small
from articles.ingest.written_dates import MONTH

MOST_AUTHORS = 12
LONGEST_BYLINE = 300
"""In code points. What is longer is no byline but a paragraph about somebody."""

_BY = re.compile(rf"^\W*(?:(?:{SIGNED}|автор)\b[:\s]*|{LABELLED}\s*:\s*)", re.I)
# In small letters too these open a byline; as words in capitals some are names.
_BY_ELSEWHERE = re.compile(r"^\s*(?:di|od|[Dd]oor|[Aa]v|[Aa]f)\s+(?=[^\W\d_a-z])")
_OTHERS = re.compile(
    r"(?<!words and )(?<!story and )(?<!text and )\b(?:photos?|photographs?|photography|photographed|pictures?|images?|"
    r"fotos?|fotografie|fotografía|bild(?:er)?|grafik|illustrations?|illustrated|videos?|graphics?|edited|"
    r"fact[- ]checked|produced|reviewed|translated|additional reporting)"
    r"(?: (?:by|from|courtesy of|von|par|por|de)\b|\s*:)[^;|\n]*",
    re.I,
)
_PICTURED = re.compile(
    r"(?:^|[,;&]|\b(?:and|und|et|with|[yeи])\b)[^,;&()]*\((?:photos?|photographs?|fotos?|bild(?:er)?|videos?|grafik)\)",
    re.I,
)
_PRONOUNS = re.compile(r"\(\s*(?:she|he|they)\s*/[\w\s/]{2,12}\)", re.I)
_PLACE_BEHIND = re.compile(r"(?<=\w)\s*[|·•]\s*[^\W\d_][\w.-]*\s*$")
_NAMED_MAIL = re.compile(r"\S+@\S+\s*\(([^()]+)\)")
_LAST_FIRST = re.compile(r"^\s*([^\W\d_][^\W\d_'’-]+),\s+([^\W\d_a-z][^\W\d_A-Z]+)\s*$")
_LATER_BY = re.compile(r"\b[Bb]y\s+(?=[^\W\d_a-z])")
_BETWEEN = re.compile(r"\s*(?:;|\||/|·|•|\n|\t| & | \+ |\b(?:and|und|et|with|avec|con|mit|и|(?-i:[ye]))\b)\s*", re.I)
_AFTER_NAME = re.compile(
    r"\s+(?:for|at|in|of|from|on|is an?|covers|special to)\s+.*$|\s+[-–—]\s+.*$|\s*\(.*?\)\s*|\s*\[.*?\]\s*|"
    r"\s*<[^>]*>\s*|@\S+|\S+@\S+",
    re.I,
)
_DATED = re.compile(
    r"\b(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d+|"
    r"\d+ (?:sec|min|h(?:ou)?r|day|week|month)\w*|"
    rf"\d{{1,2}}(?:\.|er|º)?(?: de)? {MONTH}|"
    r"\d{1,2}[:.]\d\d|\d{4}|published|updated|posted|publié|mis à jour|publicado|actualizado|veröffentlicht|"
    r"aktualisiert|pubblicato|aggiornato|опубликовано|обновлено|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b.*$",
    re.I,
)
_WEB_ADDRESS = re.compile(r"\s(?:https?://|www\.)\S+")
_ADDRESS = re.compile(r"https?://|www\.|\.(?:com|org|net|co)\b", re.I)
_LETTERS = re.compile(r"[^\W\d_]")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*$")
_INNER_CAPITAL = re.compile(r"(?<=[a-z])[A-Z]")
_SQUEEZE = re.compile(r"[\W_]+")
_DESK_WORDS = words("desk_words")
_ROLES = words("roles")
_FIELDS = words("sections")
_BUTTONS = words("whole_lines") | {"follow"}
_BEFORE = frozenset({"follow", "from", "meet"})
_AGENCIES = words("agencies")
_ORGANIZATION_WORDS = words("organization_words")


def clean_names(given: Iterable[str], outlet: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The people's names in these values, each once; `outlet` has the outlet's own names as letters only, folded."""
    found: dict[str, str] = {}
    for value in given:
        for name in _names(html.unescape(value[:LONGEST_BYLINE]), outlet):
            key = key_of(name)
            if key and key not in outlet and not _is_desk(name, outlet):
                found.setdefault(key, _in_capitals(name))
    people = [name for name in found.values() if not is_organization(name)]
    return tuple(people or found.values())[:MOST_AUTHORS]


def _names(value: str, outlet: frozenset[str]) -> Iterator[str]:
    """The parts of a value that look like names, posts, places and outlets behind them left out."""
    value = _OTHERS.sub("", _NAMED_MAIL.sub(r"\1", _PICTURED.sub("", _PRONOUNS.sub("", _WEB_ADDRESS.sub("", value)))))
    value = _without_place(_BY_ELSEWHERE.sub("", _BY.sub("", value)))
    value = _first_names_first(value)
    later = _LATER_BY.search(value)
    named = False
    for part in _BETWEEN.split(value[later.end() :] if later else value):
        pieces = [piece.strip() for piece in part.split(",")]
        for position, piece in enumerate(pieces):
            if _ADDRESS.search(piece):
                continue
            bare = _stripped(_AFTER_NAME.sub(" ", _DATED.sub("", _BY.sub("", piece))))
            name = _without_outlet(bare, outlet)
            if position and (" " not in name or holds_post(name)):
                continue
            if named and is_organization(name):
                continue
            if _is_name(name := _without_post(name.split())):
                named = True
                yield _without_outlet(name, outlet)


def _stripped(name: str) -> str:
    """The name without marks around it, but for the full stop of "Jr."."""
    bare = name.strip(" .,:-–—|*\"'()[]")
    return f"{bare}." if bare.endswith((" Jr", " Sr")) and f"{bare}." in name else bare


def _without_outlet(name: str, outlet: frozenset[str]) -> str:
    """The name without the outlet or the agency that stands right behind it: "Ana Ruiz The Associated Press"."""
    tokens = name.split()
    for start in range(2, len(tokens)):
        behind = " ".join(tokens[start:])
        if key_of(behind) in outlet or fold(behind).removeprefix("the ") in _AGENCIES:
            return " ".join(tokens[:start])
    return name


def _without_place(value: str) -> str:
    """The value without a single word behind a bar, if a whole name stands before it."""
    short = _PLACE_BEHIND.sub("", value)
    return short if " " in short.strip() else value


def _first_names_first(value: str) -> str:
    """The value with "Ruiz, Ana; Oke, Tom" turned round."""
    parts = value.split(";") if ";" in value else value.split(" and ")
    if ";" in value or all(map(_LAST_FIRST.match, parts)):
        return ";".join(_LAST_FIRST.sub(r"\2 \1", part) for part in parts)
    return value


def is_organization(name: str) -> bool:
    """Whether this is no person but where one works, as what stands behind a name often is."""
    folded = fold(name)
    tokens = {token.strip(".,'") for token in folded.split()}
    return folded in _AGENCIES or folded.startswith("the ") or not _ORGANIZATION_WORDS.isdisjoint(tokens)


def _without_post(tokens: Sequence[str]) -> str:
    """The name without the words of a post or a button: "Columnist Ana Ruiz" and "Ana Ruiz Senior Health Editor" are
    Ana Ruiz; so is a name said twice. Empty if only a post is left, as of "Sports Reporter"."""
    before = next((i for i, token in enumerate(tokens) if not is_post(token) and fold(token) not in _BEFORE), 0)
    if len(tokens) - before > 1:
        tokens = tokens[before:]
    end = next((i for i, token in enumerate(tokens) if i and holds_post(token)), len(tokens))
    if end == 1 < len(tokens):
        return ""
    while 2 < end < len(tokens) and fold(tokens[end - 1]) in _FIELDS:
        end -= 1
    tokens = tokens[: next((i for i, token in enumerate(tokens[:end]) if i > 1 and fold(token) in _BUTTONS), end)]
    half = len(tokens) // 2
    return " ".join(tokens[:half] if half > 1 and tokens[:half] == tokens[half:] else tokens)


def _is_name(name: str) -> bool:
    tokens = name.split()
    if not 1 <= len(tokens) <= 6 or len(name) > 60 or any(char.isdigit() or char == "_" for char in name):
        return False
    if not _LETTERS.search(name) or (_SLUG.match(name) and name.isascii()):
        return False
    if len(tokens) == 1 and (len(name) < 2 or len(_INNER_CAPITAL.findall(name)) > 1):
        return False
    named = [token for token in tokens if not token[0].islower() or may_be_small(token)]
    return len(named) == len(tokens) or not any(char.isupper() or char.islower() for char in name)


def _is_desk(name: str, outlet: frozenset[str]) -> bool:
    """Whether only words of a desk, a post or a section are left once the outlet's own name is taken away."""
    tokens = [fold(token).strip(".,'") for token in name.split()]
    if all(token in _DESK_WORDS or token in _ROLES or token in _FIELDS for token in tokens):
        return True
    rest = [token for token in tokens if token not in _DESK_WORDS]
    return len(rest) < len(tokens) and key_of("".join(rest)) in outlet


def _in_capitals(name: str) -> str:
    """The name as it is written outside headlines: a name all in capitals gets small letters."""
    return name.title() if name.isupper() and " " in name and len(name) > 6 else name


def key_of(name: str) -> str:
    """The letters and digits of a name, folded: what two ways to write it have in common."""
    return _SQUEEZE.sub("", fold(name))
