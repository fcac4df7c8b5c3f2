"""Two real installations on loopback, each with its own databases, folder, server and worker, that are partners."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.support.databases import ROOT, Pair
from tests.support.server import Served, serving


@dataclass
class Installation:
    """One of the two: its school (`told`), and whatever a person or the worker does there, as a process beside it."""

    served: Served
    told: dict[str, Any] = field(default_factory=dict)
    beside: subprocess.Popen[str] | None = None

    def do(self, verb: str, **more: Any) -> dict[str, Any]:
        """Run a verb of tests.support.exchange_scripts there."""
        beside = self._beside()
        assert beside.stdin and beside.stdout
        beside.stdin.write(json.dumps({**self.told, **more, "verb": verb}) + "\n")
        beside.stdin.flush()
        found: dict[str, Any] = json.loads(beside.stdout.readline())
        assert "error" not in found, found["error"]
        return found

    def does(self, verb: str, **more: Any) -> dict[str, Any]:
        """The same, where nothing speaks against it."""
        found = self.do(verb, **more)
        assert "denied" not in found, found
        return found

    def die(self, point: str, **more: Any) -> None:
        """The worker there is killed at this point of an attempt."""
        assert self.do("killed", die=point, **more) == {"signal": signal.SIGKILL}

    def kill(self) -> None:
        """SIGKILL to the server, and the worker if one runs."""
        self.served.stop(signal.SIGKILL)

    def end(self) -> None:
        """Nothing runs beside it any more."""
        if self.beside:
            self.beside.kill()
            self.beside.communicate()
            self.beside = None

    def _beside(self) -> subprocess.Popen[str]:
        if self.beside is None:
            self.beside = subprocess.Popen(
                [sys.executable, "-m", "tests.support.exchange_scripts"], env=self.served.environment, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT,
            )  # fmt: skip
        return self.beside


@contextmanager
def two_installations(
    template: Callable[[Pair], Pair], *, with_worker: bool
) -> Iterator[tuple[Installation, Installation]]:
    """A primary school and the secondary school that its leavers go to, each in an installation of its own."""
    more = {
        "FAIRWARD_EXCHANGE_LOOPBACK": "1", "FAIRWARD_DEMO": "0", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "fairward.config.settings", "FAIRWARD_WORKERS": "1",
    }  # fmt: skip
    with ExitStack() as stack:
        made = []
        for label, name in (("ours", "Hill Road Primary School"), ("theirs", "Ford Lane Secondary School")):
            served = stack.enter_context(
                serving(
                    template, label + "_working" * with_worker, world=False, with_worker=with_worker, **more
                )
            )
            one = Installation(served)
            stack.callback(one.end)
            one.told = one.does("make", name=name)
            made.append(one)
        ours, theirs = made
        for one, other in ((ours, theirs), (theirs, ours)):
            one.told |= one.does("trust", theirs=other.told["card"])
        yield ours, theirs
