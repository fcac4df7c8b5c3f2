"""What a reader returns: pupils, contacts and problems. It may not hold anything but identity, class and family."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

LEFT_BEHIND_NAMES = 200


class RosterProblem(Exception):
    """The file as a whole cannot be read; `sentence` says where and why, and holds nothing of the file's content."""

    def __init__(self, sentence: str) -> None:
        super().__init__("roster file refused")
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody lives, as written lines and a postcode."""

    lines: tuple[str, ...] = ()
    postcode: str = ""

    def __bool__(self) -> bool:
        return bool(self.lines or self.postcode)


@dataclass(frozen=True, slots=True)
class RosterContact:
    """An adult named in the file beside a pupil. `has_responsibility` is None when the file does not say."""

    surname: str
    forename: str = ""
    title: str = ""
    relationship: str = ""
    has_responsibility: bool | None = None
    address: Address = Address()
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RosterPupil:
    """One pupil. `row` is the row in a spreadsheet (heading = 1) or the number of the pupil in a CTF."""

    row: int
    surname: str
    forename: str
    upn: str = ""
    former_upn: str = ""
    middle_names: str = ""
    preferred_surname: str = ""
    preferred_forename: str = ""
    born_on: date | None = None
    sex: str = ""
    year_group: int | None = None
    class_name: str = ""
    address: Address = Address()
    phones: tuple[str, ...] = ()
    contacts: tuple[RosterContact, ...] = ()
    has_left: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """A bad row: where, which column or element, and why. `blocks` means that this pupil is not imported."""

    place: str
    field: str
    sentence: str
    blocks: bool = True
    # What the cell said, for the page only: never part of a sentence, because sentences reach logs and terminals.
    value: str = ""


@dataclass(slots=True)
class Roster:
    """A whole file as read. `is_partial` is what the format says of itself; a person decides about leavers."""

    format: str
    is_partial: bool = False
    pupils: list[RosterPupil] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_behind: dict[str, int] = field(default_factory=dict)
    # Pupils of bad rows are in the file all the same: they are not to be taken for leavers.
    mentioned_upns: set[str] = field(default_factory=set)
    mentioned_names: set[str] = field(default_factory=set)

    def leave_behind(self, names: Iterable[str]) -> None:
        """Count elements or columns that were seen and not kept: the name only, never a value."""
        for name in names:
            if name in self.left_behind or len(self.left_behind) < LEFT_BEHIND_NAMES:
                self.left_behind[name] = self.left_behind.get(name, 0) + 1
