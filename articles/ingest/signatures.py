"""How a byline opens, what in a name may be written small, what is a post: for lines of text and for pages alike."""

from __future__ import annotations

import re

from articles.ingest.clean import fold
from articles.ingest.lexicon import words

SIGNED = (
    r"(?:(?:written|words|story|text|reported|reporting|writing|posted|compiled|curated|contributed|analysis|opinion|"
    r"perspective|comment|commentary|column|essay|review|interview|exclusive|report) )?by|as told to|"
    r"(?:eine? (?:kommentar|analyse|gastbeitrag|reportage|interview|essay|kolumne|glosse|bericht|porträt) )?von|"
    r"(?:(?:propos |texte )?recueillis? |un texte )?par|(?:escrito |redactado |texto )?por|texte?"
)
"""The words before a name, as a part of a regular expression; a space or a colon follows."""

LABELLED = r"(?:guest )?(?:words|authors?|autor(?:es|en|in|a)?|auteurs?|autrice|tekst|texto|testo|автор(?:ы)?|текст)"
"""The words before a colon and a name, likewise."""

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
