"""Where a received entry comes from, as plain values that are sealed with it. It may not hold a word of what was told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

NOT_TOLD = "something that was not told here"
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Hand:
    """One organisation through whose hands it came: its entry there, which version, and by which package it came in."""

    organisation: UUID
    name: str
    entry: UUID
    version: int
    package: UUID | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Who wrote it where, who sent it in which package, and what its sender says beside the words.

    `by`, `kind`, `purpose`, `recorded` and `outcome` are the sender's words. `about` and `grades` are by statement: the names
    of whom it is about as the sender gave them, and the grade of police intelligence. `is_returned`: we wrote it once, and
    it came back after ours was destroyed.
    """

    organisation: UUID
    sender: str
    package: UUID
    by: str
    kind: str
    purpose: str
    recorded: str
    outcome: str
    hands: tuple[Hand, ...]
    about: Mapping[UUID, tuple[str, ...]] = field(default_factory=dict)
    grades: Mapping[UUID, str] = field(default_factory=dict)
    is_returned: bool = False

    @property
    def written_at(self) -> str:
        """The organisation that wrote it, which may be another one than the sender; shortened for beside a claim."""
        name = self.hands[0].name
        return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 2].rstrip()} …"

    @property
    def author(self) -> str:
        """Who wrote it, and where: never one of us."""
        return f"{self.by}, {self.written_at}" if self.by else self.written_at

    @property
    def words(self) -> str:
        """One line for beside the entry: whose observation it is, and through whose hands it came."""
        through = "".join(f", by way of {one.name}" for one in self.hands[1:-1])
        sender = self.sender if len(self.hands) > 1 else ""
        sent = f"{through}, sent by {sender}" if sender else ""
        if self.is_returned:
            return (
                f"Written here once{through}, and sent back by {self.sender}. Our own record of it is gone."
            )
        return f"Written at {self.written_at}{sent}. It is not an observation of ours."


def to_plain(origin: Origin) -> dict[str, Any]:
    """JSON-ready."""
    return {
        "organisation": str(origin.organisation), "sender": origin.sender, "package": str(origin.package), "by": origin.by,
        "kind": origin.kind, "purpose": origin.purpose, "recorded": origin.recorded, "outcome": origin.outcome,
        "hands": [
            [str(one.organisation), one.name, str(one.entry), one.version, str(one.package) if one.package else None]
            for one in origin.hands
        ],
        "about": {str(key): list(names) for key, names in origin.about.items()},
        "grades": {str(key): grade for key, grade in origin.grades.items()}, "is_returned": origin.is_returned,
    }  # fmt: skip


def from_plain(plain: dict[str, Any]) -> Origin:
    """Read what `to_plain` made."""
    hands = tuple(
        Hand(UUID(who), name, UUID(entry), version, UUID(package) if package else None)
        for who, name, entry, version, package in plain["hands"]
    )
    return Origin(
        UUID(plain["organisation"]), plain["sender"], UUID(plain["package"]), plain["by"], plain["kind"], plain["purpose"],
        plain["recorded"], plain["outcome"], hands,
        {UUID(key): tuple(names) for key, names in plain["about"].items()},
        {UUID(key): grade for key, grade in plain["grades"].items()}, plain["is_returned"],
    )  # fmt: skip


def renamed(origin: Origin | None, became: Mapping[UUID, UUID]) -> Origin | None:
    """The origin of statements that stand under other ids now; what is not among them is gone from it."""
    if origin is None:
        return None
    return replace(
        origin,
        about={became[key]: names for key, names in origin.about.items() if key in became},
        grades={became[key]: grade for key, grade in origin.grades.items() if key in became},
    )
