"""Claims that were stored before there was a queue get their place in it."""

from itertools import islice
from typing import Any

from django.db import migrations

from audit.desk_number import Facts, desk_number

AT_ONCE = 2000


def place(apps: Any, schema_editor: Any) -> None:
    alias = schema_editor.connection.alias
    places = apps.get_model("audit", "QueuePlace")._base_manager.using(alias)
    claims = apps.get_model("audit", "Claim")._base_manager.using(alias).filter(queue_place=None).order_by()
    rest = claims.select_related("source").prefetch_related("source__affiliations").iterator(AT_ONCE)
    while some := list(islice(rest, AT_ONCE)):
        places.bulk_create(_place(places.model, claim) for claim in some)


def _place(model: Any, claim: Any) -> Any:
    source = claim.source
    facts = Facts(
        words=claim.quote,
        kind=claim.kind,
        source_kind=source.kind if source else None,
        has_role=bool(source and source.role),
        has_affiliation=bool(source and any(one.name for one in source.affiliations.all())),
    )
    number = desk_number(facts)
    return model(claim=claim, number=number.total, parts=[list(part) for part in number.parts])


class Migration(migrations.Migration):
    dependencies = [("audit", "0018_marking_apart")]
    operations = [migrations.RunPython(place, migrations.RunPython.noop)]
