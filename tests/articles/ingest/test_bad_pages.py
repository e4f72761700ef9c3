"""Pages that are none, walls, bombs and broken bytes: each is refused with a sentence, or read as far as it goes."""

from __future__ import annotations

import gzip

import pytest

from articles.ingest.errors import (
    BinaryFile,
    EmptyText,
    IngestError,
    NoArticle,
    NotAPage,
    TooLarge,
    UndecodableText,
)
from articles.ingest.html import read_page
from articles.ingest.html.page_source import LARGEST_PAGE

SENTENCE = "<p>The ferry will stop on day {}, the harbour office said, and will not sail again before Easter.</p>"
ARTICLE = "<html><body><h1>Ferry stops</h1>" + "".join(SENTENCE.format(day) for day in range(12)) + "</body></html>"
BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a><p>&c;</p></a>'


def wall(title: str, words: str, more: str = "") -> bytes:
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{words}</p>{more}</body></html>".encode()


REFUSED: list[tuple[str, bytes, type[IngestError], str]] = [
    ("nothing", b"", EmptyText, "empty"),
    ("spaces", b" \n\t\r\n", EmptyText, "empty"),
    ("50 MB", b"<p>" + b"a " * 25_000_000, TooLarge, "50,000,003 bytes"),
    ("a gzip bomb", gzip.compress(b"<p>" + b"a" * 3 * LARGEST_PAGE), TooLarge, "Unpacked"),
    ("half a gzip archive", gzip.compress(ARTICLE.encode())[:90], NotAPage, "damaged"),
    ("an entity bomb", BOMB, NotAPage, "entities"),
    ("400,000 empty paragraphs", b"<html><body>" + b"<p></p>" * 400_000, TooLarge, "100,000 elements"),
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(200), BinaryFile, "PNG"),
    ("a document", b"%PDF-1.7 some words", BinaryFile, "PDF"),
    ("words", b"Just some words without markup.", NotAPage, "no HTML"),
    ("data", b'{"headline": "Ferry stops"}', NotAPage, "no HTML"),
    ("a feed", b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>', NotAPage, "feed"),
    ("wrong bytes", b"<html><body><p>" + bytes(range(128, 256)) * 40, UndecodableText, "encoding"),
    ("links", b"<html><body>" + b"<li><a href='/x'>Herring prices fall again</a></li>" * 50, NoArticle, "only links"),
    ("a script", b"<html><body><div></div><script>1</script><script>2</script></body></html>", NoArticle, "script"),
    (
        "a login wall",
        wall(
            "Log in to read on",
            "Please sign in with your account or register here; it takes a minute and no money.",
            "<form><input type='password'></form>",
        ),
        NoArticle,
        "log in",
    ),
    (
        "a cookie wall",
        wall(
            "We value your privacy",
            "We and our partners store cookies on your device. You may consent to cookies or "
            "reject them; cookies can be deleted at any time in your settings.",
        ),
        NoArticle,
        "cookies",
    ),
    (
        "a missing page",
        wall(
            "Sorry, page not found", "It has been moved, or it never was. Try the search or go back to the front page."
        ),
        NoArticle,
        "not found",
    ),
    (
        "a question to robots",
        wall("Just a moment", "Checking your browser before you see the page. This takes five seconds or so."),
        NoArticle,
        "human",
    ),
]


@pytest.mark.parametrize(("raw", "error", "message"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_is_no_article_is_refused_with_a_sentence(raw: bytes, error: type[IngestError], message: str) -> None:
    with pytest.raises(error) as caught:
        read_page(raw)
    assert message in str(caught.value)
    assert str(caught.value).endswith(".")


LOGIN, COOKIES, MISSING, SERVER = "asks to log in", "consent to cookies", "not found", "cannot show the page"


@pytest.mark.parametrize(
    ("title", "words", "message"),
    [
        ("Anmelden und weiterlesen", "Bitte melden Sie sich an oder registrieren Sie sich, um zu lesen.", LOGIN),
        ("Connectez-vous", "Veuillez vous identifier avec votre compte pour lire cet article.", LOGIN),
        ("Inicia sesión", "Inicia sesión con tu cuenta o regístrate gratis para leer este artículo.", LOGIN),
        ("Ihre Privatsphäre", "Wir und unsere Partner speichern Cookies auf Ihrem Gerät. Stimmen Sie zu?", COOKIES),
        ("Votre vie privée", "Nos partenaires stockent des cookies sur votre appareil. Acceptez-vous ?", COOKIES),
        ("Tu privacidad", "Nuestros socios almacenan cookies en tu dispositivo. Puedes rechazar.", COOKIES),
        ("Файлы cookie", "Мы используем файлы cookie. Продолжая, вы соглашаетесь с этим.", COOKIES),
        ("Pagina non trovata", "La pagina che cerchi è stata spostata o non c'è mai stata.", MISSING),
        ("Unavailable due to legal reasons", "Readers of some countries cannot be let in for now.", SERVER),
        ("Service unavailable", "The server is too busy to answer. Please come back in a while.", SERVER),
    ],
)
def test_walls_of_other_languages_and_servers_are_no_articles(title: str, words: str, message: str) -> None:
    field = "<input type='password'>" if message == LOGIN else ""
    with pytest.raises(NoArticle, match=message):
        read_page(f"<title>{title}</title><h1>{title}</h1><p>{words}</p>{field}".encode())


@pytest.mark.parametrize(
    "raw",
    [
        gzip.compress(ARTICLE.encode()),
        ARTICLE.encode("utf-16"),
        ARTICLE.encode("utf-16-le"),
        ARTICLE.replace("ferry", "f\0erry").encode(),
        b"<html><head><script type='application/ld+json'>"
        + b"[" * 100_000
        + b"</script></head>"
        + ARTICLE.encode()[6:],
        ARTICLE.replace("<h1>", "<h1 " + 'a="1" ' * 100_000 + ">").encode(),
        ARTICLE.replace("<p>", "<p>&#xD800;").encode(),
        b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/x.dtd">' + ARTICLE.encode(),
    ],
    ids=["gzip", "utf-16", "utf-16 unmarked", "NUL", "deep data", "attributes", "half surrogate", "XHTML"],
)
def test_an_article_in_odd_bytes_is_read(raw: bytes) -> None:
    draft = read_page(raw)
    assert draft.headline == "Ferry stops"
    assert sum(block.kind == "body" for block in draft.blocks) == 12


@pytest.mark.parametrize("declared", [b"<meta charset='utf-8'>", b"<meta charset='iso-8859-1'>", b""])
def test_a_few_broken_bytes_are_replaced_and_told(declared: bytes) -> None:
    raw = declared + ARTICLE.replace("Ferry", "Fährschiff").replace("harbour", "Häfen-harbour").encode().replace(
        b"harbour", b"harb\xffur", 1
    )
    draft = read_page(raw)
    assert draft.headline == "Fährschiff stops"
    assert any("1 broken character" in note for note in draft.notes)


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", "iso-8859-1"), ("cp1252", "iso-8859-1"), ("cp1252", "utf-8"), ("utf-8", None), ("cp1252", "nonsense")],
)
def test_umlauts_survive_wrong_and_missing_declarations(encoding: str, declared: str | None) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    words = (
        ARTICLE.replace("<body>", f"{meta}<body>").replace("Ferry", "Fähre").replace("Easter", "Ostern – für „alle“")
    )
    assert read_page(words.encode(encoding)).headline == "Fähre stops"


def test_the_header_of_the_answer_counts_before_the_page() -> None:
    raw = ARTICLE.replace("Ferry stops", "Паром встал").encode("koi8-r")
    assert read_page(raw, content_type="text/html; charset=koi8-r").headline == "Паром встал"


def test_references_to_windows_characters_are_read_as_browsers_do() -> None:
    assert read_page(ARTICLE.replace("Ferry", "&#147;Ferry&#148;").encode()).headline == "“Ferry” stops"


def test_nesting_as_deep_as_one_likes_is_no_error() -> None:
    with pytest.raises(NoArticle):
        read_page(b"<html><body>" + b"<div>" * 50_000 + b"x")
