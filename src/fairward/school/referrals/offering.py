"""What the roster knows for the form, value by value, each with where it comes from. Nothing goes that nobody ticks.

It may not query: it is given what was read, with a look.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fairward.design.words import date_words
from fairward.exchange.choosing.content import FormAnswer
from fairward.people.identity import AdultIdentity, ChildIdentity
from fairward.people.queries import AdultOfChild, ChildName, ChildRecord
from fairward.rules import referral

ROSTER, MEMBERS, SETTINGS = "from the roster", "from your account", "from the settings"


@dataclass(frozen=True, slots=True)
class Offer:
    """A value that may go: the field, its words, the value, where it comes from."""

    id: str
    words: str
    value: str
    source: str

    @property
    def answer(self) -> FormAnswer:
        """As it goes when ticked."""
        return FormAnswer(self.id, self.words, self.value[: referral.FORM_VALUE])


@dataclass(frozen=True, slots=True)
class Referrer:
    """Whoever refers."""

    name: str
    role: str
    organisation: str
    phone: str


def of_referrer(one: Referrer) -> list[Offer]:
    """Who refers, and how to ring them back."""
    values = (
        ("referrer_name", one.name, MEMBERS),
        ("referrer_role", one.role, MEMBERS),
        ("referrer_agency", one.organisation, SETTINGS),
        ("referrer_phone", one.phone, SETTINGS),
    )
    return _offers(values)


def of_child(record: ChildRecord, school: str) -> list[Offer]:
    """What the roster says of the child."""
    one = record.identity
    place = ", ".join(part for part in (school, record.name.place) if part)
    values = (
        ("child_name", " ".join(filter(None, (one.forename, one.middle_names, one.surname))), ROSTER),
        ("child_other_names", _other_names(one), ROSTER),
        ("child_born_on", date_words(one.born_on) if one.born_on else "", ROSTER),
        ("child_sex", one.sex, ROSTER),
        ("child_address", _address(one), ROSTER),
        ("child_school", place, ROSTER),
        ("child_upn", one.upn, ROSTER),
    )
    return _offers(values)


def of_household(adults: Sequence[AdultOfChild], siblings: Sequence[ChildName]) -> list[Offer]:
    """Adults and brothers and sisters, each value by itself."""
    found: list[Offer] = []
    for number, one in enumerate(adults, start=1):
        who = one.kind.word.capitalize()
        facts = [
            ("parental responsibility", one.has_responsibility),
            ("lives with the child", one.lives_with),
        ]
        values = (
            ("name", f"{who}: name", one.identity.full),
            ("facts", f"{who}: responsibility", ", ".join(words for words, holds in facts if holds)),
            ("phone", f"{who}: telephone", ", ".join(one.identity.phones)),
            ("address", f"{who}: address", _address(one.identity)),
        )
        source = f"{ROSTER}: there is a restriction, see the child’s page" if one.is_restricted else ROSTER
        found += [
            Offer(f"adult_{number}_{key}", words, value, source) for key, words, value in values if value
        ]
    for number, child in enumerate(siblings, start=1):
        name = ", ".join(part for part in (child.full, child.place) if part)
        found.append(Offer(f"sibling_{number}", "Brother or sister", name, ROSTER))
    return found


def masks_of(
    record: ChildRecord, adults: Sequence[AdultOfChild], siblings: Iterable[ChildName]
) -> dict[str, str]:
    """Every name of the child and the family -> what stands instead, where the child is not to be named."""
    one = record.identity
    names = [one.full, f"{one.forename} {one.surname}", one.forename, one.surname, one.preferred_forename,
             one.preferred_surname, *one.middle_names.split()]  # fmt: skip
    masks = dict.fromkeys(names, "the child")
    for adult in adults:
        words = f"the child’s {adult.kind.word}"
        same = adult.identity
        masks |= dict.fromkeys((same.full, f"{same.forename} {same.surname}", same.forename), words)
        masks.setdefault(same.surname, "the family")
    for sibling in siblings:
        masks |= dict.fromkeys((sibling.full, sibling.first), "a brother or sister")
    return {name.strip(): words for name, words in masks.items() if len(name.strip()) > 1}


def _offers(values: Iterable[tuple[str, str, str]]) -> list[Offer]:
    return [
        Offer(key, referral.field_of(key).words, value, source)
        for key, value, source in values
        if value.strip()
    ]


def _other_names(one: ChildIdentity) -> str:
    is_other = one.preferred_forename not in ("", one.forename) or one.preferred_surname not in (
        "",
        one.surname,
    )
    return f"known as {one.full}" if is_other else ""


def _address(one: ChildIdentity | AdultIdentity) -> str:
    return ", ".join([*one.address, *([one.postcode] if one.postcode else [])])
