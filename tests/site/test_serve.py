"""`manage.py serve` as a user meets it."""

from __future__ import annotations

import json
import os
import signal
import stat
import time
import urllib.request

import pytest

from tests.site.running import Site, descendants

DEMO = {"The Harrowmere Courier", "Northern Dispatch", "The Ledgerman"}

CUT = 8  # articles that wait when the power goes


def get(address: str) -> int:
    with urllib.request.urlopen(address, timeout=90) as answer:
        return int(answer.status)


def test_the_site_answers_and_says_where(site: Site) -> None:
    assert get(f"{site.address}/health/") == 200


def test_a_second_serve_names_the_first(site: Site) -> None:
    assert site.address in site.manage("serve").stdout


def test_the_demo_told_its_passwords_once_to_its_owner_only(site: Site) -> None:
    path = site.var / "demo.txt"
    before = path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert site.manage("demo").stdout.strip() == before.strip()
    assert path.read_text() == before


def test_the_worker_reads_the_demo(site: Site) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        lines = site.manage("export", "--as", "demo-reviewer").stdout.splitlines()
        if {json.loads(line)["outlet"] for line in lines} >= DEMO:
            return
        time.sleep(1)
    raise AssertionError(f"the worker did not read the three articles: {site.log.read_text()}")


def test_a_killed_worker_is_started_again(site: Site) -> None:
    assert site.process is not None
    worker = worker_of(site)
    os.kill(worker, signal.SIGKILL)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if worker_of(site) not in (0, worker):
            return
        time.sleep(0.1)
    raise AssertionError("no new worker")


def worker_of(site: Site) -> int:
    """The worker's pid, 0 when there is none."""
    assert site.process is not None
    for pid in descendants(site.process.pid):
        try:
            with open(f"/proc/{pid}/cmdline") as file:
                if "procrastinate" in file.read():
                    return pid
        except FileNotFoundError:
            continue
    return 0


@pytest.mark.fault
@pytest.mark.timeout(400)  # jobs of a dead worker are taken up after a minute
def test_a_power_cut_loses_and_doubles_nothing(own_site: Site) -> None:
    """kill -9 of everything while the worker reads; after the next start every stored article is read exactly once."""
    own_site.start()
    files = []
    for number in range(CUT):
        file = own_site.var / f"{number}.txt"
        paragraph = f"“The ferry number {number} will sail again,” said Ana Ruiz of the Harbour Board on Monday.\n\n"
        file.write_text(f"Ferry number {number} to sail again, board says\n\n" + paragraph * 100)
        files.append(str(file))
    own_site.manage("ingest", "--outlet", "The Harbour Post", *files)
    own_site.cut_power()
    own_site.start()
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline and len(read_articles(own_site)) < CUT + len(DEMO):
        time.sleep(4)
    claims = read_articles(own_site)
    assert len(claims) == CUT + len(DEMO)
    sizes = sorted(len(ids) for ids in claims.values())
    assert sizes.count(max(sizes)) == CUT  # texts alike but for a number: none was read twice
    assert own_site.manage("ingest", "--outlet", "The Harbour Post", *files).stdout.count("there already") == CUT
    assert "Internally consistent" in own_site.manage("verify_history").stdout


def read_articles(site: Site) -> dict[str, list[str]]:
    """Claim ids by article, for the articles that have been read."""
    found: dict[str, list[str]] = {}
    for line in site.manage("export", "--as", "demo-reviewer").stdout.splitlines():
        row = json.loads(line)
        found.setdefault(row["article"], []).append(row["claim"])
    return found
