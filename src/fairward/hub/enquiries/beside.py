"""Items and the rooms above: what is said against one goes with it, and they hear when one was put right or stands.

It opens nothing by itself and logs no act: taking in what an agency said is one already, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings

from fairward.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Against:
    """What somebody says against an item, who says it, and what its agency answered; `stands` None while it is looked at."""

    words: str
    said_by: str
    said_at: datetime
    stands: bool | None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class PutRightNow:
    """Items that their agency put right, and what stands in their place; nothing where it took them back."""

    case_id: UUID
    old: tuple[UUID, ...]
    new: tuple[UUID, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class StandsNow:
    """An agency says that an item stands, with its reason: the answer to the package `asked`."""

    asked: UUID
    partner_id: UUID
    reason: str


def against_items(actor: Actor, case_id: UUID, why: str) -> dict[UUID, list[Against]]:
    """Item -> what is said against it, opened with a look."""
    found: dict[UUID, list[Against]] = {}
    for room in _rooms():
        for item_id, said in room.against_items(actor, case_id, why).items():
            found.setdefault(item_id, []).extend(said)
    return found


def pass_on_put_right(by: Actor, one: PutRightNow) -> None:
    """What was put right reaches whatever rests on it."""
    for room in _rooms():
        room.items_put_right(by, one)


def pass_on_stands(by: Actor, one: StandsNow) -> UUID | None:
    """The case of what stands; None where nobody had asked this."""
    return next((found for room in _rooms() if (found := room.item_stands(by, one)) is not None), None)


def _rooms() -> Iterator[Any]:
    return (import_module(one) for one in settings.FAIRWARD_BESIDE_ITEMS)
