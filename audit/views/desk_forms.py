"""The small forms of the pages: publishing, withdrawing, linking a speaker, making an account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User

from audit.models import Publication, Speaker
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


class AccountForm(forms.Form):
    """A new account in a role that its maker may give."""

    username = forms.CharField(
        max_length=150,
        label="Login name",
        help_text="Known to editors only. In histories and exports every person stands under a pseudonym.",
        validators=[User.username_validator],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(widget=forms.RadioSelect)
    password = forms.CharField(
        strip=False,
        help_text="At least eight characters, nothing common. Tell the person to change it.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(role.value, role.value) for role in roles]
