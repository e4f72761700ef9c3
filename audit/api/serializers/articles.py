"""Articles and revisions, in and out."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from articles.ingest.types import BlockKind
from articles.models import READINGS, Article, Outlet, Revision
from articles.withheld import withheld_articles
from audit.api.pagination import PageParameters, Parameters
from audit.api.serializers.bodies import Body
from audit.models import Audit
from audit.models.visibility import MASKED_OUTLET


class ArticleInput(Body):
    """An article to take in: as `text`, as `html`, or as `url` alone, which is then fetched. The outlet is made if
    there is none of that name."""

    outlet = serializers.CharField(max_length=200)
    text = serializers.CharField(
        required=False,
        trim_whitespace=False,
        allow_blank=True,
        help_text="At most 1,000,000 code points; every space is kept",
    )
    html = serializers.CharField(required=False, trim_whitespace=False, help_text="A whole page, as its server sent it")
    url = serializers.URLField(required=False, max_length=2000, help_text="The article's canonical address")
    published = serializers.DateField(required=False, help_text="By default the date found in the text")

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        if "text" in given and "html" in given:
            raise ValidationError({"html": ["Send the text or the page, not both."]})
        if not {"text", "html", "url"} & given.keys():
            raise ValidationError({"text": ["Send a text, a page, or the address of one."]})
        return given


class IdentityInput(Body):
    """What is known of an article, as far as it is to change. Both dates alike: published on that day."""

    outlet = serializers.SlugRelatedField(slug_field="name", queryset=Outlet.objects.all(), required=False)
    canonical_url = serializers.URLField(required=False, max_length=2000, allow_null=True)
    language = serializers.RegexField(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=8, required=False)
    published_from = serializers.DateField(required=False, allow_null=True)
    published_to = serializers.DateField(required=False, allow_null=True)


class RedactionInput(Body):
    """Why an article's words are removed."""

    reason = serializers.CharField(max_length=2000)


class RefetchOutput(serializers.Serializer[Any]):
    """What fetching an article's page again found."""

    has_changed = serializers.BooleanField(help_text="Whether other words became the next revision")
    notes = serializers.ListField(child=serializers.CharField())


class ArticleOutput(serializers.Serializer[Article]):
    """An article without its words, which are in its revisions. Both dates alike: published on that day."""

    id = serializers.UUIDField()
    outlet = serializers.CharField(source="outlet.name")
    headline = serializers.CharField()
    canonical_url = serializers.CharField(allow_null=True)
    language = serializers.CharField(help_text="BCP 47; und when not known")
    published_from = serializers.DateField(allow_null=True)
    published_to = serializers.DateField(allow_null=True)
    current_revision = serializers.UUIDField(source="current_revision_id", allow_null=True)
    copy_of = serializers.UUIDField(
        source="copy_of_id", allow_null=True, help_text="The earliest article with this text, at another outlet"
    )
    created_at = serializers.DateTimeField()

    def to_representation(self, article: Article) -> dict[str, Any]:
        shown = super().to_representation(article)
        if article.pk in withheld_articles(self.context["request"]):
            shown |= {"outlet": MASKED_OUTLET, "canonical_url": None, "copy_of": None}
        return shown


class RevisionOutput(serializers.Serializer[Revision]):
    """One state of an article's text; it never changes."""

    id = serializers.UUIDField()
    article = serializers.UUIDField(source="article_id")
    number = serializers.IntegerField()
    headline = serializers.CharField(allow_blank=True)
    byline = serializers.CharField(allow_blank=True)
    published = serializers.DateField(allow_null=True)
    length = serializers.IntegerField(help_text="Code points")
    sha256 = serializers.CharField(help_text="Of the text in UTF-8")
    way = serializers.ChoiceField(choices=Revision.Way.choices)
    file_name = serializers.CharField(allow_blank=True)
    authors = serializers.ListField(child=serializers.CharField())
    published_at = serializers.DateTimeField(allow_null=True, help_text="The moment, where the page tells it")
    site = serializers.CharField(allow_blank=True, help_text="The name that the page gives itself")
    reading = serializers.ChoiceField(choices=READINGS, allow_blank=True, help_text="Of a web page; empty for a text")
    notes = serializers.ListField(child=serializers.CharField(), help_text="What the reader was unsure of")
    created_at = serializers.DateTimeField()

    def to_representation(self, revision: Revision) -> dict[str, Any]:
        shown = super().to_representation(revision)
        if revision.article_id in withheld_articles(self.context["request"]):
            shown |= {"site": "", "file_name": ""}
        return shown


class BlockOutput(serializers.Serializer[Any]):
    """A paragraph of the text, what it is, and why it was taken for that. Offsets are code points, end exclusive."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=[kind.value for kind in BlockKind])
    reasons = serializers.ListField(child=serializers.CharField())

    def to_representation(self, block: Any) -> dict[str, Any]:
        return dict(zip(("start", "end", "kind", "reasons"), block, strict=True))


class RevisionDetail(RevisionOutput):
    """A revision with its words; `text` is null when the words were redacted."""

    text = serializers.CharField(source="body.text", allow_null=True)
    blocks = BlockOutput(many=True)


class ArticleParameters(PageParameters):
    """How to narrow the list of articles."""

    outlet = serializers.SlugRelatedField(
        slug_field="name", queryset=Outlet.objects.all(), required=False, help_text="The outlet's name"
    )
    q = serializers.CharField(required=False, max_length=200, help_text="Words of the headline")
    published_from = serializers.DateField(required=False, help_text="Published on that day or later")
    published_to = serializers.DateField(required=False, help_text="Published on that day or earlier")


class ExportParameters(Parameters):
    """How to narrow an export."""

    article = serializers.PrimaryKeyRelatedField(
        queryset=Article.objects.all(), required=False, pk_field=serializers.UUIDField()
    )
    outlet = serializers.SlugRelatedField(
        slug_field="name", queryset=Outlet.objects.all(), required=False, help_text="The outlet's name"
    )
    audit = serializers.PrimaryKeyRelatedField(
        queryset=Audit.objects.all(),
        required=False,
        pk_field=serializers.UUIDField(),
        help_text="The claims of its articles; for those who may see audits",
    )
