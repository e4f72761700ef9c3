"""What the reader of a page knows beside its words, and what a server says for the next visit."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_redaction"),
    ]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="authors",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="notes",
            field=models.JSONField(blank=True, default=list, help_text="What the reader of the page was unsure of"),
        ),
        migrations.AddField(
            model_name="revision",
            name="published_at",
            field=models.DateTimeField(blank=True, help_text="Where the page tells the moment", null=True),
        ),
        migrations.AddField(
            model_name="revision",
            name="reading",
            field=models.TextField(
                blank=True,
                choices=[("article", "the article that was found on the page"), ("page", "all of the page")],
                help_text="How a web page was read; empty for plain text",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="site",
            field=models.TextField(blank=True, help_text="The name that the page gives itself"),
        ),
        migrations.AddField(
            model_name="revisionsource",
            name="etag",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="revisionsource",
            name="last_modified",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="revisionsource",
            name="url",
            field=models.TextField(blank=True, help_text="The address that answered, if it was fetched"),
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
                    ("again", "read again from what had come in"),
                ]
            ),
        ),
    ]
