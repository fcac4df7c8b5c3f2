"""The question that a draft answers, and who of the people asked about is who here. Pure; it decides nothing.

An answer tells of people of the question alone: a claim goes with the names under which the hub asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from fairward.exchange.answering.asked_plain import asked_from, asked_plain
from fairward.exchange.answering.asking import Asked
from fairward.exchange.answering.returning import How
from fairward.exchange.package.contents import Field
from fairward.files.rendering import RenderedEntry
from fairward.kernel.vocabulary import Label


@dataclass(frozen=True, slots=True)
class Replying:
    """A question that is answered. `child` is the child here whom it is about; `people` maps somebody else of the question to
    who that is here. A person said both; whom nobody found is not in it."""

    asked: Asked
    child: UUID
    people: Mapping[UUID, UUID] = field(default_factory=dict)

    @property
    def names(self) -> dict[UUID, str]:
        """Somebody here -> the name under which they are asked about."""
        asked = self.asked.names
        others = {ours: asked[theirs] for theirs, ours in self.people.items() if theirs in asked}
        return {self.child: self.child_asked, **others}

    @property
    def child_asked(self) -> str:
        """The child's name as the question has it among its people."""
        about = self.asked.about
        return self.asked.names.get(about.id, about.name)

    def about(self, ids: Iterable[UUID]) -> tuple[str, ...]:
        """Whom a claim is about, of the people of the question; one that names nobody is about the child of the file."""
        found = tuple(ids)
        names = self.names
        return (
            tuple(dict.fromkeys(names[one] for one in found if one in names))
            if found
            else (self.child_asked,)
        )

    def outsiders(self, ids: Iterable[UUID]) -> list[int]:
        """The places of those who are not asked about."""
        names = self.names
        return [place for place, one in enumerate(ids) if one not in names]


def as_asked(entry: RenderedEntry, replying: Replying | None) -> RenderedEntry:
    """The entry with its claims about people of the question, as it is asked; unchanged where it answers none."""
    if replying is None:
        return entry
    said = tuple(replace(one, about=replying.about(one.about_ids)) for one in entry.statements)
    return replace(entry, statements=said)


def answer_fields(replying: Replying | None) -> tuple[Field, ...]:
    """What says, in a package, which of the answers it is."""
    if replying is None:
        return ()
    return (Field(f"answer_{How.RELEVANT.code}", "Answer", How.RELEVANT.word, Label.RELEASABLE),)


def to_plain(replying: Replying | None) -> dict[str, Any] | None:
    """For sealing."""
    if replying is None:
        return None
    people = {str(theirs): str(ours) for theirs, ours in replying.people.items()}
    return {"asked": asked_plain(replying.asked), "child": str(replying.child), "people": people}


def from_plain(value: dict[str, Any] | None) -> Replying | None:
    """Read what `to_plain` wrote."""
    if not value:
        return None
    people = {UUID(theirs): UUID(ours) for theirs, ours in value["people"].items()}
    return Replying(asked_from(value["asked"]), UUID(value["child"]), people)
