"""Gives the codes of a scenario (C1, M) invented names, and puts the children into the organisations that meet them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fairward.config.demo.names import Names
from fairward.config.demo.organisations import PRIMARY, SECONDARY
from fairward.organisations.actions import installation
from fairward.people import actions as people
from fairward.people.identity import AdultIdentity, ChildIdentity
from fairward.people.vocabulary import RelationshipKind

_CHILD = re.compile(
    r"\b(child|boy|girl|baby|infant|toddler|young person|son|daughter|pupil|teenager|sibling)\b",
    re.IGNORECASE,
)
_ADULT = re.compile(
    r"\b(mother|father|parent|step|partner|aunt|uncle|grand|carer|adult|neighbour|teacher|worker)\w*",
    re.IGNORECASE,
)
_FEMALE = re.compile(r"\b(girl|daughter|sister|mother|aunt|grandmother|woman|female)\b", re.IGNORECASE)
_MALE = re.compile(r"\b(boy|son|brother|father|step-?father|uncle|grandfather|man|male)\b", re.IGNORECASE)
_MINOR = re.compile(r",\s*(aged?\s+)?(\d|1[0-7])\b")  # of whom nothing else says whether they are grown up
_AGE = re.compile(r"\b(\d{1,2})(?:\s*(months?|weeks?))?\b")
_KINDS = (
    ("grand", RelationshipKind.GRANDPARENT), ("step", RelationshipKind.STEP_PARENT), ("foster", RelationshipKind.FOSTER_PARENT),
    ("mother", RelationshipKind.MOTHER), ("father", RelationshipKind.FATHER), ("parent", RelationshipKind.PARENT),
    ("aunt", RelationshipKind.OTHER_RELATIVE), ("uncle", RelationshipKind.OTHER_RELATIVE),
    ("carer", RelationshipKind.CARER), ("guardian", RelationshipKind.CARER),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Player:
    """One person of the scenario with an invented name."""

    code: str
    words: str
    forename: str
    surname: str
    is_child: bool
    sex: str
    born_on: date | None

    @property
    def full(self) -> str:
        """Forename and surname."""
        return f"{self.forename} {self.surname}"


class Cast:
    """The people of one scenario. The same child gets a row of its own in each organisation: nothing is shared."""

    def __init__(self, described: Mapping[str, str], names: Names, first: date) -> None:
        self.names, self.first = names, first
        surname = names.surname()
        self.players = {code: self._player(code, str(words), surname) for code, words in described.items()}
        self._rows: dict[tuple[UUID, str], UUID] = {}
        self._adults: dict[tuple[UUID, str], UUID] = {}

    def is_child(self, code: str) -> bool:
        """Whether this code is a child."""
        return self.players[code].is_child

    def in_names(self, text: str) -> str:
        """The text with every code that stands alone replaced by the invented name."""
        for code in sorted(self.players, key=len, reverse=True):
            player = self.players[code]
            shown = player.forename if player.is_child else player.full
            text = re.sub(rf"(?<!\w){re.escape(code)}(?!\w)", shown, text)
        return text

    def school_of(self, about: Iterable[str]) -> str:
        """The school that fits the age of the first child."""
        ages = [self._age(self.players[code]) for code in about if self.players[code].is_child]
        return SECONDARY if ages and ages[0] >= 11 else PRIMARY

    def children_of(self, organisation_id: UUID) -> list[UUID]:
        """The rows of the scenario's children in this organisation."""
        return [row for (where, _), row in self._rows.items() if where == organisation_id]

    def known_in(self, organisation_id: UUID, code: str) -> UUID | None:
        """The row of a child or adult in this organisation, if they are known there."""
        place = organisation_id, code
        return self._rows.get(place) or self._adults.get(place)

    def child_in(self, organisation_id: UUID, code: str) -> UUID:
        """The child's row in this organisation, made with the adults, brothers and sisters when it is missing."""
        known = self._rows.get((organisation_id, code))
        if known is not None:
            return known
        player, by = self.players[code], installation(organisation_id)
        age = self._age(player)
        identity = ChildIdentity(
            forename=player.forename, surname=player.surname, born_on=player.born_on, sex=player.sex
        )
        child_id = people.add_child(by=by, identity=identity, year_group=age - 5 if 4 < age < 17 else None)
        for adult in self.players.values():
            kind = kind_of(adult)
            if not adult.is_child and kind is not None:
                self._adults[organisation_id, adult.code] = people.add_adult(
                    by=by, child_id=child_id, identity=AdultIdentity(surname=adult.surname, forename=adult.forename),
                    kind=kind, adult_id=self._adults.get((organisation_id, adult.code)), has_responsibility=None,
                )  # fmt: skip
        for (organisation, _), other in self._rows.items():
            if organisation == organisation_id:
                people.relate_siblings(by=by, first=child_id, second=other)
        self._rows[organisation_id, code] = child_id
        return child_id

    def _player(self, code: str, words: str, surname: str) -> Player:
        is_child = bool(_CHILD.search(words)) and not _ADULT.search(words)
        if not _CHILD.search(words) and not _ADULT.search(words):
            is_child = bool(re.fullmatch(r"C\d*", code) or _MINOR.search(words))
        sex = "F" if _FEMALE.search(words) else "M" if _MALE.search(words) else self.names.sex()
        forename = self.names.child(sex) if is_child else self.names.adult(sex)
        return Player(
            code, words, forename, surname, is_child, sex, self._born_on(words) if is_child else None
        )

    def _born_on(self, words: str) -> date | None:
        found = _AGE.search(words)
        if not found:
            return None
        years = int(found.group(1)) if not found.group(2) else 0
        return date(
            self.first.year - years, 1 + self.names.random.randrange(12), 1 + self.names.random.randrange(28)
        )

    def _age(self, player: Player) -> int:
        return self.first.year - player.born_on.year if player.born_on else 10


def kind_of(adult: Player) -> RelationshipKind | None:
    """What an adult is to the children, as far as the description says it."""
    for part, kind in _KINDS:
        if part in adult.words.lower():
            return kind
    return None
