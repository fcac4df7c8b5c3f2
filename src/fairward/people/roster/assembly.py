"""Turns the cells of one pupil into a pupil or into problems, for every format. It may not read a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fairward.people.roster import cells, upn
from fairward.people.roster.cells import CellProblem
from fairward.people.roster.limits import MAX_CONTACTS, MAX_NOTES, check_bad_rows, check_pupils
from fairward.people.roster.results import Address, Problem, Roster, RosterContact, RosterPupil

# Raw cells by the names of this module; whatever a format calls them.
Cells = Mapping[str, str]

ADDRESS_LINES = ("address_1", "address_2", "address_3", "address_4", "address_5", "address_6", "address_7")
PHONES = ("phone_1", "phone_2", "phone_3", "phone_4")
LABELS = {
    "upn": "UPN", "former_upn": "former UPN", "surname": "surname", "forename": "forename",
    "middle_names": "middle names",
    "preferred_surname": "preferred surname", "preferred_forename": "preferred forename", "born_on": "date of birth",
    "sex": "sex", "year_group": "year group", "class_name": "class", "postcode": "postcode", "title": "title",
    "relationship": "relationship", "has_responsibility": "parental responsibility",
}  # fmt: skip
_PERSON_NAMES = ("surname", "forename", "middle_names", "preferred_surname", "preferred_forename")


@dataclass(slots=True)
class _Reading:
    """What was understood of one pupil so far, and whether anything stands in the way."""

    place: str
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def take(
        self, label: str, raw: str, read: Callable[[str], Any], *, blocks: bool = True, empty: Any = ""
    ) -> Any:
        """The checked value, or `empty` with a problem noted."""
        try:
            return read(raw)
        except CellProblem as problem:
            self.note(label, problem.sentence, blocks=blocks, value=raw)
            return empty

    def note(self, label: str, sentence: str, *, blocks: bool = True, value: str = "") -> None:
        self.problems.append(Problem(self.place, label, sentence, blocks, value[:60]))

    @property
    def is_blocked(self) -> bool:
        return any(problem.blocks for problem in self.problems)


class Assembler:
    """Collects the pupils of one file into a Roster and notices numbers that occur twice."""

    def __init__(self, roster: Roster, today: date) -> None:
        self.roster, self._today = roster, today
        self._by_upn: dict[str, tuple[str, RosterPupil]] = {}
        self._bad_rows = self._notes = 0

    def add(
        self, place: str, row: int, raw: Cells, contacts: Sequence[Cells] = (), *, has_left: bool = False
    ) -> None:
        """Read one pupil; its problems, and the pupil if none of them blocks, go into the roster."""
        reading = _Reading(place)
        self._read_identity(reading, raw)
        self._read_place_in_school(reading, raw)
        reading.values["address"] = _address(reading, raw)
        reading.values["phones"] = _phones(reading, raw)
        reading.values["contacts"] = _contacts(reading, contacts, reading.values["address"])
        _check_identifiable(reading)
        pupil = RosterPupil(row=row, has_left=has_left, **reading.values)
        self._check_twice(reading, pupil)
        self._settle(reading, pupil)

    def _read_identity(self, reading: _Reading, raw: Cells) -> None:
        for key in _PERSON_NAMES:
            reading.values[key] = reading.take(LABELS[key], raw.get(key, ""), cells.name)
        reading.values["born_on"] = reading.take(
            LABELS["born_on"],
            raw.get("born_on", ""),
            lambda value: cells.birth_date(value, self._today),
            empty=None,
        )
        reading.values["sex"] = reading.take(LABELS["sex"], raw.get("sex", ""), cells.sex, blocks=False)
        reading.values["upn"] = _upn(reading, raw.get("upn", ""))
        former = upn.tidy(raw.get("former_upn", ""))
        reading.values["former_upn"] = former if former and not upn.fault(former) else ""

    def _read_place_in_school(self, reading: _Reading, raw: Cells) -> None:
        reading.values["year_group"] = reading.take(
            LABELS["year_group"], raw.get("year_group", ""), cells.year_group, blocks=False, empty=None
        )
        reading.values["class_name"] = reading.take(
            LABELS["class_name"], raw.get("class_name", ""), cells.text
        )

    def _check_twice(self, reading: _Reading, pupil: RosterPupil) -> None:
        """The same number twice: the same child is used once; two different children are both left out."""
        if not pupil.upn or reading.is_blocked:
            return
        earlier = self._by_upn.get(pupil.upn)
        if earlier is None:
            self._by_upn[pupil.upn] = (reading.place, pupil)
            return
        place, first = earlier
        if _who(first) == _who(pupil):
            reading.note(
                "UPN", f"The same UPN is already in {_inner(place)}, which is used. This one is left out."
            )
            return
        reading.note("UPN", f"{place} has the same UPN and another name or date of birth. Both are left out.")
        if first in self.roster.pupils:
            self.roster.pupils.remove(first)
            sentence = (
                f"{reading.place} has the same UPN and another name or date of birth. Both are left out."
            )
            self.roster.problems.append(Problem(place, "UPN", sentence))
            self._mention(first)

    def _settle(self, reading: _Reading, pupil: RosterPupil) -> None:
        self.complain(*reading.problems)
        if reading.is_blocked:
            self._mention(pupil)
        else:
            self.roster.pupils.append(pupil)
            check_pupils(self.roster)

    def complain(self, *problems: Problem) -> None:
        """Note what is wrong with one row. Too many bad rows refuse the file; notes beyond a page are not listed."""
        if any(problem.blocks for problem in problems):
            self._bad_rows += 1
            check_bad_rows(self._bad_rows, self.roster)
            self.roster.problems.extend(problems)
            return
        self._notes += len(problems)
        if self._notes <= MAX_NOTES:
            self.roster.problems.extend(problems)
        elif self._notes - len(problems) <= MAX_NOTES:
            sentence = "More rows have such notes. Their pupils are imported; the notes are not listed."
            self.roster.problems.append(Problem(problems[0].place, "notes", sentence, blocks=False))

    def _mention(self, pupil: RosterPupil) -> None:
        if pupil.upn:
            self.roster.mentioned_upns.add(pupil.upn)
        self.roster.mentioned_names.add(full_name_key(pupil.forename, pupil.surname))


def full_name_key(forename: str, surname: str) -> str:
    """Both names folded, for comparing people who have no number."""
    return f"{cells.folded(forename)}|{cells.folded(surname)}"


def _who(pupil: RosterPupil) -> tuple[str, date | None]:
    return full_name_key(pupil.forename, pupil.surname), pupil.born_on


def _inner(place: str) -> str:
    return place[:1].lower() + place[1:]


def _upn(reading: _Reading, raw: str) -> str:
    if raw.strip()[:1] in ("=", "+", "-", "@"):
        return str(reading.take("UPN", raw, cells.text))
    number = upn.tidy(raw)
    if not number:
        return ""
    fault = upn.fault(number)
    if fault:
        reading.note("UPN", fault, value=raw)
        return ""
    if upn.is_temporary(number):
        reading.note(
            "UPN", "This UPN is temporary. Give the permanent number when it is known.", blocks=False
        )
    return number


def _check_identifiable(reading: _Reading) -> None:
    values = reading.values
    bad = {problem.field for problem in reading.problems}
    for key in ("surname", "forename"):
        if not values[key] and LABELS[key] not in bad:
            reading.note(LABELS[key], f"The {LABELS[key]} is missing.")
    if values["upn"] or "UPN" in bad:
        return
    if values["born_on"]:
        reading.note(
            "UPN", "There is no UPN. The pupil is told apart by name and date of birth.", blocks=False
        )
    elif LABELS["born_on"] not in bad:
        reading.note("UPN", "There is neither a UPN nor a date of birth to tell pupils of one name apart.")


def _address(reading: _Reading, raw: Cells) -> Address:
    lines = [reading.take("address", raw.get(key, ""), cells.text, blocks=False) for key in ADDRESS_LINES]
    postcode = reading.take("postcode", raw.get("postcode", ""), cells.text, blocks=False).upper()
    return Address(tuple(line for line in lines if line), postcode)


def _phones(reading: _Reading, raw: Cells) -> tuple[str, ...]:
    numbers = [reading.take("telephone", raw.get(key, ""), cells.phone, blocks=False) for key in PHONES]
    return tuple(dict.fromkeys(number for number in numbers if number))


def _contacts(reading: _Reading, contacts: Sequence[Cells], home: Address) -> tuple[RosterContact, ...]:
    """The adults of one pupil; a bad one is left out and named, the pupil stays."""
    if len(contacts) > MAX_CONTACTS:
        reading.note(
            "contacts", f"There are more than {MAX_CONTACTS} contacts; the rest is left out.", blocks=False
        )
    found = (
        _contact(reading, raw, number, home) for number, raw in enumerate(contacts[:MAX_CONTACTS], start=1)
    )
    return tuple(dict.fromkeys(contact for contact in found if contact))


def _contact(reading: _Reading, raw: Cells, number: int, home: Address) -> RosterContact | None:
    inner = _Reading(f"{reading.place}, contact {number}")
    names = {
        key: inner.take(LABELS[key], raw.get(key, ""), cells.name) for key in ("surname", "forename", "title")
    }
    if not names["surname"] and not names["forename"] and not inner.problems:
        return None
    if not names["surname"] and not inner.problems:
        inner.note("surname", "The contact has no surname.")
    with_pupil = inner.take(
        "address", raw.get("address_as_pupil", ""), cells.yes_or_no, blocks=False, empty=None
    )
    contact = RosterContact(
        **names,
        relationship=inner.take("relationship", raw.get("relationship", ""), cells.text),
        has_responsibility=inner.take(
            LABELS["has_responsibility"],
            raw.get("has_responsibility", ""),
            cells.yes_or_no,
            blocks=False,
            empty=None,
        ),
        address=home if with_pupil else _address(inner, raw),
        phones=_phones(inner, raw),
    )
    blocked = inner.is_blocked
    for problem in inner.problems:
        ending = " This contact is left out." if problem.blocks else ""
        reading.note(problem.field, problem.sentence + ending, blocks=False, value=problem.value)
        reading.problems[-1] = Problem(
            inner.place, problem.field, problem.sentence + ending, False, problem.value
        )
    return None if blocked else contact
