"""What a notice repeats of what was told first: tests, reasons, wordings, masks. Pure: the caller has opened it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from fairward.exchange.choosing.content import Answer, Chosen, Decision, Named, from_bytes
from fairward.exchange.choosing.replying import Replying
from fairward.exchange.package.contents import YES, Coded, Test
from fairward.rules import disclosure

NOT_YET = "not_yet"
AS_BEFORE = "As when it was told first."
ABOUT_A_CHANGE = "What we told you before has changed, and whoever holds it must know."


@dataclass(frozen=True, slots=True)
class First:
    """As it was told first. `second` agreed to it besides the sender; `replying` is the question that it answered.

    Empty where its words are destroyed.
    """

    purpose: str = ""
    tests: Mapping[str, Answer] = field(default_factory=dict)
    passages: Mapping[UUID, Decision] = field(default_factory=dict)
    masks: Mapping[str, str] = field(default_factory=dict)
    named: tuple[Named, ...] = ()
    second: UUID | None = None
    replying: Replying | None = None

    def answered(self) -> tuple[Test, ...]:
        """The tests with the answers of then. Where those are destroyed with what was told: that it changed must be told."""
        usual = Answer(YES, AS_BEFORE)
        return tuple(
            Test(one.id, one.question, given.answer or NOT_YET, given.reason or AS_BEFORE)
            for one in disclosure.tests()
            for given in [self.tests.get(one.id, Answer(NOT_YET) if self.tests else usual)]
        )

    def why(self) -> Coded:
        """For what it was told."""
        return Coded(self.purpose or "correction", (self.purpose or "correction").replace("_", " "))


def first_of(raw: bytes) -> First:
    """Read what a disclosure keeps sealed of how it was told."""
    value: dict[str, Any] = json.loads(raw)
    if "chosen" not in value:
        return First()
    chosen: Chosen = from_bytes(json.dumps(value["chosen"]).encode())
    second = value.get("second")
    return First(
        chosen.purpose, chosen.tests, chosen.passages, chosen.masks, chosen.addressee.named,
        UUID(second) if second else None, chosen.replying,
    )  # fmt: skip
