"""The database backend starts the embedded server with the first connection, and not before."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connections
from pytest_django import DjangoDbBlocker

from audit.config import embedded_postgres
from audit.config.embedded_postgres import APP_ROLE, DATABASE, Cluster
from audit.config.postgres_backend.base import DatabaseWrapper

ALIAS = "embedded"
POOLED = {"pool": {"min_size": 1, "max_size": 2}}


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    folder = Path(tempfile.mkdtemp(prefix="backend-", dir="/tmp"))
    folder.chmod(0o755)
    found = embedded_postgres.cluster_for(folder, durable=False)
    embedded_postgres.ensure_running(found)
    yield found
    embedded_postgres.stop(found)
    shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def allowed(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """These tests connect to a cluster of their own and need none of the project's databases."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def stopped(cluster: Cluster) -> Cluster:
    embedded_postgres.stop(cluster)
    return cluster


@pytest.fixture
def database() -> Iterator[Callable[..., DatabaseWrapper]]:
    """Makes Django's object for a database in a cluster, and closes it afterwards."""
    opened: list[DatabaseWrapper] = []

    def make(cluster: Cluster, **extra: Any) -> DatabaseWrapper:
        place = {
            "HOST": str(cluster.socket_dir),
            "PORT": str(cluster.port),
            "NAME": DATABASE,
            "USER": APP_ROLE,
        }
        habits: dict[str, Any] = {"PASSWORD": "", "OPTIONS": {}, "TIME_ZONE": None, "AUTOCOMMIT": True}
        settings = {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True, **habits, **place, **extra}
        made = DatabaseWrapper(settings, alias=ALIAS)
        connections[ALIAS] = made
        opened.append(made)
        return made

    yield make
    for wrapper in opened:
        wrapper.close()
        wrapper.close_pool()
    del connections[ALIAS]


@pytest.mark.parametrize("options", [{}, POOLED], ids=["single", "pooled"])
def test_first_connection_starts_the_server(
    stopped: Cluster, database: Callable[..., DatabaseWrapper], options: dict[str, Any]
) -> None:
    wrapper = database(stopped, EMBEDDED=stopped, OPTIONS=options)
    assert embedded_postgres.status(stopped).running is False
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (APP_ROLE,)


def test_a_pool_goes_on_after_the_server_was_stopped(
    stopped: Cluster, database: Callable[..., DatabaseWrapper]
) -> None:
    wrapper = database(stopped, EMBEDDED=stopped, OPTIONS=POOLED)
    for _ in range(2):
        with wrapper.cursor() as cursor:
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)
        wrapper.close()
        embedded_postgres.stop(stopped)


def test_parameters_for_a_pool_of_the_worker_start_the_server(
    stopped: Cluster, database: Callable[..., DatabaseWrapper]
) -> None:
    database(stopped, EMBEDDED=stopped).get_connection_params()
    assert embedded_postgres.status(stopped).running


def test_an_external_database_is_not_started(stopped: Cluster, database: Callable[..., DatabaseWrapper]) -> None:
    with pytest.raises(OperationalError):
        database(stopped).ensure_connection()
    assert embedded_postgres.status(stopped).running is False
