"""Feeds, what they announced, and when a host was last asked. Subscribing alone is an act, with its event."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

GUARDS = """
SELECT ledger_guard_rows_stay('articles_feed');
SELECT ledger_guard_keeps('articles_feed', 'id', 'outlet_id', 'url', 'created_at');
SELECT ledger_guard_by_event('articles_feed', 'feed');
"""

UNGUARD = "SELECT ledger_unguard('articles_feed');"


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_guards"),
        ("ledger", "0002_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="Feed",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("url", models.URLField(max_length=2000)),
                ("title", models.TextField(blank=True)),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
                (
                    "outlet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="feeds", to="articles.outlet"
                    ),
                ),
            ],
            options={
                "ordering": ("outlet", "url"),
            },
        ),
        migrations.CreateModel(
            name="HostVisit",
            fields=[
                ("host", models.TextField(primary_key=True, serialize=False)),
                ("visited_at", models.DateTimeField()),
            ],
        ),
        migrations.AlterField(
            model_name="revision",
            name="way",
            field=models.TextField(
                choices=[
                    ("paste", "pasted on the site"),
                    ("file", "uploaded as a file"),
                    ("command", "read from a file by command"),
                    ("api", "sent to the API"),
                    ("url", "fetched from its address"),
                    ("feed", "found in a feed and fetched"),
                ]
            ),
        ),
        migrations.CreateModel(
            name="FeedPolling",
            fields=[
                (
                    "feed",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="polling",
                        serialize=False,
                        to="articles.feed",
                    ),
                ),
                ("etag", models.TextField(blank=True)),
                ("last_modified", models.TextField(blank=True)),
                ("polled_at", models.DateTimeField(blank=True, null=True)),
                ("succeeded_at", models.DateTimeField(blank=True, null=True)),
                ("failures", models.PositiveIntegerField(default=0, help_text="In a row, up to now")),
                ("error", models.TextField(blank=True, help_text="Why the last visit failed; empty when it did not")),
                ("notes", models.TextField(blank=True, help_text="What was odd about the feed when it was last read")),
                ("next_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="FeedEntry",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("key", models.CharField(help_text="SHA-256 of what the feed knows it by", max_length=64)),
                ("url", models.URLField(max_length=2000)),
                ("title", models.TextField(blank=True)),
                ("published", models.DateTimeField(blank=True, null=True)),
                ("seen_at", models.DateTimeField()),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("waiting", "waiting to be fetched"),
                            ("stored", "stored"),
                            ("known", "was here already"),
                            ("skipped", "passed over"),
                            ("failed", "given up"),
                        ],
                        default="waiting",
                    ),
                ),
                ("reason", models.TextField(blank=True, help_text="Why it is not stored, or not yet")),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("next_at", models.DateTimeField(help_text="When a waiting entry is taken up again")),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feed_entries",
                        to="articles.article",
                    ),
                ),
                (
                    "feed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="articles.feed"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "feed entries",
                "ordering": ("-seen_at", "-id"),
            },
        ),
        migrations.AddConstraint(
            model_name="feed",
            constraint=models.UniqueConstraint(fields=("outlet", "url"), name="feed_once_an_outlet"),
        ),
        migrations.AddConstraint(
            model_name="feed",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_active", True)), fields=("url",), name="feed_of_one_outlet_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="feed",
            constraint=models.CheckConstraint(
                condition=models.Q(("url", ""), _negated=True), name="feed_has_an_address"
            ),
        ),
        migrations.AddIndex(
            model_name="feedentry",
            index=models.Index(fields=["feed", "-seen_at", "-id"], name="feed_entry_newest"),
        ),
        migrations.AddIndex(
            model_name="feedentry",
            index=models.Index(condition=models.Q(("state", "waiting")), fields=["next_at"], name="feed_entry_due"),
        ),
        migrations.AddConstraint(
            model_name="feedentry",
            constraint=models.UniqueConstraint(fields=("feed", "key"), name="feed_entry_once"),
        ),
        migrations.RunSQL(GUARDS, UNGUARD),
    ]
