"""No acknowledged write is lost: the server and PostgreSQL are killed while people report."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from tests.support.crashing import Burst, Mortal, mortal


@pytest.fixture(scope="module")
def installation() -> Iterator[Mortal]:
    with mortal() as made:
        yield made


def test_every_acknowledged_report_survives_the_death_of_server_and_database(installation: Mortal) -> None:
    told = installation.make_school()
    installation.start(with_worker=False)
    burst = Burst(installation.port, told)
    burst.begin()
    try:
        burst.wait_for(6)
        installation.stop(signal.SIGKILL)
        installation.start(with_worker=False)
        burst.wait_for(6)
        installation.kill_postgres()
        installation.cluster.start()
        burst.wait_for(6)
        installation.kill_postgres()
        installation.stop(signal.SIGKILL)
        installation.cluster.start()
        installation.start(with_worker=False)
        burst.wait_for(3)
    finally:
        burst.end()
    assert len(set(burst.acknowledged)) == len(burst.acknowledged) >= 21
    assert burst.failed > 0, "the burst was not interrupted: nothing was proved"
    assert installation.readable(told, burst.acknowledged) == len(burst.acknowledged)
