"""What of an answer is sealed: its items, and of the question what a correction needs. It may not touch keys or rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from fairward.exchange.answering.asking import Asked, AskedPerson, AskedThing
from fairward.exchange.answering.items import Item
from fairward.exchange.answering.items import from_bytes as items_from
from fairward.exchange.answering.items import to_bytes as items_bytes
from fairward.exchange.package.contents import Child, Coded, Person, Told
from fairward.kernel.vocabulary import Label


@dataclass(frozen=True, slots=True)
class ReplyContent:
    """Items, and the question as it was: a supplement or a correction is checked against it, and names the same child."""

    items: tuple[Item, ...]
    asked: Asked
    sent: tuple[UUID, ...] = ()

    def with_item(self, item: Item) -> ReplyContent:
        """The same with one item more, or with it in the place of the one of its id."""
        items = tuple(item if one.id == item.id else one for one in self.items)
        return replace(self, items=items if item in items else (*self.items, item))

    def without(self, item_id: UUID) -> ReplyContent:
        """The same without one item."""
        return replace(self, items=tuple(one for one in self.items if one.id != item_id))


def to_bytes(content: ReplyContent) -> bytes:
    """For sealing."""
    return items_bytes(content.items, asked=_plain(content.asked), sent=[str(one) for one in content.sent])


def from_bytes(raw: bytes) -> ReplyContent:
    """Read what `to_bytes` wrote."""
    items, more = items_from(raw)
    return ReplyContent(items, _asked(more["asked"]), tuple(UUID(one) for one in more["sent"]))


def _plain(asked: Asked) -> dict[str, Any]:
    about, told = asked.about, asked.told
    ground = [told.ground.code, told.ground.words] if told.ground else None
    return {
        "about": [str(about.id), about.name, _day(about.born_on), about.upn],
        "purpose": [asked.purpose.code, asked.purpose.words], "power": [asked.power.code, asked.power.words],
        "why": asked.why, "told": [told.is_told, ground, _day(told.look_again_on)],
        "persons": [[str(one.id), one.name, one.kind, one.reason, _day(one.born_on)] for one in asked.persons],
        "questions": [[one.data, one.words] for one in asked.questions], "look_back_from": _day(asked.look_back_from),
        "labels": [int(one) for one in asked.labels], "is_pointer_only": asked.is_pointer_only,
        "agreement": asked.agreement, "named": [[one.name, one.role] for one in asked.named],
        "package_id": str(asked.package_id) if asked.package_id else None,
    }  # fmt: skip


def _asked(plain: dict[str, Any]) -> Asked:
    about, told = plain["about"], plain["told"]
    return Asked(
        about=Child(UUID(about[0]), about[1], _date(about[2]), about[3]), purpose=Coded(*plain["purpose"]),
        power=Coded(*plain["power"]), why=plain["why"],
        told=Told(told[0], Coded(*told[1]) if told[1] else None, _date(told[2])),
        persons=tuple(AskedPerson(UUID(one[0]), one[1], one[2], one[3], _date(one[4])) for one in plain["persons"]),
        questions=tuple(AskedThing(*one) for one in plain["questions"]),
        look_back_from=date.fromisoformat(plain["look_back_from"]), answer_by=None,
        labels=tuple(Label(one) for one in plain["labels"]), is_pointer_only=plain["is_pointer_only"],
        agreement=plain["agreement"], named=tuple(Person(*one) for one in plain["named"]),
        package_id=UUID(plain["package_id"]) if plain["package_id"] else None,
    )  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
