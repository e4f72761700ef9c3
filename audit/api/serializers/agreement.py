"""How far reviewers agree."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from articles.models import Outlet
from audit.api.pagination import Parameters
from audit.models import Audit, Question


class AgreementParameters(Parameters):
    """Which answers count. The days are those of the second answer to a target, both inclusive."""

    question = serializers.ChoiceField(choices=Question.choices, required=False)
    outlet = serializers.PrimaryKeyRelatedField(
        queryset=Outlet.objects.all(), required=False, pk_field=serializers.UUIDField()
    )
    audit = serializers.PrimaryKeyRelatedField(
        queryset=Audit.objects.all(), required=False, pk_field=serializers.UUIDField()
    )
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)


class MeasureOutput(serializers.Serializer[Any]):
    """A number with its 95 % interval; `words` say why there is none."""

    value = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    words = serializers.CharField(allow_blank=True)


class AgreementOutput(serializers.Serializer[Any]):
    """Agreement on one set of answers; `units` are targets that two or more people judged."""

    label = serializers.CharField()  # type: ignore[assignment]  # only a name
    units = serializers.IntegerField()
    articles = serializers.IntegerField()
    answers = serializers.IntegerField()
    raw = MeasureOutput()
    alpha = MeasureOutput(help_text="Krippendorff's alpha, nominal")
    ac1 = MeasureOutput(help_text="Gwet's AC1")


class CaseOutput(serializers.Serializer[Any]):
    """A target on which people disagree; `answers` are pairs of pseudonym and answer."""

    claim = serializers.UUIDField(source="claim.pk")
    quote = serializers.CharField(source="claim.quote")
    answers = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))


class PairOutput(serializers.Serializer[Any]):
    """Two answers that met on the same targets, and the first of these."""

    labels = serializers.ListField(child=serializers.CharField())
    count = serializers.IntegerField()
    cases = CaseOutput(many=True)


class QuestionAgreementOutput(serializers.Serializer[Any]):
    """Agreement on one question. Intervals resample articles, with a fixed seed."""

    question = serializers.ChoiceField(choices=Question.choices)
    answers = AgreementOutput()
    groups = AgreementOutput()
    by_group = AgreementOutput(many=True)
    by_answer = AgreementOutput(many=True)
    by_pair = AgreementOutput(many=True)
    by_month = AgreementOutput(many=True)
    disagreements = PairOutput(many=True, source="pairs")
