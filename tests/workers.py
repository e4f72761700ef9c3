"""Loaded by `pytest -p tests.workers`, before the settings are: who runs which test, and on which database server.

Each test process gets a server of its own. Several processes cannot share one: transaction numbers and snapshots,
which the tests of the ledger look at closely, belong to a whole server.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

SERVER_IS_OURS = False
SERVED_SITE = "tests/site/"
SITE_OF_ITS_OWN = "tests/site/test_accessible.py"
ONE_BY_ONE = "tests/test_blindness.py"  # its walks take minutes each, and share nothing
# What takes longest, longest first: begun last, it would keep one process busy while the other has nothing left.
LONG = (
    SERVED_SITE,
    "tests/audit/test_guards.py",
    ONE_BY_ONE,
    "tests/audit/admin/",
    "tests/audit/views/",
)

if var := os.environ.get("AUDIT_VAR_DIR"):
    SERVER_IS_OURS = True
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        os.environ["AUDIT_VAR_DIR"] = f"{var}-{worker}"


class ByFile(LoadFileScheduling):
    """A file's tests go to one process, but for long ones that share nothing; and all that need the served site to the
    same one, which serves it once."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(ONE_BY_ONE):
            return nodeid
        shares = nodeid.startswith(SERVED_SITE) and not nodeid.startswith(SITE_OF_ITS_OWN)
        return SERVED_SITE if shares else str(super()._split_scope(nodeid))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    config.option.loadscopereorder = False  # the order is that of `pytest_collection_modifyitems`
    return ByFile(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = {prefix: place for place, prefix in enumerate(LONG)}
    items.sort(key=lambda item: min((places[p] for p in LONG if item.nodeid.startswith(p)), default=len(LONG)))
