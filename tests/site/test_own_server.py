"""The way of a user whose PostgreSQL is not the one the product brings: `DATABASE_URL` and `DATABASE_OWNER_URL`."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator

import pytest

from tests.older_server import older_server
from tests.site.conftest import new_folder
from tests.site.running import Site

pytestmark = [pytest.mark.walk, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with older_server() as database:
        running = Site(new_folder(tmp_path_factory), database)
        running.prepare()
        yield running


def test_the_demo_is_read_exported_and_verified(site: Site) -> None:
    site.manage("extract", "--all")
    rows = [json.loads(line) for line in site.manage("export", "--as", "demo-reviewer").stdout.splitlines()]
    assert {"The Harrowmere Courier", "Northern Dispatch", "The Ledgerman"} <= {row["outlet"] for row in rows}
    assert "Internally consistent" in site.manage("verify_history").stdout


def test_the_site_is_served_and_no_server_of_our_own_is_started(site: Site) -> None:
    site.start()
    with urllib.request.urlopen(f"{site.address}/health/", timeout=90) as answer:
        assert answer.status == 200
    site.stop()
    assert not (site.var / "postgresql").exists()
