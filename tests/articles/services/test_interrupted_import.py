"""An import that is killed, and started again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from articles.models import Article, Import
from audit.ledger.models import Event
from audit.ledger.verification import verify
from tests.articles.services.test_articles import jobs
from tests.site.running import ROOT

LINES = 1500
# The test's own database; the settings name the real one.
PROGRAM = """
import sys
from django.conf import settings
for alias in ("default", "owner"):
    settings.DATABASES[alias]["NAME"] = sys.argv[1]
import django
from django.core.management import call_command
django.setup()
call_command("ingest", sys.argv[2], outlet="The Harbour Post", workers=2)
"""


def started(database: str, file: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "audit.config.settings", "DATABASE_POOL": "0"}
    command = [sys.executable, "-c", PROGRAM, database, str(file)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


@pytest.mark.fault
@pytest.mark.timeout(300)
def test_a_killed_import_goes_on_without_loss_or_double(fresh_database: str, tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    words = [f"Ferry number {n} sails again\n\n“It sailed at {n},” said Ana Ruiz, a planner." for n in range(LINES)]
    file.write_text("".join(json.dumps({"source": n, "text": text}) + "\n" for n, text in enumerate(words)))
    for least in (1, 600):
        process = started(fresh_database, file)
        deadline = time.monotonic() + 120
        while Article.objects.count() < least and time.monotonic() < deadline:
            assert process.poll() is None
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    between = Article.objects.count()
    assert 600 <= between < LINES
    said, _ = started(fresh_database, file).communicate(timeout=120)
    assert "Going on with the import" in said
    (of,) = Import.objects.all()
    assert (of.done, of.stored, of.known, of.skipped) == (LINES, LINES, 0, 0)
    assert Article.objects.count() == LINES == len(jobs())
    assert Event.objects.filter(target_kind="article", action="added").count() == LINES
    assert set(Article.objects.values_list("current_revision__body__text", flat=True)) == set(words)
    assert verify() == []
