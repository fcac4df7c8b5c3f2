"""An installation with a durable PostgreSQL of its own that may be killed, and people who report over HTTP meanwhile."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import Any
from uuid import UUID

from fairward.config import databases as addresses
from fairward.config.postgres import Cluster
from tests.support.databases import ROOT
from tests.support.reporting import Reporter, sent
from tests.support.server import Served, free_port

PEOPLE = 4
# Runs in the killed installation's own environment: makes a school and prints a session for each reporter.
_MAKE_SCHOOL = f"""
import django, json; django.setup()
from django.test import Client
from tests.personas import ADMINISTRATOR, DEPUTY, HEADTEACHER, LEAD, Persona, SECOND_HEADTEACHER, make_school, sign_in
from tests.support.reporting import add_child
from fairward.kernel.vocabulary import Role
writers = [Persona(f"Writer Number{{n}}", Role.RECORDER, "Teacher") for n in range({PEOPLE})]
school = make_school(staff=(LEAD, DEPUTY, HEADTEACHER, SECOND_HEADTEACHER, ADMINISTRATOR, *writers))
child = add_child(school, "Amy", "Fairbairn")
cookies = []
for writer in writers:
    client = sign_in(Client(), school[writer])
    cookies.append({{name: morsel.value for name, morsel in client.cookies.items()}})
print(json.dumps({{"school": str(school.organisation_id), "child": str(child), "cookies": cookies,
    "account": str(school[LEAD].account_id), "member": str(school[LEAD].membership_id), "passphrase": LEAD.passphrase}}))
"""
# Opens every acknowledged report with the lead's key; prints how many could be read.
_READ_ALL = """
import django, json, sys; django.setup()
from uuid import UUID
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Role
from fairward.keys import persons
from fairward.school.concerns.triage_queries import concern_for
from fairward.tenancy.context import as_organisation
told = json.load(sys.stdin); read = 0
with as_organisation(UUID(told["school"])):
    key = persons.open_with_passphrase(UUID(told["account"]), told["passphrase"])
    lead = Actor(UUID(told["school"]), UUID(told["member"]), UUID(told["account"]), Role.SAFEGUARDING_LEAD, key)
    for one in told["acknowledged"]:
        read += bool(concern_for(lead, UUID(one), "a test").statements)
print(read)
"""


@dataclass
class Answer:
    """A response as the Reporter needs it."""

    status_code: int
    headers: Message
    content: bytes


class HttpClient:
    """A browser with cookies that follows no redirect; every failure to get through is an OSError."""

    def __init__(self, port: int, cookies: dict[str, str]) -> None:
        self.port, self.cookies, self.token = port, dict(cookies), ""

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, answers: dict[str, Any]) -> Answer:
        if not self.token:
            self.get("/")
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": self.token, **answers}, doseq=True)
        return self._ask("POST", path, body)

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            content = response.read()
        except http.client.HTTPException as broken:
            raise ConnectionError("the answer broke off") from broken
        finally:
            connection.close()
        self._keep(response, content)
        return Answer(response.status, response.headers, content)

    def _keep(self, response: http.client.HTTPResponse, content: bytes) -> None:
        for line in response.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        found = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', content)
        if found:
            self.token = found.group(1).decode()


@dataclass
class Burst:
    """People who report without a pause until told to stop; `acknowledged` are the reports that were answered."""

    port: int
    told: dict[str, Any]
    acknowledged: list[UUID] = field(default_factory=list)
    failed: int = 0
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def begin(self) -> None:
        self._threads = [threading.Thread(target=self._report, args=(one,)) for one in self.told["cookies"]]
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(60)

    def wait_for(self, more: int, seconds: float = 60) -> None:
        """Until so many more reports were acknowledged."""
        wanted, end = len(self.acknowledged) + more, time.monotonic() + seconds
        while len(self.acknowledged) < wanted:
            assert time.monotonic() < end, f"only {len(self.acknowledged)} acknowledged, {self.failed} failed"
            time.sleep(0.02)

    def _report(self, cookies: dict[str, str]) -> None:
        reporter = Reporter(HttpClient(self.port, cookies))  # type: ignore[arg-type]
        child = UUID(self.told["child"])
        while not self._stop.is_set():
            try:
                reporter.who(child)
                reporter.safe()
                reporter.what("A bruise on the arm.")
                reporter.when()
                self.acknowledged.append(sent(reporter.send()))
            except (OSError, AssertionError, IndexError):
                self.failed += 1  # not acknowledged, so nothing is promised; the writer begins again
                time.sleep(0.05)


@dataclass
class Mortal(Served):
    """A served installation whose PostgreSQL is its own, with every write on the disk before it is acknowledged."""

    cluster: Cluster = field(default_factory=lambda: Cluster(Path()))

    @property
    def environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("FAIRWARD_")}
        return {
            **inherited, "FAIRWARD_VAR": str(self.var), "FAIRWARD_PORT": str(self.port), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "FAIRWARD_ARGON2_MEMORY": "64", "FAIRWARD_ARGON2_PASSES": "1", "DJANGO_SETTINGS_MODULE": "fairward.config.settings",
        }  # fmt: skip

    def script(self, program: str, told: str = "") -> str:
        """Run a program beside the server; what it printed."""
        done = subprocess.run(
            [sys.executable, "-c", program],
            input=told,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def make_school(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.script(_MAKE_SCHOOL))
        return told

    def readable(self, told: dict[str, Any], acknowledged: list[UUID]) -> int:
        """How many of the acknowledged reports the lead can open and read."""
        asked = {**told, "acknowledged": [str(one) for one in acknowledged]}
        return int(self.script(_READ_ALL, json.dumps(asked)))

    def kill_postgres(self) -> None:
        """SIGKILL to the postmaster and everything it started."""
        postmaster = int((self.cluster.server.data / "postmaster.pid").read_text().splitlines()[0])
        children = subprocess.run(
            ["pgrep", "-P", str(postmaster)], capture_output=True, text=True, check=False
        )
        for pid in (postmaster, *map(int, children.stdout.split())):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue


@contextmanager
def mortal() -> Iterator[Mortal]:
    """An installation that may be killed; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="fairward-mortal-", ignore_cleanup_errors=True) as folder:
        var = Path(folder)
        var.chmod(0o755)
        cluster = Cluster(addresses.socket_home(var))
        cluster.start()
        served = Mortal(pair=None, var=var, port=free_port(), cluster=cluster)  # type: ignore[arg-type]
        try:
            served.command("migrate", "--quiet")
            yield served
        finally:
            served.stop(signal.SIGKILL)
            cluster.remove()
