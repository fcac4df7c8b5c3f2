"""Who took responsibility: a signed receipt, a receipt on paper; and what was prepared elsewhere for the same school."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from fairward.exchange.choosing.draft_actions import start_draft
from fairward.exchange.choosing.gone_actions import note_receipt, prepare_again
from fairward.exchange.choosing.gone_queries import gone_for
from fairward.exchange.package.receipt_notes import ReceiptNote
from fairward.exchange.travel.vocabulary import TravelState
from fairward.exchange.vocabulary import HowTold
from fairward.files.models import Entry
from fairward.files.queries import file_for
from fairward.kernel.vocabulary import DisclosureKind
from fairward.retention.engine import carry_out
from fairward.school.transfers import actions
from fairward.school.transfers.content import NextSchool
from fairward.school.transfers.models import TransferPart
from fairward.school.transfers.receipt_queries import Said, receipts_for
from fairward.school.transfers.vocabulary import Destination, Ended, PartStanding, TransferState
from tests.personas import ADMINISTRATOR, LEAD, make_school
from tests.support.destroying import order_for
from tests.support.kept import kept
from tests.support.living import make_living
from tests.support.moving import WHY, Moving, with_files

NOTE = ReceiptNote("Ada Moss", "designated safeguarding lead", "We meet her on Monday.")


def _moving() -> Moving:
    return Moving.of(
        with_files(make_living()), make_school("Ford Lane Secondary School", (LEAD, ADMINISTRATOR))
    )


moving = kept(_moving)


def ready(moving: Moving) -> UUID:
    """Amy has left, the school is known, the welfare file stays."""
    transfer_id = moving.leave(moving.living.amy)
    moving.to_next(transfer_id)
    moving.keep_back(transfer_id, moving.living.ids["welfare"])
    return transfer_id


def said(moving: Moving, transfer_id: UUID) -> list[Said]:
    with moving.living.school.transaction():
        return receipts_for(moving.living.actor(), transfer_id, WHY)[1]


def test_the_receipt_names_who_took_it_also_after_our_copy_has_gone(moving: Moving) -> None:
    transfer_id = ready(moving)
    moving.say(moving.send(transfer_id, moving.living.ids["file"]), TravelState.ACCEPTED, note=NOTE)
    named = [(one.what, one.who, one.words) for one in said(moving, transfer_id)]
    wanted = ("accepted", "Ada Moss, designated safeguarding lead", "We meet her on Monday.")
    assert named[-1] == wanted
    with moving.living.school.transaction():
        rows = Entry.objects.filter(organisation_id=moving.own, file_id=moving.living.ids["file"])
        every = list(rows.values_list("id", flat=True))
    order_for(moving.living, *every)
    carry_out(moving.own)
    assert moving.look(transfer_id).parts[0].file_id is None
    assert [(one.what, one.who, one.words) for one in said(moving, transfer_id)][-1] == wanted


def test_a_school_without_fairward_signs_on_paper(moving: Moving) -> None:
    living = moving.living
    transfer_id = moving.leave(living.amy)
    with living.school.transaction():
        actions.set_destination(
            by=living.actor(),
            transfer_id=transfer_id,
            kind=Destination.BY_NAME,
            school=NextSchool("Hill Road", "Bea Ott"),
        )
    moving.keep_back(transfer_id, living.ids["welfare"])
    moving.let_go(moving.prepare(transfer_id, living.ids["file"]), way=HowTold.PAPER)
    moving.follow()
    view = moving.look(transfer_id)
    assert view.found.state is TransferState.SENT
    told = next(one.disclosure_id for one in view.parts if one.disclosure_id)
    with living.school.transaction():
        gone = gone_for(living.actor(), told, WHY)
        note_receipt(
            by=living.actor(),
            gone=gone,
            received_on=timezone.localdate(),
            received_by="Bea Ott, lead",
            digest="",
        )
    moving.follow()
    view = moving.look(transfer_id)
    assert view.ended is Ended.TAKEN_OVER
    assert [(one.what, one.who) for one in said(moving, transfer_id)] == [
        ("receipt on paper", "Bea Ott, lead")
    ]
    with living.school.transaction():
        row = TransferPart.objects.get(organisation_id=moving.own, disclosure_id=told)
        assert b"Bea" not in bytes(row.receipt_by)


def test_what_was_begun_from_the_file_s_own_page_belongs_to_the_transfer(moving: Moving) -> None:
    living, transfer_id = moving.living, ready(moving)
    with living.school.transaction():
        _, file, _ = file_for(living.actor(), living.ids["file"], WHY)
        draft_id = start_draft(
            by=living.actor(), file=file, kind=DisclosureKind.TRANSFER, partner_id=moving.partner_id
        )
    moving.follow()
    assert {one.draft_id: one.standing for one in moving.look(transfer_id).parts}[
        draft_id
    ] is PartStanding.PREPARING
    moving.say(moving.let_go(draft_id), TravelState.ACCEPTED)
    assert moving.look(transfer_id).ended is Ended.TAKEN_OVER


def test_what_is_prepared_again_after_a_refusal_belongs_to_it_too(moving: Moving) -> None:
    living, transfer_id = moving.living, ready(moving)
    moving.say(moving.send(transfer_id, living.ids["file"]), TravelState.REFUSED)
    told = next(one.disclosure_id for one in moving.look(transfer_id).parts if one.disclosure_id)
    with living.school.transaction():
        again = prepare_again(by=living.actor(), gone=gone_for(living.actor(), told, WHY))
    moving.follow()
    view = moving.look(transfer_id)
    assert view.found.state is TransferState.PREPARING
    assert [one.draft_id for one in view.parts if one.standing is PartStanding.PREPARING] == [again]
    assert [one.standing for one in view.past] == [PartStanding.REFUSED]
