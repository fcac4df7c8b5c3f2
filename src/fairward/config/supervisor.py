"""Keeps a few processes of ours running, and ends them together. It may not know what they do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

_TOO_OFTEN = 5  # deaths within a minute: something is wrong that another start does not mend
_GRACE = 12.0  # seconds to finish what is being answered


class GaveUp(RuntimeError):
    """A process died again and again; the sentence says which."""


@dataclass
class Child:
    """One command that shall run as long as we do."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    deaths: deque[float] = field(default_factory=lambda: deque(maxlen=_TOO_OFTEN))

    def start(self) -> None:
        """Start it in a session of its own: Ctrl-C comes to us alone, and we end it in order."""
        environment = {**os.environ, **self.environment, "FAIRWARD_PARENT": str(os.getpid())}
        self.process = subprocess.Popen(
            self.command, env=environment, stdin=subprocess.DEVNULL, start_new_session=True
        )

    def has_died(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def signal(self, number: int) -> None:
        """Send a signal to it and to all that it started, also where itself is gone already."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return


class Supervisor:
    """Restarts a child that dies; ends all of them on Ctrl-C, SIGTERM and SIGHUP."""

    def __init__(self, also: Callable[[], None]) -> None:
        self.children: list[Child] = []
        self.also = also  # called about once a second, for what is not a child of ours (PostgreSQL)
        self.is_stopping = False

    def __enter__(self) -> Supervisor:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        return self

    def add(self, child: Child) -> None:
        """Start one more and look after it."""
        child.start()
        self.children.append(child)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.is_stopping = True

    def wait(self, until: Callable[[], bool]) -> bool:
        """Look after the children until `until()` is true; false if we were told to stop before."""
        next_look = 0.0
        while not self.is_stopping:
            for child in self.children:
                self._look_after(child)
            if time.monotonic() >= next_look:
                next_look = time.monotonic() + 1
                self.also()
            if until():
                return True
            time.sleep(0.2)
        return False

    def _look_after(self, child: Child) -> None:
        if self.is_stopping or not child.has_died():
            return
        child.signal(signal.SIGKILL)
        child.deaths.append(time.monotonic())
        if len(child.deaths) == _TOO_OFTEN and child.deaths[-1] - child.deaths[0] < 60:
            raise GaveUp(
                f"The {child.name} died {_TOO_OFTEN} times within a minute. Its last lines above say where."
            )
        sys.stderr.write(f"The {child.name} died and is started again.\n")
        child.start()

    def __exit__(self, *_: object) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        for child in self.children:
            if child.process is not None:
                child.process.terminate()
        end = time.monotonic() + _GRACE
        for child in self.children:
            if child.process is not None:
                try:
                    child.process.wait(max(0.1, end - time.monotonic()))
                except subprocess.TimeoutExpired:
                    sys.stderr.write(f"The {child.name} did not end by itself and was stopped.\n")
            child.signal(signal.SIGKILL)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)


def end_with_parent() -> None:
    """Ask Linux to end this process when the supervisor is killed; elsewhere it would stay and hold the port."""
    if not sys.platform.startswith("linux") or "FAIRWARD_PARENT" not in os.environ:
        return
    import ctypes

    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)
    if os.getppid() != int(os.environ["FAIRWARD_PARENT"]):
        sys.exit(1)
