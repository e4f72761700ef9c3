"""People are also told when an audit asks for their marks, and when sources are theirs to code."""

from django.db import migrations, models

KINDS = [
    ("assigned", "claims were given to you"),
    ("marks", "articles are to be marked by you"),
    ("codes", "sources are to be coded by you"),
    ("disagreement", "two reviewers disagree"),
    ("stale", "words that you judged have changed"),
]
COUNTED = "How many claims or articles it is about"


class Migration(migrations.Migration):
    dependencies = [("audit", "0020_more_redactable_texts")]
    operations = [
        migrations.AlterField("notification", "kind", models.TextField(choices=KINDS)),
        migrations.AlterField("notification", "count", models.PositiveIntegerField(default=1, help_text=COUNTED)),
    ]
