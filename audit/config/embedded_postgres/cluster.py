"""Where a cluster lives, and what is in it. Nothing here makes, changes or starts anything."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from audit.config.embedded_postgres.account import account_for, can_reach

ADMIN_ROLE = "audit_admin"
OWNER_ROLE = "audit_owner"
APP_ROLE = "audit_app"
DATABASE = "audit"

SYSTEM_FOLDER = Path("/var/lib/source-audit")
SHORT_FOLDER = Path("/tmp")  # fixed, not TMPDIR: every process must find the same socket
LONGEST_SOCKET_PATH = 107  # bytes; sun_path in <sys/un.h> holds 108 with the closing NUL


class EmbeddedPostgresError(RuntimeError):
    """The server cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """One data folder and how to reach its server: connect with `socket_dir` as host and `port`.

    `port` is only a part of the socket's name. `durable=False` gives up safety in a power cut for fast tests.
    """

    data: Path
    socket_dir: Path
    log: Path
    port: int = 5432
    durable: bool = True

    @property
    def home(self) -> Path:
        """The folder around the data, with log, lock and (as a rule) the socket's folder."""
        return self.data.parent

    @property
    def socket(self) -> Path:
        return self.socket_dir / f".s.PGSQL.{self.port}"


def cluster_for(var: Path, *, durable: bool = True) -> Cluster:
    """The cluster that belongs to the folder `var`: paths and permissions decide, nothing is touched."""
    home = _home(var.resolve())
    data = home / "data"
    cluster = Cluster(data=data, socket_dir=home / "run", log=home / "postgresql.log", durable=durable)
    if _fits_a_socket(cluster.socket):
        return cluster
    short = SHORT_FOLDER / f"source-audit-{account_for(data).uid}-{_digest(home)}"
    return Cluster(data=data, socket_dir=short, log=cluster.log, durable=durable)


def _home(var: Path) -> Path:
    inside, outside = var / "postgresql", SYSTEM_FOLDER / _digest(var)
    for home in (inside, outside):
        # Data once made is found again, whatever has become of permissions, and not begun anew elsewhere.
        if os.path.exists(home / "data"):
            return home
    return inside if os.geteuid() != 0 or can_reach(account_for(inside / "data"), var) else outside


def _fits_a_socket(path: Path) -> bool:
    # A comma would separate several hosts in libpq.
    return len(os.fsencode(path)) <= LONGEST_SOCKET_PATH and "," not in str(path)


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
