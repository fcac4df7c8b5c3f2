"""The classes of what a package leaves out, and the reasons, from `data/packages.toml`. It may not know what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from fairward.rules import records
from fairward.rules.records import Provenance


@dataclass(frozen=True)
class Listed:
    """An id on a list, in words."""

    id: str
    words: str


@cache
def classes() -> tuple[Listed, ...]:
    """Classes of what may be left out."""
    return tuple(Listed(raw["id"], raw["words"]) for raw in records.load("packages")["left_out"])


@cache
def reasons() -> tuple[Listed, ...]:
    """Reasons for leaving out."""
    return tuple(Listed(raw["id"], raw["words"]) for raw in records.load("packages")["why"])


def provenance() -> Provenance:
    """Where the lists come from."""
    return records.provenance_of(records.load("packages")["about"])
