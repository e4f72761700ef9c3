"""Fixtures for all tests: the databases, the people, a network that ends at this machine."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client, override_settings
from hypothesis import HealthCheck, settings

from audit.permissions import Role
from tests import databases, factories

# How long an example takes says something of the machine, and nothing of what is tested.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        databases.prepare()
    yield
    with django_db_blocker.unblock():
        databases.clear()


@pytest.fixture(scope="module")
def module_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database for all tests of a module: what its module-wide fixtures make is committed and there for each of
    them, what a test adds is rolled back."""
    with django_db_blocker.unblock(), databases.clone():
        yield


@pytest.fixture
def fresh_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database of the test's own in which it may commit; its name."""
    with django_db_blocker.unblock(), databases.clone() as name:
        yield name


@pytest.fixture(autouse=True)
def _local_network_only(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def connect_to_loopback(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not ipaddress.ip_address(address[0]).is_loopback:
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_to_loopback)


@pytest.fixture(scope="session", autouse=True)
def _quick_settings() -> Iterator[None]:
    """Cheap passwords, and static files looked for when one is asked for: every browser would list them all first."""
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=quick, WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture
def reader(db: None) -> User:
    return factories.person("reader", Role.READER)


@pytest.fixture
def contributor(db: None) -> User:
    return factories.person("contributor", Role.CONTRIBUTOR)


@pytest.fixture
def reviewer(db: None) -> User:
    return factories.person("reviewer", Role.REVIEWER)


@pytest.fixture
def second_reviewer(db: None) -> User:
    return factories.person("second", Role.REVIEWER)


@pytest.fixture
def editor(db: None) -> User:
    return factories.person("editor", Role.EDITOR)


@pytest.fixture
def as_reviewer(reviewer: User) -> Client:
    """A browser in which the reviewer is logged in."""
    client = Client()
    client.force_login(reviewer)
    return client
