"""Forms check shape and turn what was typed into drafts for the services; they decide nothing."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from audit.codebook import Codebook, QuestionDefinition
from audit.models import Assertion, Audit, Claim, Evidence, EvidenceUse, Question, Rubric
from audit.services.errors import AlreadyStored, Refused, SentBefore, Superseded
from audit.services.evidence import EvidenceDraft, UseDraft, read_file
from audit.services.reviews import was_sent

EVIDENCE_ROWS = 2  # empty rows offered with a form that needs no script
MAX_REASON = 100_000  # code points of a rationale, as in the API
CHOOSE = [("", "Choose")]
SEND_AGAIN = "Nothing was recorded; send it again if you still want it to stand."


class ReviewForm(forms.Form):
    """One answer to one question about one target. Nothing is preselected.

    The hidden fields say what the reviewer saw: `seen` the digest of the words, `based_on` the number of the decision
    shown (0: none), `rubric` the number of the codebook shown, `audit` the audit that it named (empty: the desk),
    `submission` a random id that makes a double click one review."""

    value = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": "Choose an answer."})
    tags = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)
    rationale = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=MAX_REASON)
    override_reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=MAX_REASON,
        help_text="Only if this case cannot have the evidence that the codebook asks for. Shown with the verdict.",
    )
    seen = forms.CharField(widget=forms.HiddenInput)
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    submission = forms.UUIDField(widget=forms.HiddenInput)
    rubric = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    audit = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, definition: QuestionDefinition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.definition = definition
        self._choices("value", [(value.value, value.label) for value in definition.values])
        self._choices("tags", [(tag, tag.replace("_", " ")) for tag in definition.tag_choices()])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def answer(self) -> dict[str, Any]:
        """Keyword arguments of submit_review, but for target, reviewer, audit and evidence; the form must be valid."""
        return {name: self.cleaned_data[name] for name in self.base_fields if name != "audit"}


FOUND = 20  # items offered of a search


def found_items(visible: QuerySet[Evidence], words: str) -> list[Evidence]:
    """The newest items with all of these words in title, publisher or address."""
    if not words.strip():
        return []
    for word in words.split():
        visible = visible.filter(Q(title__icontains=word) | Q(publisher__icontains=word) | Q(url__icontains=word))
    return list(visible.order_by("-created_at", "-id")[:FOUND])


class EvidenceForm(forms.Form):
    """One use of evidence: an item of this article used again, or a new one by address, words, file or search."""

    again = forms.ModelChoiceField(
        queryset=Evidence.objects.none(), required=False, label="Use again", empty_label="A new item"
    )
    find = forms.CharField(
        required=False,
        max_length=300,
        label="Find an earlier item",
        help_text="Of its title, publisher, address",
    )
    kind = forms.ChoiceField(choices=CHOOSE + Evidence.Kind.choices, required=False)
    title = forms.CharField(required=False, max_length=500)
    publisher = forms.CharField(required=False, max_length=500)
    owner = forms.CharField(required=False, max_length=500, help_text="Who owns or funds the publisher")
    url = forms.CharField(required=False, max_length=2000, label="Web address")
    date = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    words = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 3}), label="The words", max_length=100_000
    )
    file = forms.FileField(required=False)
    place = forms.CharField(required=False, max_length=500, label="Searched where")
    query = forms.CharField(required=False, max_length=500, label="Asked what")
    derived_from = forms.ModelChoiceField(
        queryset=Evidence.objects.none(), required=False, label="Goes back to", empty_label="Itself"
    )
    visibility = forms.ChoiceField(choices=Evidence.Visibility.choices, required=False)
    no_visit = forms.BooleanField(
        required=False,
        label="Do not visit the address",
        help_text="Then hand in a capture of your own.",
    )
    is_separate = forms.BooleanField(required=False, label="A separate item, although its page or file is stored")
    stance = forms.ChoiceField(choices=CHOOSE + EvidenceUse.Stance.choices, required=False)
    independent = forms.ChoiceField(choices=CHOOSE + EvidenceUse.Independence.choices, required=False)
    why = forms.CharField(required=False, max_length=1000, label="Why (not) independent")
    used_words = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 2}), label="Words used", max_length=10_000
    )
    locator = forms.CharField(required=False, max_length=500, label="Where they stand")

    def __init__(self, *args: Any, known: Sequence[Evidence], visible: QuerySet[Evidence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visible = visible
        for name in ("again", "derived_from"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = visible
        self.offer(known, found_items(visible, self["find"].value() or "") if self.is_bound else ())

    def offer(self, *items: Iterable[Evidence]) -> None:
        """The items to choose from: a list, since all that may be seen would be far too many."""
        self.offered = list({item.pk: item for many in items for item in many}.values())
        labels = [(str(item.pk), f"{item.get_kind_display().lower()}: {item.title[:90]}") for item in self.offered]
        for name in ("again", "derived_from"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.choices = [("", field.empty_label or ""), *labels]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.is_search(data):
            data["kind"] = data["kind"] or Evidence.Kind.SEARCH
            data["stance"] = data["stance"] or EvidenceUse.Stance.CONTEXT
            data["date"] = data.get("date") or timezone.localdate()
        if self.is_given(data):
            if not data.get("again") and not data.get("kind"):
                self.add_error("kind", "Say what kind of evidence this is.")
            if not data.get("stance"):
                self.add_error("stance", "Say whether it supports, contradicts or gives context.")
        return data

    def is_search(self, data: Mapping[str, Any]) -> bool:
        """Whether only a search was filled in: that found nothing, so it neither supports nor contradicts."""
        others = ("again", "url", "words", "file")
        return bool(data.get("place") or data.get("query")) and not any(data.get(name) for name in others)

    def is_given(self, data: Mapping[str, Any]) -> bool:
        """Whether anything but the preset visibility and a search was filled in."""
        return any(value for name, value in data.items() if name not in ("visibility", "find"))

    def use(self) -> UseDraft | None:
        """The draft of this row, None when it was left empty; the form must be valid."""
        data = self.cleaned_data
        if not self.is_given(data):
            return None
        return UseDraft(
            evidence=data["again"] or self._item(data),
            stance=data["stance"],
            independent=data["independent"] or EvidenceUse.Independence.UNKNOWN,
            words=data["used_words"],
            locator=data["locator"],
            why=data["why"],
        )

    def _item(self, data: Mapping[str, Any]) -> EvidenceDraft:
        names = (
            "kind",
            "title",
            "publisher",
            "owner",
            "url",
            "date",
            "words",
            "place",
            "query",
            "derived_from",
        )
        upload = data["file"]
        file = (
            read_file(upload.name, upload.content_type or "application/octet-stream", upload.read()) if upload else None
        )
        visibility = data["visibility"] or Evidence.Visibility.PUBLIC
        return EvidenceDraft(
            **{name: data[name] for name in names},
            visibility=visibility,
            file=file,
            visit=not data["no_visit"],
            is_separate=data["is_separate"],
        )


class BoundReview:
    """The review form of a target together with its evidence rows, as page and admin show it."""

    def __init__(
        self,
        *,
        target: Claim | Assertion,
        rubric: Rubric,
        known: Sequence[Evidence],
        visible: QuerySet[Evidence],
        based_on: int,
        audit: Audit | None,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
    ) -> None:
        self.target, self.audit = target, audit
        self.question = Question.CORROBORATION if isinstance(target, Assertion) else Question.ATTRIBUTION
        self.data = data
        self.rubric = rubric
        codebook = Codebook.read(rubric.definitions)
        initial = {"seen": target.words_digest(), "based_on": based_on, "submission": uuid.uuid4()}
        initial |= {"rubric": rubric.number, "audit": audit.pk if audit else None}
        self.form = ReviewForm(codebook.question(self.question), data, initial=initial)
        self.rows = [
            EvidenceForm(data, files, prefix=f"evidence-{number}", known=known, visible=visible)
            for number in range(EVIDENCE_ROWS)
        ]

    @property
    def typed(self) -> str:
        """The answer that was sent, in words; empty when there was none."""
        sent = self.form["value"].value()
        return next((value.label for value in self.form.definition.values if value.value == sent), "")

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), *(row.is_valid() for row in self.rows)])

    def submission(self) -> dict[str, Any]:
        """Keyword arguments of submit_review but the reviewer; valid forms only."""
        uses = [use for row in self.rows if (use := row.use())]
        return {**self.form.answer(), "target": self.target, "evidence": uses, "audit": self.audit}

    def check_place(self) -> None:
        """Raise Superseded when an answer would now stand elsewhere than the form said: what was to be the reviewer's
        alone must not become everybody's because an audit was closed, or a part in it ended, meanwhile."""
        named = self.form.cleaned_data["audit"]
        if named == (self.audit.pk if self.audit else None) or was_sent(self.form.cleaned_data["submission"]):
            return
        if self.audit:
            raise Superseded(f"This claim is yours to judge in the audit “{self.audit}” by now. {SEND_AGAIN}")
        raise Superseded(
            "Your form was for an audit in which you no longer judge this claim: it is closed, or your part in it has "
            f"ended. Sent again, your answer stands on the desk, for all reviewers to see. {SEND_AGAIN}"
        )

    def refuse(self, error: Refused, *, based_on: int) -> None:
        """Show why the service refused, keep what was typed, and let the next attempt start from what stands now, as
        one of its own if the form was sent before. An item that is stored already is offered."""
        self.form.add_error(None, str(error))
        if isinstance(error, AlreadyStored) and isinstance(error.item, Evidence):
            for row in self.rows:
                row.offer(row.offered, [error.item])
        if self.data is not None:
            again = self.data.copy()
            again["seen"], again["based_on"] = self.target.words_digest(), str(based_on)
            again["rubric"] = str(self.rubric.number)
            if isinstance(error, SentBefore):
                again["submission"] = str(uuid.uuid4())
            again["audit"] = str(self.audit.pk) if self.audit else ""
            self.form.data = again
