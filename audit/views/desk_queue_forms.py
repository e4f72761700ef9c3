"""The forms of audits and the queue; they check shape and decide nothing."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django import forms

from articles.models import Article, Outlet
from audit.form_choices import offer
from audit.ledger.models import Actor
from audit.models import Attribution, Audit, AuditMember, Claim, Corroboration, Rubric
from audit.permissions import Role

ARTICLE_PAGE = re.compile(r"/articles/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:/|$)")
DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class AuditForm(forms.Form):
    """A new audit; all but its name and purpose is for good."""

    name = forms.CharField(max_length=200)
    purpose = forms.CharField(
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What is to be found out, for whom, and how the articles were chosen.",
    )
    rubric = forms.ModelChoiceField(
        queryset=Rubric.objects.order_by("-number"),
        empty_label=None,
        label="Codebook",
        help_text="Every answer in the audit pins this version.",
    )
    reviews_per_claim = forms.TypedChoiceField(
        coerce=int,
        choices=[(2, "two, blind to each other"), (1, "one")],
        label="Reviews per claim",
    )
    order = forms.ChoiceField(choices=Audit.Order.choices, initial=Audit.Order.RANDOM)
    seed = forms.CharField(
        required=False,
        max_length=64,
        help_text="Draws the order and who gets which claim. Left empty, one is made; it stays on record.",
    )
    hide_confidence = forms.BooleanField(required=False, label="Hide the machine's confidence until one has answered")
    hide_earlier = forms.BooleanField(required=False, label="Hide earlier verdicts until one has answered")
    mask_outlet = forms.BooleanField(required=False, label="Hide from reviewers which outlet it is")


class MemberForm(forms.Form):
    """Somebody's part in an audit, or "none" for its end."""

    actor = forms.ModelChoiceField(
        queryset=Actor.objects.none(),
        label="Person",
        empty_label="Choose a person",
        help_text="People stand under pseudonyms. Each finds their own in the menu below their login name.",
    )
    role = forms.ChoiceField(
        choices=[("", "Choose a part"), *AuditMember.Role.choices, ("none", "no part any more")], label="Part"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "actor", people())


def people() -> Any:
    """The actors of accounts that may review, by pseudonym."""
    roles = [Role.REVIEWER, Role.EDITOR, Role.ADMIN]
    found = Actor.objects.filter(kind=Actor.Kind.PERSON, user__is_active=True, user__groups__name__in=roles)
    return found.distinct().order_by("pseudonym")


class ArticlesForm(forms.Form):
    """Articles to take into an audit: those whose pages are named, or the newest of an outlet."""

    articles = forms.CharField(
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Single articles",
        help_text="The addresses of their pages here, one a line.",
    )
    outlet = forms.ModelChoiceField(
        queryset=Outlet.objects.order_by("name"),
        required=False,
        empty_label="Choose an outlet",
        label="All of an outlet",
    )
    since = forms.DateField(required=False, widget=DAY, label="Published from")
    until = forms.DateField(required=False, widget=DAY, label="to")

    def clean_articles(self) -> list[Article]:
        """The articles named; ValidationError for a line that names none."""
        lines = [line.strip() for line in self.cleaned_data["articles"].splitlines() if line.strip()]
        keys = [uuid.UUID(found[1]) if (found := ARTICLE_PAGE.search(line)) else None for line in lines]
        known = Article.objects.with_current().in_bulk([key for key in keys if key])
        for line, key in zip(lines, keys, strict=True):
            if key not in known:
                raise forms.ValidationError(f"No article here has the address “{line}”.")
        return list(known.values())

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not self.errors and not (given["articles"] or given["outlet"]):
            raise forms.ValidationError("Choose an outlet, or name articles.")
        return given


class QueueForm(forms.Form):
    """The filters and sorts of the queue."""

    outlet = forms.ModelChoiceField(queryset=Outlet.objects.order_by("name"), required=False, empty_label="All outlets")
    article = forms.ModelChoiceField(queryset=Article.objects.with_current(), required=False, widget=forms.HiddenInput)
    speaker = forms.CharField(required=False, max_length=200)
    affiliation = forms.CharField(required=False, max_length=200)
    kind = forms.ChoiceField(required=False, choices=[("", "any"), *Claim.Kind.choices])
    attribution = forms.ChoiceField(required=False, choices=[("", "any"), *Attribution.choices], label="Said?")
    corroboration = forms.ChoiceField(required=False, choices=[("", "any"), *Corroboration.choices], label="So?")
    since = forms.DateField(required=False, widget=DAY, label="Published from")
    until = forms.DateField(required=False, widget=DAY, label="to")
    confidence = forms.IntegerField(required=False, min_value=0, max_value=100, label="Machine at most … % sure")
    sort = forms.ChoiceField(
        required=False, choices=[("number", "desk number"), ("newest", "newest first"), ("oldest", "oldest first")]
    )


class BulkForm(forms.Form):
    """What is done to several claims at once. Never a verdict: that takes evidence, claim by claim."""

    act = forms.ChoiceField(
        choices=[
            ("select", "Select"),
            ("set_aside", "Not selected"),
            ("dismiss", "Dismiss: no claims"),
            ("assign", "Give to"),
        ]
    )
    claims = forms.ModelMultipleChoiceField(queryset=Claim.objects.select_related("source", "revision"))
    reason = forms.CharField(required=False, max_length=1000)
    to = forms.ModelChoiceField(queryset=Actor.objects.none(), required=False, empty_label="Choose a person")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", people())


class SkipForm(forms.Form):
    """Why a claim is left to others."""

    reason = forms.CharField(max_length=1000, label="Why you skip it")
