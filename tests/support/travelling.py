"""Partners and sealed packages for tests. They are packages from outside, which nobody can open: travel does not look inside."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from fairward.audit.sequencer import checkpoint_organisation
from fairward.config.signing import signer_of
from fairward.exchange.package import envelope
from fairward.exchange.travel import carrying
from fairward.exchange.travel.arrival_actions import WhyRefused, count_refusal
from fairward.exchange.travel.arrival_queries import due_answers
from fairward.exchange.travel.cards import Card
from fairward.exchange.travel.models import Arrival, Sending
from fairward.exchange.travel.partner_actions import add_card, confirm_partner, make_card
from fairward.exchange.travel.partner_queries import partner, partner_of, published_card
from fairward.exchange.travel.sending_actions import put_on_its_way
from fairward.exchange.travel.sending_queries import due_sendings
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.kernel.ids import new_id
from tests.personas import LEAD, School

FILLING = b"sealed elsewhere " * 40
SPOKE_TO = "Ada Moss, office manager"


def publish(*schools: School) -> None:
    """Each makes its card."""
    for school in schools:
        with school.transaction():
            make_card(by=school.actor(LEAD))


def add(school: School, other: School) -> UUID:
    """One has the other's card, not confirmed."""
    with school.transaction():
        return add_card(by=school.actor(LEAD), text=published_card(other.organisation_id))


def confirm(school: School, other: School) -> UUID:
    """One trusts the other's card; returns the partner's id."""
    partner_id = add(school, other)
    with school.transaction():
        confirm_partner(by=school.actor(LEAD), partner_id=partner_id, heard="", phoned=SPOKE_TO)
    return partner_id


def befriend(first: School, second: School) -> UUID:
    """Both have cards and trust each other's; returns the second as the first's partner."""
    publish(first, second)
    confirm(second, first)
    return confirm(first, second)


def unopenable(card: Card, package_id: UUID, filling: bytes = FILLING) -> bytes:
    """Bytes that are, from outside, a package for the organisation of `card`."""
    ring = bytes.fromhex(envelope.fingerprint(card.ring_key))
    head = envelope.bound(package_id, card.organisation_id, ring)
    return envelope.wrap(head, b"k" * envelope.SEALED_KEY, filling)


def send(
    school: School, partner_id: UUID, filling: bytes = FILLING, kind: EnvelopeKind = EnvelopeKind.TRANSFER
) -> UUID:
    """Put something on its way; returns the sending."""
    with school.transaction():
        card, package_id = partner(school.organisation_id, partner_id).card, new_id()
        return put_on_its_way(
            by=school.actor(LEAD), partner_id=partner_id, package_id=package_id, kind=kind,
            sealed=unopenable(card, package_id, filling), ring_id=card.ring_id,
        )  # fmt: skip


def carry_due(school: School, now: datetime | None = None) -> int:
    """What the worker does each minute; returns how many attempts came through."""
    moment, own = now or timezone.now(), school.organisation_id
    with school.transaction():
        sendings, answers = due_sendings(own, moment), due_answers(own, moment)
    through = sum(carrying.carry(own, one, moment) for one in sendings)
    return through + sum(carrying.tell(own, one, moment) for one in answers)


def row_of(school: School, sending_id: UUID) -> Sending:
    with school.transaction():
        return Sending.objects.get(organisation_id=school.organisation_id, id=sending_id)


def arrivals(school: School) -> list[Arrival]:
    with school.transaction():
        return list(Arrival.objects.filter(organisation_id=school.organisation_id).order_by("arrived_at"))


def partner_row(school: School, other: School) -> UUID:
    with school.transaction():
        found = partner_of(school.organisation_id, other.organisation_id)
    assert found is not None
    return found.id


def fill_travel(school: School, other: School) -> None:
    """A row in each table of travel: packages both ways, receipts, heads, a refusal."""
    partner_id = befriend(school, other)
    for one in (school, other):
        checkpoint_organisation(one.organisation_id, signer_of(one.organisation_id))
    send(school, partner_id)
    send(other, partner_row(other, school))
    carry_due(school)
    carry_due(other)
    with school.transaction():
        count_refusal(school.organisation_id, WhyRefused.UNKNOWN_SENDER, timezone.now())


LATER = timedelta(hours=7)
