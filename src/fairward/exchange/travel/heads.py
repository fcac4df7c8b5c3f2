"""Heads of logs that cross with packages: reading, cosigning, comparing. Pure: it stores nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from fairward.audit.notes import Checkpoint, NoteError, PublicKey, cosign, open_checkpoint, origin_of


def opened(note: str, organisation_id: UUID, public: bytes) -> Checkpoint | None:
    """The head, if it is of this organisation's log and signed with this key; None otherwise."""
    try:
        return open_checkpoint(note, [PublicKey(origin_of(organisation_id), public)])
    except (NoteError, ValueError):
        return None


def cosigned(note: str, organisation_id: UUID, public: bytes, sign: Callable[[bytes], bytes]) -> str:
    """The note with this organisation's signature under the others: it has seen it."""
    return cosign(note, PublicKey(origin_of(organisation_id), public), sign)


def is_cosigned(note: str, organisation_id: UUID, public: bytes) -> bool:
    """Whether this organisation's signature stands under the note."""
    key = PublicKey(origin_of(organisation_id), public)
    return key.has_signed(note)


def contradicts(new: Checkpoint, held: Iterable[Checkpoint]) -> bool:
    """Whether `new` and a head seen before cannot both be true: a fork, or a log that became shorter."""
    return any(_disagree(new, old) for old in held)


def _disagree(first: Checkpoint, second: Checkpoint) -> bool:
    if first.size == second.size:
        return first.root != second.root
    shorter, longer = sorted((first, second), key=lambda one: one.size)
    return shorter.at > longer.at
