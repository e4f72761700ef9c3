"""Loaded by `pytest -p tests.workers`, before the settings are: each test process gets a database server of its own.

Several processes cannot share one: transaction numbers and snapshots, which the tests of the ledger look at closely,
belong to a whole server.
"""

from __future__ import annotations

import os

SERVER_IS_OURS = False

if var := os.environ.get("AUDIT_VAR_DIR"):
    SERVER_IS_OURS = True
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        os.environ["AUDIT_VAR_DIR"] = f"{var}-{worker}"
