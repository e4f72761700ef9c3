"""Start, stop and state of the server. A file lock lets many processes try to start or stop it at once."""

import fcntl
import os
import select
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from audit.config.embedded_postgres import creation, postmaster, program
from audit.config.embedded_postgres.account import Account, account_for, make_folder, spawn_as
from audit.config.embedded_postgres.cluster import Cluster, EmbeddedPostgresError

READY_SECONDS = 300  # recovery after a crash reads the whole write-ahead log since the last checkpoint
STOP_SECONDS = 120  # a fast stop writes a checkpoint
RELEASE_SECONDS = 75  # a server whose data folder was deleted notices within a minute, and ends
LARGEST_LOG = 10_000_000  # bytes; a larger one is put aside at the next start
# PostgreSQL's words for a data folder or socket that another server holds
_HELD = ("is still in use", "already exists")


@dataclass(frozen=True, slots=True)
class Status:
    """`pid` is None without a server; with one, `running` is False while it starts or stops."""

    running: bool
    pid: int | None
    version: str


def ensure_running(cluster: Cluster) -> None:
    """Return when the server can be used; started if it does not run, with a new database if there is none.

    Safe with many processes at once, quick when it runs. Raises EmbeddedPostgresError.
    """
    with _explained(cluster):
        if postmaster.is_ready(cluster):
            return
        _make_home(cluster)
        with _locked(cluster):
            _bring_up(cluster)


def stop(cluster: Cluster) -> bool:
    """Stop the server, ending its connections; False if none ran. Raises EmbeddedPostgresError."""
    if not os.path.exists(cluster.data):
        return False
    with _explained(cluster), _locked(cluster):
        pid = postmaster.find(cluster)
        if pid is None:
            return False
        return _end(cluster, pid, signal.SIGINT)


def status(cluster: Cluster) -> Status:
    with _explained(cluster):
        pid = postmaster.find(cluster)
        return Status(pid is not None and postmaster.is_ready(cluster), pid, program.version())


def _end(cluster: Cluster, pid: int, how: signal.Signals) -> bool:
    """Whether it was this process that the signal ended."""
    # The descriptor stands for this one process, even if it ends now and its number is given to another.
    with _process(pid) as process:
        if process is None or not postmaster.serves(pid, cluster.data):
            return False
        signal.pidfd_send_signal(process, how)
        if not _ends(process, STOP_SECONDS):
            raise EmbeddedPostgresError(f"PostgreSQL (pid {pid}) has not stopped after {STOP_SECONDS} s.")
    return True


def _bring_up(cluster: Cluster) -> None:
    running = postmaster.find(cluster)
    if running is not None and _becomes_ready(cluster, running):
        return
    # Left alone it would notice within a minute, and take the socket of the new server with it when it ends.
    for pid in postmaster.orphans(cluster):
        _end(cluster, pid, signal.SIGQUIT)
    account = account_for(cluster.data)
    binaries = program.binaries_for(cluster, account)
    creation.remove_unfinished(cluster)
    if not cluster.data.exists():
        creation.create(cluster, account, binaries)
    _check_data(cluster, account)
    _make_socket_folder(cluster, account)
    give_up = time.monotonic() + RELEASE_SECONDS
    while not _starts(cluster, account, binaries, give_up):
        time.sleep(0.5)


def _starts(cluster: Cluster, account: Account, binaries: Path, give_up: float) -> bool:
    """One attempt; False if an old server, about to end, still holds the data folder or the socket."""
    postmaster.remove_stale_locks(cluster)
    log = _open_log(cluster)
    try:
        before = os.fstat(log).st_size
        pid = spawn_as(account, _command(cluster, binaries), output=log)
    finally:
        os.close(log)
    if _becomes_ready(cluster, pid):
        return True
    said = _read_from(cluster.log, before)
    if time.monotonic() < give_up and any(words in said for words in _HELD):
        return False
    last_lines = "\n".join(said.strip().splitlines()[-10:])
    raise EmbeddedPostgresError(f"PostgreSQL did not start. The end of its log, {cluster.log}:\n{last_lines}")


def _command(cluster: Cluster, binaries: Path) -> list[str | Path]:
    socket_dir = str(cluster.socket_dir).replace('"', '""')
    settings = [
        "listen_addresses=",
        f'unix_socket_directories="{socket_dir}"',
        "unix_socket_permissions=0700",
        f"port={cluster.port}",
    ]
    if not cluster.durable:
        # A commit still reaches the kernel, and so outlives a killed server; only a power cut would lose it.
        settings += ["fsync=off", "full_page_writes=off"]
    return [binaries / "postgres", "-D", cluster.data, *(word for item in settings for word in ("-c", item))]


def _becomes_ready(cluster: Cluster, pid: int) -> bool:
    """Wait until the server takes connections; False if its process ends before."""
    give_up = time.monotonic() + READY_SECONDS
    with _process(pid) as process:
        while not postmaster.is_ready(cluster):
            if process is None or _ends(process, 0.005):
                return False
            if time.monotonic() > give_up:
                raise EmbeddedPostgresError(
                    f"PostgreSQL (pid {pid}) is not ready after {READY_SECONDS} s; see {cluster.log}."
                )
    return True


@contextmanager
def _process(pid: int) -> Iterator[int | None]:
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        yield None
        return
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _ends(process: int, seconds: float) -> bool:
    poll = select.poll()
    poll.register(process, select.POLLIN)
    return bool(poll.poll(seconds * 1000))


@contextmanager
def _locked(cluster: Cluster) -> Iterator[None]:
    descriptor = _open_in_home(cluster, cluster.home / "lock", os.O_RDWR)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _explained(cluster: Cluster) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"The embedded PostgreSQL in {cluster.home} cannot be used: {error}."
        if isinstance(error, PermissionError) and os.path.exists(cluster.data):
            owner = Account(cluster.data.stat().st_uid, cluster.data.stat().st_gid)
            message += f" Its data belongs to account {owner.name}: run this as that account or as root."
        raise EmbeddedPostgresError(message) from error


def _make_home(cluster: Cluster) -> None:
    # Others may pass through, as the server's account must; the data and the socket are closed to them.
    for folder in reversed((cluster.home, *cluster.home.parents)):
        if not folder.exists():
            make_folder(folder, 0o711)


def _make_socket_folder(cluster: Cluster, account: Account) -> None:
    make_folder(cluster.socket_dir, 0o700, account)
    info = os.lstat(cluster.socket_dir)
    if info.st_uid != account.uid or info.st_mode & 0o170077 != 0o040000:
        raise EmbeddedPostgresError(
            f"{cluster.socket_dir} must be a folder that belongs to account {account.name} and is closed "
            "to others. Remove it and try again."
        )


def _check_data(cluster: Cluster, account: Account) -> None:
    if not (cluster.data / "PG_VERSION").exists():
        raise EmbeddedPostgresError(f"{cluster.data} is not a PostgreSQL data folder. Move it away and try again.")
    if cluster.data.stat().st_uid != account.uid:
        raise EmbeddedPostgresError(
            f"The files in {cluster.data} must belong to account {account.name}, which runs the server: "
            f"chown -R {account.uid}:{account.gid} '{cluster.data}'"
        )


def _open_log(cluster: Cluster) -> int:
    if cluster.log.exists() and cluster.log.stat().st_size > LARGEST_LOG:
        cluster.log.replace(cluster.log.with_name(f"{cluster.log.name}.1"))
    return _open_in_home(cluster, cluster.log, os.O_WRONLY | os.O_APPEND)


def _open_in_home(cluster: Cluster, path: Path, flags: int) -> int:
    """Open or make a private file. One that root makes belongs to the folder's owner, who may come later."""
    descriptor = os.open(path, flags | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    if os.geteuid() == 0:
        home = os.stat(cluster.home)
        os.fchown(descriptor, home.st_uid, home.st_gid)
    return descriptor


def _read_from(log: Path, position: int) -> str:
    with log.open(encoding="utf-8", errors="replace") as file:
        file.seek(position)
        return file.read()
