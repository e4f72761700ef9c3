"""Imports of many articles: how far they are, what they passed over, and files that wait. Records of work, no acts."""

import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_reading_details"),
        ("ledger", "0003_redaction"),
    ]

    operations = [
        migrations.CreateModel(
            name="Import",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.TextField(help_text="Of the files")),
                (
                    "sha256",
                    models.CharField(
                        help_text="Of their contents, by which the same import is known again", max_length=64
                    ),
                ),
                (
                    "outlet",
                    models.TextField(
                        blank=True, help_text="The name of the outlet of articles that name none themselves"
                    ),
                ),
                (
                    "way",
                    models.TextField(
                        choices=[
                            ("paste", "pasted on the site"),
                            ("file", "uploaded as a file"),
                            ("command", "read from a file by command"),
                            ("api", "sent to the API"),
                            ("url", "fetched from its address"),
                            ("feed", "found in a feed and fetched"),
                            ("again", "read again from what had come in"),
                        ]
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("size", models.PositiveBigIntegerField(help_text="Bytes")),
                ("position", models.PositiveBigIntegerField(default=0, help_text="Bytes that were read")),
                ("done", models.PositiveIntegerField(default=0)),
                ("stored", models.PositiveIntegerField(default=0)),
                ("known", models.PositiveIntegerField(default=0, help_text="Were here already")),
                ("skipped", models.PositiveIntegerField(default=0, help_text="Could not be taken in")),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="imports", to="ledger.actor"
                    ),
                ),
            ],
            options={
                "ordering": ("-created_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="ImportPart",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("raw", models.BinaryField()),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="articles.import"
                    ),
                ),
            ],
            options={
                "ordering": ("of", "number"),
            },
        ),
        migrations.CreateModel(
            name="ImportSkip",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("place", models.TextField(help_text="File and line")),
                ("source", models.TextField(blank=True, help_text="What the item calls itself")),
                (
                    "kind",
                    models.TextField(choices=[("known", "was here already"), ("refused", "could not be taken in")]),
                ),
                ("reason", models.TextField()),
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
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="skips", to="articles.import"
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.AddIndex(
            model_name="import",
            index=models.Index(fields=["-created_at", "-id"], name="import_newest"),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("sha256", "outlet", "way", "actor"),
                name="import_under_way_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "done",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(models.F("stored"), "+", models.F("known")),
                            "+",
                            models.F("skipped"),
                        ),
                    )
                ),
                name="import_adds_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="importpart",
            constraint=models.UniqueConstraint(fields=("of", "number"), name="import_part_once"),
        ),
        migrations.AddIndex(
            model_name="importskip",
            index=models.Index(fields=["of", "id"], name="import_skip_in_order"),
        ),
    ]
