"""Copies of evidence, several over time, with the text read from them; where items come from; who owns outlets."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import audit.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_imports"),
        ("audit", "0009_account_changes"),
        ("ledger", "0003_redaction"),
    ]

    operations = [
        migrations.CreateModel(
            name="EvidenceCopy",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                (
                    "way",
                    models.TextField(
                        choices=[("fetched", "fetched from its address"), ("uploaded", "handed in as a file")]
                    ),
                ),
                ("sha256", models.CharField(db_index=True, help_text="Of the bytes as they came", max_length=64)),
                ("size", models.PositiveIntegerField(help_text="Bytes")),
                ("media_type", models.TextField(help_text="What the bytes are, by themselves and by who sent them")),
                (
                    "text_sha256",
                    models.CharField(blank=True, help_text="Of the text read from them; empty: none", max_length=64),
                ),
                ("length", models.PositiveIntegerField(default=0, help_text="Of the text, in code points")),
                ("blocks", models.JSONField(blank=True, default=list)),
                ("file_name", models.TextField(blank=True)),
                ("final_url", models.TextField(blank=True, help_text="The address that answered, if it was fetched")),
                ("notes", models.JSONField(blank=True, default=list, help_text="What was odd about it")),
                ("created_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.actor"),
                ),
            ],
            options={
                "verbose_name_plural": "evidence copies",
                "ordering": ("evidence", "-number"),
            },
        ),
        migrations.AlterField(
            model_name="evidence",
            name="file_sha256",
            field=models.CharField(blank=True, help_text="Of the file that it was stored with", max_length=64),
        ),
        migrations.CreateModel(
            name="Archiving",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "state",
                    models.TextField(
                        choices=[("waiting", "being archived"), ("done", "archived"), ("failed", "not archived")],
                        default="waiting",
                    ),
                ),
                ("reason", models.TextField(blank=True, help_text="Why it could not be archived, or not yet")),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.actor"),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="archivings", to="audit.evidence"
                    ),
                ),
            ],
            options={
                "ordering": ("-asked_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="CopyContents",
            fields=[
                (
                    "copy",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="contents",
                        serialize=False,
                        to="audit.evidencecopy",
                    ),
                ),
                ("raw", models.BinaryField()),
                ("text", models.TextField(blank=True)),
            ],
            options={
                "verbose_name_plural": "copy contents",
            },
        ),
        migrations.AddField(
            model_name="evidencecopy",
            name="evidence",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="copies", to="audit.evidence"
            ),
        ),
        migrations.CreateModel(
            name="OutletOwnership",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                ("stated_in", models.TextField(blank=True, help_text="What says so")),
                ("is_withdrawn", models.BooleanField(default=False, help_text="It was a mistake")),
                ("created_at", models.DateTimeField()),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="outlets", to="audit.organization"
                    ),
                ),
                (
                    "outlet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ownerships", to="articles.outlet"
                    ),
                ),
            ],
            options={
                "ordering": ("outlet", "since", "id"),
            },
        ),
        migrations.CreateModel(
            name="Provenance",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                (
                    "act",
                    models.TextField(
                        choices=[
                            ("proposed", "proposed by the machine"),
                            ("stated", "said by a person"),
                            ("withdrawn", "taken back or turned down"),
                        ]
                    ),
                ),
                (
                    "relation",
                    models.TextField(
                        choices=[
                            ("derives_from", "goes back to"),
                            ("published_by", "is published by"),
                            ("owned_by", "is owned or funded by"),
                        ]
                    ),
                ),
                (
                    "likeness",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        help_text="Of a proposal: the share of the item's word sequences that stand in the other text",
                        max_digits=4,
                        null=True,
                    ),
                ),
                ("why", models.TextField(blank=True)),
                ("created_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.actor"),
                ),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.article",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="provenance", to="audit.evidence"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.organization",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="descent",
                        to="audit.evidence",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "provenance",
                "ordering": ("evidence", "number"),
            },
        ),
        migrations.CreateModel(
            name="UsePlace",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("span", audit.models.fields.SpanField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "copy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="places", to="audit.evidencecopy"
                    ),
                ),
                (
                    "use",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="places", to="audit.evidenceuse"
                    ),
                ),
            ],
            options={
                "ordering": ("copy", "use"),
            },
        ),
        migrations.AddConstraint(
            model_name="archiving",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")), fields=("evidence",), name="archived_once_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencecopy",
            constraint=models.UniqueConstraint(fields=("evidence", "number"), name="copy_number_once"),
        ),
        migrations.AddConstraint(
            model_name="evidencecopy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("way", "fetched"), models.Q(("final_url", ""), _negated=True)),
                    ("way", "uploaded"),
                    _connector="OR",
                ),
                name="fetched_copy_has_its_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="outletownership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since__isnull", True), ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="ownership_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="provenance",
            constraint=models.UniqueConstraint(fields=("evidence", "number"), name="provenance_number_once"),
        ),
        migrations.AddConstraint(
            model_name="provenance",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin", models.F("evidence")), _negated=True), name="provenance_not_from_itself"
            ),
        ),
        migrations.AddConstraint(
            model_name="provenance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("organization__isnull", True),
                        ("relation", "derives_from"),
                        models.Q(
                            models.Q(("article__isnull", True), ("origin__isnull", False)),
                            models.Q(("article__isnull", False), ("origin__isnull", True)),
                            _connector="OR",
                        ),
                    ),
                    models.Q(
                        ("article__isnull", True),
                        ("organization__isnull", False),
                        ("origin__isnull", True),
                        ("relation__in", ["published_by", "owned_by"]),
                    ),
                    _connector="OR",
                ),
                name="provenance_names_one_thing_that_fits",
            ),
        ),
        migrations.AddConstraint(
            model_name="provenance",
            constraint=models.CheckConstraint(
                condition=models.Q(("act__in", ["proposed", "stated", "withdrawn"])), name="provenance_act_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="useplace",
            constraint=models.UniqueConstraint(fields=("use", "copy"), name="words_looked_for_once_a_copy"),
        ),
    ]
