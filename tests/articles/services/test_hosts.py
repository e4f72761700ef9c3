"""One polite request at a time to each host."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from django.db import connection

from articles.fetch import FetchFailed
from articles.models import HostVisit
from articles.services.hosts import turn


def elsewhere(host: str, patience: float) -> list[object]:
    """What another connection, as of another process, gets when it wants a turn."""
    got: list[object] = []

    def ask() -> None:
        try:
            with turn(host, patience=patience):
                got.append("a turn")
        except FetchFailed as error:
            got.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    return got


def test_a_host_is_asked_by_one_at_a_time_and_others_may_be_asked_meanwhile(fresh_database: str, settings: Any) -> None:
    settings.FETCH_PAUSE = 0
    with turn("post.example"):
        (refused,) = elsewhere("post.example", 0.2)
        assert isinstance(refused, FetchFailed)
        assert str(refused).startswith("post.example is being asked for other pages")
        assert elsewhere("island.example", 0.2) == ["a turn"]
    assert elsewhere("post.example", 0.2) == ["a turn"]


def test_whoever_waits_gets_the_next_turn(fresh_database: str, settings: Any) -> None:
    settings.FETCH_PAUSE = 0
    got: list[object] = []
    with turn("post.example"):
        waiting = threading.Thread(target=lambda: got.extend(elsewhere("post.example", 10)))
        waiting.start()
        time.sleep(0.2)
        assert got == []
    waiting.join()
    assert got == ["a turn"]


def test_a_failure_gives_the_turn_back(fresh_database: str, settings: Any) -> None:
    settings.FETCH_PAUSE = 0
    with pytest.raises(RuntimeError), turn("post.example"):
        raise RuntimeError("the site fell over")
    assert elsewhere("post.example", 0.2) == ["a turn"]


def test_a_connection_that_ends_gives_the_turn_back(fresh_database: str, settings: Any) -> None:
    settings.FETCH_PAUSE = 0

    def fall() -> None:
        turn("post.example").__enter__()
        connection.close()

    falling = threading.Thread(target=fall)
    falling.start()
    falling.join()
    assert elsewhere("post.example", 2) == ["a turn"]


@pytest.mark.django_db
def test_a_host_has_its_rest_between_two_requests(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[float] = []
    monkeypatch.setattr("articles.services.hosts.time.sleep", rests.append)
    settings.FETCH_PAUSE = 7
    for _ in range(2):
        with turn("post.example"):
            assert HostVisit.objects.count() == len(rests) or rests
    assert 6 < rests[0] <= 7
    assert len(rests) == 1
    assert HostVisit.objects.count() == 1
