"""Children of the invented school who move: one whose clock runs, one of whom nobody knows where, one who was taken over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from fairward.config.demo import acting
from fairward.config.demo.crossing.travelling import carry
from fairward.config.demo.partners import partner_named
from fairward.config.demo.weak_records import saw
from fairward.exchange.choosing.content import Answer, Decision
from fairward.exchange.choosing.draft_actions import save_draft
from fairward.exchange.choosing.draft_queries import draft_for
from fairward.exchange.choosing.entry_queries import entries_of
from fairward.exchange.choosing.second_actions import confirm_read
from fairward.exchange.choosing.sending_actions import send
from fairward.exchange.choosing.sending_queries import seen_for
from fairward.exchange.package.making import texts_of
from fairward.exchange.package.receipt_notes import ReceiptNote, seal_note
from fairward.exchange.travel.answer_actions import answer
from fairward.exchange.travel.arrival_queries import arrived_for
from fairward.exchange.travel.partner_queries import partner
from fairward.exchange.travel.vocabulary import TravelState
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Outcome, Purpose
from fairward.people.queries import child_for
from fairward.people.roster.results import Roster, RosterPupil
from fairward.people.roster_actions import apply_import, stage_import
from fairward.people.roster_queries import plan_for
from fairward.rules import disclosure, sending
from fairward.school.transfers.actions import note_asked, set_destination
from fairward.school.transfers.content import NextSchool
from fairward.school.transfers.following_actions import follow_transfers
from fairward.school.transfers.list_queries import moves_of_child
from fairward.school.transfers.part_actions import prepare_file
from fairward.school.transfers.queries import transfer_for
from fairward.school.transfers.vocabulary import Asked, Destination
from fairward.tenancy.context import as_organisation

SEEN = (
    "Had no coat and no gloves on three cold mornings.",
    "Said that nobody was at home when he came back from school.",
    "Fell asleep in the reading corner on Monday and on Tuesday.",
)
NEXT_LEAD = NextSchool("", "The safeguarding lead there", "Designated safeguarding lead", "01632 960 220")


def play(reporter: Actor, lead: Actor, office: Actor, there: Actor, children: Sequence[UUID]) -> None:
    """Three children with a file leave; call it outside any transaction. `there`: a lead of the next school."""
    own = lead.organisation_id
    with as_organisation(own):
        for child_id, seen in zip(children, SEEN, strict=True):
            at = timezone.now() - timedelta(days=40)
            concern = acting.report(reporter, [child_id], [saw(seen)], at=at, where="Classroom")
            entry_id = acting.file(lead, concern, Purpose.CHILD_PROTECTION)[0]
            acting.decide(
                lead, entry_id, Outcome.PARTLY, "Talked with the family.", no_voice="Did not want to talk."
            )
        _leave(office, children)
        moving = [moves_of_child(lead, child_id, acting.WHY)[0].id for child_id in children]
        to = partner_named(own, there.organisation_id)
        for transfer_id in (moving[0], moving[2]):
            set_destination(
                by=lead, transfer_id=transfer_id, kind=Destination.PARTNER, school=NEXT_LEAD, partner_id=to
            )
        note_asked(
            by=lead, transfer_id=moving[1], asked_on=timezone.localdate(), how=Asked.TELEPHONE,
            words="The grandmother says that they move in with an uncle. She does not know the town.",
        )  # fmt: skip
        _send(lead, moving[2])
    carry(own)
    _accept(there, own)
    carry(there.organisation_id)
    with as_organisation(own):
        follow_transfers(own, timezone.now())


def _leave(office: Actor, children: Sequence[UUID]) -> None:
    """The office's file says that they have left."""
    found = [child_for(office, child_id, acting.WHY) for child_id in children]
    pupils = [
        RosterPupil(
            row, one.identity.surname, one.identity.forename, upn=one.identity.upn, born_on=one.identity.born_on,
            sex=one.identity.sex, year_group=one.year_group, class_name=one.identity.class_name, has_left=True,
        )
        for row, one in enumerate(found, start=2)
    ]  # fmt: skip
    roster = Roster("leavers of the demo", is_partial=True, pupils=pupils)
    import_id = stage_import(by=office, roster=roster, file_digest="demo leavers", is_whole_roll=False)
    shown = plan_for(office.organisation_id, roster, is_whole_roll=False)
    apply_import(by=office, import_id=import_id, fingerprint=shown.fingerprint())


def _send(lead: Actor, transfer_id: UUID) -> None:
    """Everything of the file is chosen, read through and sent."""
    part = transfer_for(lead, transfer_id, acting.WHY).parts[0]
    draft_id = prepare_file(by=lead, transfer_id=transfer_id, part_id=part.id)
    draft = draft_for(lead, draft_id, acting.WHY)
    texts = [text.id for entry in entries_of(lead, draft, acting.WHY) for text in texts_of(entry)]
    goes = Decision(True, words="It helps them to keep the child safe.")
    chosen = replace(
        draft.chosen, passages=dict.fromkeys(texts, goes), tests={one.id: Answer("yes") for one in disclosure.tests()},
        is_told=True, reason="The child starts there on Monday.", basis="safeguarding_task",
        purpose=sending.purposes(draft.facts.kind)[0].id, names_looked=frozenset(texts),
    )  # fmt: skip
    save_draft(by=lead, draft=draft, chosen=chosen)
    confirm_read(by=lead, seen=seen_for(lead, draft_id, acting.WHY))
    send(by=lead, draft=draft_for(lead, draft_id, acting.WHY))


def _accept(there: Actor, sender_id: UUID) -> None:
    """The next school's lead signs for it."""
    own = there.organisation_id
    with as_organisation(own):
        arrived = arrived_for(there, acting.WHY)[0][0]
        ring = partner(own, partner_named(own, sender_id)).card.ring_key
        said = ReceiptNote(
            "The safeguarding lead", "designated safeguarding lead", "Thank you. We met the child today."
        )
        note = seal_note(said, ring_public=ring, package_id=arrived.package_id, recipient_id=own)
        answer(by=there, arrival_id=arrived.id, state=TravelState.ACCEPTED, note=note)
