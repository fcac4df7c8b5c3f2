"""Processor time of PostgreSQL's processes, from /proc. It may not look at the clock: other work would change that."""

from __future__ import annotations

import os
from pathlib import Path

_TICK_NS = 1_000_000_000 // os.sysconf("SC_CLK_TCK")


class DatabaseMeter:
    """All processes of one server: backends, writers, and those that came and went."""

    def __init__(self, postmaster: int) -> None:
        self.postmaster = postmaster

    def spent_ns(self) -> int:
        """Nanoseconds since each process began; only differences mean something."""
        alive = [self.postmaster, *_children(self.postmaster)]
        return sum(_running_ns(pid) for pid in alive) + self._ended_ns()

    def _ended_ns(self) -> int:
        """What children that have ended spent (in ticks of the clock, usually 10 ms)."""
        fields = _stat(self.postmaster)
        return (int(fields[13]) + int(fields[14])) * _TICK_NS


def _children(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if int(_stat(int(entry.name))[1]) == parent:
                    found.append(int(entry.name))
            except (FileNotFoundError, ProcessLookupError):
                continue
    return found


def _stat(pid: int) -> list[str]:
    """The fields of /proc/pid/stat after the name: state, parent, …"""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _running_ns(pid: int) -> int:
    """Exact where the kernel keeps it, else in ticks. One that has just ended is counted among the ended."""
    exact = Path(f"/proc/{pid}/schedstat")
    try:
        if exact.exists():
            return int(exact.read_text().split()[0])
        fields = _stat(pid)
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return (int(fields[11]) + int(fields[12])) * _TICK_NS
