"""The small forms of the pages: publishing, withdrawing, linking a speaker, findings, making an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils.safestring import SafeString

from articles.models import Article, Outlet
from audit.models import Claim, Finding, Publication, Speaker
from audit.permissions import Role


class WithdrawForm(forms.Form):
    """Why a review is taken back; `submission` makes a double click one withdrawal."""

    rationale = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}), label="Why")
    submission = forms.UUIDField(widget=forms.HiddenInput)


class PublishForm(forms.Form):
    """The next step of a decision; `allowed` are the steps that may come next."""

    state = forms.ChoiceField(choices=Publication.State.choices, label="Next step")
    notice = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Tells readers what changed; a correction or withdrawal needs it.",
    )

    def __init__(self, *args: Any, allowed: tuple[Publication.State, ...] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if allowed is not None:
            field = self.fields["state"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(state.value, state.label) for state in allowed]


class SpeakerLinkForm(forms.Form):
    """Whom an article's source is: a speaker known across articles, or a new one of the name given."""

    speaker = forms.ModelChoiceField(queryset=Speaker.objects.all(), required=False)
    name = forms.CharField(required=False, max_length=300, label="A new speaker of this name")


class IdentityForm(forms.Form):
    """Which article an article is; the names of the fields are those of `Identity`."""

    outlet = forms.ModelChoiceField(queryset=Outlet.objects.order_by("name"), empty_label="Choose an outlet")
    canonical_url = forms.URLField(required=False, max_length=2000, label="Web address", assume_scheme="https")
    published_from = forms.DateField(
        required=False,
        label="Published",
        help_text="Or the first day that it can have been.",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    published_to = forms.DateField(
        required=False,
        label="Not after",
        help_text="The same day, if the day is known.",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    language = forms.RegexField(
        r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        max_length=8,
        help_text="Such as en or pt-BR; und when not known.",
        error_messages={"invalid": "This is no code of a language, such as en or pt-BR."},
    )

    @staticmethod
    def of(article: Article) -> dict[str, Any]:
        """What is known of an article, for the form to begin with."""
        known = ("canonical_url", "published_from", "published_to", "language")
        return {"outlet": article.outlet_id, **{name: getattr(article, name) for name in known}}


class RedactionForm(forms.Form):
    """Why words are removed."""

    reason = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), label="Why")


class CaptureForm(forms.Form):
    """A file that is kept as a copy of an item of evidence."""

    file = forms.FileField(
        label="A capture of your own", help_text="A saved page, PDF, picture or text; at most 10 MB."
    )


@dataclass(frozen=True, slots=True)
class TextChoice:
    """A text that may be removed: its box, its name and its words."""

    tag: SafeString
    name: str
    text: str


class RedactTextsForm(RedactionForm):
    """Which texts of a row are removed, and why."""

    def __init__(self, *args: Any, texts: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts = texts
        names = [(name, name.replace("_", " ")) for name in texts]
        self.fields["fields"] = forms.MultipleChoiceField(choices=names, widget=forms.CheckboxSelectMultiple)

    def choices(self) -> list[TextChoice]:
        """A line for each text."""
        return [
            TextChoice(box.tag(), name.replace("_", " "), text)
            for box, (name, text) in zip(self["fields"], self.texts.items(), strict=True)
        ]

    def choice_errors(self) -> Any:
        """What is wrong with the choice of texts."""
        return self["fields"].errors


class FindFindingsForm(forms.Form):
    """The filters of the list of findings."""

    state = forms.ChoiceField(required=False, choices=[("", "any"), *Finding.State.choices])
    code = forms.ChoiceField(required=False, choices=[("", "any"), *Finding.Code.choices], label="Kind")
    outlet = forms.ModelChoiceField(queryset=Outlet.objects.order_by("name"), required=False, empty_label="All outlets")

    def lookups(self) -> dict[str, Any]:
        """What was chosen, by lookup."""
        data = self.cleaned_data
        return {"state": data["state"], "code": data["code"]}


class SettleForm(forms.Form):
    """What a person makes of a finding."""

    state = forms.ChoiceField(choices=[(state.value, state.label) for state in Finding.State if state != "proposed"])
    note = forms.CharField(required=False, max_length=2000)


class FindingForm(forms.Form):
    """A finding of one's own."""

    code = forms.ChoiceField(
        label="What is wrong",
        choices=[("", "choose"), *(c for c in Finding.Code.choices if c[0] != Finding.Code.STEALTH_EDIT)],
    )
    note = forms.CharField(
        max_length=2000, label="In a sentence", widget=forms.Textarea(attrs={"rows": 2}), help_text="Where and how."
    )
    claim = forms.ModelChoiceField(queryset=Claim.objects.all(), required=False, widget=forms.HiddenInput)


class RoleForm(forms.Form):
    """A role that its giver may give."""

    role = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(role.value, role.value) for role in roles]


class PasswordForm(forms.Form):
    """A password for somebody else."""

    password = forms.CharField(
        strip=False,
        help_text="At least eight characters, nothing common. Tell the person to change it.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class AccountForm(PasswordForm, RoleForm):
    """A new account in a role that its maker may give."""

    username = forms.CharField(
        max_length=150,
        label="Login name",
        help_text="Known to editors only. In histories and exports every person stands under a pseudonym.",
        validators=[User.username_validator],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
