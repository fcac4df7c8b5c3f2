"""Which received entries a role reads, by the label that their author gave them (`rules.labels`). Pure.

What is in an entry is what this school may read of the passage: the summary alone where the label gives it no more. So whoever
reads anything under the label reads the entry.
"""

from __future__ import annotations

from functools import cache

from fairward.kernel.vocabulary import Label, OrganisationKind, Role
from fairward.rules.labels import FAMILIES, Audience, Extent, extent


@cache
def readable_by(role: Role) -> tuple[int, ...]:
    """The labels that somebody with this role reads in a school, as the numbers of the column."""
    return tuple(int(one) for one in Label if extent(one, _audience(role)) is not Extent.NOTHING)


def is_readable(label: int | None, role: Role) -> bool:
    """Whether an entry with this label (None: our own) is there for a role at all."""
    return label is None or label in readable_by(role)


def may_families_read(label: Label | None) -> bool:
    """Whether an adult of the family may be shown an entry with this label."""
    return label is None or extent(label, Audience.of_family()) is not Extent.NOTHING


def _audience(role: Role) -> Audience:
    return Audience(None if role in FAMILIES else OrganisationKind.SCHOOL, role, is_in_file=True)
