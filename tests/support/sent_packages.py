"""Real packages from one school of the tests to another: built, signed with its key, sealed to the other's ring, carried over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from fairward.exchange.package import words
from fairward.exchange.package.building import Attachment, build
from fairward.exchange.package.contents import Child, Coded, Manifest, Person, Recipient, Sender
from fairward.exchange.package.envelope import fingerprint
from fairward.exchange.package.making import Choice, ChosenEntry, texts_of
from fairward.exchange.package.sealing import Package, seal
from fairward.exchange.receiving.content import Decided
from fairward.exchange.receiving.grouping import sortable, to_decide
from fairward.exchange.receiving.opening_actions import match_child, open_arrival
from fairward.exchange.receiving.opening_queries import opened_for
from fairward.exchange.receiving.sorting_actions import finish_sorting, keep_decisions
from fairward.exchange.receiving.sorting_queries import standing_here
from fairward.exchange.travel.partner_queries import partner
from fairward.exchange.travel.sending_actions import put_on_its_way
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.files.rendering import RenderedEntry
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import DisclosureKind, Label, OrganisationKind, Purpose
from fairward.keys import signing
from tests.personas import LEAD, Persona, School
from tests.support import packages
from tests.support.travelling import arrivals, befriend, carry_due, partner_row

WHY = "a test"
ROBIN = Child(packages.an_id(900), "Robin Marsh", date(2015, 3, 3), "")


def chosen(
    entry: RenderedEntry, label: Label = Label.RELEASABLE, only: Mapping[UUID, Choice] | None = None
) -> ChosenEntry:
    """Every passage of an entry under one label, or some as chosen one by one."""
    every = {one.id: packages_choice(label, entry) for one in texts_of(entry)}
    return ChosenEntry(entry, only if only is not None else every)


def packages_choice(label: Label, entry: RenderedEntry) -> Choice:
    """What a sender writes for a label: a summary of everything, or whom to call."""
    attached = [*entry.annotations, *(note for one in entry.statements for note in one.annotations)]
    return Choice(
        label, summary="A short summary.", summaries={note.id: "Summarised." for note in attached},
        call="01632 960123" if label is Label.POINTER else "",
    )  # fmt: skip


def package(
    ours: School, theirs: School, entries: Sequence[ChosenEntry], *, attached: Sequence[Attachment] = (),
    is_drawn: bool = False, named: str = LEAD.name, **changes: Any,
) -> Package:  # fmt: skip
    """From one to the other, with the keys on their cards."""
    card = partner_card(ours, theirs)
    own, person = ours.organisation_id, Person("Jo Hart", "designated safeguarding lead")
    given: dict[str, Any] = {
        "sender": Sender(
            own, ours.name, OrganisationKind.SCHOOL, fingerprint(signing.verifying_key(own)), person, (person,)
        ),
        "recipient": Recipient(
            theirs.organisation_id, theirs.name, OrganisationKind.SCHOOL, fingerprint(card.ring_key),
            (Person(named, "designated safeguarding lead"),),
        ),
        "about": ROBIN, "log_head": "", "id": new_id(), "purpose": Coded("child_protection", "child protection"),
        "kind": DisclosureKind.TRANSFER,
    }  # fmt: skip
    head = packages.head(**{**given, **changes})
    draw = words.pdf_of if is_drawn else lambda _: packages.SMALL_PDF
    return build(head, list(entries), list(attached), draw=draw)


def partner_card(ours: School, theirs: School) -> Any:
    """Their card as we hold it."""
    with ours.transaction():
        return partner(ours.organisation_id, partner_row(ours, theirs)).card


def sealed(made: Package, ours: School, theirs: School) -> bytes:
    """As it travels."""
    own = ours.organisation_id
    return seal(
        made, ring_public=partner_card(ours, theirs).ring_key, verifying_key=signing.verifying_key(own),
        sign=lambda message: signing.sign(own, message),
    )  # fmt: skip


def arrives(ours: School, theirs: School, made: Package, raw: bytes = b"") -> UUID:
    """Carry a package over; returns the arrival there. `raw`: other bytes under its number."""
    kind = EnvelopeKind(int(made.manifest.kind))
    return arrives_as(ours, theirs, made.manifest, raw or sealed(made, ours, theirs), kind)


def arrives_as(
    ours: School, theirs: School, manifest: Manifest, raw: bytes, kind: EnvelopeKind = EnvelopeKind.TRANSFER
) -> UUID:
    """The same for any bytes."""
    before = {one.id for one in arrivals(theirs)}
    with ours.transaction():
        put_on_its_way(
            by=ours.actor(LEAD), partner_id=partner_row(ours, theirs), package_id=manifest.id, kind=kind, sealed=raw,
            ring_id=partner(ours.organisation_id, partner_row(ours, theirs)).card.ring_id,
        )  # fmt: skip
    assert carry_due(ours) >= 1
    return next(one.id for one in arrivals(theirs) if one.id not in before)


def opens(school: School, arrival_id: UUID, who: Persona = LEAD) -> bool:
    """Somebody there opens it."""
    with school.transaction():
        return open_arrival(by=school.actor(who), arrival_id=arrival_id)


def takes_in(
    school: School,
    arrival_id: UUID,
    child_id: UUID,
    into: Purpose | None = Purpose.CHILD_PROTECTION,
    who: Persona = LEAD,
) -> None:
    """Opened, matched, everything of it decided alike, done."""
    opens(school, arrival_id, who)
    with school.transaction():
        actor = school.actor(who)
        match_child(by=actor, arrival_id=arrival_id, child_id=child_id)
        found = opened_for(actor, arrival_id, WHY)
        here = standing_here(school.organisation_id, found.shared)
        notes = {
            one.key: Decided(into, "" if into else "It is not about this school.")
            for one in to_decide(sortable(found.shared, here))
        }
        version = keep_decisions(by=actor, arrival_id=arrival_id, version=found.sorting.version, notes=notes)
        finish_sorting(by=actor, arrival_id=arrival_id, version=version)


def friends(ours: School, theirs: School) -> tuple[School, School]:
    """Both trust each other's cards."""
    befriend(ours, theirs)
    return ours, theirs


def numbered(entry: RenderedEntry, number: int) -> RenderedEntry:
    """The same entry once more, under other ids."""
    statements = tuple(
        replace(one, id=packages.an_id(number + place), because=(), annotations=())
        for place, one in enumerate(entry.statements, 1)
    )
    return replace(entry, id=packages.an_id(number), statements=statements)
