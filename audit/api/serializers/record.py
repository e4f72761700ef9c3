"""The signed head of the history, and redactions."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from audit.api.serializers.bodies import Body
from audit.services.redaction import EVENT, REDACTABLE


class HeadOutput(serializers.Serializer[Any]):
    """The last number of the chain with its digest, signed by Ed25519 over the sorted JSON of all other values."""

    format = serializers.CharField()
    number = serializers.IntegerField()
    digest = serializers.CharField()
    time = serializers.CharField(allow_null=True)
    signed_at = serializers.CharField()
    public_key = serializers.CharField()
    signature = serializers.CharField()


class TextRedactionInput(Body):
    """Which texts of which row are removed for good, and why."""

    kind = serializers.ChoiceField(choices=sorted([*REDACTABLE, EVENT]))
    id = serializers.UUIDField()
    texts = serializers.ListField(child=serializers.CharField(max_length=100), help_text="Names of the row's texts")
    reason = serializers.CharField(max_length=2000)


class RedactionOutput(serializers.Serializer[Any]):
    """What stays of the texts: the event, and the salted digests of what stood there."""

    event = serializers.UUIDField()
    removed = serializers.DictField(child=serializers.CharField())
