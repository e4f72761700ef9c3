"""`python -m tests.older_server COMMAND...`: run a command on the oldest PostgreSQL that this machine has.

The embedded server is the newest; `DATABASE_URL` promises older ones too. The server is made for the command, with
roles and database by the statements of the README, and is gone after it. The exit code is the command's.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audit.config.embedded_postgres.account import Account, account_for, run_as

ROOT = Path(__file__).parent.parent
PROGRAMS = Path("/usr/lib/postgresql")  # Debian's place: a folder for each major version
SUPERUSER, OWNER, APPLICATION, DATABASE = "older_admin", "audit_owner", "audit_app", "audit"


def programs() -> Path:
    """The folder with the programs of the oldest server. Raises FileNotFoundError if there is none."""
    found = sorted(PROGRAMS.glob("*/bin/initdb"), key=lambda path: int(path.parent.parent.name))
    if not found:
        raise FileNotFoundError(f"no PostgreSQL below {PROGRAMS}; tools/setup.sh dev installs one")
    return found[0].parent


def readme_statements() -> list[str]:
    """How the README makes the two roles and the database of a server of one's own."""
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    statements = [line.strip() for line in lines if line.startswith(("    CREATE ", "    REVOKE ", "    GRANT "))]
    return [statement.replace("…", "a password") for statement in statements]


@contextmanager
def older_server() -> Iterator[dict[str, str]]:
    """A new server of the oldest version, running; the environment that leads the product to it."""
    folder = Path(tempfile.mkdtemp(prefix="older-postgres-", dir="/tmp"))  # short: a socket's path has 107 bytes
    account = account_for(folder)
    if os.geteuid() == 0:
        os.chown(folder, account.uid, account.gid)
    data = folder / "data"
    try:
        _run(account, "initdb", "-D", data, "-U", SUPERUSER, "--auth=trust", "--no-locale", "-E", "UTF8", "--no-sync")
        options = f"-k {folder} -c listen_addresses= -c fsync=off"
        _run(account, "pg_ctl", "start", "-D", data, "-w", "-l", folder / "log", "-o", options)
        try:
            for statement in readme_statements():
                _run(account, "psql", "-h", folder, "-U", SUPERUSER, "-d", "postgres", "-qc", statement)
            yield {
                "DATABASE_URL": f"postgresql://{APPLICATION}@/{DATABASE}?host={folder}",
                "DATABASE_OWNER_URL": f"postgresql://{OWNER}@/{DATABASE}?host={folder}",
                "TEST_SUPERUSER": SUPERUSER,
            }
        finally:
            _run(account, "pg_ctl", "stop", "-D", data, "-m", "immediate")
    finally:
        shutil.rmtree(folder)


def _run(account: Account, program: str, *arguments: str | Path) -> None:
    done = run_as(account, [programs() / program, *arguments])
    if done.returncode != 0:
        raise RuntimeError(f"{program} failed: {done.stdout}")


if __name__ == "__main__":
    with older_server() as environment:
        sys.exit(subprocess.run(sys.argv[1:], env={**os.environ, **environment}, check=False).returncode)
