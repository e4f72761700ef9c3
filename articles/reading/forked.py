"""Processes that read, forked by one that is kept warm; each process of ours keeps one such."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = ("-m", "articles.reading.warm")
START = 60.0  # seconds that loading the readers may take

# Neither our secrets nor our database: these are all the variables that a reader sees.
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"}


class Forked:
    """A process that reads, and the socket that leads to it. Leaving the context ends it."""

    def __init__(self, talk: socket.socket, handle: int) -> None:
        self.talk = talk
        self._handle = handle

    def __enter__(self) -> Forked:
        return self

    def __exit__(self, *raised: object) -> None:
        self.kill()

    def kill(self) -> None:
        """End the process, whatever it is at."""
        with suppress(ProcessLookupError):  # it has ended by itself
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)
        os.close(self._handle)
        self.talk.close()


class Warm:
    """The process that has loaded all readers and forks them."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, *PROGRAM],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                env=_ENVIRONMENT,
            )
        self._control.settimeout(START)
        self._is_ready = False

    def fork(self) -> Forked:
        """A new reader. Raises OSError when this process has fallen."""
        if not self._is_ready and not self._control.recv(1):
            raise ConnectionError("The process that forks readers fell while it was starting.")
        self._is_ready = True
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [b"f"], [theirs.fileno()])
        _, handles, _, _ = socket.recv_fds(self._control, 1, 1)
        if not handles:
            raise ConnectionError("The process that forks readers fell.")
        return Forked(ours, handles[0])

    def end(self) -> None:
        """Let go of the process; readers that it has forked go on."""
        self._control.close()
        if self.owner == os.getpid():
            self._process.kill()
            self._process.wait()


_lock = threading.Lock()
_warm: Warm | None = None


def fork() -> Forked:
    """A new process that reads. Raises OSError when none can be had."""
    with _lock:
        try:
            return _ours().fork()
        except OSError:
            let_go()
            return _ours().fork()


def _ours() -> Warm:
    """The warm process of this very process: one that was forked itself shares none with its parent."""
    global _warm
    if _warm is not None and _warm.owner != os.getpid():
        let_go()
    if _warm is None:
        _warm = Warm()
    return _warm


def let_go() -> None:
    """End the warm process; the next reader needs a new one."""
    global _warm
    if _warm is not None:
        _warm.end()
        _warm = None
