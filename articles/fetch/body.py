"""The body of an answer: decoded piece by piece, and given up as soon as it is longer than allowed."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator

import brotli

from articles.fetch.errors import FetchFailed, FetchRefused
from articles.ingest.decode import decode
from articles.ingest.errors import BinaryFile, IngestError

PIECE = 64 * 1024  # bytes that a decoder may give at once: no more than this is ever held above the limit
OPENING = 512  # bytes that tell a picture from a page

READ_TYPES = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/xml",
        "application/xml",
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
    }
)
# Beyond pages, what is kept as evidence and never read as an article.
DOCUMENT_TYPES = READ_TYPES | {
    "application/json",
    "application/pdf",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/webp",
    "text/csv",
}
BROKEN = "The page broke off before its end, or its compression is damaged."

Pieces = Iterable[bytes]


def read_body(chunks: Pieces, encoding: str, limit: int) -> bytes:
    """All of the body, decoded. Raises FetchRefused past `limit` bytes, before or after decoding."""
    decoder = DECODERS.get(encoding.strip().lower())
    if decoder is None:
        raise FetchRefused("The page is packed in a way that is not read here.")
    try:
        return b"".join(_within(decoder(_within(chunks, limit)), limit))
    except (zlib.error, brotli.error) as error:
        raise FetchFailed(BROKEN) from error


def opening(chunks: Pieces, encoding: str, limit: int) -> bytes:
    """The first `limit` bytes of a body, decoded; what cannot be decoded is empty."""
    decoder = DECODERS.get(encoding.strip().lower(), _plain)
    raw = b""
    try:
        for piece in decoder(chunks):
            raw += piece
            if len(raw) >= limit:
                break
    except (zlib.error, brotli.error):
        return b""
    return raw[:limit]


def _within(pieces: Pieces, limit: int) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > limit:
            raise too_large(limit)
        yield piece


def too_large(limit: int) -> FetchRefused:
    return FetchRefused(f"The page is larger than {limit / 1_000_000:g} MB, which no article is.")


def _plain(chunks: Pieces) -> Iterator[bytes]:
    yield from chunks


def _gunzipped(chunks: Pieces) -> Iterator[bytes]:
    decoder = zlib.decompressobj(zlib.MAX_WBITS | 16)
    for chunk in chunks:
        while chunk:
            if decoder.eof:  # several gzip files may follow each other; anything else after the end is padding
                if not chunk.startswith(b"\x1f\x8b"):
                    return
                decoder = zlib.decompressobj(zlib.MAX_WBITS | 16)
            yield decoder.decompress(chunk, PIECE)
            chunk = decoder.unused_data if decoder.eof else decoder.unconsumed_tail
    yield from _ended(decoder)


def _inflated(chunks: Pieces) -> Iterator[bytes]:
    decoder = None
    for chunk in chunks:
        decoder = decoder or zlib.decompressobj(_window(chunk))
        while chunk and not decoder.eof:
            yield decoder.decompress(chunk, PIECE)
            chunk = decoder.unconsumed_tail
    if decoder is not None:
        yield from _ended(decoder)


def _window(opening: bytes) -> int:
    """With the zlib header that the standard asks for, or without, as some servers send it."""
    has_header = opening[0] & 0x0F == 8 and (len(opening) < 2 or (opening[0] << 8 | opening[1]) % 31 == 0)
    return zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS


def _ended(decoder: zlib._Decompress) -> Iterator[bytes]:
    yield decoder.flush()
    if not decoder.eof:
        raise FetchFailed(BROKEN)


def _unbrotlied(chunks: Pieces) -> Iterator[bytes]:
    decoder = brotli.Decompressor()
    for chunk in chunks:
        yield decoder.process(chunk, output_buffer_limit=PIECE)
        while not decoder.can_accept_more_data():
            yield decoder.process(b"", output_buffer_limit=PIECE)
    if not decoder.is_finished():
        raise FetchFailed(BROKEN)


DECODERS: dict[str, Callable[[Pieces], Iterator[bytes]]] = {
    "": _plain,
    "identity": _plain,
    "gzip": _gunzipped,
    "x-gzip": _gunzipped,
    "deflate": _inflated,
    "br": _unbrotlied,
}


def check_type(content_type: str, accepted: frozenset[str] = READ_TYPES) -> None:
    """Raises FetchRefused unless the server says that this is of an accepted type, or says nothing."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind and kind not in accepted:
        raise FetchRefused(f"The address leads to something of the type {kind[:80]}, which is not fetched here.")


def check_opening(raw: bytes, content_type: str) -> None:
    """Raises FetchRefused for a picture, a document or an archive, whatever the server calls it."""
    if "utf-16" in content_type.lower():
        return  # full of NUL bytes, like a program
    try:
        decode(raw[:OPENING])
    except BinaryFile as error:
        raise FetchRefused(f"The site says that this is a page, but it is none. {error}") from error
    except IngestError:
        return  # odd letters are the reader's to judge
