"""What the pages of the keys show: rings and their holders, who waits, the sheet. It may not write or open a key."""

from __future__ import annotations

import time
from dataclasses import dataclass
from uuid import UUID

from fairward.access.permissions import CHARTERS, rings_of
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import OrganisationKind, RingKind
from fairward.keys import escrow, persons, resealing, rings, sheets
from fairward.organisations import queries as organisations
from fairward.organisations.queries import Member


@dataclass(frozen=True, slots=True)
class Count:
    """How a ring stands, in numbers: holders whose role reads with it, and others that still have it."""

    kind: RingKind
    exists: bool
    holders: int
    left_over: int


@dataclass(frozen=True, slots=True)
class Ring:
    """One row of the overview."""

    kind: RingKind
    exists: bool
    holders: list[Member]
    waiting: list[Member]
    without_passphrase: list[Member]
    left_over: int

    @property
    def count(self) -> Count:
        """The same in numbers."""
        return Count(self.kind, self.exists, len(self.holders), self.left_over)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something about the keys that must be mended; red for the lead and the administrator until it is."""

    sentence: str
    page: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The page of the keys."""

    rings: list[Ring]
    sheet: sheets.StandingSheet | None
    warnings: list[Fault]
    pending: int


def kinds_for(kind: OrganisationKind) -> list[RingKind]:
    """The rings that an organisation of this kind needs: what its roles may hold."""
    if kind is OrganisationKind.HUB:
        # A hub answers requests and complaints too: without their ring nobody could note one.
        return [RingKind.INTAKE, RingKind.CASES, RingKind.RIGHTS, RingKind.EXCHANGE]
    if kind not in (OrganisationKind.SCHOOL, OrganisationKind.TRUST):
        return [RingKind.INTAKE, RingKind.EXCHANGE]
    wanted = {ring for charter in CHARTERS.values() for ring in charter.rings}
    return [
        RingKind.INTAKE,
        *sorted(wanted - {RingKind.INTAKE, RingKind.EXCHANGE, RingKind.CASES}),
        RingKind.EXCHANGE,
    ]


def overview(organisation_id: UUID) -> Overview:
    """Rings with their holders and those who wait, the sheet, and what must be mended."""
    found = _rings(organisation_id)
    sheet = sheets.standing_sheet(organisation_id) if sheets.has_sheet(organisation_id) else None
    return Overview(
        rings=found,
        sheet=sheet,
        warnings=[*_ring_warnings([one.count for one in found]), *_sheet_warnings(organisation_id, sheet)],
        pending=resealing.pending(organisation_id),
    )


# How long "all is well" is believed before it is looked at again, so that a page costs no query for it. A fault is
# never remembered: the banner goes with the page on which it was mended.
BELIEVED_SECONDS = 60.0
_well_until: dict[UUID, float] = {}


def warnings(organisation_id: UUID) -> list[Fault]:
    """What must be mended, for the banner on other pages of the lead and the administrator."""
    if _well_until.get(organisation_id, 0.0) > time.monotonic():
        return []
    sheet = sheets.standing_sheet(organisation_id) if sheets.has_sheet(organisation_id) else None
    found = [*_ring_warnings(_counts(organisation_id)), *_sheet_warnings(organisation_id, sheet)]
    if not found:
        _well_until[organisation_id] = time.monotonic() + BELIEVED_SECONDS
    return found


def look_again(organisation_id: UUID) -> None:
    """Forget that all was well: something about the keys changed."""
    _well_until.pop(organisation_id, None)


def _counts(organisation_id: UUID) -> list[Count]:
    standing = rings.holders(organisation_id)
    roles = organisations.roles_by_account(organisation_id)
    kind = OrganisationKind(organisations.organisation(organisation_id).kind)
    counts = []
    for one in kinds_for(kind):
        holding = standing.get(one, [])
        entitled = [account for account in holding if account in roles and one in rings_of(roles[account])]
        counts.append(Count(one, one in standing, len(entitled), len(holding) - len(entitled)))
    return counts


def _rings(organisation_id: UUID) -> list[Ring]:
    standing = rings.holders(organisation_id)
    people = organisations.members(organisation_id)
    with_key = set(persons.people_with_keys(member.account_id for member in people))
    kind = OrganisationKind(organisations.organisation(organisation_id).kind)
    return [_ring(one, standing.get(one), people, with_key) for one in kinds_for(kind)]


def _ring(kind: RingKind, standing: list[UUID] | None, people: list[Member], with_key: set[UUID]) -> Ring:
    entitled = [member for member in people if kind in rings_of(member.role)]
    holding = standing or []
    holders = [member for member in entitled if member.account_id in holding]
    others = [member for member in entitled if member.account_id not in holding]
    return Ring(
        kind=kind,
        exists=standing is not None,
        holders=holders,
        waiting=[member for member in others if member.account_id in with_key],
        without_passphrase=[member for member in others if member.account_id not in with_key],
        left_over=len(holding) - len(holders),
    )


def _ring_warnings(found: list[Count]) -> list[Fault]:
    warnings = []
    for ring in found:
        word = ring.kind.word
        if not ring.exists:
            warnings.append(Fault(f"The key for {word} has not been made yet.", "keyholding:setup"))
        elif ring.holders < rings.FEWEST_HOLDERS:
            number = "Nobody who works here" if not ring.holders else "Only one person"
            warnings.append(
                Fault(f"{number} holds the key for {word}. Two are needed.", "keyholding:overview")
            )
        if ring.left_over:
            warnings.append(
                Fault(
                    f"Somebody whose role does not read with it any more still holds the key for {word}, because "
                    "nobody else does. Use the sheet from the safe.",
                    "keyholding:use_sheet",
                )
            )
    return warnings


def _sheet_warnings(organisation_id: UUID, sheet: sheets.StandingSheet | None) -> list[Fault]:
    if sheet is None:
        return [Fault("There is no sheet in the safe yet.", "keyholding:setup")]
    if sheet.must_be_replaced:
        return [Fault("The sheet was used. Print a new one for the safe.", "keyholding:replace_sheet")]
    found = []
    if not sheet.is_tested:
        found.append(Fault("The sheet in the safe has never been tested.", "keyholding:test_sheet"))
    missing = escrow.rings_not_on_sheet(organisation_id)
    if missing:
        words = ", ".join(kind.word for kind in missing)
        found.append(
            Fault(
                f"The new sheet does not open everything yet ({words}). It will when somebody who holds these "
                "keys unlocks.",
                "keyholding:overview",
            )
        )
    return found


def ring(organisation_id: UUID, kind: RingKind) -> Ring:
    """One row of the overview."""
    return next(one for one in _rings(organisation_id) if one.kind == kind)


def held_by(actor: Actor) -> list[RingKind]:
    """The rings that the actor holds."""
    return [kind for kind, who in rings.holders(actor.organisation_id).items() if actor.account_id in who]


def missing_for(actor: Actor) -> list[RingKind]:
    """The rings that the actor's role reads with and that have not been made."""
    made = rings.holders(actor.organisation_id)
    return sorted(kind for kind in rings_of(actor.role) if kind not in made)


def pending_for(actor: Actor) -> int:
    """How many keys wait to be re-sealed with rings that the actor holds."""
    return resealing.pending(actor.organisation_id, held_by(actor))
