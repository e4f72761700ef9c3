from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site.running import Site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site with its demo, served until the last test of the session."""
    running = Site(_folder(tmp_path_factory))
    running.prepare()
    running.start()
    yield running
    running.stop()


@pytest.fixture
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of the test's own, prepared but not started."""
    running = Site(_folder(tmp_path_factory))
    running.prepare()
    yield running
    running.stop()


def _folder(factory: pytest.TempPathFactory) -> Path:
    folder = factory.mktemp("site")
    for parent in (folder, *folder.parents):  # the database's account must be able to reach it when tests run as root
        if parent.stat().st_uid == 0 and str(parent).startswith("/tmp/pytest-"):
            parent.chmod(0o755)
    return folder / "var"
