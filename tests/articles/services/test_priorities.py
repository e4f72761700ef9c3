"""What a worker does first, however much waits."""

from __future__ import annotations

from pathlib import Path

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Article
from articles.services import Priority
from audit import jobs as _registered  # noqa: F401
from tests import factories
from tests.articles.services.test_bulk import brought_in, lines, text
from tests.articles.services.test_polling import announced, article

pytestmark = pytest.mark.django_db


def order() -> list[str]:
    """The tasks that wait, in the order in which a worker takes them."""
    return list(ProcrastinateJob.objects.order_by("-priority", "id").values_list("task_name", flat=True))


def readings() -> list[str]:
    """The headlines of the revisions that wait to be read, in that order."""
    waiting = ProcrastinateJob.objects.filter(task_name="audit.extract_revision").order_by("-priority", "id")
    of = {str(one.pk): one.headline for each in Article.objects.all() for one in each.revisions.all()}
    return [of[job.args["revision_id"]] for job in waiting]


def test_who_adds_one_article_does_not_wait_behind_thousands(tmp_path: Path) -> None:
    brought_in(lines(tmp_path, *map(text, range(3))))
    factories.article()
    assert readings()[0].startswith("Ferry fares will rise")
    assert len(readings()) == 4


def test_fetching_does_not_wait_behind_thousands(tmp_path: Path) -> None:
    brought_in(lines(tmp_path, *map(text, range(2))))
    announced(article("a"))
    assert order() == ["articles.fetch_entry", *["audit.extract_revision"] * 2]


def test_a_later_revision_is_not_read_before_the_one_whose_claims_it_takes_over(tmp_path: Path) -> None:
    brought_in(lines(tmp_path, text(1), text(2)))
    stored = Article.objects.get(current_revision__headline="Ferry number 1 sails")
    factories.later(stored, "Ferry number 1 does not sail\n\nIt stayed on Monday.\n")
    assert readings() == ["Ferry number 1 sails", "Ferry number 2 sails", "Ferry number 1 does not sail"]


@pytest.mark.parametrize("task", ["audit.seal_history", "audit.retry_stalled", "articles.queue_what_is_due"])
def test_upkeep_goes_before_all(task: str) -> None:
    assert app.tasks[task].priority == Priority.UPKEEP == max(Priority)
