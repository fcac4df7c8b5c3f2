"""The only writer of notices: seals one to a school, and if asked to the hub, puts both on their way. It may not be undone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.agency.notices.content import Incident, to_bytes
from fairward.agency.notices.making import packed
from fairward.agency.notices.models import Notice
from fairward.agency.notices.policies import (
    check_can_notify,
    check_has_been,
    check_is_hub,
    check_is_school,
    due_by,
)
from fairward.audit.log import record_act
from fairward.exchange.package.contents import Person
from fairward.exchange.travel.cards import Card
from fairward.exchange.travel.partner_queries import partner
from fairward.exchange.travel.sending_actions import put_on_its_way
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.kernel.actor import Actor
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import OrganisationKind, RingKind
from fairward.keys.records import create_record
from fairward.organisations.queries import names_of_members, organisation

TABLE = "notices_sent_notice"


@transaction.atomic
def send_notice(
    *, by: Actor, partner_id: UUID, incident: Incident, hub_partner_id: UUID | None = None
) -> UUID:
    """Tell a school's lead, and if `hub_partner_id` the hub, that police attended; returns the notice's id."""
    own, now = by.organisation_id, timezone.now()
    check_can_notify(by, OrganisationKind(organisation(own).kind))
    check_has_been(incident.attended_at, now)
    school = partner(own, partner_id)
    check_is_school(school)
    package_id = _sent(by, partner_id, school.card, incident, now)
    hub_package_id = None
    if hub_partner_id is not None:
        hub = partner(own, hub_partner_id)
        check_is_hub(hub)
        hub_package_id = _sent(by, hub_partner_id, hub.card, incident, now)
    notice_id = new_id()
    key = create_record(own, notice_id, rings=[RingKind.INTAKE])
    Notice.objects.create(
        organisation_id=own, id=notice_id, partner_id=partner_id, package_id=package_id, hub_partner_id=hub_partner_id,
        hub_package_id=hub_package_id, sealed=key.seal(to_bytes(incident), table=TABLE, version=1),
        attended_at=incident.attended_at, due_at=due_by(incident.attended_at), sent_at=now, sent_by=by.membership_id,
    )  # fmt: skip
    record_act(by, act="encompass.sent", item_kind="notice", item_id=notice_id)
    return notice_id


def _sent(by: Actor, partner_id: UUID, card: Card, incident: Incident, now: datetime) -> UUID:
    name = names_of_members(by.organisation_id, [by.membership_id])[by.membership_id]
    package_id, raw = packed(
        by.organisation_id, card, incident, Person(name.name, name.job_title or by.role.word), now
    )
    put_on_its_way(
        by=by, partner_id=partner_id, package_id=package_id, kind=EnvelopeKind.NOTIFICATION, sealed=raw, ring_id=card.ring_id
    )  # fmt: skip
    return package_id
