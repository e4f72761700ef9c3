"""What makes a reading doubtful: walls instead of articles, previews, further pages, and text that went missing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from articles.ingest.clean import fold
from articles.ingest.errors import NoArticle
from articles.ingest.html.head import Head
from articles.ingest.html.outline import Passage
from articles.ingest.html.weigh import squeeze

SHORT = 600
"""An article of fewer code points may be a wall's own words; a longer one is an article, whatever it talks of."""

INCOMPLETE = "Possibly incomplete: "

_MISSING_PAGE = re.compile(
    r"\b404\b|\b(?:page|article|story|content|seite|p[aá]gina)\b.{0,40}(?:not (?:be )?found|nicht gefunden|"
    r"no encontrada|removed|unavailable|no longer (?:available|exists?)|does(?: not|n['’]t) exist)|"
    r"page introuvable|not found|pagina non trovata|página não encontrada|pagina niet gevonden|nie znaleziono|"
    r"we can['’]?t find|nothing (?:was )?found|страница не найдена"
)
_LOGIN = re.compile(
    r"\b(?:log ?in|sign ?in|register|create (?:a free |an )?account|subscribe|become a (?:member|subscriber)|anmelden|"
    r"melden sie sich|registrier|einloggen|s['’]abonner|se connecter|connectez-vous|identifie[rz]|suscr[ií]b|"
    r"inici(?:ar?|e) sesi[oó]n|reg[ií]str[ae]|accedi|abbonati|войти|войдите|авторизу|подпис)"
)
_COOKIES = re.compile(
    r"\bcookies?\b|\bconsent\b|\bgdpr\b|\bpartners? (?:store|process)|datenschutz|privacy (?:choices|settings|policy)|"
    r"privatsphäre|\bpartner speichern|vie privée|partenaires (?:stock|trait)|privacidad|socios (?:almacen|trat)|"
    r"\bla tua privacy|соглашаетесь"
)
_SCRIPT = re.compile(
    r"(?:enable|turn on|requires?|activate|need) (?:your )?java ?script|javascript (?:is )?(?:disabled|required)"
)
_ROBOT = re.compile(
    r"are you (?:a )?(?:human|robot)|verify(?:ing)? (?:that )?you are (?:a )?human|captcha|"
    r"unusual (?:traffic|activity)|access denied|checking your browser"
)
_REFUSED = re.compile(
    r"unavailable (?:due to|for) legal reasons|european economic area.{0,80}\bcannot\b|"
    r"service (?:temporarily )?unavailable|temporarily unable to service|bad gateway|gateway time-?out|"
    r"internal server error"
)
_PREVIEW = re.compile(
    r"to (?:continue|keep) reading|to read (?:the|this) (?:full|rest|whole|entire)|continue reading (?:with|by|for)|"
    r"(?:this|the rest of this) (?:article|story|content) is (?:only )?(?:for|available to|reserved)|"
    r"already a subscriber|you(?:['’]ve| have) (?:reached|read) (?:your|the|all)|subscribers? only|"
    r"exclusive(?:ly)? (?:for|to) (?:our )?(?:subscribers|members)|unlock this (?:article|story)|weiterlesen mit|"
    r"lire la suite.{0,40}abonn|r[ée]serv[ée].{0,20}abonn[ée]s|solo para suscriptores"
)
_FURTHER_PAGE = re.compile(
    r"^(?:next page|page \d+ of (?:[2-9]|\d\d)|nächste seite|page suivante|página siguiente|continued on page)\b", re.M
)
_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*$")


def refuse_walls(head: Head, title: str, found: Sequence[Passage], body: str) -> None:
    """Raise NoArticle, saying what stands in its place, if the body is too short for what the page says of itself."""
    if len(body) >= SHORT:
        return
    words = fold(" ".join(passage.text for passage in found))[:20_000]
    heading = fold(f"{title} {head.title}")
    if _MISSING_PAGE.search(heading) or (len(body) < SHORT / 2 and _MISSING_PAGE.search(fold(body) or words)):
        raise NoArticle("This is the outlet's message that the page was not found, not an article. Check the address.")
    if _ROBOT.search(heading) or (len(words) < 2 * SHORT and _ROBOT.search(words)):
        raise NoArticle("The page asks whether you are human and shows no article. Open it yourself and add its text.")
    if _REFUSED.search(heading) or (len(words) < SHORT and _REFUSED.search(words)):
        raise NoArticle("The outlet's server says that it cannot show the page. Try again later, or add its text.")
    prose = fold(body) or words
    cookies, about_login = len(_COOKIES.findall(prose)), len(_LOGIN.findall(prose))
    if cookies > 1 and cookies > len(prose) / 300:
        raise NoArticle("The page asks for consent to cookies and shows no article. Open it yourself and add its text.")
    if about_login and (_has_password(head.tree) or _LOGIN.search(heading)) and len(body) < SHORT / 2:
        raise NoArticle("The page asks to log in and shows no article. Open it yourself and add its text.")
    if not body:
        raise NoArticle(_why_empty(head.tree, words))


def _why_empty(tree: HtmlElement, words: str) -> str:
    if any(True for _ in tree.iter("frameset")):
        return "The page shows other pages in frames and holds no article itself. Add the page of the frame."
    if _SCRIPT.search(words) or (len(words) < SHORT and len(tree.findall(".//script")) > 1):
        return "The page is filled by a script and holds no article itself. Open it yourself and add its text."
    return "No article was found on the page: it holds no paragraph, only links and short lines."


def _has_password(tree: HtmlElement) -> bool:
    return any(field.get("type") == "password" for field in tree.iter("input"))


def doubts(head: Head, found: Sequence[Passage], body: str, restored: int) -> tuple[str, ...]:
    """Notes for the person who added the page: what was brought back, and what may be missing still."""
    notes = []
    if restored:
        paragraphs = (
            "1 paragraph that the first reading had"
            if restored == 1
            else f"{restored} paragraphs that the first reading had"
        )
        notes.append(
            f"{paragraphs} left out {'was' if restored == 1 else 'were'} brought back: see the reasons of the blocks."
        )
    if reason := _incomplete(head, found, body):
        notes.append(INCOMPLETE + reason)
    return tuple(notes)


def _incomplete(head: Head, found: Sequence[Passage], body: str) -> str:
    others = fold("\n".join(passage.text for passage in found if len(passage.text) < 300))
    stated, read = squeeze(head.linked.body), squeeze(body)
    if len(stated) > 1.25 * len(read) + 200:
        return "the page's data holds a longer text than the page shows."
    if _PREVIEW.search(others):
        return "the page asks to subscribe or log in for the rest."
    if _FURTHER_PAGE.search(others) or _next_link(head.tree):
        return "the article goes on, on a further page."
    if _CUT.search(body):
        return "the text breaks off."
    outside = sum(len(passage.text) for passage in found if passage.is_prose) - len(body)
    if outside > len(body):
        return "most of the page's paragraphs were not taken for the article's. Compare the reading of the whole page."
    return ""


def _next_link(tree: HtmlElement) -> bool:
    return any((link.get("rel") or "").lower() == "next" for link in tree.iter("link"))
