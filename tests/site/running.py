"""A whole site as a user starts it: its own folder, its own database, gunicorn and a worker."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
START = 60.0  # seconds that a start may take on a busy machine


@dataclass
class Site:
    """The site of one folder; `start` and `stop` it, or cut its power."""

    var: Path
    database: dict[str, str] = field(
        default_factory=dict
    )  # the variables of a server of one's own; else the embedded one
    process: subprocess.Popen[str] | None = None
    address: str = ""
    log: Path = field(init=False)

    def __post_init__(self) -> None:
        self.log = self.var / "serve.log"

    def environment(self) -> dict[str, str]:
        external = {"DATABASE_URL", "DATABASE_OWNER_URL", "SECRET_KEY"}
        kept = {name: value for name, value in os.environ.items() if name not in external}
        return {**kept, **self.database, "AUDIT_VAR_DIR": str(self.var), "PYTHONUNBUFFERED": "1"}

    def manage(self, *arguments: str, check: bool = True, **more: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(  # type: ignore[call-overload]
            command, cwd=ROOT, env=self.environment(), capture_output=True, text=True, timeout=120, **more
        )
        assert not check or done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
        return done

    def prepare(self) -> None:
        """What `make run` does before it serves."""
        self.var.mkdir(parents=True, exist_ok=True)
        self.manage("migrate", "--verbosity", "0")
        self.manage("demo")

    def fill(self) -> dict[str, str]:
        """Add a desk at work to the demo; addresses by the name of their page."""
        command = [sys.executable, "-m", "tests.site.filled"]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment(), capture_output=True, text=True, timeout=180, check=False
        )
        assert done.returncode == 0, done.stderr
        return dict(json.loads(done.stdout))

    def start(self) -> None:
        self.log.unlink(missing_ok=True)
        with self.log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--port", "8740"],
                cwd=ROOT,
                env=self.environment(),
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
            )
        self.address = self._await_address()

    def _await_address(self) -> str:
        deadline = time.monotonic() + START
        while time.monotonic() < deadline:
            if found := re.search(r"The site is at (\S+)/", self.log.read_text()):
                return found[1]
            assert self.process is not None
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.1)
        raise AssertionError(f"the site did not start: {self.log.read_text()}")

    def stop(self) -> None:
        self.manage("serve", "--stop")
        if self.process:
            self.process.wait(30)

    def cut_power(self) -> None:
        """kill -9 of the supervisor, its children and the database, all at once."""
        assert self.process is not None
        for pid in [self.process.pid, *descendants(self.process.pid), *self._database_pids()]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait(10)

    def _database_pids(self) -> list[int]:
        postmaster = int((self.var / "postgresql" / "data" / "postmaster.pid").read_text().splitlines()[0])
        return [postmaster, *descendants(postmaster)]

    def accounts(self) -> dict[str, str]:
        """The demo's passwords by user name."""
        lines = (self.var / "demo.txt").read_text().splitlines()
        return dict(line.split() for line in lines if line.startswith("  demo-"))

    def token(self) -> str:
        """The API token of the demo's reviewer."""
        return (self.var / "demo.txt").read_text().split()[-1]


def descendants(pid: int) -> list[int]:
    """The processes below one, children before their children."""
    children = [
        int(child) for task in Path(f"/proc/{pid}/task").glob("*") for child in (task / "children").read_text().split()
    ]
    return children + [below for child in children for below in descendants(child)]
