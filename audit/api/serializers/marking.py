"""Marking apart: what is asked for, what is handed in, and how far people agree on units."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from articles.models import Outlet
from audit.api.pagination import Parameters
from audit.api.serializers.agreement import AgreementOutput, MeasureOutput
from audit.api.serializers.bodies import Body
from audit.api.serializers.spans import SpansField, SpansInput
from audit.models import Audit


class MarkingCallInput(Body):
    """Whether the reviewers begin with the claims that stand in the article, or on a blank text."""

    shows_proposals = serializers.BooleanField(default=True)


class MarksInput(Body):
    """All claims of the article as one reviewer marks them, in offsets of the audit's revision."""

    marks = serializers.ListField(child=SpansInput(min_length=1), max_length=2000)


class MarkingPassOutput(serializers.Serializer[Any]):
    """What one reviewer saw and handed in."""

    person = serializers.CharField(source="actor.pseudonym", help_text="A pseudonym")
    saw = serializers.ListField(child=SpansField(), help_text="The claims that were shown to begin with")
    marks = serializers.ListField(child=SpansField())
    created_at = serializers.DateTimeField()


class MarkingAgreementOutput(serializers.Serializer[Any]):
    """Agreement on units word by word; `f1`: of the words that each two people marked."""

    words = AgreementOutput()
    f1 = MeasureOutput()


class MarkingOutput(serializers.Serializer[Any]):
    """The marking of one article of an audit. Others' passes are there once every reviewer has handed in."""

    place = serializers.UUIDField(source="place.pk")
    revision = serializers.UUIDField(source="place.revision_id", help_text="The one that offsets are of")
    shows_proposals = serializers.BooleanField(source="call.shows_proposals", default=False)
    is_asked = serializers.BooleanField(source="call")
    is_waiting = serializers.BooleanField(help_text="A reviewer has not handed in yet")
    own = MarkingPassOutput(allow_null=True)
    passes = serializers.SerializerMethodField()
    agreement = MarkingAgreementOutput(allow_null=True)

    def get_passes(self, report: Any) -> list[dict[str, Any]]:
        return [MarkingPassOutput(line.handed_in).data for line in report.passes]


def _rows(model: Any) -> Any:
    return serializers.PrimaryKeyRelatedField(
        queryset=model.objects.all(), required=False, pk_field=serializers.UUIDField()
    )


class MarkingParameters(Parameters):
    """Which articles count."""

    audit = _rows(Audit)
    outlet = _rows(Outlet)
