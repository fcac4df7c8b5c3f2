"""Who acts: a person in one role of one organisation. It may not look anything up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from fairward.kernel.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A membership at work. `unlocked` is the opened key of the person for this request, or None while locked."""

    organisation_id: UUID
    membership_id: UUID
    account_id: UUID
    role: Role
    unlocked: Any = field(default=None, repr=False, compare=False)
    year_groups: tuple[int, ...] = ()
