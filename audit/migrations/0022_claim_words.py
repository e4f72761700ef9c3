"""Claims are found by the words of their quotation, from an index of their own."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import migrations
from django.db.models.functions import Left


class Migration(migrations.Migration):
    dependencies = [("audit", "0021_marks_and_codes_are_told")]
    operations = [
        migrations.AddIndex(
            "claim",
            GinIndex(SearchVector(Left("quote", 100_000), config="simple"), name="claim_words"),
        ),
    ]
