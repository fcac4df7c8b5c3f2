"""The only writer of cases, contacts, people and notes of a hub, and of where a case stands. Actions call it and write the act.

It may not decide who may do what. `move` asks `hub.workflow` first: no step is taken that lacks something.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from fairward.hub.intake import clock
from fairward.hub.intake.content import Identity, Told, identity_bytes, typed_bytes
from fairward.hub.intake.matching import digests
from fairward.hub.intake.models import Case, CaseLink, CaseNote, CasePerson, Contact, ContactFile, Teller
from fairward.hub.intake.practice_queries import places_of
from fairward.hub.intake.vocabulary import Format, NoteKind, PersonKind, Source
from fairward.hub.vocabulary import CaseState
from fairward.hub.workflow import Facts, check_move
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys import directory
from fairward.keys.records import add_wrap, create_record, destroy_records, drop_wrap

CONTACT, FILE, TELLER = "intake_contact", "intake_contactfile", "intake_teller"
NOTE, PERSON = "intake_casenote", "intake_caseperson"
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that look alike when read out


@dataclass(frozen=True, slots=True)
class NewCase:
    """What is known of a contact when it comes."""

    source: Source
    is_danger: bool
    has_identity: bool
    has_reason: bool
    acknowledged_at: datetime | None = None
    kind: int | None = None
    partner_id: UUID | None = None
    arrival_id: UUID | None = None
    package_id: UUID | None = None
    for_named: int = 0
    received_at: datetime | None = None
    held_by: UUID | None = None


def new_case(organisation_id: UUID, new: NewCase) -> Case:
    """A row for a contact that has come, with its clock running from receipt."""
    now = timezone.now()
    row = Case(
        organisation_id=organisation_id, id=new_id(), reference=new_reference(), source=int(new.source), kind=new.kind,
        partner_id=new.partner_id, arrival_id=new.arrival_id, package_id=new.package_id, is_danger=new.is_danger,
        has_identity=new.has_identity, has_reason=new.has_reason, for_named=new.for_named,
        received_at=new.received_at or now, acknowledged_at=new.acknowledged_at, held_by=new.held_by, changed_at=now,
    )  # fmt: skip
    row.due_at = clock.next_due(standing(row), places_of(organisation_id))
    row.save(force_insert=True)
    return row


def new_reference() -> str:
    """Eight letters and digits that can be read out, such as K7QM-3F2P."""
    signs = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{signs[:4]}-{signs[4:]}"


def standing(row: Case) -> clock.Standing:
    """What the clock needs of a row."""
    return clock.Standing(
        CaseState(row.state), row.received_at, row.is_danger, row.acknowledged_at is not None, row.decide_by, row.routed_at
    )  # fmt: skip


def locked(organisation_id: UUID, case_id: UUID) -> Case:
    """The row, held until the transaction ends; NotFound for another organisation's."""
    rows = Case.objects.select_for_update().filter(organisation_id=organisation_id, id=case_id)
    row = rows.first()
    if row is None:
        raise NotFound("case")
    return row


def locked_of(by: Actor) -> list[Case]:
    """The open cases that somebody has, held until the transaction ends."""
    rows = Case.objects.select_for_update().filter(
        organisation_id=by.organisation_id, held_by=by.membership_id
    )
    return list(rows.exclude(state=int(CaseState.CLOSED)).order_by("id"))


def move(row: Case, after: CaseState, facts: Facts) -> None:
    """Take a step, or Denied with what it lacks. The caller saves with `keep`."""
    check_move(CaseState(row.state), after, facts)
    row.state = int(after)
    row.closed_at = timezone.now() if after is CaseState.CLOSED else None


def keep(row: Case, **columns: Any) -> None:
    """Save a row with these columns changed, and count anew when the next thing is due."""
    for name, value in columns.items():
        setattr(row, name, value)
    row.changed_at = timezone.now()
    row.due_at = clock.next_due(standing(row), places_of(row.organisation_id))
    row.save()


def write_contact(
    organisation_id: UUID, case_id: UUID, form: Format, raw: bytes, files: Sequence[bytes] = ()
) -> UUID:
    """Seal what came in, with the files in the order of its document. Needs no unlocked session."""
    row_id = new_id()
    key = create_record(organisation_id, row_id, rings=[RingKind.INTAKE])
    Contact.objects.create(
        organisation_id=organisation_id, id=row_id, case_id=case_id, format=int(form),
        sealed=key.seal(raw, table=CONTACT, version=1), made_at=timezone.now(),
    )  # fmt: skip
    for place, content in enumerate(files, start=1):
        ContactFile.objects.create(
            organisation_id=organisation_id, contact_id=row_id, place=place,
            sealed=key.seal(content, table=FILE, version=place),
        )  # fmt: skip
    return row_id


def write_teller(organisation_id: UUID, case_id: UUID, told: Told) -> None:
    """Seal who told it, to the intake and to nobody else, now or later."""
    row_id = new_id()
    key = create_record(organisation_id, row_id, rings=[RingKind.INTAKE])
    Teller.objects.create(
        organisation_id=organisation_id, id=row_id, case_id=case_id,
        sealed=key.seal(typed_bytes(told), table=TELLER, version=1), made_at=timezone.now(),
    )  # fmt: skip


def write_person(
    organisation_id: UUID, case_id: UUID, kind: PersonKind, identity: Identity, added_by: UUID | None
) -> UUID:
    """Note somebody in this case."""
    row_id = new_id()
    CasePerson.objects.create(
        organisation_id=organisation_id, id=row_id, case_id=case_id, kind=int(kind),
        identity=directory.protect(organisation_id, PERSON, row_id, identity_bytes(identity)),
        added_at=timezone.now(), added_by=added_by, **digests(organisation_id, identity),
    )  # fmt: skip
    return row_id


def write_note(by: Actor, case_id: UUID, kind: NoteKind, words: str) -> None:
    """Seal why something was done, to the cases of the hub. Needs no unlocked session."""
    row_id = new_id()
    key = create_record(by.organisation_id, row_id, rings=[RingKind.CASES])
    CaseNote.objects.create(
        organisation_id=by.organisation_id, id=row_id, case_id=case_id, kind=int(kind),
        sealed=key.seal(words.strip().encode(), table=NOTE, version=1), written_at=timezone.now(),
        written_by=by.membership_id,
    )  # fmt: skip


def hand_to_cases(by: Actor, case_id: UUID) -> None:
    """What came in is of the case from now on: whoever weighs it can read it, and the intake's key lets go."""
    for contact_id in _contacts(by.organisation_id, case_id):
        add_wrap(by, contact_id, from_ring=RingKind.INTAKE, to_ring_kind=RingKind.CASES)
        drop_wrap(by.organisation_id, contact_id, RingKind.INTAKE)


def forget_child(by: Actor, case_id: UUID) -> None:
    """Only advice was given: what came in, who told it, whom it was about and what was noted meanwhile go; keys first.

    The advice itself is the note that stays; nothing leads to another case any more.
    """
    own = {"organisation_id": by.organisation_id, "case_id": case_id}
    notes = CaseNote.objects.filter(**own).exclude(kind=int(NoteKind.ROUTED))
    tellers = Teller.objects.filter(**own)
    going = [row_id for rows in (notes, tellers) for row_id in rows.values_list("id", flat=True)]
    destroy_records(by.organisation_id, [*_contacts(by.organisation_id, case_id), *going])
    notes.delete()
    for table in (Contact, Teller, CasePerson, CaseLink):
        table.objects.filter(**own).delete()
    CaseLink.objects.filter(organisation_id=by.organisation_id, other_case_id=case_id).delete()


def copy_people(
    organisation_id: UUID, before: Iterable[tuple[PersonKind, Identity]], case_id: UUID, by: Actor
) -> None:
    """The people of a case that is opened again, as rows of the new one."""
    for kind, identity in before:
        write_person(organisation_id, case_id, kind, identity, by.membership_id)


def _contacts(organisation_id: UUID, case_id: UUID) -> list[UUID]:
    rows = Contact.objects.filter(organisation_id=organisation_id, case_id=case_id)
    return list(rows.values_list("id", flat=True))
