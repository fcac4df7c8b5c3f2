"""A hub, agencies and their people for tests; cards compared both ways; a referral that a school sends to the hub.

hub = make_hub()                       # screener, manager, two analysts, with keys
police = make_agency(OrganisationKind.POLICE)
connect(school, hub)                   # each has the other's card and trusts it
refer(school, hub, urgent=True)        # sealed, sent, delivered: it waits at the hub
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any
from uuid import UUID

from django.utils import timezone

from fairward.access.permissions import permissions_of
from fairward.agency.notices.models import Notice
from fairward.exchange.package.building import Attachment, Head, build
from fairward.exchange.package.contents import Child, Coded, Person, Recipient, Sender, Test, Told
from fairward.exchange.package.envelope import fingerprint
from fairward.exchange.package.making import ChosenEntry
from fairward.exchange.package.sealing import seal
from fairward.exchange.travel.models import Arrival, Partner
from fairward.exchange.travel.partner_actions import add_card, confirm_partner, make_card
from fairward.exchange.travel.partner_queries import partner_of, published_card
from fairward.exchange.travel.sending_actions import put_on_its_way
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.hub.intake.models import (
    CaseLink,
    CaseNote,
    CasePerson,
    Contact,
    ContactFile,
    FormUse,
    Practice,
    RatingGiven,
    Teller,
)
from fairward.hub.intake.vocabulary import Source
from fairward.hub.intake.writing import NewCase, new_case
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import DisclosureKind, Label, OrganisationKind, Role
from fairward.keys import signing
from fairward.organisations.queries import organisation
from fairward.rules import disclosure
from tests.personas import Persona, School, make_school
from tests.support.packages import SMALL_PDF, choices, entry
from tests.support.travelling import SPOKE_TO, carry_due

SCREENER = Persona("Priya Nair", Role.SCREENER, "Screener")
SECOND_SCREENER = Persona("Owen Price", Role.SCREENER, "Screener")
HUB_MANAGER = Persona("Marta Kowal", Role.HUB_MANAGER, "Hub manager")
ANALYST = Persona("Ruth Osei", Role.ANALYST, "Social worker")
SECOND_ANALYST = Persona("Callum Reid", Role.ANALYST, "Senior social worker")
HUB_OFFICER = Persona("Nina Falk", Role.DATA_PROTECTION_OFFICER, "Data protection officer")
HUB_OFFICE = Persona("Tariq Aziz", Role.ADMINISTRATOR, "Office manager")
SCRUTINEER = Persona("Grace Adeyemi", Role.SCRUTINEER, "Independent scrutineer")
NAVIGATOR = Persona("Joan Pike", Role.NAVIGATOR, "Hub navigator")
AGENCY_MANAGER = Persona("Leo Hartmann", Role.AGENCY_MANAGER, "Manager")
HUB_STAFF = (
    SCREENER,
    SECOND_SCREENER,
    HUB_MANAGER,
    ANALYST,
    SECOND_ANALYST,
    SCRUTINEER,
    HUB_OFFICER,
    HUB_OFFICE,
)
AGENCY_STAFF = (NAVIGATOR, AGENCY_MANAGER)
CHILD, BORN_ON = "Robin Marsh", date(2015, 3, 3)


def make_hub(name: str = "Eastmere Safeguarding Hub", staff: Sequence[Persona] = HUB_STAFF) -> School:
    """A hub with its people and keys."""
    return make_school(name, staff, kind=OrganisationKind.HUB)


def make_agency(kind: OrganisationKind, name: str = "") -> School:
    """An agency with a navigator and a manager, with keys."""
    return make_school(name or f"Eastmere {kind.word.capitalize()}", AGENCY_STAFF, kind=kind)


def keeper(one: School) -> Persona:
    """Somebody there who compares cards."""
    return next(
        person.persona for person in one.people.values()
        if person.has_key and "exchange:partners:manage" in permissions_of(person.role)
    )  # fmt: skip


def connect(first: School, second: School) -> None:
    """Both make their cards, and trust each other's."""
    for one in (first, second):
        with one.transaction():
            make_card(by=one.actor(keeper(one)))
    for one, other in ((first, second), (second, first)):
        with one.transaction():
            partner_id = add_card(by=one.actor(keeper(one)), text=published_card(other.organisation_id))
        with one.transaction():
            confirm_partner(by=one.actor(keeper(one)), partner_id=partner_id, heard="", phoned=SPOKE_TO)


def partner_id_of(one: School, other: School) -> UUID:
    """The row that one organisation has of another."""
    with one.transaction():
        found = partner_of(one.organisation_id, other.organisation_id)
    assert found is not None
    return found.id


def refer(
    sender: School, hub: School, *, kind: DisclosureKind = DisclosureKind.REFERRAL, urgent: bool = False,
    child: str = CHILD, born_on: date | None = BORN_ON, label: Label = Label.RELEASABLE,
    attachments: Sequence[Attachment] = (), carried: bool = True, **more: Any,
) -> UUID:  # fmt: skip
    """Seal a package of one entry to the hub and bring it to its door; returns the arrival's id, or the package's."""
    partner_id, package_id = partner_id_of(sender, hub), new_id()
    with sender.transaction():
        card = partner_of(sender.organisation_id, hub.organisation_id).card  # type: ignore[union-attr]
        made = build(
            _head(sender, card, kind, package_id, urgent, child, born_on, more), _chosen(label), attachments,
            draw=lambda _: SMALL_PDF,
        )  # fmt: skip
        raw = seal(
            made, ring_public=card.ring_key, verifying_key=signing.verifying_key(sender.organisation_id),
            sign=lambda message: signing.sign(sender.organisation_id, message),
        )  # fmt: skip
        put_on_its_way(
            by=sender.actor(keeper(sender)), partner_id=partner_id, package_id=package_id,
            kind=EnvelopeKind[kind.name], sealed=raw, ring_id=card.ring_id,
        )  # fmt: skip
    if not carried:
        return package_id
    carry_due(sender)
    with hub.transaction():
        return Arrival.objects.get(organisation_id=hub.organisation_id, package_id=package_id).id


def fill_intake(organisation_id: UUID) -> None:
    """A row in each table of intake, and a notice to a partner there; what is sealed is any bytes."""
    own: dict[str, Any] = {"organisation_id": organisation_id}
    now, who = timezone.now(), new_id()
    one, other = (
        new_case(organisation_id, NewCase(Source.TELEPHONE, False, True, True)).id for _ in range(2)
    )
    of = {**own, "case_id": one}
    Practice.objects.create(
        **own, version=1, days=31, opens=time(8), closes=time(18), made_at=now, made_by=who
    )
    FormUse.objects.create(**own, network=who, hour=now, count=1)
    contact = Contact.objects.create(**of, format=1, sealed=b"x", made_at=now)
    ContactFile.objects.create(**own, contact_id=contact.id, place=1, sealed=b"x")
    Teller.objects.create(**of, sealed=b"x", made_at=now)
    CasePerson.objects.create(**of, kind=1, identity=b"x", added_at=now)
    CaseNote.objects.create(**of, kind=1, sealed=b"x", written_at=now, written_by=who)
    RatingGiven.objects.create(
        **of, rating=1, sealed=b"x", practice_version=1, decide_by=now, given_at=now, given_by=who
    )
    CaseLink.objects.create(**of, other_case_id=other, kind=1, decided_at=now, decided_by=who)
    partner_id = Partner.objects.filter(**own).values_list("id", flat=True)[0]
    Notice.objects.create(
        **own, partner_id=partner_id, package_id=who, sealed=b"x", attended_at=now, due_at=now, sent_at=now, sent_by=who
    )  # fmt: skip


def _chosen(label: Label) -> list[ChosenEntry]:
    made = entry()
    return [ChosenEntry(made, choices(made, label))]


def _head(
    sender: School, card: Any, kind: DisclosureKind, package_id: UUID, urgent: bool, child: str, born_on: date | None,
    more: dict[str, Any],
) -> Head:  # fmt: skip
    own = organisation(sender.organisation_id)
    lead = Person("Amira Khan", "designated safeguarding lead")
    given: dict[str, Any] = {
        "kind": kind,
        "sender": Sender(
            sender.organisation_id, own.name, OrganisationKind(own.kind),
            fingerprint(signing.verifying_key(sender.organisation_id)), lead, (Person("Ben Whitlock", "deputy lead"),),
        ),
        "recipient": Recipient(card.organisation_id, card.name, card.kind, fingerprint(card.ring_key), ()),
        "about": None if kind is DisclosureKind.ADVICE else Child(new_id(), child, born_on, ""),
        "purpose": Coded("child_protection", "child protection"), "reason": "We fear that he is being hit at home.",
        "basis": Coded("safeguarding_task", disclosure.basis("safeguarding_task").words),
        "tests": tuple(Test(one.id, one.question, "yes", "") for one in disclosure.tests()),
        "told": Told(True, None, None), "is_urgent": urgent, "id": package_id,
    }  # fmt: skip
    return Head(**{**given, **more})
