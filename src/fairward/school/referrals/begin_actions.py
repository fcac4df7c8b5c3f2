"""Beginning a referral, recording the one by telephone, preparing what is added later. A call needs nobody's agreement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.exchange.actions import record_disclosure
from fairward.exchange.choosing.content import Addressee, Chosen, FormAnswer
from fairward.exchange.choosing.draft_actions import start_draft
from fairward.exchange.policies import NewDisclosure
from fairward.exchange.travel.partner_queries import partner
from fairward.exchange.vocabulary import HowTold
from fairward.files import writing as files
from fairward.files.content import EntryContent, StatementContent
from fairward.files.policies import check_can_write
from fairward.files.writing import NewEntry, OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Basis, DisclosureKind, EntryKind, OrganisationKind, WhenPrecision
from fairward.keys import directory
from fairward.people.queries import adults_of_child, born_on_of, child_for, siblings_of
from fairward.rules import clocks, referral
from fairward.school.referrals.models import Referral
from fairward.school.referrals.offering import masks_of
from fairward.school.referrals.policies import (
    Call,
    Done,
    NewReferral,
    check_call,
    check_can_begin,
    look_again_by,
)
from fairward.school.referrals.queries import TABLE, OpenedReferral, places_of, written_clock
from fairward.school.referrals.vocabulary import ReferralState, StepKind
from fairward.school.referrals.workflow import check_move
from fairward.school.referrals.writing import change, locked, now_done, write_step

WHY = "beginning a referral"
BASIS = "safeguarding_task"
# Beside a call that came first: the questions are asked of the written referral.
CALL_FIRST = "A child could be in danger, so they were told by telephone first."


@transaction.atomic
def begin_referral(*, by: Actor, file: OpenedFile, new: NewReferral) -> UUID:
    """Begin to write a referral, or a request for advice; returns its id. It needs a child and a recipient, nothing else."""
    check_can_write(by, file.purpose)
    check_can_begin(new)
    referral_id = _begin(by, file, new)
    write_step(by, file, referral_id, StepKind.BEGUN, now_done())
    record_act(by, act="referral.begun", item_kind="referral", item_id=referral_id, subject_id=file.child_id)
    return referral_id


@transaction.atomic
def record_call(*, by: Actor, file: OpenedFile, new: NewReferral, call: Call) -> UUID:
    """Record a referral that was made by telephone, and begin the written one that follows; returns its id."""
    check_can_write(by, file.purpose)
    new = replace(new, is_danger=True, is_advice=False)
    check_can_begin(new)
    check_call(call, timezone.now())
    referral_id = _begin(by, file, new)
    _note_call(by, file, referral_id, call)
    record_act(
        by, act="referral.telephoned", item_kind="referral", item_id=referral_id, subject_id=file.child_id
    )
    return referral_id


@transaction.atomic
def record_call_of(*, by: Actor, opened: OpenedReferral, call: Call) -> None:
    """Record that a referral which is being written was made by telephone meanwhile."""
    check_can_write(by, opened.file.purpose)
    check_call(call, timezone.now())
    row, standing = locked(by, opened.file, opened.noted.id)
    check_move("telephone", standing.state)
    _note_call(by, opened.file, row.id, call)
    record_act(by, act="referral.telephoned", item_kind="referral", item_id=row.id, subject_id=row.child_id)


@transaction.atomic
def write_again(*, by: Actor, opened: OpenedReferral) -> None:
    """Begin to write once more after what was prepared had been set aside: the call still wants its written referral."""
    check_can_write(by, opened.file.purpose)
    row, standing = locked(by, opened.file, opened.noted.id)
    check_move("send", standing.state)
    new = _as_before(opened)
    change(row, draft_id=_start(by, opened.file, new))
    write_step(by, opened.file, row.id, StepKind.BEGUN, now_done())
    record_act(
        by, act="referral.written_again", item_kind="referral", item_id=row.id, subject_id=row.child_id
    )


@transaction.atomic
def add_missing(*, by: Actor, opened: OpenedReferral) -> None:
    """Begin to write what was sent without: a second package to the same recipient."""
    check_can_write(by, opened.file.purpose)
    row, _ = locked(by, opened.file, opened.noted.id)
    new = replace(_as_before(opened), is_danger=False)
    change(row, adding_id=_start(by, opened.file, new, opened.later))
    write_step(by, opened.file, row.id, StepKind.ADDING, now_done())
    record_act(by, act="referral.added_to", item_kind="referral", item_id=row.id, subject_id=row.child_id)


@transaction.atomic
def note_later(*, by: Actor, opened: OpenedReferral, later: tuple[str, ...]) -> None:
    """Note what an urgent referral is sent without, so that it is asked for until it has followed."""
    check_can_write(by, opened.file.purpose)
    write_step(by, opened.file, opened.noted.id, StepKind.TO_ADD_LATER, now_done(), later=later)
    record_act(
        by, act="referral.later_noted", item_kind="referral", item_id=opened.noted.id, subject_id=opened.noted.child_id
    )  # fmt: skip


def _as_before(opened: OpenedReferral) -> NewReferral:
    partner_id = opened.draft.partner_id if opened.draft else None
    return NewReferral(
        partner_id, opened.recipient, opened.noted.recipient_kind, opened.noted.is_danger, opened.noted.is_advice,
        opened.noted.begun_from, opened.noted.from_entry_id,
    )  # fmt: skip


def _begin(by: Actor, file: OpenedFile, new: NewReferral) -> UUID:
    referral_id = new_id()
    to = _addressee(by, new)
    recipient = directory.protect(by.organisation_id, TABLE, referral_id, to.name.encode())
    Referral.objects.create(
        organisation_id=by.organisation_id, id=referral_id, file_id=file.id, child_id=file.child_id,
        draft_id=_start(by, file, new), begun_from=int(new.begun_from), from_entry_id=new.from_entry_id,
        is_danger=new.is_danger, is_advice=new.is_advice, recipient=recipient, recipient_kind=int(to.kind),
        state=int(ReferralState.BEGUN), begun_at=timezone.now(), begun_by=by.membership_id,
    )  # fmt: skip
    return referral_id


def _start(by: Actor, file: OpenedFile, new: NewReferral, only: Sequence[str] | None = None) -> UUID:
    kind = DisclosureKind.ADVICE if new.is_advice else DisclosureKind.REFERRAL
    chosen = Chosen(_addressee(by, new), form=_blank(is_advice=new.is_advice, only=only))
    if new.is_advice:
        chosen = replace(chosen, masks=_masks(by, file.child_id))
    return start_draft(
        by=by, file=file, kind=kind, partner_id=new.partner_id, chosen=chosen, is_urgent=new.is_danger
    )


def _addressee(by: Actor, new: NewReferral) -> Addressee:
    if new.partner_id is not None:
        card = partner(by.organisation_id, new.partner_id).card
        return Addressee(card.name, card.kind)
    assert new.recipient_kind is not None  # noqa: S101 - check_can_begin
    return Addressee(new.recipient.strip(), new.recipient_kind)


def _blank(*, is_advice: bool, only: Sequence[str] | None) -> tuple[FormAnswer, ...]:
    """Every field that somebody writes, or those `only`, saying that there is no information until they do."""
    fields = [one for one in referral.fields() if one.way == "typed" and (one.advice or not is_advice)]
    fields = fields if only is None else [one for one in fields if one.id in only]
    return tuple(FormAnswer(one.id, one.words, referral.no_information()) for one in fields)


def _masks(by: Actor, child_id: UUID) -> dict[str, str]:
    siblings = siblings_of(by, child_id)
    return masks_of(child_for(by, child_id, WHY), adults_of_child(by, child_id, WHY), siblings.values())


def _note_call(by: Actor, file: OpenedFile, referral_id: UUID, call: Call) -> None:
    """The call as an entry of the file and as a disclosure, and the clock of the written referral."""
    row, standing = locked(by, file, referral_id)
    entry_id = _write_call(by, file, call)
    call_id = record_disclosure(by=by, file=file, new=_disclosure(row, call, entry_id))
    clock = written_clock(by.organisation_id)
    change(
        row, state=int(check_move("telephone", standing.state)), is_danger=True, call_id=call_id, telephoned_at=call.at,
        written_due_at=clocks.due(clock.clock, call.at, places_of(by.organisation_id)).at,
    )  # fmt: skip
    said = Done(call.at, call.whom, _told(call))
    write_step(by, file, referral_id, StepKind.TELEPHONED, said)


def _told(call: Call) -> str:
    told = call.said.strip() or referral.no_information()
    return f"{told}\nAgreed: {call.agreed.strip()}" if call.agreed.strip() else told


def _write_call(by: Actor, file: OpenedFile, call: Call) -> UUID:
    """What was told is the caller's own act; what was agreed, the other side said."""
    told = f"Referred by telephone to {call.whom.strip()}. Told them: {call.said.strip() or referral.no_information()}"
    said = [StatementContent(Basis.OBSERVED, told, about=(file.child_id,))]
    if call.agreed.strip():
        said.append(
            StatementContent(
                Basis.TOLD_BY, call.agreed.strip(), source=call.whom.strip(), about=(file.child_id,)
            )
        )
    return files.write_entry(
        by, file, NewEntry(EntryKind.CONVERSATION, call.at, WhenPrecision.MINUTE), EntryContent(tuple(said)),
        born_on_of(by.organisation_id, file.child_id),
    )  # fmt: skip


def _disclosure(row: Referral, call: Call, entry_id: UUID) -> NewDisclosure:
    return NewDisclosure(
        (entry_id,), call.at, HowTold.TELEPHONE, OrganisationKind(row.recipient_kind), call.whom.strip(), _told(call), BASIS,
        frozenset(), CALL_FIRST, call.is_told, "" if call.is_told else call.ground,
        None if call.is_told else look_again_by(call.ground, timezone.localdate()),
    )  # fmt: skip
