"""One request at a time to each host, as the caller sees to it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

Turn = Callable[[str], AbstractContextManager[None]]
"""Given a host: waits on entry until nobody else asks it and it has had its rest; others wait until the exit."""
