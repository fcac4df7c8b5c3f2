"""What can be put right as being about the wrong child, and what is missing in it. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import EntryKind
from fairward.mistakes.vocabulary import How

FOLLOWING = (EntryKind.ACTION, EntryKind.DECISION)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the lead chose. `right_id`: the child whom it is about, None while nobody knows who that is.

    `statements` and `pieces` (annotations, actions, attachments, by their ids) go along; `joined` are the reports joined to
    it that are about somebody else too; `told_of` the entries whose note of who was told already goes along.
    """

    right_id: UUID | None
    how: How
    reply: str
    statements: frozenset[UUID] = frozenset()
    pieces: frozenset[UUID] = frozenset()
    joined: frozenset[UUID] = frozenset()
    told_of: frozenset[UUID] = frozenset()


def check_can_begin(kind: EntryKind) -> None:
    """Raise Denied for what goes with something else."""
    if kind in FOLLOWING:
        raise Denied(
            "follows",
            f"This {kind.word} belongs to a concern. Open the concern: what belongs to it goes with it.",
        )


def check_chosen(chosen: Chosen, wrong_id: UUID, standing: Collection[UUID]) -> None:
    """Raise Denied where the choice cannot be carried out. `standing`: all claims that the entries make."""
    if chosen.right_id == wrong_id:
        raise Denied("same_child", "Choose another child: this is the child it was recorded with.")
    if standing and not chosen.statements & set(standing):
        raise Denied(
            "nothing_goes_along",
            "Choose at least one statement. If nothing of it happened, decide that it is unfounded.",
        )
