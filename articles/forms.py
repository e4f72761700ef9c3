"""What a person types to add an article or to look for one, checked for shape and turned into a Draft."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from articles.fetch import FetchError
from articles.ingest.decode import LARGEST, opens_like_page
from articles.ingest.errors import IngestError
from articles.ingest.inputs import MANY, PAGES
from articles.ingest.plain import read_text
from articles.ingest.types import Draft
from articles.models import Outlet, Revision
from articles.reading.one import read_apart
from articles.services import AddedPage, RawSource, add_article, add_outlet, add_page
from audit.ledger.models import Actor


class AddArticleForm(forms.Form):
    """An article as text, as a file, or as the address of its page, with its outlet.

    Text and files are read here, to a `draft`; a page is fetched by whoever asked, for which `draft` is None."""

    outlet = forms.CharField(
        max_length=200,
        help_text="Who published it. Choose a known one or type a new name.",
        widget=forms.TextInput(attrs={"list": "known-outlets", "autocomplete": "off"}),
        error_messages={"required": "Name the outlet that published the article."},
    )
    text = forms.CharField(
        required=False,
        strip=False,
        label="Text of the article",
        help_text="Paste all of it, headline first. Captions, menus and teasers may stay: they are recognised.",
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
    )
    file = forms.FileField(
        required=False,
        allow_empty_file=True,
        label="Or a file",
        help_text="Plain text or a saved web page (HTML), at most 1,000,000 characters of text.",
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.md,.html,.htm,text/plain,text/html"}),
    )
    url = forms.URLField(
        required=False,
        max_length=2000,
        label="Web address",
        help_text="Alone, the page is fetched from there. With a text or a file, it says where that is from.",
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        error_messages={"invalid": "This is no web address. It must look like https://example.org/story."},
    )
    published = forms.DateField(
        required=False,
        label="Date of publication",
        help_text="If you leave it out, a date in the text is taken.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "This is no date. Write it as year-month-day, such as 2024-02-29."},
    )

    draft: Draft | None = None
    source: RawSource
    way: Revision.Way

    def clean_outlet(self) -> str:
        name = " ".join(str(self.cleaned_data["outlet"]).split())
        if not name:
            raise forms.ValidationError("Name the outlet that published the article.")
        return name

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "text" in self.errors or "file" in self.errors:
            return data
        text, upload = data.get("text") or "", data.get("file")
        if text.strip() and upload:
            self.add_error("file", "Send either the pasted text or a file, not both.")
        elif upload:
            self._read_file(upload)
        elif text.strip() or not (data.get("url") or "url" in self.errors):
            self._read_paste(text)
        return data

    def _read_paste(self, text: str) -> None:
        self.way, self.source = Revision.Way.PASTE, RawSource(text.encode(), "text/plain; charset=utf-8")
        self._read("text", text)

    def _read_file(self, upload: UploadedFile[Any]) -> None:
        if (upload.size or 0) > LARGEST:
            self.add_error("file", "The file is too large: an article has at most 1,000,000 characters.")
            return
        raw, name = upload.read(), (upload.name or "")[:255]
        self.way = Revision.Way.FILE
        kind = upload.content_type or "application/octet-stream"
        is_page = kind.startswith("text/html") or name.lower().endswith(PAGES) or opens_like_page(raw)
        self.source = RawSource(raw, "text/html" if is_page and "html" not in kind else kind, file_name=name)
        self._read("file", raw, is_page=is_page)

    def _read(self, field: str, raw: str | bytes, *, is_page: bool = False) -> None:
        try:
            if is_page and isinstance(raw, bytes):
                # The browser's charset is a guess; the page's own counts.
                url = self.cleaned_data.get("url") or None
                self.draft = read_apart("page", raw, Draft, url=url, content_type="text/html")
            else:
                self.draft = read_text(raw)
        except IngestError as error:
            self.add_error(field, str(error))

    def store(self, actor: Actor) -> AddedPage | None:
        """Store the article, fetched first if there is an address alone; None when that failed, which the form then
        says. Only for a valid form; not within a transaction."""
        data = self.cleaned_data
        if self.draft:
            return self._store_draft(self.draft, actor)
        try:
            return add_page(url=data["url"], outlet=data["outlet"], actor=actor, published=data["published"])
        except (FetchError, IngestError) as error:
            self.add_error("url", str(error))
            return None

    @transaction.atomic
    def _store_draft(self, draft: Draft, actor: Actor) -> AddedPage:
        data = self.cleaned_data
        added = add_article(
            draft=draft,
            outlet=add_outlet(name=data["outlet"], actor=actor),
            source=self.source,
            way=self.way,
            actor=actor,
            canonical_url=data["url"] or draft.canonical_url or None,
            published=data["published"],
        )
        return AddedPage(added.article, added.is_new, draft.notes)


class FindArticlesForm(forms.Form):
    """The filters of the list of articles."""

    words = forms.CharField(
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "fares “harbour board” -ferry"}),
    )
    outlet = forms.ModelChoiceField(queryset=Outlet.objects.order_by("name"), required=False, empty_label="All outlets")
    since = forms.DateField(
        required=False, label="Published since", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def clean_words(self) -> str:
        """Quotation marks of every kind hold words together; NUL, which no text has, finds nothing."""
        words = str(self.cleaned_data["words"]).replace("\x00", " ")
        return words.translate(dict.fromkeys(map(ord, "“”„«»"), '"'))


class SubscribeForm(forms.Form):
    """A feed, and the outlet whose articles it announces."""

    outlet = forms.CharField(
        max_length=200,
        help_text="Whose articles these are. Choose a known one or type a new name.",
        widget=forms.TextInput(attrs={"list": "known-outlets", "autocomplete": "off"}),
        error_messages={"required": "Name the outlet whose feed this is."},
    )
    url = forms.CharField(
        max_length=2000,
        label="Address of the feed",
        help_text="RSS or Atom; or a page of the outlet that names its feed.",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        error_messages={"required": "Give the address of the feed."},
    )


class ImportForm(forms.Form):
    """A file of many articles, and the outlet of those that name none."""

    file = forms.FileField(
        allow_empty_file=True,
        label="File of many articles",
        help_text="JSON Lines or CSV with a column named text or html, a web archive (WARC), or a ZIP of pages and "
        "texts; at most 200 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(MANY)}),
        error_messages={"required": "Choose a file."},
    )
    outlet = forms.CharField(
        max_length=200,
        required=False,
        help_text="Of articles that name no outlet themselves and whose address is on no known outlet's site.",
        widget=forms.TextInput(attrs={"list": "known-outlets", "autocomplete": "off"}),
    )
