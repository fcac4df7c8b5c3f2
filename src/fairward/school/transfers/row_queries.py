"""Reads rows of transfers with where they stand, for queries and actions of this room. It may not write or name anybody."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from fairward.exchange.choosing.draft_queries import DraftFacts, facts_of
from fairward.exchange.choosing.gone_queries import Handed, handed_of
from fairward.exchange.choosing.vocabulary import DraftState
from fairward.exchange.models import Disclosure
from fairward.exchange.travel.sending_queries import states_of_packages
from fairward.exchange.travel.vocabulary import TravelState
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import Purpose
from fairward.school.transfers.models import Transfer, TransferPart
from fairward.school.transfers.vocabulary import Destination, PartDecision, PartStanding, TransferState
from fairward.school.transfers.workflow import standing_of, state_of


@dataclass(frozen=True, slots=True)
class PartRow:
    """One file of a transfer and where it stands. `package`: what the way or the recipient says; None where none travels.

    `handed`: where an encrypted file or a paper stands, with the receipt that somebody wrote down.
    """

    id: UUID
    transfer_id: UUID
    file_id: UUID | None
    purpose: Purpose
    decision: PartDecision
    standing: PartStanding
    draft_id: UUID | None
    disclosure_id: UUID | None
    package_id: UUID | None
    package: TravelState | None
    sent_at: datetime | None
    chase_at: datetime | None
    is_over: bool
    row: TransferPart
    handed: Handed | None = None


@dataclass(frozen=True, slots=True)
class TransferRow:
    """A transfer, its files that count, and its state."""

    row: Transfer
    parts: Sequence[PartRow]
    state: TransferState

    @property
    def standings(self) -> list[PartStanding]:
        """Where each file stands."""
        return [one.standing for one in self.parts]


def parts_of(
    organisation_id: UUID, transfer_ids: Collection[UUID], *, with_over: bool = False
) -> list[PartRow]:
    """The files of these transfers, in the order in which they were added; a few statements for any number."""
    rows = TransferPart.objects.filter(organisation_id=organisation_id, transfer_id__in=list(transfer_ids))
    shown = list((rows if with_over else rows.filter(is_over=False)).order_by("purpose", "id"))
    drafts = facts_of(organisation_id, [row.draft_id for row in shown if row.draft_id])
    told = {row.disclosure_id for row in shown} | {one.disclosure_id for one in drafts.values()}
    packages = _packages(organisation_id, {one for one in told if one})
    handed = handed_of(organisation_id, [one for one in told if one])
    ids = {*packages.values(), *(row.package_id for row in shown)}
    states = states_of_packages(organisation_id, [one for one in ids if one])
    return [_part(row, drafts, packages, states, handed) for row in shown]


def _packages(organisation_id: UUID, disclosure_ids: Collection[UUID]) -> dict[UUID, UUID | None]:
    """Disclosure -> its package, of what was sent as one."""
    rows = Disclosure.objects.filter(organisation_id=organisation_id, id__in=disclosure_ids)
    return dict(rows.values_list("id", "package_id"))


def _part(
    row: TransferPart,
    drafts: Mapping[UUID, DraftFacts],
    packages: Mapping[UUID, UUID | None],
    states: Mapping[UUID, TravelState],
    handed: Mapping[UUID, Handed],
) -> PartRow:
    draft = drafts.get(row.draft_id) if row.draft_id else None
    disclosure_id = row.disclosure_id or (draft.disclosure_id if draft else None)
    package_id = row.package_id or (packages.get(disclosure_id) if disclosure_id else None)
    receipt = handed.get(disclosure_id) if disclosure_id else None
    package = states.get(package_id) if package_id else None
    # The draft goes with its file, and the disclosure with what was told: what the row itself says of them stays true.
    state = DraftState.SENT if row.disclosure_id else draft.state if draft else None
    standing = standing_of(
        PartDecision(row.decision),
        state,
        package,
        has_receipt=row.accepted_on is not None or (receipt is not None and receipt.received_on is not None),
    )
    return PartRow(
        row.id, row.transfer_id, row.file_id, Purpose(row.purpose), PartDecision(row.decision), standing, row.draft_id,
        disclosure_id, package_id, package, row.sent_at or (draft.changed_at if draft and disclosure_id else None),
        row.chase_at, row.is_over, row, receipt,
    )  # fmt: skip


def with_states(
    organisation_id: UUID, rows: Sequence[Transfer], now: datetime | None = None
) -> list[TransferRow]:
    """These transfers with their files and states, in the order given."""
    moment = now or timezone.now()
    found: dict[UUID, list[PartRow]] = {row.id: [] for row in rows}
    for part in parts_of(organisation_id, found.keys()):
        found[part.transfer_id].append(part)
    return [TransferRow(row, found[row.id], _state(row, found[row.id], moment)) for row in rows]


def _state(row: Transfer, parts: Sequence[PartRow], now: datetime) -> TransferState:
    waiting = [one for one in parts if one.standing is PartStanding.ON_ITS_WAY]
    is_late = any(one.chase_at is not None and one.chase_at < now for one in waiting)
    is_known = row.destination != int(Destination.UNKNOWN)
    return state_of(
        [one.standing for one in parts],
        is_closed=row.closed_at is not None,
        is_known=is_known,
        is_receipt_late=is_late,
    )


def locked(organisation_id: UUID, transfer_id: UUID) -> TransferRow:
    """One transfer for an action: whoever else changes it waits."""
    rows = Transfer.objects.select_for_update().filter(organisation_id=organisation_id, id=transfer_id)
    row = rows.first()
    if row is None:
        raise NotFound("transfer")
    return with_states(organisation_id, [row])[0]
