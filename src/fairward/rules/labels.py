"""Who may read a passage that was told outside, from `data/labels.toml`. It may not hold a passage or look anybody up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from fairward.kernel.vocabulary import Label, OrganisationKind, Role
from fairward.rules import records
from fairward.rules.records import Provenance

FAMILIES = frozenset({Role.FAMILY, Role.YOUNG_PERSON})


class Extent(IntEnum):
    """How much of a passage somebody reads; more is greater."""

    NOTHING = 0
    POINTER = 1
    SUMMARY = 2
    FULL = 3


@dataclass(frozen=True, slots=True)
class Audience:
    """Somebody who would read: a role in a kind of organisation, or a family member (then `kind` is None).

    `role` None stands for the organisation as such, whoever is entitled there. `is_named`: the passages were sent to this
    person by name. `is_in_file`: somebody has taken them into a file that this person reads.
    """

    kind: OrganisationKind | None
    role: Role | None = None
    is_named: bool = False
    is_in_file: bool = False

    @classmethod
    def of_organisation(cls, kind: OrganisationKind) -> Audience:
        """An organisation that is sent something: whatever at least one person there may read."""
        return cls(kind, None, is_named=True)

    @classmethod
    def of_family(cls) -> Audience:
        """An adult of the family."""
        return cls(None, Role.FAMILY)

    @classmethod
    def of_young_person(cls) -> Audience:
        """The young person."""
        return cls(None, Role.YOUNG_PERSON)

    @property
    def is_family(self) -> bool:
        """Whether it is somebody of the family, the young person included."""
        return self.role in FAMILIES


@dataclass(frozen=True)
class ExplainedLabel:
    """A label in words, for the sender's page and for the documentation."""

    label: Label
    words: str
    meaning: str


@dataclass(frozen=True)
class Reads:
    """One record of who reads how much under a label. `kinds` empty: people of the family; None inside: any kind."""

    label: Label
    extent: Extent
    kinds: frozenset[OrganisationKind | None]
    roles: frozenset[Role]
    is_named: bool
    is_in_file: bool

    def allows(self, audience: Audience) -> bool:
        if (self.is_named and not audience.is_named) or (self.is_in_file and not audience.is_in_file):
            return False
        if audience.is_family or not self.kinds:
            return not self.kinds and audience.role in self.roles
        is_kind = audience.kind is not None and (None in self.kinds or audience.kind in self.kinds)
        return is_kind and (audience.role is None or audience.role in self.roles)


@cache
def explained() -> tuple[ExplainedLabel, ...]:
    """The labels in their order, loosest first but for the pointer."""
    return tuple(
        ExplainedLabel(Label[raw["id"].upper()], raw["words"], raw["meaning"])
        for raw in records.load("labels")["label"]
    )


@cache
def readers() -> tuple[Reads, ...]:
    """Every record of who reads."""
    return tuple(
        Reads(
            Label[raw["label"].upper()],
            Extent[raw["extent"].upper()],
            frozenset(
                None if one == "any" else OrganisationKind[one.upper()] for one in raw.get("kinds", ())
            ),
            frozenset(Role[one.upper()] for one in raw["roles"]),
            raw.get("is_named", False),
            raw.get("is_in_file", False),
        )
        for raw in records.load("labels")["reads"]
    )


@cache
def extent(label: Label, audience: Audience) -> Extent:
    """How much of a passage with this label the audience reads."""
    found = (one.extent for one in readers() if one.label is label and one.allows(audience))
    return max(found, default=Extent.NOTHING)


def may_read_packages(audience: Audience) -> bool:
    """Whether the audience reads anything of packages at all."""
    return any(extent(label, audience) for label in Label)


@cache
def is_tightened(old: Label, new: Label) -> bool:
    """Whether nobody reads more under the new label than under the old one: the only way a holder may change it."""
    return all(extent(new, one) <= extent(old, one) for one in audiences())


@cache
def audiences() -> tuple[Audience, ...]:
    """Everybody there can be."""
    inside = [
        Audience(kind, role, is_named, is_in_file)
        for kind in OrganisationKind
        for role in Role
        if role not in FAMILIES
        for is_named in (False, True)
        for is_in_file in (False, True)
    ]
    whole = [Audience.of_organisation(kind) for kind in OrganisationKind]
    return (*inside, *whole, Audience.of_family(), Audience.of_young_person())


def provenance() -> Provenance:
    """Where the labels come from."""
    return records.provenance_of(records.load("labels")["about"])
