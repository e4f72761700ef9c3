"""How far a long command is: a bar on a terminal, else a plain line now and then."""

from __future__ import annotations

import time

from django.core.management.base import OutputWrapper

from articles.models import Import

WIDTH = 30
PLAIN_EVERY, BAR_EVERY = 10.0, 0.2  # seconds


class Progress:
    """The progress of an import, by bytes; rate and time left are those of this run."""

    def __init__(self, of: Import, out: OutputWrapper) -> None:
        self.of, self.out, self.is_terminal = of, out, out.isatty()
        self.began, self.before, self.position = time.monotonic(), of.done, of.position
        self.last = self.began

    def show(self) -> None:
        """Tell how far it is, if that was not told a moment ago."""
        now = time.monotonic()
        if now - self.last < (BAR_EVERY if self.is_terminal else PLAIN_EVERY):
            return
        self.last = now
        line = progress_line(self.of, now - self.began, self.before, self.position)
        if self.is_terminal:
            filled = self.of.percent * WIDTH // 100
            self.out.write(f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {line}\x1b[K", ending="")
            self.out.flush()
        else:
            self.out.write(line)

    def end(self) -> None:
        """Clear the bar away."""
        if self.is_terminal:
            self.out.write("\r\x1b[K", ending="")


def progress_line(of: Import, seconds: float, done_before: int, position_before: int) -> str:
    """How far an import is after so many seconds of this run, which began at that many items and bytes."""
    rate = (of.done - done_before) / max(seconds, 0.001)
    read = of.position - position_before
    left = f", {_time(seconds * (of.size - of.position) / read)} left" if read > 0 and of.size >= of.position else ""
    skipped = f", {of.skipped:,} skipped" if of.skipped else ""
    return f"{of.percent} %: {of.done:,} done{skipped}, {rate:,.0f} a second{left}"


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
