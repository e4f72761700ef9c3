"""What can be seen of a server from outside: its socket, its lock files and its process."""

import errno
import os
import socket
from pathlib import Path

from audit.config.embedded_postgres.cluster import Cluster

_PID_LINE, _DATA_LINE, _STATUS_LINE = 0, 1, 7  # of postmaster.pid; a socket's lock file has the first of them


def is_ready(cluster: Cluster) -> bool:
    """Whether the server takes connections. Some tens of microseconds, and the server does not notice."""
    if not _socket_is_bound(cluster.socket):
        return False
    # The socket is there before crash recovery has ended; the status is not.
    if not _line(cluster.data / "postmaster.pid", _STATUS_LINE).startswith("ready"):
        return False
    # In a shared folder such as /tmp somebody else could have put a socket where ours was before a reboot.
    return os.stat(cluster.socket_dir).st_uid == os.stat(cluster.data).st_uid


def find(cluster: Cluster) -> int | None:
    """The pid of the process that serves this data folder, in whatever state it is."""
    pid = _pid(cluster.data / "postmaster.pid")
    return pid if pid is not None and serves(pid, cluster.data) else None


def serves(pid: int, data: Path) -> bool:
    """Whether the process is a PostgreSQL server (not one of its children) with this data folder."""
    try:
        arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    # Children, zombies and programs that got the number of a dead server show another first argument.
    if os.path.basename(arguments[0]) not in (b"postgres", b"postmaster"):
        return False
    return os.fsencode(data) in arguments or _works_in(pid, data)


def orphans(cluster: Cluster) -> list[int]:
    """The pids of servers whose data folder stood at this place and has been deleted under them."""
    return [pid for pid in map(int, filter(str.isdecimal, os.listdir("/proc"))) if _serves_what_is_gone(pid, cluster)]


def _serves_what_is_gone(pid: int, cluster: Cluster) -> bool:
    try:
        gone = os.readlink(f"/proc/{pid}/cwd") == f"{cluster.data} (deleted)"
    except OSError:
        return False
    return gone and serves(pid, cluster.data)


def remove_stale_locks(cluster: Cluster) -> None:
    """Remove the lock files of a killed server whose pid now belongs to another process.

    PostgreSQL replaces a lock file whose pid is free, but takes any living process of its account for a
    server. It still refuses, by the shared memory tied to the data folder, while a child of the old lives.
    """
    if _socket_is_bound(cluster.socket):
        return
    for lock in (cluster.data / "postmaster.pid", cluster.socket.with_name(f"{cluster.socket.name}.lock")):
        pid = _pid(lock)
        if pid is None or not os.path.exists(f"/proc/{pid}"):
            continue
        if not serves(pid, Path(_line(lock, _DATA_LINE))):
            lock.unlink(missing_ok=True)


def _socket_is_bound(path: Path) -> bool:
    # A datagram socket cannot be connected to a stream socket, and the kernel says so only if a living
    # process holds the other end. That one is not woken: a real connection would make the server fork.
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as probe:
        return probe.connect_ex(os.fsencode(path)) == errno.EPROTOTYPE


def _works_in(pid: int, data: Path) -> bool:
    # A server changes into its data folder, however it was named when somebody started it by hand.
    try:
        return os.readlink(f"/proc/{pid}/cwd") == str(data)
    except OSError:
        return False


def _pid(lock: Path) -> int | None:
    first = _line(lock, _PID_LINE)
    return int(first) if first.isdecimal() else None


def _line(lock: Path, number: int) -> str:
    try:
        with open(lock, "rb", buffering=0) as file:
            lines = file.read(4 * 4096).split(b"\n")
    except FileNotFoundError:
        return ""
    return os.fsdecode(lines[number]) if number < len(lines) else ""
