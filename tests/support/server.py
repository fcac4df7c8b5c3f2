"""A real Fairward for journeys: its own databases and folder, granian, worker. It may not know a page."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.support import databases
from tests.support.databases import Pair


@dataclass
class Served:
    """One installation that runs: `url`, its databases (`pair`), its folder (`var`), its lines of log (`log`)."""

    pair: Pair
    var: Path
    port: int
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    more: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.var / "log"

    @property
    def environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("FAIRWARD_")}
        return {
            **inherited,
            **self.pair.environment(),
            "FAIRWARD_VAR": str(self.var),
            "FAIRWARD_PORT": str(self.port),
            "FAIRWARD_BASE_URL": self.url,
            "FAIRWARD_DEMO": "1",
            "FAIRWARD_ARGON2_MEMORY": "64",
            "FAIRWARD_ARGON2_PASSES": "1",
            "PYTHONPATH": str(databases.ROOT / "src"),
            **self.more,
        }

    def people(self) -> list[dict[str, Any]]:
        """Who can sign in: organisation, role, sign_in, password, totp_secret, passphrase."""
        found: list[dict[str, Any]] = json.loads((self.var / "demo" / "people.json").read_text())
        return found

    def command(self, *words: str) -> str:
        """Run `fairward …` beside it; what it printed."""
        done = subprocess.run(
            _fairward(*words), env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, *, with_worker: bool = True) -> None:
        """Start server (and worker); returns when it answers."""
        for verb in ["serve", *(["worker"] if with_worker else [])]:
            with self.log.open("ab") as log:
                started = subprocess.Popen(
                    _fairward(verb), env=self.environment, stdout=log, stderr=log, start_new_session=True
                )
            self.processes.append(started)
        end = time.monotonic() + 60
        while not _answers(self.url):
            assert self.processes[0].poll() is None and time.monotonic() < end, self.log.read_text()[-3000:]
            time.sleep(0.1)

    def stop(self, number: int = signal.SIGTERM) -> None:
        """End all of it: in order, or with SIGKILL the hard way."""
        for process in self.processes:
            _signal(process, number)
        for process in self.processes:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                _signal(process, signal.SIGKILL)
                process.wait()
            _signal(process, signal.SIGKILL)
        self.processes.clear()


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return


def _fairward(*words: str) -> list[str]:
    return [sys.executable, "-m", "fairward.config.cli", *words]


def _answers(url: str) -> bool:
    try:
        urllib.request.urlopen(f"{url}/health/live", timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    template: Callable[[Pair], Pair], label: str, *, world: bool, with_worker: bool = True, **more: str
) -> Iterator[Served]:
    """An installation of its own, with the demo world or empty; `more` goes to its environment."""
    folder = Path(tempfile.mkdtemp(prefix=f"fairward-{label}-"))
    served = Served(template(databases.new_pair(label)), folder, free_port(), more=more)
    try:
        if world:
            served.command("demo-world")
        served.start(with_worker=with_worker)
        yield served
    finally:
        served.stop()
        served.pair.drop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def served(template: Callable[[Pair], Pair]) -> Iterator[Served]:
    """The demo world, served by granian with a worker. One for all journeys: change only what is yours."""
    with serving(template, "journeys", world=True) as running:
        yield running


@pytest.fixture(scope="session")
def served_empty(template: Callable[[Pair], Pair]) -> Iterator[Served]:
    """The same without anybody in it."""
    with serving(template, "empty", world=False) as running:
        yield running
