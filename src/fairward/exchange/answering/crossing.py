"""Sealing and sending for whoever acts, and opening what arrived with their exchange ring. It may not decide what goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from fairward.audit.reading import last_state
from fairward.exchange.package.contents import Manifest, Person, Recipient, Sender
from fairward.exchange.package.envelope import fingerprint
from fairward.exchange.package.sealing import Package, seal
from fairward.exchange.travel.cards import Card
from fairward.exchange.travel.opening_queries import open_arrival_for
from fairward.exchange.travel.partner_queries import partner
from fairward.exchange.travel.sending_actions import put_on_its_way
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import OrganisationKind
from fairward.keys import signing
from fairward.organisations.queries import names_of_members, organisation


@dataclass(frozen=True, slots=True)
class Came:
    """A package that was opened and checked: its document, its digest, and the partner it came from."""

    manifest: Manifest
    digest: str
    partner_id: UUID


def person_of(organisation_id: UUID, membership_id: UUID) -> Person:
    """Somebody of the staff as they sign."""
    found = names_of_members(organisation_id, [membership_id])[membership_id]
    return Person(found.name, found.job_title or "member of staff")


def sender_of(by: Actor, approved_by: Iterable[UUID] = ()) -> Sender:
    """The organisation of whoever acts, signed by them; `approved_by` are memberships that agreed."""
    own = organisation(by.organisation_id)
    return Sender(
        by.organisation_id, own.name, OrganisationKind(own.kind), fingerprint(signing.verifying_key(by.organisation_id)),
        person_of(by.organisation_id, by.membership_id),
        tuple(person_of(by.organisation_id, one) for one in approved_by),
    )  # fmt: skip


def recipient_of(card: Card, named: Iterable[Person] = ()) -> Recipient:
    """A partner as the recipient of a package."""
    return Recipient(card.organisation_id, card.name, card.kind, fingerprint(card.ring_key), tuple(named))


def log_head_of(organisation_id: UUID) -> str:
    """The last signed head of the sender's log, empty before there is one."""
    return last_state(organisation_id).note or ""


def let_go(*, by: Actor, partner_id: UUID, package: Package) -> None:
    """Seal a package to a partner and put it on its way, in the caller's transaction."""
    own, card = by.organisation_id, partner(by.organisation_id, partner_id).card
    sealed = seal(
        package, ring_public=card.ring_key, verifying_key=signing.verifying_key(own), sign=partial(signing.sign, own)
    )  # fmt: skip
    put_on_its_way(
        by=by, partner_id=partner_id, package_id=package.manifest.id, kind=EnvelopeKind(int(package.manifest.kind)),
        sealed=sealed, ring_id=card.ring_id,
    )  # fmt: skip


def opened(actor: Actor, arrival_id: UUID, why: str) -> Came:
    """One package that arrived, opened with the actor's exchange ring and checked. The look is logged. Refused if bad."""
    found = open_arrival_for(actor, arrival_id, why)
    return Came(found.opened.package.manifest, found.opened.digest, found.sender.id)
