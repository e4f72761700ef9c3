"""Sources of an article: codes proposed and settled, and the profile that follows."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from audit.api.serializers.bodies import Body
from audit.models import Claim
from audit.sourcing import CODES, Code

CODE_CHOICES = [(code.value, CODES[code].label) for code in Code]


class CodeOutput(serializers.Serializer[Any]):
    """One code as it stands. `proposed` is the machine's, with what it rests on; `settled` a person's."""

    code = serializers.ChoiceField(choices=CODE_CHOICES, source="definition.code.value")
    claim = serializers.UUIDField(source="claim.pk", allow_null=True, default=None, help_text="If of one claim alone")
    settled = serializers.CharField(source="settled.value", allow_null=True, default=None)
    settled_by = serializers.CharField(source="settled.coder.pseudonym", allow_null=True, default=None)
    words = serializers.CharField(source="settled.words", allow_null=True, default=None)
    proposed = serializers.CharField(source="proposal.value", allow_null=True, default=None)
    reason = serializers.CharField(source="proposal.reason", allow_null=True, default=None)


class CodedSourceOutput(serializers.Serializer[Any]):
    """One source of an article with its codes."""

    id = serializers.UUIDField(source="source.pk")
    name = serializers.CharField(source="source.name")
    kind = serializers.CharField(source="source.kind")
    codes = CodeOutput(many=True)
    by_claim = CodeOutput(many=True)


class ShareOutput(serializers.Serializer[Any]):
    """A share of claims: those of `above` among those of `below`; `verdict` says what holds of the whole article."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # only a name
    above = serializers.ListField(child=serializers.UUIDField())
    below = serializers.ListField(child=serializers.UUIDField())
    settled = serializers.IntegerField(help_text="How many of `below` rest on what a person settled")
    verdict = serializers.CharField(allow_blank=True)


class SourcingOutput(serializers.Serializer[Any]):
    """The sources of an article's current revision, and its profile."""

    sources = CodedSourceOutput(many=True)
    shares = ShareOutput(many=True)


class CodesInput(Body):
    """Codes of a source, or of one claim of it, with the words that they rest on."""

    claim = serializers.PrimaryKeyRelatedField(
        queryset=Claim.objects.all(), required=False, pk_field=serializers.UUIDField(), help_text="Of this source"
    )
    codes = serializers.DictField(child=serializers.CharField(max_length=100), help_text="Value by code")
    words = serializers.DictField(child=serializers.CharField(max_length=2000), required=False, help_text="By code")


class SettledCodeOutput(serializers.Serializer[Any]):
    """One code that was settled."""

    id = serializers.UUIDField()
    source = serializers.UUIDField(source="source_id")  # type: ignore[assignment]  # only a name
    claim = serializers.UUIDField(source="claim_id", allow_null=True)
    code = serializers.ChoiceField(choices=CODE_CHOICES)
    value = serializers.CharField()
    words = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()
