"""From the bytes of a page to its tree, or a sentence that says why there is none."""

from __future__ import annotations

import re
import zlib

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from articles.ingest.decode import refuse_signature
from articles.ingest.errors import EmptyText, NotAPage, TooLarge
from articles.ingest.html.charset import decode_page
from articles.ingest.html.ciphers import without_ciphers
from articles.ingest.html.doubts import INCOMPLETE
from articles.ingest.html.fallbacks import reveal

LARGEST_PAGE = 10_000_000
"""In bytes, unpacked. An article's page has some hundred thousand; saved with its pictures, a few millions."""

_DAMAGED = "The file is a damaged gzip archive. Unpack it yourself and try again."
_ENCIPHERED = f"{INCOMPLETE}the page holds more of the article, in cipher for its subscribers."
_GZIP = b"\x1f\x8b"
_DOCTYPE = re.compile(r"<!doctype[^>\[]{0,500}(?:\[.{0,5000}?\]\s*)?>", re.I | re.S)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_ENTITIES = re.compile(r"<!ENTITY\s", re.I)
_MARKUP = re.compile(r"<(?:html|head|body|p|div|article|h1|section|main|table|br|span|meta|title)\b", re.I)
_FEED = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,500}?-->\s*)?<(rss|feed|rdf:RDF|urlset|sitemapindex)\b", re.I | re.S
)
_WINDOWS_REFERENCE = re.compile(r"&#(1[2-5]\d);")
_CONTROLS = bytes({*range(32), 127} - {9, 10, 13})


def page_tree(raw: bytes, content_type: str | None = None) -> tuple[HtmlElement, tuple[str, ...]]:
    """The tree of a page, gzipped or not, and notes on how it was decoded; every call makes a new tree.

    Raises an IngestError for what is empty, too large, binary, in no known encoding, or no page."""
    raw = unpacked(raw)
    if not raw.strip(b" \t\r\n\0"):
        raise EmptyText("The file is empty.")
    refuse_signature(raw)
    text, notes = decode_page(raw, content_type)
    _refuse_other_formats(text)
    # lxml reads a page with an XHTML doctype by other rules; browsers do not.
    text = _DOCTYPE.sub("", _XML_DECLARATION.sub("", text[:6000], count=1), count=1) + text[6000:]
    if "&#1" in text:
        text = _WINDOWS_REFERENCE.sub(_as_browsers_read_it, text)
    try:
        parser = HTMLParser(
            encoding="utf-8", collect_ids=False, default_doctype=False, remove_comments=True, remove_pis=True
        )
        tree = document_fromstring(text.encode("utf-8", "replace").translate(None, _CONTROLS), parser=parser)
    except ParserError as error:
        raise EmptyText("There are no words on the page.") from error
    reveal(tree)
    return tree, notes + ((_ENCIPHERED,) if without_ciphers(tree) else ())


def unpacked(raw: bytes) -> bytes:
    """The bytes, gunzipped if they are gzipped; never more than LARGEST_PAGE. Raises TooLarge or NotAPage."""
    if len(raw) > LARGEST_PAGE:
        raise TooLarge(f"The page holds {len(raw):,} bytes; at most {LARGEST_PAGE:,} can be taken in.")
    if not raw.startswith(_GZIP):
        return raw
    unpacker = zlib.decompressobj(wbits=31)
    try:
        inside = unpacker.decompress(raw, LARGEST_PAGE + 1)
    except zlib.error as error:
        raise NotAPage(_DAMAGED) from error
    if len(inside) > LARGEST_PAGE:
        raise TooLarge(f"Unpacked, the page holds more than {LARGEST_PAGE:,} bytes.")
    if not unpacker.eof:
        raise NotAPage(_DAMAGED)
    return inside


def _refuse_other_formats(text: str) -> None:
    if _ENTITIES.search(text[:20_000]):
        raise NotAPage("The document defines entities of its own, as no web page does. Save the page again and retry.")
    if _FEED.match(text):
        raise NotAPage("This is a feed or a site map, not an article. Subscribe to it or add one of its pages.")
    if not _MARKUP.search(text):
        raise NotAPage("This is no web page: there is no HTML in it. If it is an article, add it as text.")


def _as_browsers_read_it(reference: re.Match[str]) -> str:
    """The character of a reference such as &#146;, which means a byte of windows-1252 though it should not."""
    number = int(reference.group(1))
    return bytes([number]).decode("cp1252", errors="ignore") if 128 <= number < 160 else reference.group()
