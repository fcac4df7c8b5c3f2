"""Children who may be the one that another organisation writes about: suggestions for a person, never a match."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fairward.audit import log
from fairward.kernel.actor import Actor
from fairward.people.identity import ChildIdentity
from fairward.people.queries import FoundChild, whole_roll
from fairward.people.roster.cells import folded

MOST = 10


@dataclass(frozen=True, slots=True)
class LikeChild:
    """A child here, and what speaks for it being the same one, strongest first."""

    child: FoundChild
    born_on: date | None
    why: tuple[str, ...]


def children_like(actor: Actor, *, upn: str, name: str, born_on: date | None, why: str) -> list[LikeChild]:
    """Children, former ones too, with the same UPN, or the same name, or a part of the name and the same date of birth.

    The list shown is logged. Nothing is decided: two children may have one name and one birthday.
    """
    found = [
        (strength, one)
        for one in whole_roll(actor.organisation_id)
        if (strength := _why(one.identity, upn, name, born_on))
    ]
    found.sort(key=lambda pair: (-len(pair[0]), pair[1].name.full))
    shown = [
        LikeChild(FoundChild(one.id, one.name, one.status), one.identity.born_on, reasons)
        for reasons, one in found[:MOST]
    ]
    if shown:
        log.record_list(actor, item_kind="child", item_ids=[one.child.id for one in shown], why=why)
    return shown


def _why(identity: ChildIdentity, upn: str, name: str, born_on: date | None) -> tuple[str, ...]:
    words = set(folded(name).split())
    whole = {
        frozenset(folded(f"{first} {last}").split())
        for first in (identity.forename, identity.first)
        for last in (identity.surname, identity.preferred_surname or identity.surname)
    }
    is_same_name = any(each <= words for each in whole)
    shares = bool(words & {word for each in whole for word in each})
    is_same_birth = born_on is not None and identity.born_on == born_on
    reasons = []
    if upn and identity.upn == upn:
        reasons.append("the same unique pupil number")
    if is_same_name:
        reasons.append("the same name")
    if is_same_birth and (shares or reasons):
        reasons.append("the same date of birth")
    return tuple(reasons)
