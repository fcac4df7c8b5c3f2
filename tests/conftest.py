"""Fixtures of all tests. Settings get databases and folders of the tests' own before Django reads them."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from tests.support import databases
from tests.support.databases import CLUSTER, Pair

pytest_plugins = [
    "tests.support.browser",
    "tests.support.kept",
    "tests.support.server",
    "tests.support.sign_in",
]

# How fast examples are made says how busy the machine is, not whether the code is right.
settings.register_profile(
    "fairward", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
# New examples each time, to look for what the fixed ones miss: FAIRWARD_EXPLORE=1 .venv/bin/pytest tests/promises
settings.register_profile("explore", parent=settings.get_profile("fairward"), derandomize=False)
settings.load_profile("explore" if os.environ.get("FAIRWARD_EXPLORE") else "fairward")

_folder = tempfile.TemporaryDirectory(prefix="fairward-test-")
_pair = databases.new_pair()


def _prepare_environment() -> None:
    kept = {"FAIRWARD_WRITE_SCREENS", "FAIRWARD_EXPLORE"}  # a wish of whoever runs the tests, not a setting
    for name in [name for name in os.environ if name.startswith("FAIRWARD_") and name not in kept]:
        del os.environ[name]
    where = databases.postgres.socket_directory(CLUSTER.home)
    os.environ.update(
        DJANGO_SETTINGS_MODULE="fairward.config.settings",
        FAIRWARD_VAR=_folder.name,
        FAIRWARD_DATABASE_URL=f"postgresql://fairward_app@/{_pair.database('default')}?host={where}",
        FAIRWARD_KEYRING_URL=f"postgresql://fairward_app@/{_pair.database('keyring')}?host={where}",
        FAIRWARD_ARGON2_MEMORY="64",  # the tests derive hundreds of keys; what they protect is invented
        FAIRWARD_ARGON2_PASSES="1",
    )


_prepare_environment()


def pytest_configure() -> None:
    """Read the settings now, with the environment above; pytest-django then sets Django up."""
    from django.conf import settings

    assert Path(_folder.name).resolve() == settings.FAIRWARD_VAR


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that touch a database may touch both, unless they name theirs."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        fixtures = set(getattr(item, "fixturenames", ()))
        if marker is None and not fixtures & {"db", "transactional_db"}:
            continue
        given = dict(marker.kwargs) if marker else {}
        given.setdefault("databases", list(databases.ALIASES))
        if "transactional_db" in fixtures:
            given["transaction"] = True
        item.add_marker(pytest.mark.django_db(*(marker.args if marker else ()), **given), append=False)


@pytest.fixture(autouse=True, scope="session")
def no_internet() -> Iterator[None]:
    """No test talks to anything but this machine."""
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and str(address[0]) not in {"127.0.0.1", "::1", "localhost"}:
            raise OSError("The tests tried to reach another machine.")
        connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", local_only)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def cluster() -> Iterator[None]:
    """The tests' own PostgreSQL (not durable)."""
    with databases.running_cluster():
        yield


@pytest.fixture(scope="session")
def template(cluster: None, django_db_blocker: Any) -> Callable[[Pair], Pair]:
    """Copies the migrated pair: `template(Pair("run_…"))`."""

    def migrate(pair: Pair) -> None:
        from fairward.config.migrating import migrate as bring_up_to_date

        with django_db_blocker.unblock(), _django_works_with(pair, databases.postgres.OWNER):
            bring_up_to_date(lambda _: None)

    def copy(pair: Pair) -> Pair:
        with databases.alone():
            return pair.create(databases.template(migrate))

    return copy


@pytest.fixture(scope="session")
def django_db_setup(template: Callable[[Pair], Pair], django_db_blocker: Any) -> Iterator[None]:
    """pytest-django's databases: ours, migrated by the owner, used as the application."""
    from django.test import TransactionTestCase

    pair = template(_pair)
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: pair.empty())
    try:
        with _django_works_with(pair, databases.postgres.APPLICATION):
            yield
    finally:
        patch.undo()
        pair.drop()


class _django_works_with:
    """Point Django's connections at this pair in this role; closes them before and after."""

    def __init__(self, pair: Pair, role: str) -> None:
        self.pair, self.role = pair, role
        self.before: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> None:
        from django.db import connections

        for alias in databases.ALIASES:
            settings = connections[alias].settings_dict
            self.before[alias] = dict(settings)
            secret = databases.postgres.password(CLUSTER.home, self.role)
            name = self.pair.database(alias)
            connections[alias].close()
            settings.update(NAME=name, USER=self.role, PASSWORD=secret)

    def __exit__(self, *_: object) -> None:
        from django.db import connections

        for alias in databases.ALIASES:
            connections[alias].close()
            connections[alias].settings_dict.update(self.before[alias])


@pytest.fixture
def raw(transactional_db: None) -> Iterator[Callable[..., psycopg.Connection[tuple[Any, ...]]]]:
    """Raw connections beside Django's: `raw()` as the owner, `raw("keyring", "fairward_app")`, `raw(role="postgres")`.

    They see only what is committed: the test that uses this runs in real transactions.
    """
    opened = []

    def connect(alias: str = "default", role: str = "fairward_owner") -> psycopg.Connection[tuple[Any, ...]]:
        opened.append(_pair.connect(alias, role))
        return opened[-1]

    yield connect
    for connection in opened:
        connection.close()


@pytest.fixture(scope="session")
def var() -> Path:
    """The folder in which this run's installation writes."""
    return Path(_folder.name)
