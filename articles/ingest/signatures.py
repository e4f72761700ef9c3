"""How a byline opens, what in a name may be written small, what is a post: for lines of text and for pages alike."""

from __future__ import annotations

import re

from articles.ingest.clean import fold
from articles.ingest.lexicon import words

_BEFORE_BY = (
    *("written", "words", "story", "text", "reported", "reporting", "writing", "posted", "compiled", "curated"),
    *("contributed", "analysis", "opinion", "perspective", "comment", "commentary", "column", "essay", "review"),
    *("interview", "exclusive", "report"),
)
_BEFORE_VON = (
    "kommentar",
    "analyse",
    "gastbeitrag",
    "reportage",
    "interview",
    "essay",
    "kolumne",
    "bericht",
    "porträt",
)
_LABELS = (
    *("words", "author", "authors", "autor", "autores", "autoren", "autorin", "autora", "auteur", "auteurs", "autrice"),
    *("tekst", "texto", "testo", "автор", "авторы", "текст"),
)

SIGNED = (
    rf"(?:(?:{'|'.join(_BEFORE_BY)}) )?by|as told to|(?:eine? (?:{'|'.join(_BEFORE_VON)}) )?von|"
    r"(?:(?:propos |texte )?recueillis? |un texte )?par|(?:escrito |redactado |texto )?por|texte?"
)
"""The words before a name, as a part of a regular expression; a space or a colon follows."""

LABELLED = rf"(?:guest )?(?:{'|'.join(_LABELS)})"
"""The words before a colon and a name, likewise."""

FIRST_WORDS = frozenset(
    {*_BEFORE_BY, *_LABELS, "by", "as", "guest", "ein", "eine", "von", "propos", "texte", "recueilli", "recueillis"}
    | {"un", "par", "escrito", "redactado", "por", "di"}
)
"""All first words of both, to tell most lines quickly from a byline."""

ALONE = frozenset({"by", "von", "par", "por", "di", "door", "written by", "words by", "story by", "text by"})
"""What a line says of itself whose name stands on the next."""

_PARTICLES = words("name_particles")
_ROLES = words("roles")
_ELIDED = re.compile(r"[a-z]{1,2}['’][^\W\d_a-z]")


def may_be_small(token: str) -> bool:
    """Whether a word of a name may open with a small letter: "van", "d'Alençon"."""
    return fold(token) in _PARTICLES or _ELIDED.match(token) is not None


def is_post(token: str) -> bool:
    return fold(token).strip(".,:") in _ROLES


def holds_post(line: str) -> bool:
    """Whether a word of a post stands there: editor, correspondent."""
    return any(map(is_post, line.split()))
