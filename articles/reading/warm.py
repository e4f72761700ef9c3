"""`python -m articles.reading.warm`: a process that has loaded all readers, and forks one that reads when it is asked.

Loading them takes a second, which no page should wait for. This process never sees what it forks for: standard input is
a socket, over which come sockets, one for each reader that is wanted; what goes over those is the reader's alone. Back
goes a descriptor of the reader's process, by which whoever asked can kill that process and no other. When nobody is
left to ask, it ends.
"""

from __future__ import annotations

import gc
import os
import socket

from articles.ingest import apart

READY = b"r"


def main() -> None:
    control = socket.socket(fileno=0)
    apart.load()
    gc.freeze()  # what is loaded stays shared with those that are forked
    control.sendall(READY)
    while True:
        _, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not descriptors:
            return
        _fork(control, descriptors[0])


def _fork(control: socket.socket, conversation: int) -> None:
    child = os.fork()
    if child == 0:
        control.detach()
        os.close(0)
        _read(conversation)
    os.close(conversation)
    handle = os.pidfd_open(child)
    socket.send_fds(control, [READY], [handle])
    os.close(handle)
    _bury()


def _read(conversation: int) -> None:
    """Answer as the reader that is asked for, and end."""
    try:
        with socket.socket(fileno=conversation) as talk, talk.makefile("rb") as given, talk.makefile("wb") as answers:
            apart.serve(given, answers)
        os._exit(os.EX_OK)
    finally:
        os._exit(os.EX_SOFTWARE)


def _bury() -> None:
    """Let go of the readers that have ended."""
    try:
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass
    except ChildProcessError:
        return


if __name__ == "__main__":
    main()
