"""What a form or the API gave about evidence, before anything is stored, and what such a draft must have."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from articles.ingest.copies import CopyText, media_type
from articles.ingest.errors import IngestError
from articles.services import read_copy
from audit.models import Evidence, EvidenceUse, Organization
from audit.services.errors import Refused

MAX_FILE = 10 * 1024 * 1024  # bytes
MAX_URL = 2000  # characters
WEB_ADDRESS = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class FileDraft:
    """A file as uploaded, with what was read of it; `read_file` reads it."""

    name: str
    content_type: str
    raw: bytes
    read: CopyText | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()


def read_file(name: str, content_type: str, raw: bytes) -> FileDraft:
    """The file with the text that can be read of it; a file that gives none is kept as it is, with a note. Takes up to
    the time of a reader, so not within a transaction."""
    if not raw or len(raw) > MAX_FILE:
        return FileDraft(name, content_type, raw)
    try:
        return FileDraft(name, content_type, raw, read_copy(raw, url=None, content_type=content_type))
    except IngestError as error:
        return FileDraft(name, content_type, raw, CopyText(media_type(raw, content_type), notes=(str(error),)))


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    """An item not yet stored. A search gives place, query and date; everything else a URL, words or a file.

    `publisher` and `owner` are words as printed, the organizations beside them who that is, once known. Without `visit`
    nobody goes to the address: some targets must not learn that somebody looks. `is_separate` stores an item although
    one of the same address or bytes is there."""

    kind: str
    title: str = ""
    publisher: str = ""
    owner: str = ""
    url: str = ""
    date: date | None = None
    words: str = ""
    place: str = ""
    query: str = ""
    visibility: str = Evidence.Visibility.PUBLIC
    derived_from: Evidence | None = None
    file: FileDraft | None = None
    visit: bool = True
    is_separate: bool = False
    publisher_organization: Organization | None = None
    owner_organization: Organization | None = None

    @property
    def file_sha256(self) -> str:
        return self.file.sha256 if self.file else ""


@dataclass(frozen=True, slots=True)
class UseDraft:
    """One use of an item that is stored or still to be."""

    evidence: Evidence | EvidenceDraft
    stance: str
    independent: str = EvidenceUse.Independence.UNKNOWN
    words: str = ""
    locator: str = ""
    why: str = ""


def check_draft(draft: EvidenceDraft) -> None:
    """Raise Refused, with a sentence, when an item lacks what its kind needs."""
    if draft.kind not in Evidence.Kind.values:
        raise Refused(f"“{draft.kind}” is no kind of evidence.")
    if draft.visibility not in Evidence.Visibility.values:
        raise Refused(f"“{draft.visibility}” is no visibility.")
    if draft.kind == Evidence.Kind.SEARCH:
        if not (draft.place.strip() and draft.query.strip() and draft.date):
            raise Refused("A search that found nothing needs three things: where, what was asked, and the date.")
    elif not (draft.url or draft.words.strip() or draft.file):
        raise Refused("Evidence needs something to see: a web address, the words, or a file.")
    if draft.url:
        _check_address(draft.url)
    if draft.file:
        check_file(draft.file)


def _check_address(url: str) -> None:
    if len(url) > MAX_URL:
        raise Refused(f"The web address of the evidence is longer than {MAX_URL} characters.")
    try:
        WEB_ADDRESS(url)
    except ValidationError:
        raise Refused(f"“{url}” is no web address. It must begin with http:// or https://.") from None


def check_file(file: FileDraft) -> None:
    """Raise Refused for a file that is empty or too large."""
    if not file.raw:
        raise Refused("The file of the evidence is empty.")
    if len(file.raw) > MAX_FILE:
        raise Refused("The file of the evidence is larger than 10 MB.")


def title_of(draft: EvidenceDraft) -> str:
    """The title as given, or what the item is called without one."""
    if draft.title.strip():
        return draft.title.strip()
    if draft.kind == Evidence.Kind.SEARCH:
        return f"Search for “{draft.query.strip()}” in {draft.place.strip()}"
    return draft.url or (draft.file.name if draft.file else "") or draft.words.strip()[:80]


def check_use(draft: UseDraft) -> None:
    """Raise Refused when a use does not say what it has to."""
    if draft.stance not in EvidenceUse.Stance.values:
        raise Refused("Say of each piece of evidence whether it supports, contradicts or gives context.")
    if draft.independent not in EvidenceUse.Independence.values:
        raise Refused("Say of each piece of evidence whether it is independent: yes, no or unknown.")
    if isinstance(draft.evidence, EvidenceDraft):
        check_draft(draft.evidence)
