"""Whom of the cast a case of the hub is about, and whom its gate names. Pure; nobody is looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from uuid import UUID

from fairward.config.demo.cast import Cast, Player, kind_of
from fairward.exchange.answering.asking import MOST_PERSONS, AskedPerson
from fairward.hub.intake.content import Identity
from fairward.people.vocabulary import RelationshipKind as Kin

_HOUSEHOLD = re.compile(r"\b(partner|lodger|boyfriend|girlfriend)\b", re.IGNORECASE)
_CARERS = frozenset({Kin.MOTHER, Kin.FATHER, Kin.PARENT, Kin.STEP_PARENT, Kin.FOSTER_PARENT, Kin.CARER})


def family_of(cast: Cast, child: str) -> list[str]:
    """Codes of the child, brothers and sisters and the adults of the family: whom questions may be about."""
    others = [code for code in cast.players if code != child and _is_family(cast.players[code])]
    return [child, *others][:MOST_PERSONS]


def identity_of(player: Player) -> Identity:
    """As somebody who tells the hub would say it."""
    return Identity(
        name=player.full, born_on=player.born_on, to_child="" if player.is_child else player.words[:100]
    )


def asked_persons(cast: Cast, child: str, people: Mapping[str, UUID]) -> tuple[AskedPerson, ...]:
    """The people of a gate, each with the reason why they are in it."""
    return tuple(_asked(cast.players[code], code == child, row) for code, row in people.items())


def main_child(cast: Cast, about: Iterable[str], seen: Iterable[str]) -> str:
    """The child whom somebody is worried about: of the event itself, else whom most was recorded about, else the first."""
    named = [code for code in about if cast.is_child(code)]
    counted = [code for code in seen if cast.is_child(code)]
    if named:
        return max(named, key=lambda code: (counted.count(code), -named.index(code)))
    every = [code for code in cast.players if cast.is_child(code)]
    return max(every, key=lambda code: (counted.count(code), -every.index(code)))


def _is_family(player: Player) -> bool:
    return player.is_child or kind_of(player) is not None or bool(_HOUSEHOLD.search(player.words))


def _asked(player: Player, is_main: bool, row: UUID) -> AskedPerson:
    if player.is_child:
        kind, reason = ("child", "The child.") if is_main else ("other_child", "Lives there too.")
    elif kind_of(player) in _CARERS:
        kind, reason = "parent_carer", "Looks after the child."
    else:
        kind, reason = "household_adult", "Lives with the child, or is often there."
    return AskedPerson(row, player.full, kind, reason, player.born_on)
