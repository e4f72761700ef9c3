"""Which Debian packages `make` asks for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
ORDINARY = "/usr/local/bin:/usr/bin:/bin"  # what Debian's users have who are not root


def missing(kind: str, **environment: str) -> list[str]:
    done = subprocess.run(
        [ROOT / "tools" / "missing.sh", kind],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_a_machine_that_runs_the_tests_lacks_nothing() -> None:
    assert missing("dev") == []


def test_an_ordinary_user_is_not_asked_for_what_is_there() -> None:
    assert missing("dev", PATH=ORDINARY, PYTHON=sys.executable) == []


def test_a_python_that_is_not_there_is_named_first() -> None:
    assert missing("run", PYTHON="python3.0")[:2] == ["python3", "python3-venv"]
