"""Takes contacts in: what another organisation sent, what was told by telephone. One act each. It may not choose a way."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.exchange.package.contents import PDF, Manifest
from fairward.exchange.package.refusals import Refused
from fairward.exchange.package.sealing import Opened
from fairward.exchange.receiving import answering
from fairward.exchange.travel.arrival_queries import Arrived, one_arrived
from fairward.exchange.travel.opening_queries import open_arrival_for
from fairward.exchange.travel.vocabulary import TravelState
from fairward.hub.intake.content import (
    Identity,
    Told,
    Typed,
    document_bytes,
    for_everybody_here,
    typed_bytes,
)
from fairward.hub.intake.policies import check_can_take, check_is_contact, check_says
from fairward.hub.intake.vocabulary import Format, PersonKind, Source
from fairward.hub.intake.writing import NewCase, new_case, write_contact, write_person, write_teller
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied

WHY = "taking in a contact"


@transaction.atomic
def take_arrival(*, by: Actor, arrival_id: UUID) -> UUID:
    """Open what another organisation sent and make a case of it; its sender hears that a person has it. Returns the case's id.

    Refused with its sentence if the package is not one that can be accepted; nothing is kept then.
    """
    check_can_take(by)
    arrived = one_arrived(by.organisation_id, arrival_id)
    check_is_contact(arrived.kind)
    if arrived.state is not TravelState.DELIVERED:
        raise Denied("taken", "Somebody has opened this already. It is on the board.")
    opened = open_arrival_for(by, arrival_id, WHY).opened
    case_id = _write(by, arrived, opened)
    answering.tell_sender(by, arrived, TravelState.RECEIVED, keeps_sealed=bool(_for_named(opened)))
    record_act(by, act="hub.contact_taken", item_kind="case", item_id=case_id)
    return case_id


@transaction.atomic
def refuse_arrival(*, by: Actor, arrival_id: UUID) -> None:
    """Tell the sender that a contact does not open here, and why; nothing of it is kept. What does open is not refused."""
    check_can_take(by)
    arrived = one_arrived(by.organisation_id, arrival_id)
    check_is_contact(arrived.kind)
    try:
        open_arrival_for(by, arrival_id, WHY)
    except Refused as refused:
        answering.tell_sender(by, arrived, TravelState.REFUSED, code=refused.code, keeps_sealed=False)
        return
    raise Denied("opens", "It opens. Open it, and choose its way.")


@transaction.atomic
def type_contact(
    *, by: Actor, typed: Typed, told: Told, child: Identity, is_danger: bool, adult: Identity | None = None
) -> UUID:
    """Keep what somebody told by telephone; they heard then that it has arrived. Returns the case's id."""
    check_can_take(by)
    check_says(typed.words, "no_words", "Write what they told you.")
    has_identity = bool(child.name.strip() or child.looks.strip())
    row = new_case(
        by.organisation_id,
        NewCase(
            Source.TELEPHONE, is_danger, has_identity=has_identity, has_reason=True, acknowledged_at=timezone.now(),
            held_by=by.membership_id,
        ),
    )  # fmt: skip
    write_contact(by.organisation_id, row.id, Format.TYPED, typed_bytes(typed))
    if told != Told():
        write_teller(by.organisation_id, row.id, told)
    if has_identity:
        write_person(by.organisation_id, row.id, PersonKind.CHILD, child, by.membership_id)
    if adult is not None and (adult.name.strip() or adult.looks.strip()):
        write_person(by.organisation_id, row.id, PersonKind.ADULT, adult, by.membership_id)
    record_act(by, act="hub.contact_typed", item_kind="case", item_id=row.id)
    return row.id


def _write(by: Actor, arrived: Arrived, opened: Opened) -> UUID:
    manifest = opened.package.manifest
    if manifest.kind.code != arrived.kind.code:
        raise Denied("other_kind", "What is in it is not what stands on it. Telephone the sender.")
    everything, for_named = for_everybody_here(manifest)
    shown = _without_drawing(everything)
    row = new_case(
        by.organisation_id,
        NewCase(
            Source.PACKAGE, manifest.is_urgent, has_identity=manifest.about is not None, has_reason=bool(manifest.reason),
            acknowledged_at=timezone.now(), kind=int(arrived.kind), partner_id=arrived.partner_id, arrival_id=arrived.id,
            package_id=arrived.package_id, for_named=for_named, received_at=arrived.arrived_at, held_by=by.membership_id,
        ),
    )  # fmt: skip
    write_contact(by.organisation_id, row.id, Format.PACKAGE, document_bytes(shown), _contents(opened, shown))
    if manifest.about is not None:
        child = Identity(name=manifest.about.name, born_on=manifest.about.born_on)
        write_person(by.organisation_id, row.id, PersonKind.CHILD, child, None)
    return row.id


def _without_drawing(manifest: Manifest) -> Manifest:
    """The page is drawn anew for whoever reads it; the sender's PDF shows everything to everybody."""
    return replace(manifest, files=tuple(one for one in manifest.files if one.role != PDF))


def _contents(opened: Opened, shown: Manifest) -> list[bytes]:
    """The bytes of the files that are kept, in their order."""
    whole = zip(opened.package.manifest.files, opened.package.contents, strict=True)
    by_id = {one.id: content for one, content in whole}
    return [by_id[one.id] for one in shown.files]


def _for_named(opened: Opened) -> int:
    return for_everybody_here(opened.package.manifest)[1]
