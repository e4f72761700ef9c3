"""Keeping the site running: one supervisor with the web server and the worker as its children, the database behind.

Standard library only; the command `serve` says what to run.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import logging
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

logger = logging.getLogger(__name__)

PORTS_TRIED = 50
GRACE = 20.0  # seconds for children to finish what they are at
QUICK = 5.0  # a child that lives shorter than this many seconds has failed to start
QUICK_FAILURES = 5
SET_PARENT_DEATH_SIGNAL = 1  # prctl(2): a child ends with its supervisor, however that one ends


class AlreadyRunning(RuntimeError):
    """Another supervisor serves this folder; `address` says where."""

    def __init__(self, address: str) -> None:
        super().__init__(f"already running at {address}")
        self.address = address


class ServingFailed(RuntimeError):
    """A child does not stay up, or no port is free."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket on that port or the next free one."""
    for candidate in range(port, port + PORTS_TRIED):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
            listener.listen(256)
        except OSError:
            listener.close()
            continue
        listener.set_inheritable(True)
        return listener
    raise ServingFailed(f"No free port between {port} and {port + PORTS_TRIED - 1}.")


class State:
    """The file that says who serves this folder and where; its lock tells a living supervisor from a dead one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("a+", encoding="utf-8")

    def claim(self) -> None:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(self.read().get("address", "an address it has not told yet")) from None

    def write(self, address: str) -> None:
        self._file.truncate(0)
        self._file.write(json.dumps({"pid": os.getpid(), "address": address}))
        self._file.flush()

    def read(self) -> dict[str, str]:
        self._file.seek(0)
        content = self._file.read()
        return {key: str(value) for key, value in json.loads(content).items()} if content else {}

    def wait_until_released(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def release(self) -> None:
        self._file.truncate(0)
        self._file.close()


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)


@dataclass(slots=True)
class Child:
    """A process that is started again when it ends by itself."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    inherited: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    quick_failures: int = 0

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=dict(self.environment),
            pass_fds=self.inherited,
            start_new_session=True,  # Ctrl-C reaches the supervisor alone, which ends its children in order
            preexec_fn=_end_with_parent,
        )

    def restart_if_ended(self) -> None:
        if self.process is None or self.process.poll() is None:
            return
        quick = time.monotonic() - self.started < QUICK
        self.quick_failures = self.quick_failures + 1 if quick else 0
        if self.quick_failures >= QUICK_FAILURES:
            raise ServingFailed(f"The {self.name} ended {QUICK_FAILURES} times right after its start; see above.")
        logger.warning("the %s ended with %s; starting it again", self.name, self.process.returncode)
        time.sleep(min(2.0, 0.2 * self.quick_failures))
        self.start()

    def end(self, deadline: float) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass(slots=True)
class Supervisor:
    """Runs children until a signal asks it to stop; then ends them, the last started first."""

    children: list[Child]
    on_ready: Callable[[], None]
    _stopping: bool = field(default=False, init=False)

    def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        try:
            for child in self.children:
                child.start()
            self.on_ready()
            while not self._stopping:
                time.sleep(0.2)
                for child in self.children:
                    if not self._stopping:
                        child.restart_if_ended()
        finally:
            deadline = time.monotonic() + GRACE
            for child in reversed(self.children):
                child.end(deadline)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True


def stop(path: Path) -> bool:
    """Ask the supervisor of this state file to stop and wait until it has; False when none is running."""
    if not path.exists():
        return False
    state = State(path)
    try:
        state.claim()
    except AlreadyRunning:
        os.kill(int(state.read()["pid"]), signal.SIGTERM)  # it holds the lock, so the pid is its own
        state.wait_until_released()
        return True
    state.release()
    return False
