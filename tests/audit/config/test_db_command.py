"""`manage.py db`: what it says and does for an embedded and for an external database."""

import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from audit.config import embedded_postgres
from audit.config.embedded_postgres import APP_ROLE, Cluster


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    folder = Path(tempfile.mkdtemp(prefix="command-", dir="/tmp"))
    folder.chmod(0o755)
    found = embedded_postgres.cluster_for(folder, durable=False)
    monkeypatch.setitem(settings.DATABASES, "default", {"EMBEDDED": found})
    yield found
    embedded_postgres.stop(found)
    shutil.rmtree(folder)


@pytest.fixture
def external(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES, "default", {"HOST": "db.example.org"})


def said(action: str) -> str:
    out = StringIO()
    call_command("db", action, stdout=out)
    return out.getvalue()


def test_start_status_psql_and_stop_of_the_embedded_database(cluster: Cluster) -> None:
    assert "is not running" in said("status")
    assert not cluster.data.exists()
    started = said("start")
    pid = embedded_postgres.status(cluster).pid
    assert f"is running (pid {pid})" in started
    assert all(str(part) in started for part in (cluster.data, cluster.socket, cluster.log, "PostgreSQL) 18."))
    assert said("start") == said("status") == started
    query = [*shlex.split(said("psql")), "--no-psqlrc", "-Atc", "SELECT current_user"]
    assert subprocess.run(query, capture_output=True, text=True, check=True).stdout.strip() == APP_ROLE
    assert "has stopped" in said("stop")
    assert "was not running" in said("stop")


def test_failure_is_a_command_error_with_the_reason(cluster: Cluster) -> None:
    cluster.data.mkdir(parents=True)
    with pytest.raises(CommandError, match="not a PostgreSQL data folder"):
        said("start")


@pytest.mark.usefixtures("external")
def test_status_of_an_external_database_says_so() -> None:
    assert "external" in said("status")


@pytest.mark.usefixtures("external")
@pytest.mark.parametrize("action", ["start", "stop", "psql"])
def test_an_external_database_is_not_ours_to_start_or_stop(action: str) -> None:
    with pytest.raises(CommandError, match="external"):
        said(action)
