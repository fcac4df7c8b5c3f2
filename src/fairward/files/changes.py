"""Something that stands in an entry has changed: rooms that told others of it hear of it in the same transaction.

It holds no content, opens nothing and knows none of these rooms: settings name them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import AnnotationKind, Outcome, Worded


class ChangeKind(Worded):
    """What became of something that was told before."""

    CORRECTED = 1, "corrected"
    DISPUTED = 2, "disputed"
    EXPLAINED = 3, "explained, or somebody’s own account added"
    UNFOUNDED = 4, "found not to have happened"
    OUTCOME = 5, "has another outcome"
    DESTROYED = 6, "destroyed here"
    ANOTHER_CHILD = 7, "found to be about another child"
    RECALLED = 8, "asked back"


_BY_NOTE: Mapping[AnnotationKind, ChangeKind] = {
    AnnotationKind.EXPLANATION: ChangeKind.EXPLAINED,
    AnnotationKind.FAMILY_ACCOUNT: ChangeKind.EXPLAINED,
    AnnotationKind.CHILD_ACCOUNT: ChangeKind.EXPLAINED,
    AnnotationKind.DISPUTE: ChangeKind.DISPUTED,
    AnnotationKind.CORRECTION: ChangeKind.CORRECTED,
    AnnotationKind.OUTCOME: ChangeKind.OUTCOME,
}
_UNTRUE = frozenset({Outcome.UNFOUNDED, Outcome.MALICIOUS})


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed in an entry. No `claims`: the entry as a whole. `became`: a claim that went, and what stands in its place.

    `claims` are ids of statements, or of texts that the system asked for (`exchange.package.making.texts_of`).
    """

    entry_id: UUID
    kind: ChangeKind
    claims: tuple[UUID, ...] = ()
    became: Mapping[UUID, UUID] = field(default_factory=dict)


Listener = Callable[[Actor, Changed], None]


def tell_of(by: Actor, changed: Changed) -> None:
    """Let every room that settings name hear of it, in the caller's transaction."""
    for name in settings.FAIRWARD_HEARS_OF_CHANGES:
        listen: Listener = import_string(name)
        listen(by, changed)


def annotated(by: Actor, entry_id: UUID, kind: AnnotationKind, statement_id: UUID | None) -> None:
    """Something was attached to a claim, or to the whole entry."""
    claims = (statement_id,) if statement_id else ()
    tell_of(by, Changed(entry_id, _BY_NOTE[kind], claims))


def decided(by: Actor, entry_id: UUID, outcome: Outcome | None) -> None:
    """An entry has an outcome, or has it no more."""
    kind = ChangeKind.UNFOUNDED if outcome in _UNTRUE else ChangeKind.OUTCOME
    tell_of(by, Changed(entry_id, kind))
