"""The system account that runs the server. PostgreSQL refuses root, so root hands it to another account."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

UNPRIVILEGED = ("postgres", "nobody")

# Nothing of the user's environment: PGPORT, PGDATA, PGTZ and locale variables change what the programs do.
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True, slots=True)
class Account:
    uid: int
    gid: int

    @property
    def name(self) -> str:
        try:
            return pwd.getpwuid(self.uid).pw_name
        except KeyError:
            return f"number {self.uid}"


def account_for(data: Path) -> Account:
    """Our own account; as root the owner of `data`, and before there is any `postgres` or else `nobody`."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    try:
        owner = os.stat(data)
    except OSError:
        return _unprivileged()
    return Account(owner.st_uid, owner.st_gid) if owner.st_uid != 0 else _unprivileged()


def can_reach(account: Account, path: Path) -> bool:
    """Whether the account may pass through `path` and the folders above it, as far as they exist."""
    return all(_may_pass(account, step) for step in (path, *path.parents) if os.path.exists(step))


def make_folder(path: Path, mode: int, account: Account | None = None) -> None:
    """Make a folder with exactly this mode and owner. One that exists is left as it is: others may use it."""
    try:
        path.mkdir()
    except FileExistsError:
        return
    path.chmod(mode)  # mkdir's own mode would be cut by the umask
    if account is not None:
        os.chown(path, account.uid, account.gid)


def run_as(account: Account, command: Sequence[str | Path], *, send: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command to its end as the account; standard output holds both of its outputs."""
    root = os.geteuid() == 0
    return subprocess.run(
        command,
        input=send,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        cwd="/",
        env=ENVIRONMENT,
        umask=0o077,
        user=account.uid if root else None,
        group=account.gid if root else None,
        extra_groups=[] if root else None,
        check=False,
    )


def spawn_as(account: Account, command: Sequence[str | Path], *, output: int) -> int:
    """Start a command as the account in a session of its own, both outputs to the open file; returns its pid.

    The shell in between ends at once, so the command is a child of init, not of a process that may outlive it
    without ever asking for its exit status. In its own session it hears no Ctrl-C of our terminal.
    """
    root = os.geteuid() == 0
    shell = subprocess.run(
        ["/bin/sh", "-c", '"$@" >&2 & echo $!', "sh", *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=output,
        cwd="/",
        env=ENVIRONMENT,
        umask=0o077,
        start_new_session=True,
        user=account.uid if root else None,
        group=account.gid if root else None,
        extra_groups=[] if root else None,
        check=True,
    )
    return int(shell.stdout)


def _unprivileged() -> Account:
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise OSError(f"no account to run PostgreSQL as: neither of {' and '.join(UNPRIVILEGED)} exists")


def _may_pass(account: Account, path: Path) -> bool:
    info = os.stat(path)
    if info.st_uid == account.uid:
        return bool(info.st_mode & 0o100)
    return bool(info.st_mode & (0o010 if info.st_gid == account.gid else 0o001))
