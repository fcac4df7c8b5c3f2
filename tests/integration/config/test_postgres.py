"""Our own PostgreSQL: made in a folder with an awkward name, healed after every kind of death."""

from __future__ import annotations

import os
import stat
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from fairward.config.postgres import APPLICATION, OWNER, Cluster, socket_directory

pytestmark = pytest.mark.crash


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A durable cluster in a folder with spaces and a path far longer than a socket's may be."""
    made = Cluster(tmp_path_factory.mktemp("a folder") / ("long " * 30).strip() / "postgres")
    made.start()
    with made.connect("fairward", OWNER) as connection:
        connection.execute("CREATE TABLE kept (number integer)")
    yield made
    made.remove()
    assert not made.home.exists()


def kept(cluster: Cluster) -> int:
    with cluster.connect("fairward", OWNER) as connection:
        row = connection.execute("SELECT count(*) FROM kept").fetchone()
    assert row is not None
    return int(row[0])


def test_it_starts_again_at_once_after_kill_9_and_keeps_what_was_acknowledged(cluster: Cluster) -> None:
    before = kept(cluster)
    with cluster.connect("fairward", OWNER) as connection:
        connection.execute("INSERT INTO kept VALUES (1)")
    cluster.server.kill()
    cluster.start()
    assert kept(cluster) == before + 1


def test_a_process_that_took_over_the_dead_servers_number_is_not_mistaken_for_it(cluster: Cluster) -> None:
    lock = cluster.server.data / "postmaster.pid"
    _, _, rest = lock.read_text().partition("\n")
    cluster.server.kill()
    with subprocess.Popen(["sleep", "60"]) as somebody:
        while cluster.is_running():
            time.sleep(0.05)
        lock.write_text(f"{somebody.pid}\n{rest}")
        cluster.start()
        assert somebody.poll() is None, "it must not be hurt"
        somebody.kill()
    assert kept(cluster) >= 0


def test_a_second_start_changes_nothing(cluster: Cluster) -> None:
    pid = cluster.server.postmaster()
    Cluster(cluster.home).start()
    assert cluster.server.postmaster() == pid


def test_a_half_made_one_is_made_anew(tmp_path: Path) -> None:
    draft = tmp_path / "postgres" / "data.tmp"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("18")
    other = Cluster(tmp_path / "postgres")
    with other.running():
        assert other.is_running()
    assert not other.is_running()
    other.remove()


def test_nobody_else_gets_in(cluster: Cluster) -> None:
    where = socket_directory(cluster.home)
    assert stat.S_IMODE(where.stat().st_mode) == 0o700
    assert stat.S_IMODE((cluster.home / "passwords.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(cluster.server.data.stat().st_mode) == 0o700
    assert cluster.server.data.stat().st_uid != 0
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host=str(where), dbname="fairward", user=APPLICATION, password="guessed")
    with cluster.connect() as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW data_checksums").fetchone() == ("on",)
        assert connection.execute("SHOW fsync").fetchone() == ("on",)


def test_a_folder_that_a_stranger_put_in_the_sockets_place_is_refused(tmp_path: Path) -> None:
    home = tmp_path / "postgres"
    trap = socket_directory(home)
    trap.mkdir(mode=0o755)
    try:
        with pytest.raises(RuntimeError, match="not a private folder"):
            Cluster(home).start()
    finally:
        os.rmdir(trap)
