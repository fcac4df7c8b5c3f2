"""What became of drafts and packages of referrals, for whoever follows them: states and days. It may not open content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.exchange.choosing.draft_queries import DraftFacts, facts_of
from fairward.exchange.choosing.vocabulary import DraftState
from fairward.exchange.models import Disclosure
from fairward.exchange.travel.models import Arrival, Sending
from fairward.exchange.travel.vocabulary import EnvelopeKind, TravelState
from fairward.school.referrals.standing import Noted, Seen


@dataclass(frozen=True, slots=True)
class _Gone:
    """A disclosure that was sent: when, as which package."""

    at: datetime
    package_id: UUID | None


def seen_of(organisation_id: UUID, noted: Sequence[Noted]) -> dict[UUID, Seen]:
    """Referral id -> what became of what was prepared for it."""
    ids = [one for row in noted for one in (row.draft_id, row.adding_id) if one is not None]
    drafts = facts_of(organisation_id, ids)
    gone = _gone(organisation_id, [one.disclosure_id for one in drafts.values() if one.disclosure_id])
    travels = _travels(organisation_id, [one.package_id for one in gone.values() if one.package_id])
    return {row.id: _seen(row, drafts, gone, travels) for row in noted}


def _seen(
    row: Noted,
    drafts: dict[UUID, DraftFacts],
    gone: dict[UUID, _Gone],
    travels: dict[UUID, tuple[TravelState, datetime]],
) -> Seen:
    draft, adding = drafts.get(row.draft_id), drafts.get(row.adding_id) if row.adding_id else None
    told = gone.get(draft.disclosure_id) if draft and draft.disclosure_id else None
    travel = travels.get(told.package_id) if told and told.package_id else None
    state, at = travel or (None, None)
    ids = [one.disclosure_id for one in (draft, adding) if one and one.disclosure_id]
    return Seen(
        sent_at=_sent_at(draft, gone),
        is_dropped=draft is None or draft.state is DraftState.DROPPED,
        travel=state, travelled_at=at,
        is_adding=adding is not None and adding.state not in (DraftState.DROPPED, DraftState.SENT),
        added_at=_sent_at(adding, gone), told_ids=tuple(ids),
    )  # fmt: skip


def _sent_at(draft: DraftFacts | None, gone: dict[UUID, _Gone]) -> datetime | None:
    if draft is None or draft.state is not DraftState.SENT:
        return None
    told = gone.get(draft.disclosure_id) if draft.disclosure_id else None
    return told.at if told else draft.changed_at


def _gone(organisation_id: UUID, ids: Iterable[UUID]) -> dict[UUID, _Gone]:
    rows = Disclosure.objects.filter(organisation_id=organisation_id, id__in=list(ids))
    return {row[0]: _Gone(row[1], row[2]) for row in rows.values_list("id", "told_at", "package_id")}


def _travels(organisation_id: UUID, package_ids: Iterable[UUID]) -> dict[UUID, tuple[TravelState, datetime]]:
    """Where packages stand; of one that was refused or recalled, since when."""
    rows = Sending.objects.filter(organisation_id=organisation_id, package_id__in=list(package_ids))
    found = rows.values_list("package_id", "state", "changed_at")
    return {package_id: (TravelState(state), at) for package_id, state, at in found}


def outcome_has_arrived(organisation_id: UUID, partner_id: UUID | None, since: datetime | None) -> bool:
    """Whether an outcome has come from whom it was sent to, since it was sent: of which child, only opening it says."""
    if partner_id is None or since is None:
        return False
    rows = Arrival.objects.filter(
        organisation_id=organisation_id, partner_id=partner_id, kind=int(EnvelopeKind.OUTCOME)
    )
    return rows.filter(arrived_at__gte=since).exists()
