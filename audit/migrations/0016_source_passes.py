"""Whoever codes the sources of an audited article says so apart from the others."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0015_audit_guards"),
        ("ledger", "0005_text_redaction"),
    ]

    operations = [
        migrations.AlterField(
            model_name="auditarticle",
            name="sources_done_at",
            field=models.DateTimeField(help_text="From then on its codes are shown to all", null=True),
        ),
        migrations.CreateModel(
            name="SourcePass",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField()),
                (
                    "coder",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.actor"),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="source_passes",
                        to="audit.auditarticle",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "source passes",
                "ordering": ("created_at", "id"),
                "constraints": [models.UniqueConstraint(fields=("place", "coder"), name="source_pass_once")],
            },
        ),
        migrations.RunSQL(
            "SELECT ledger_guard_append_only('audit_sourcepass');"
            "SELECT ledger_guard_by_event('audit_sourcepass', 'source_pass');",
            "SELECT ledger_unguard('audit_sourcepass');",
        ),
    ]
