"""What of an answer is sealed: its items, and of the question what a correction needs. It may not touch keys or rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from fairward.exchange.answering.asked_plain import asked_from, asked_plain
from fairward.exchange.answering.asking import Asked
from fairward.exchange.answering.items import Item
from fairward.exchange.answering.items import from_bytes as items_from
from fairward.exchange.answering.items import to_bytes as items_bytes


@dataclass(frozen=True, slots=True)
class Corrects:
    """Which item of which earlier answer this puts right, what it said, and why. Without an item in its place it was wrong."""

    package_id: UUID
    passage_id: UUID
    text: str
    because: str


@dataclass(frozen=True, slots=True)
class ReplyContent:
    """Items, and the question as it was: a supplement or a correction is checked against it, and names the same child."""

    items: tuple[Item, ...]
    asked: Asked
    corrects: Corrects | None = None

    def with_item(self, item: Item) -> ReplyContent:
        """The same with one item more, or with it in the place of the one of its id."""
        items = tuple(item if one.id == item.id else one for one in self.items)
        return replace(self, items=items if item in items else (*self.items, item))

    def without(self, item_id: UUID) -> ReplyContent:
        """The same without one item."""
        return replace(self, items=tuple(one for one in self.items if one.id != item_id))


def to_bytes(content: ReplyContent) -> bytes:
    """For sealing."""
    one = content.corrects
    corrects = [str(one.package_id), str(one.passage_id), one.text, one.because] if one else None
    return items_bytes(content.items, asked=asked_plain(content.asked), corrects=corrects)


def from_bytes(raw: bytes) -> ReplyContent:
    """Read what `to_bytes` wrote."""
    items, more = items_from(raw)
    one = more["corrects"]
    corrects = Corrects(UUID(one[0]), UUID(one[1]), one[2], one[3]) if one else None
    return ReplyContent(items, asked_from(more["asked"]), corrects)
