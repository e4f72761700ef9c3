"""Reviews and evidence, in and out."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from audit.api.pagination import PageParameters
from audit.api.serializers.bodies import Body
from audit.models import Audit, Claim, Corroboration, Evidence, EvidenceUse, Question, Review
from audit.models.reviews import Attribution
from audit.origins import Ground, Objection
from audit.services.evidence import EvidenceDraft, UseDraft

LONG = 100_000
EITHER = "Give either `evidence`, the id of a stored item, or `item`, a new one."


class EvidenceOutput(serializers.Serializer[Evidence]):
    """An item of evidence. Items that go back to one origin (`derived_from`) count once."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Evidence.Kind.choices)
    title = serializers.CharField()
    publisher = serializers.CharField(allow_blank=True)
    owner = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_blank=True)
    date = serializers.DateField(allow_null=True)
    words = serializers.CharField(allow_blank=True)
    place = serializers.CharField(allow_blank=True)
    query = serializers.CharField(allow_blank=True)
    derived_from = serializers.UUIDField(source="derived_from_id", allow_null=True)
    visibility = serializers.ChoiceField(choices=Evidence.Visibility.choices)
    file_sha256 = serializers.CharField(allow_blank=True, help_text="Of the stored file, if there is one")
    added_by = serializers.CharField(source="added_by.pseudonym", help_text="A pseudonym")
    created_at = serializers.DateTimeField()


class ObjectionOutput(serializers.Serializer[Objection]):
    """One thing that the machine has against an item's independence: its kind, and a sentence that says why."""

    ground = serializers.ChoiceField(choices=[ground.value for ground in Ground])
    sentence = serializers.CharField()


class UseOutput(serializers.Serializer[EvidenceUse]):
    """What an item does for a review: stance, the words used and where they stand, and whether it is independent."""

    id = serializers.UUIDField()
    evidence = EvidenceOutput()
    stance = serializers.ChoiceField(choices=EvidenceUse.Stance.choices)
    independent = serializers.ChoiceField(choices=EvidenceUse.Independence.choices)
    words = serializers.CharField(allow_blank=True)
    locator = serializers.CharField(allow_blank=True)
    why = serializers.CharField(allow_blank=True)
    origin = serializers.UUIDField(source="weighed.origin", help_text="The item that it goes back to")
    objections = ObjectionOutput(source="weighed.objections", many=True, help_text="Beside the reviewer's answer")
    contested = serializers.BooleanField(
        source="weighed.is_contested", help_text="The reviewer calls it independent all the same, and says why"
    )


class ReviewOutput(serializers.Serializer[Review]):
    """One person's answer to one question about one target, or the withdrawal of an earlier one (`withdraws`)."""

    id = serializers.UUIDField()
    act = serializers.ChoiceField(choices=Review.Act.choices)
    question = serializers.ChoiceField(choices=Question.choices)
    claim = serializers.UUIDField(source="claim_id")
    assertion = serializers.UUIDField(source="assertion_id", allow_null=True)
    digest = serializers.CharField(help_text="Digest of the words judged")
    reviewer = serializers.CharField(source="reviewer.pseudonym", help_text="A pseudonym")
    value = serializers.ChoiceField(choices=sorted({*Attribution.values, *Corroboration.values}))
    tags = serializers.ListField(child=serializers.CharField())
    rationale = serializers.CharField(allow_blank=True)
    override_reason = serializers.CharField(allow_blank=True)
    rubric = serializers.IntegerField(source="rubric.number")
    audit = serializers.UUIDField(source="audit_id", allow_null=True)
    is_adjudication = serializers.BooleanField(help_text="Settles a disagreement of two others")
    withdraws = serializers.UUIDField(source="withdraws_id", allow_null=True)
    evidence = UseOutput(source="uses", many=True, help_text="What the caller may see of it")
    created_at = serializers.DateTimeField()


class VisibleEvidence(serializers.PrimaryKeyRelatedField[Evidence]):
    """The id of an item that the caller may see; `context["request"]` says who calls."""

    def get_queryset(self) -> Any:
        return Evidence.objects.visible_to(self.context["request"].user)


class EvidenceInput(Body):
    """A new item. A search that found nothing gives place, query and date; everything else an address or words."""

    kind = serializers.ChoiceField(choices=Evidence.Kind.choices)
    title = serializers.CharField(default="", allow_blank=True, max_length=500)
    publisher = serializers.CharField(default="", allow_blank=True, max_length=500)
    owner = serializers.CharField(default="", allow_blank=True, max_length=500)
    url = serializers.CharField(default="", allow_blank=True, max_length=2000)
    date = serializers.DateField(default=None, allow_null=True)
    words = serializers.CharField(default="", allow_blank=True, max_length=LONG, trim_whitespace=False)
    place = serializers.CharField(default="", allow_blank=True, max_length=500)
    query = serializers.CharField(default="", allow_blank=True, max_length=500)
    visibility = serializers.ChoiceField(choices=Evidence.Visibility.choices, default=Evidence.Visibility.PUBLIC)
    visit = serializers.BooleanField(default=True, help_text="False: nobody goes to the address; nothing is archived")
    is_separate = serializers.BooleanField(
        default=False, help_text="True: an item of its own although one of the same address is stored"
    )
    derived_from = VisibleEvidence(
        queryset=Evidence.objects.none(), default=None, allow_null=True, pk_field=serializers.UUIDField()
    )


class UseInput(Body):
    """One use of evidence: of a stored item by its id, or of a new one."""

    evidence = VisibleEvidence(
        queryset=Evidence.objects.none(), required=False, pk_field=serializers.UUIDField(), help_text=EITHER
    )
    item = EvidenceInput(required=False)
    stance = serializers.ChoiceField(choices=EvidenceUse.Stance.choices)
    independent = serializers.ChoiceField(
        choices=EvidenceUse.Independence.choices, default=EvidenceUse.Independence.UNKNOWN
    )
    words = serializers.CharField(default="", allow_blank=True, max_length=10_000)
    locator = serializers.CharField(default="", allow_blank=True, max_length=500)
    why = serializers.CharField(default="", allow_blank=True, max_length=1000)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("evidence" in attrs) == ("item" in attrs):
            raise serializers.ValidationError(EITHER)
        return attrs


class ReviewInput(Body):
    """An answer. `seen` is the target's `digest`, `based_on` the `number` of the decision shown (0: none) plus how many
    blind answers of one's own on it wait to be revealed, `rubric` the number of the rubric that the answer was chosen
    from, `submission` a random id of the caller's: the same one twice is one review."""

    seen = serializers.CharField(max_length=64)
    based_on = serializers.IntegerField(min_value=0)
    submission = serializers.UUIDField()
    rubric = serializers.IntegerField(min_value=1, help_text="The current one's number, or in an audit the audit's")
    audit = serializers.PrimaryKeyRelatedField(
        queryset=Audit.objects.all(),
        required=False,
        allow_null=True,
        pk_field=serializers.UUIDField(),
        help_text="Where the answer belongs; null means the desk. Needed by those who judge the claim in several "
        "audits, and by those who judged it in one that has ended",
    )
    value = serializers.CharField(max_length=100, help_text="A value of the current rubric: see rubrics/current")
    tags = serializers.ListField(child=serializers.CharField(max_length=100), default=list, max_length=20)
    rationale = serializers.CharField(default="", allow_blank=True, max_length=LONG)
    override_reason = serializers.CharField(
        default="", allow_blank=True, max_length=LONG, help_text="Why this case cannot have the evidence asked for"
    )
    evidence = serializers.ListField(child=UseInput(), default=list, max_length=50)

    def answer(self) -> dict[str, Any]:
        """Keyword arguments of submit_review, but for target and reviewer; the input must be valid."""
        given = dict(self.validated_data)
        return {**given, "evidence": [_use(use) for use in given["evidence"]]}


def _use(given: dict[str, Any]) -> UseDraft:
    rest = {name: value for name, value in given.items() if name not in ("evidence", "item")}
    return UseDraft(given["evidence"] if "evidence" in given else EvidenceDraft(**given["item"]), **rest)


class WithdrawalInput(Body):
    """Taking one's own review back. The same `submission` twice is one withdrawal."""

    submission = serializers.UUIDField()
    rationale = serializers.CharField(default="", allow_blank=True, max_length=LONG)


class EvidenceParameters(PageParameters):
    """How to narrow the list of evidence."""

    kind = serializers.ChoiceField(choices=Evidence.Kind.choices, required=False)
    claim = serializers.PrimaryKeyRelatedField(
        queryset=Claim.objects.all(),
        required=False,
        pk_field=serializers.UUIDField(),
        help_text="Used about that claim",
    )
