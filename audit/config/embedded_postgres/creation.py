"""The first start: a new data folder with roles and database, complete or not there at all."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from audit.config.embedded_postgres.account import Account, run_as
from audit.config.embedded_postgres.cluster import (
    ADMIN_ROLE,
    APP_ROLE,
    DATABASE,
    OWNER_ROLE,
    Cluster,
    EmbeddedPostgresError,
)

# Written to postgresql.conf, where whoever runs the server may change them.
SETTINGS = {
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    # No statements and row values in the log: it would keep words that a redaction has removed from tables.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}

UNFINISHED = "unfinished-"
_RIGHTS = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"

ROLES_AND_DATABASE = (
    f"CREATE ROLE {OWNER_ROLE} {_RIGHTS}",
    f"CREATE ROLE {APP_ROLE} {_RIGHTS}",
    f"CREATE DATABASE {DATABASE} OWNER {OWNER_ROLE}",
    # No temporary tables for the application: they could stand in front of real ones in a trigger's queries.
    f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC",
    f"GRANT CONNECT ON DATABASE {DATABASE} TO {OWNER_ROLE}, {APP_ROLE}",
)

SCHEMA = (
    f"ALTER SCHEMA public OWNER TO {OWNER_ROLE}",
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}",
)


def create(cluster: Cluster, account: Account, binaries: Path) -> None:
    """Make the data folder beside its place and move it there when complete; what a crash left goes."""
    # A name of its own each time: an initdb whose parent was killed goes on writing for a while.
    unfinished = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=cluster.home))
    os.chown(unfinished, account.uid, account.gid)
    _initdb(unfinished, cluster.durable, account, binaries)
    # In single-user mode the roles are there before any other process can see the folder.
    for database, statements in (("postgres", ROLES_AND_DATABASE), (DATABASE, SCHEMA)):
        _execute(statements, database, unfinished, account, binaries)
    unfinished.rename(cluster.data)
    _sync_folder(cluster.home)


def remove_unfinished(cluster: Cluster) -> None:
    """Remove what earlier attempts left when they were killed."""
    for folder in cluster.home.glob(f"{UNFINISHED}*"):
        shutil.rmtree(folder, ignore_errors=True)


def _initdb(data: Path, durable: bool, account: Account, binaries: Path) -> None:
    command: list[str | Path] = [
        binaries / "initdb",
        "--pgdata",
        data,
        f"--username={ADMIN_ROLE}",
        "--auth=trust",
    ]
    command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-locale", "--encoding=UTF8"]
    command += [f"--set={name}={value}" for name, value in SETTINGS.items()]
    _run(command if durable else [*command, "--no-sync"], account)


def _execute(statements: Sequence[str], database: str, data: Path, account: Account, binaries: Path) -> None:
    # Single-user mode reads one statement a line; without exit_on_error it would go on after a failed one.
    command: list[str | Path] = [binaries / "postgres", "--single", "-D", data]
    command += ["-c", "exit_on_error=on", database]
    _run(command, account, send="".join(f"{statement}\n" for statement in statements))


def _run(command: Sequence[str | Path], account: Account, send: str = "") -> None:
    done = run_as(account, command, send=send)
    if done.returncode != 0:
        last_lines = "\n".join(done.stdout.strip().splitlines()[-10:])
        raise EmbeddedPostgresError(f"The database could not be made. {Path(command[0]).name} said:\n{last_lines}")


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
