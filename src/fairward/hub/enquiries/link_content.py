"""What goes behind a one-time link, and what comes back from one, as bytes. It may not touch keys or rows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fairward.exchange.answering.asked_plain import asked_from, asked_plain
from fairward.exchange.answering.asking import Asked
from fairward.exchange.answering.items import Item, chosen
from fairward.exchange.answering.returning import How, Returned, grouped
from fairward.exchange.package import shapes
from fairward.exchange.package.contents import Passage
from fairward.exchange.package.making import Hands, all_passages


@dataclass(frozen=True, slots=True)
class ByLink:
    """An answer that came by a link: which of the three it is, its reason, its items, and who says so."""

    how: How
    reason: str
    by: str
    passages: tuple[Passage, ...]

    def returned(self, link_id: UUID, reply_to: UUID) -> Returned:
        """As an answer that came as a package is read."""
        return Returned(link_id, reply_to, self.how, self.reason, grouped(self.passages))


def question_bytes(asked: Asked) -> bytes:
    """The question as the link shows it."""
    return json.dumps(asked_plain(asked), ensure_ascii=False).encode()


def question_from(raw: bytes) -> Asked:
    """Read what `question_bytes` wrote."""
    return asked_from(json.loads(raw))


def passages_of(
    items: Iterable[Item], asked: Asked, hands: Hands, by: str, at: datetime
) -> tuple[Passage, ...]:
    """Items as passages, by the one maker of them."""
    return all_passages([chosen(one, asked.names, by, at) for one in items], hands)


def answer_bytes(answer: ByLink) -> bytes:
    """An answer for sealing."""
    value = {
        "how": int(answer.how), "reason": answer.reason, "by": answer.by,
        "passages": [shapes.plain(one) for one in answer.passages],
    }  # fmt: skip
    return json.dumps(value, ensure_ascii=False).encode()


def answer_from(raw: bytes) -> ByLink:
    """Read what `answer_bytes` wrote; each passage is read as strictly as one of a package."""
    value: dict[str, Any] = json.loads(raw)
    passages = tuple(shapes.read(Passage, one) for one in value["passages"])
    return ByLink(How(value["how"]), value["reason"], value["by"], passages)
