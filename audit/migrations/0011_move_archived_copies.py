"""Files that were stored with items of evidence become their first copies, each with an event of its own."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from typing import Any

from django.db import migrations
from django.utils import timezone

from audit.ledger.canonical import canonical, digest, salted

TEXTS = ("file_name", "final_url")


class Tables:
    """The tables as they were at this migration, in the database that is migrated."""

    def __init__(self, apps: Any, schema_editor: Any) -> None:
        self.apps, self.alias = apps, schema_editor.connection.alias

    def rows(self, app: str, model: str) -> Any:
        return self.apps.get_model(app, model).objects.using(self.alias)


def move(apps: Any, schema_editor: Any) -> None:
    tables = Tables(apps, schema_editor)
    for old in tables.rows("audit", "ArchivedCopy").select_related("evidence").iterator(20):
        record(tables, store(tables, old))


def store(tables: Tables, old: Any) -> Any:
    item, raw = old.evidence, bytes(old.raw)
    copy = tables.rows("audit", "EvidenceCopy").create(
        evidence_id=item.pk,
        number=1,
        way="uploaded",
        sha256=item.file_sha256,
        size=len(raw),
        media_type=old.content_type,
        text_sha256=hashlib.sha256(old.text.encode()).hexdigest() if old.text else "",
        length=len(old.text),
        file_name=old.file_name,
        added_by_id=item.added_by_id,
        created_at=item.created_at,
    )
    tables.rows("audit", "CopyContents").create(copy_id=copy.pk, raw=raw, text=old.text)
    return copy


def record(tables: Tables, copy: Any) -> None:
    """The event of the copy, as `audit.ledger.services.record` would write it."""
    actor = tables.rows("ledger", "Actor").get_or_create(pseudonym="machine", defaults={"kind": "machine"})[0]
    key, time = uuid.uuid4(), timezone.now()
    texts = {f"copy/{copy.pk}/{name}": getattr(copy, name) for name in TEXTS if getattr(copy, name)}
    salts = {name: secrets.token_bytes(16) for name in texts}
    digests = {name: salted(salts[name], text) for name, text in texts.items()}
    state = {f.attname: getattr(copy, f.attname) for f in copy._meta.concrete_fields if f.attname not in TEXTS}
    row = digest({"state": state, "texts": {name.rsplit("/", 1)[1]: value for name, value in digests.items()}})
    said = {"id": key, "time": time, "actor": actor.pk, "pseudonym": actor.pseudonym, "action": "moved"}
    said |= {"target": ["copy", copy.pk], "rows": [["copy", copy.pk, row]], "texts": digests, "data": {}}
    body = canonical(said)
    event = tables.rows("ledger", "Event").create(
        id=key,
        time=time,
        actor_id=actor.pk,
        action="moved",
        target_kind="copy",
        target_id=copy.pk,
        canonical=body,
        digest=hashlib.sha256(body).hexdigest(),
    )
    for name, text in texts.items():
        tables.rows("ledger", "EventText").create(event_id=event.pk, key=name, salt=salts[name], text=text)


def move_back(apps: Any, schema_editor: Any) -> None:
    tables = Tables(apps, schema_editor)
    first = tables.rows("audit", "EvidenceCopy").filter(number=1, way="uploaded")
    for copy in first.select_related("contents").iterator(20):
        contents = {"raw": copy.contents.raw, "text": copy.contents.text}
        tables.rows("audit", "ArchivedCopy").create(
            evidence_id=copy.evidence_id, content_type=copy.media_type, file_name=copy.file_name, **contents
        )


class Migration(migrations.Migration):
    dependencies = [("audit", "0010_evidence_copies"), ("ledger", "0003_redaction")]
    operations = [migrations.RunPython(move, move_back)]
