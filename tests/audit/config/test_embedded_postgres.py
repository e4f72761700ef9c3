"""The embedded PostgreSQL against real processes: starts, stops, kills and the rights of its roles."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from audit.config import embedded_postgres
from audit.config.embedded_postgres import (
    ADMIN_ROLE,
    APP_ROLE,
    DATABASE,
    OWNER_ROLE,
    Cluster,
    EmbeddedPostgresError,
    postmaster,
)
from audit.config.embedded_postgres import cluster as places
from audit.config.embedded_postgres.account import Account, account_for, can_reach

PROJECT = Path(__file__).resolve().parents[3]
ROOT = os.geteuid() == 0
NOBODY = Account(65534, 65534)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that every account may enter, which pytest's own temporary folders are not."""
    path = Path(tempfile.mkdtemp(prefix="embedded-", dir="/tmp"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[[Cluster], Cluster]]:
    """Starts a cluster of the test's own, and stops it afterwards."""
    started: list[Cluster] = []

    def ensure(cluster: Cluster) -> Cluster:
        started.append(cluster)
        embedded_postgres.ensure_running(cluster)
        return cluster

    yield ensure
    for cluster in started:
        embedded_postgres.stop(cluster)


@pytest.fixture(scope="module")
def shared(folder: Path) -> Iterator[Cluster]:
    cluster = embedded_postgres.cluster_for(folder / "a shared folder", durable=False)
    embedded_postgres.ensure_running(cluster)
    yield cluster
    embedded_postgres.stop(cluster)


@pytest.fixture
def running(shared: Cluster) -> Cluster:
    embedded_postgres.ensure_running(shared)
    return shared


def connect(cluster: Cluster, role: str = ADMIN_ROLE) -> psycopg.Connection:
    host, port = str(cluster.socket_dir), cluster.port
    return psycopg.connect(host=host, port=port, user=role, dbname=DATABASE, autocommit=True)


def pid_of(cluster: Cluster) -> int:
    pid = embedded_postgres.status(cluster).pid
    assert pid is not None
    return pid


def kill_server(cluster: Cluster) -> None:
    os.kill(pid_of(cluster), signal.SIGKILL)
    while embedded_postgres.status(cluster).pid is not None:
        time.sleep(0.01)


# --- Starting and stopping ----------------------------------------------------------------------------------


def test_computing_the_place_touches_nothing(folder: Path) -> None:
    cluster = embedded_postgres.cluster_for(folder / "never made")
    assert not (folder / "never made").exists()
    assert embedded_postgres.status(cluster).pid is None
    assert embedded_postgres.stop(cluster) is False
    assert not cluster.home.exists()


def test_first_start_makes_a_private_utf8_database_without_network(running: Cluster) -> None:
    with connect(running) as connection:
        shown = {
            name: connection.execute(f"SHOW {name}").fetchone()
            for name in (
                "listen_addresses",
                "server_encoding",
                "timezone",
                "max_connections",
                "shared_buffers",
            )
        }
    assert shown == {
        "listen_addresses": ("",),
        "server_encoding": ("UTF8",),
        "timezone": ("UTC",),
        "max_connections": ("100",),
        "shared_buffers": ("128MB",),
    }
    assert [oct(path.stat().st_mode & 0o777) for path in (running.data, running.socket_dir)] == ["0o700"] * 2
    assert oct(running.log.stat().st_mode & 0o777) == "0o600"


def test_fsync_is_on_unless_switched_off(running: Cluster, folder: Path, start: Callable[[Cluster], Cluster]) -> None:
    durable = start(embedded_postgres.cluster_for(folder / "durable"))
    with connect(durable) as safe, connect(running) as fast:
        assert safe.execute("SHOW fsync").fetchone() == ("on",)
        assert fast.execute("SHOW fsync").fetchone() == ("off",)


def test_a_running_server_is_left_alone(running: Cluster) -> None:
    before = pid_of(running)
    began = time.perf_counter()
    for _ in range(100):
        embedded_postgres.ensure_running(running)
    assert time.perf_counter() - began < 0.5
    assert pid_of(running) == before


def test_stop_ends_the_server_and_a_warm_start_finds_the_data(running: Cluster) -> None:
    with connect(running) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'harbour' AS word")
        assert embedded_postgres.stop(running) is True
    assert embedded_postgres.status(running).running is False
    assert embedded_postgres.stop(running) is False
    embedded_postgres.ensure_running(running)
    with connect(running) as connection:
        assert connection.execute("SELECT word FROM kept").fetchall() == [("harbour",)]


def test_ctrl_c_in_the_terminal_does_not_reach_the_server(running: Cluster) -> None:
    pid = pid_of(running)
    assert os.getsid(pid) != os.getsid(0)
    assert os.getpgid(pid) != os.getpgid(0)


ONE_OF_EIGHT = """
import sys
from pathlib import Path
import psycopg
from audit.config import embedded_postgres
cluster = embedded_postgres.cluster_for(Path(sys.argv[1]), durable=False)
embedded_postgres.ensure_running(cluster)
role, database = embedded_postgres.APP_ROLE, embedded_postgres.DATABASE
with psycopg.connect(host=str(cluster.socket_dir), user=role, dbname=database) as connection:
    print(connection.execute("SELECT pg_postmaster_start_time()").fetchone())
"""


def test_eight_processes_at_once_get_one_server(folder: Path, start: Callable[[Cluster], Cluster]) -> None:
    var = folder / "eight"
    command = [sys.executable, "-c", ONE_OF_EIGHT, str(var)]
    processes = [
        subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(8)
    ]
    said = [process.communicate(timeout=60) for process in processes]
    start(embedded_postgres.cluster_for(var))
    assert {error for _, error in said} == {""}
    assert len({answer for answer, _ in said}) == 1


# --- Places and accounts ------------------------------------------------------------------------------------


def test_a_path_of_more_than_107_bytes_gets_a_short_socket(folder: Path, start: Callable[[Cluster], Cluster]) -> None:
    cluster = start(embedded_postgres.cluster_for(folder / ("long path, " * 12), durable=False))
    try:
        assert len(os.fsencode(cluster.data)) > 107 >= len(os.fsencode(cluster.socket))
        assert embedded_postgres.cluster_for(cluster.home.parent, durable=False) == cluster
        with connect(cluster, APP_ROLE) as connection:
            assert connection.execute("SELECT current_user").fetchone() == (APP_ROLE,)
    finally:
        embedded_postgres.stop(cluster)
        shutil.rmtree(cluster.socket_dir)


def test_a_socket_folder_that_somebody_else_made_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "SHORT_FOLDER", folder)
    cluster = embedded_postgres.cluster_for(folder / ("x" * 120), durable=False)
    cluster.socket_dir.mkdir(mode=0o755)
    with pytest.raises(EmbeddedPostgresError, match="closed to others"):
        embedded_postgres.ensure_running(cluster)
    assert cluster.socket_dir.stat().st_mode & 0o777 == 0o755


def test_server_runs_as_an_account_without_privileges(running: Cluster) -> None:
    owner = os.stat(f"/proc/{pid_of(running)}").st_uid
    assert owner == running.data.stat().st_uid
    assert owner == (account_for(Path("/nonexistent")).uid if ROOT else os.geteuid())
    assert owner != 0


def test_an_ordinary_account_starts_a_server_and_keeps_it_when_root_comes(
    folder: Path, monkeypatch: pytest.MonkeyPatch, start: Callable[[Cluster], Cluster]
) -> None:
    var = folder / "ordinary"
    var.mkdir()
    cluster = embedded_postgres.cluster_for(var, durable=False)

    def start_and_stop() -> None:
        if ROOT:
            os.setgroups([])
            os.setgid(NOBODY.gid)
            os.setuid(NOBODY.uid)
        embedded_postgres.ensure_running(cluster)
        assert embedded_postgres.status(cluster).running
        assert embedded_postgres.stop(cluster)

    if ROOT:
        os.chown(var, NOBODY.uid, NOBODY.gid)
        monkeypatch.syspath_prepend(copy_of_programs(folder / "open site"))
    process = multiprocessing.get_context("fork").Process(target=start_and_stop)
    process.start()
    process.join(60)
    assert process.exitcode == 0
    start(cluster)
    assert {path.stat().st_uid for path in (cluster.data, cluster.log, Path(f"/proc/{pid_of(cluster)}"))} == {
        NOBODY.uid if ROOT else os.geteuid()
    }


def test_root_goes_round_folders_that_its_account_cannot_enter(
    folder: Path, monkeypatch: pytest.MonkeyPatch, start: Callable[[Cluster], Cluster]
) -> None:
    monkeypatch.setattr(places, "SYSTEM_FOLDER", folder / "system")
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.syspath_prepend(copy_of_programs(closed / "site"))
    cluster = start(embedded_postgres.cluster_for(closed / "var", durable=False))
    assert cluster.home.parent == (folder / "system" if ROOT else closed / "var")
    assert bool(list(cluster.home.glob("program-*"))) is ROOT
    assert closed.stat().st_mode & 0o777 == 0o700
    closed.chmod(0o755)
    assert embedded_postgres.cluster_for(closed / "var", durable=False) == cluster


def copy_of_programs(site: Path) -> Path:
    """The PostgreSQL programs as if installed in `site`."""
    installed = embedded_postgres.binaries().parent
    libraries = f"{installed.parent.name}.libs"
    shutil.copytree(installed, site / installed.parent.name / installed.name, ignore=shutil.ignore_patterns("include"))
    shutil.copytree(installed.parent.parent / libraries, site / libraries)
    (site / installed.parent.name / "__init__.py").touch()
    site.chmod(0o755)
    return site


@pytest.mark.parametrize(("mode", "reachable"), [(0o700, False), (0o710, False), (0o711, True), (0o755, True)])
def test_an_account_reaches_what_its_permissions_say(folder: Path, mode: int, reachable: bool) -> None:
    tried = Path(tempfile.mkdtemp(dir=folder))
    tried.chmod(mode)
    stranger = Account(tried.stat().st_uid + 1, tried.stat().st_gid + 1)
    assert can_reach(stranger, tried / "not there yet") is reachable


def test_a_folder_that_is_no_data_folder_is_left_alone(folder: Path) -> None:
    cluster = embedded_postgres.cluster_for(folder / "foreign")
    cluster.data.mkdir(parents=True)
    (cluster.data / "letter.txt").write_text("mine")
    with pytest.raises(EmbeddedPostgresError, match="not a PostgreSQL data folder"):
        embedded_postgres.ensure_running(cluster)
    assert (cluster.data / "letter.txt").read_text() == "mine"


# --- Kills --------------------------------------------------------------------------------------------------


def test_committed_data_survives_kill_9_of_the_server(running: Cluster) -> None:
    with connect(running) as connection:
        connection.execute("CREATE TABLE survivor AS SELECT generate_series(1, 1000) AS number")
    before = pid_of(running)
    kill_server(running)
    embedded_postgres.ensure_running(running)
    assert pid_of(running) != before
    with connect(running) as connection:
        assert connection.execute("SELECT count(*) FROM survivor").fetchone() == (1000,)


def test_a_process_that_got_the_pid_of_a_killed_server_survives(running: Cluster) -> None:
    owner = running.data.stat()
    kill_server(running)
    with subprocess.Popen(["sleep", "60"], user=owner.st_uid if ROOT else None) as bystander:
        for lock in (
            running.data / "postmaster.pid",
            running.socket.with_name(f"{running.socket.name}.lock"),
        ):
            lines = lock.read_text().split("\n")
            lock.write_text("\n".join([str(bystander.pid), *lines[1:]]))
        try:
            assert embedded_postgres.status(running).pid is None
            assert embedded_postgres.stop(running) is False
            embedded_postgres.ensure_running(running)
            assert bystander.poll() is None
            assert embedded_postgres.status(running).running
        finally:
            bystander.kill()


def test_data_deleted_under_its_server_is_made_anew_by_a_new_server(
    folder: Path, start: Callable[[Cluster], Cluster]
) -> None:
    cluster = start(embedded_postgres.cluster_for(folder / "deleted", durable=False))
    old = pid_of(cluster)
    shutil.rmtree(cluster.home)
    assert postmaster.orphans(cluster) == [old]

    start(cluster)

    assert pid_of(cluster) != old
    assert postmaster.orphans(cluster) == []
    with connect(cluster) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_first_start_killed_half_way_is_done_again(folder: Path, start: Callable[[Cluster], Cluster]) -> None:
    var = folder / "half made"
    cluster = embedded_postgres.cluster_for(var, durable=False)
    with subprocess.Popen([sys.executable, "-c", ONE_OF_EIGHT, var], cwd=PROJECT) as process:
        while not list(cluster.home.glob("unfinished-*/base")):
            assert process.poll() is None
            time.sleep(0.002)
        process.kill()
    assert not cluster.data.exists()
    start(cluster)
    with connect(cluster, OWNER_ROLE) as connection:
        assert connection.execute("SELECT current_user").fetchone() == (OWNER_ROLE,)


def test_a_server_that_cannot_start_says_why(running: Cluster) -> None:
    embedded_postgres.stop(running)
    configuration = running.data / "postgresql.conf"
    right = configuration.read_text()
    configuration.write_text(f"{right}\nno_such_setting = 1\n")
    try:
        with pytest.raises(EmbeddedPostgresError, match="no_such_setting"):
            embedded_postgres.ensure_running(running)
    finally:
        configuration.write_text(right)


# --- Roles --------------------------------------------------------------------------------------------------


def test_roles_have_no_right_beyond_logging_in(running: Cluster) -> None:
    rights = "rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls, rolinherit"
    with connect(running) as connection:
        rows = connection.execute(f"SELECT rolname, {rights} FROM pg_roles WHERE rolname ~ '^audit_' ORDER BY 1")
        assert rows.fetchall() == [
            (ADMIN_ROLE, True, True, True, True, True, True, True),
            (APP_ROLE, True, False, False, False, False, False, True),
            (OWNER_ROLE, True, False, False, False, False, False, True),
        ]
        assert connection.execute("SELECT * FROM pg_auth_members WHERE roleid >= 16384").fetchall() == []


def test_owner_role_owns_the_database_and_its_schema(running: Cluster) -> None:
    owners = """SELECT datdba::regrole::text, nspowner::regrole::text FROM pg_database, pg_namespace
                WHERE datname = current_database() AND nspname = 'public'"""
    with connect(running, OWNER_ROLE) as connection:
        assert connection.execute(owners).fetchone() == (OWNER_ROLE, OWNER_ROLE)
        connection.execute("CREATE TABLE made_by_owner (number integer)")
        connection.execute("DROP TABLE made_by_owner")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (number integer)",
        "CREATE TEMPORARY TABLE mine (number integer)",
        "CREATE SCHEMA mine",
        "CREATE DATABASE mine",
        "CREATE ROLE mine",
        "CREATE FUNCTION mine() RETURNS integer LANGUAGE sql RETURN 1",
        f"SET ROLE {OWNER_ROLE}",
        f"SET SESSION AUTHORIZATION {ADMIN_ROLE}",
        f"GRANT {OWNER_ROLE} TO {APP_ROLE}",
        f"ALTER DATABASE {DATABASE} SET session_replication_role = replica",
        "SET session_replication_role = replica",
        "COPY (SELECT 1) TO PROGRAM 'cat'",
    ],
)
def test_application_role_may_not(running: Cluster, statement: str) -> None:
    with connect(running, APP_ROLE) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(statement)
