"""What happened to accounts; only added to, each with its event."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0008_redactable_texts"),
        ("ledger", "0005_text_redaction"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccountChange",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "act",
                    models.TextField(
                        choices=[
                            ("made", "Made"),
                            ("role_given", "role given"),
                            ("role_taken", "role taken"),
                            ("closed", "Closed"),
                            ("opened", "opened again"),
                            ("password_set", "password set by another"),
                        ]
                    ),
                ),
                (
                    "role",
                    models.TextField(
                        blank=True,
                        choices=[
                            ("reader", "reader"),
                            ("contributor", "contributor"),
                            ("reviewer", "reviewer"),
                            ("editor", "editor"),
                            ("admin", "admin"),
                        ],
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.actor"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="account_changes", to="ledger.actor"
                    ),
                ),
            ],
            options={
                "ordering": ("created_at", "id"),
                "indexes": [models.Index(fields=["person", "created_at"], name="account_change_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act__in", ["role_given", "role_taken"]), models.Q(("role", ""), _negated=True)),
                            models.Q(("act__in", ["made", "closed", "opened", "password_set"]), ("role", "")),
                            _connector="OR",
                        ),
                        name="account_change_names_its_role",
                    )
                ],
            },
        ),
        migrations.RunSQL(
            "SELECT ledger_guard_append_only('audit_accountchange');"
            "SELECT ledger_guard_by_event('audit_accountchange', 'account_change');",
            "SELECT ledger_unguard('audit_accountchange');",
        ),
    ]
