"""The rules that a site sets its readers for their comments."""

from __future__ import annotations

import re

from articles.ingest.plain.page import Label, Page
from articles.ingest.types import BlockKind

_NEAR = 3
"""Rules stand in a list: so far apart."""

_RULE = re.compile(
    r"(?:please )?(?:be|keep (?:it|your)|stay|don't|do not|no|use|share|avoid|respect)\b[^.!?“\"]{2,60}[.!]\s"
)
_OF_COMMENTS = re.compile(
    r"\b(?:comment(?:s|ing|ers?)?|repl(?:y|ies)|tolerated|vulgar|obscene|lewd|profanity|racis[tm]|sexis[tm]|abusive|"
    r"defamatory|hate speech|personal attacks?|real name)\b"
)


def house_rule(page: Page, index: int) -> Label | None:
    """A rule for readers' comments, which stands among others: “Be kind. No insults.”"""
    paragraph = page.paragraphs[index]
    if paragraph.words > 60 or not _RULE.match(paragraph.folded):
        return None
    beside = [page.paragraphs[i] for i in range(max(0, index - _NEAR), min(index + _NEAR + 1, len(page.paragraphs)))]
    rules = [other for other in beside if _RULE.match(other.folded)]
    if len(rules) < 2 or not any(_OF_COMMENTS.search(other.folded) for other in rules):
        return None
    return BlockKind.CHROME, ("is a rule for comments, among others",)
