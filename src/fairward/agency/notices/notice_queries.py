"""Reads notices that were sent: to whom, in time or late, whether a person there has them. It may not write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.agency.notices.content import Incident, from_bytes
from fairward.agency.notices.models import Notice
from fairward.agency.notices.notice_actions import TABLE
from fairward.audit.log import record_list
from fairward.exchange.travel.partner_queries import confirmed_partners, partners
from fairward.exchange.travel.sending_queries import state_of_package
from fairward.exchange.travel.vocabulary import TravelState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import OrganisationKind, RingKind
from fairward.keys.records import open_records

PAGE = 25


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A notice from outside: nothing of what stands in it."""

    id: UUID
    school: str
    hub: str
    attended_at: datetime
    due_at: datetime
    sent_at: datetime
    state: TravelState | None

    @property
    def was_late(self) -> bool:
        """Whether it left after the next school day had begun."""
        return self.sent_at > self.due_at


def notices_for(actor: Actor, why: str, page: int = 1) -> tuple[list[NoticeFacts], int]:
    """A page of notices, newest first, and how many there are."""
    rows = Notice.objects.defer("sealed").filter(organisation_id=actor.organisation_id)
    total = rows.count()
    shown = list(rows.order_by("-sent_at")[(page - 1) * PAGE : page * PAGE])
    names = {one.id: one.card.name for one in partners(actor.organisation_id)}
    record_list(actor, item_kind="notice", item_ids=[row.id for row in shown], why=why)
    return [_facts(row, names) for row in shown], total


def notice_for(actor: Actor, notice_id: UUID, why: str) -> tuple[NoticeFacts, Incident]:
    """One notice with what stood in it; writes the look."""
    row = Notice.objects.filter(organisation_id=actor.organisation_id, id=notice_id).first()
    if row is None:
        raise NotFound("notice")
    keys = open_records(actor, record_ids=[row.id], ring=RingKind.INTAKE, item_kind="notice", why=why)
    names = {one.id: one.card.name for one in partners(actor.organisation_id)}
    return _facts(row, names), from_bytes(keys[row.id].open(bytes(row.sealed), table=TABLE, version=1))


def places_to_tell(organisation_id: UUID, kind: OrganisationKind) -> list[tuple[UUID, str]]:
    """Confirmed partners of one kind, by name."""
    return [(one.id, one.card.name) for one in confirmed_partners(organisation_id) if one.card.kind is kind]


def _facts(row: Notice, names: dict[UUID, str]) -> NoticeFacts:
    hub = names[row.hub_partner_id] if row.hub_partner_id else ""
    state = state_of_package(row.organisation_id, row.package_id)
    return NoticeFacts(row.id, names[row.partner_id], hub, row.attended_at, row.due_at, row.sent_at, state)
