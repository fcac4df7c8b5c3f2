"""Puts right what was recorded with the wrong child, everywhere, in one act and one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.cases import disowning
from fairward.design.words import date_words
from fairward.exchange.receiving.hanging import follow_entry
from fairward.families.queries import wants_to_hear
from fairward.files import moving, writing
from fairward.files.models import Entry
from fairward.files.moving import Kept, Way
from fairward.files.policies import check_can_write, check_text
from fairward.files.reading import open_contents
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.mistakes.removing import take_out
from fairward.mistakes.vocabulary import Because
from fairward.mistakes.writing import NewProof, write_proof, write_taken
from fairward.notices.mail import something_arrived
from fairward.people.queries import born_on_of, names_of_children
from fairward.retention.holding import no_hold_comes
from fairward.rights.forgetting import shown_to
from fairward.school.concerns.answering import answer_reporters
from fairward.school.concerns.replies import LONGEST_REPLY
from fairward.school.wrong_child import reports
from fairward.school.wrong_child.policies import Chosen, check_chosen
from fairward.school.wrong_child.queries import WHY, Mistake, Wrong

ABOUT_ANOTHER = (
    "Something in this child’s record was about another child. It has been taken out, and what you were told of it is not "
    "about this child."
)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: the first new entry, the case in which recipients are told, whether the keys are destroyed."""

    entry_id: UUID | None
    case_id: UUID | None
    is_destroyed: bool


@transaction.atomic
def put_right(*, by: Actor, mistake: Mistake, chosen: Chosen) -> Done:
    """The right child's file gets what was chosen; the wrong child's keeps a proof without content; the reporter, the family
    and everybody outside who was told are told. Keys of the new entries are made before those of the first ones go."""
    check(by, "school:concern:decide")
    file, wrong = mistake.file, mistake.wrong(chosen.joined)
    check_can_write(by, file.purpose)
    _check(by, mistake, chosen)
    ids = [one for each in wrong for one in each.ids]
    readers, told = shown_to(by.organisation_id, ids), disowning.outside(by.organisation_id, ids)
    case_id = disowning.put_right(by, file, ids, ABOUT_ANOTHER)
    made = _move(by, mistake, chosen, chosen.right_id) if chosen.right_id else None
    if made is None:
        _send_back(by, mistake, chosen)
    _leave_the_others(by, mistake, chosen, made)
    answer_reporters(by, [one.concern_id for one in wrong if one.concern_id], chosen.reply)
    is_destroyed = take_out(by, file.id, ids)
    first = min(timezone.localtime(one.entry.recorded_at).date() for one in wrong)
    new = NewProof(file.child_id, file.purpose, chosen.how, first, len(wrong), is_destroyed)
    proof_id = write_proof(by, new)
    _tell_family(by, file.child_id, readers, is_told_outside=any(one.is_family_told for one in told))
    record_act(by, act="entry.wrong_child", item_kind="proof", item_id=proof_id, subject_id=file.child_id)
    return Done(made, case_id, is_destroyed)


def _check(by: Actor, mistake: Mistake, chosen: Chosen) -> None:
    """Everything that must be so; the entries are locked against whoever changes them at the same moment."""
    wrong = mistake.wrong(chosen.joined)
    check_chosen(chosen, mistake.file.child_id, [one.id for each in wrong for one in each.entry.statements])
    check_text(chosen.reply, "what whoever reported it is told")
    if len(chosen.reply) > LONGEST_REPLY:
        raise Denied("reply_too_long", f"Shorten what the reporter is told to {LONGEST_REPLY} letters.")
    if chosen.right_id and chosen.right_id not in names_of_children(by.organisation_id, [chosen.right_id]):
        raise NotFound("child")
    no_hold_comes(by.organisation_id)
    rows = Entry.objects.select_for_update().filter(
        organisation_id=by.organisation_id, file_id=mistake.file.id, id__in=[one.entry.id for one in wrong]
    )
    if dict(rows.order_by("id").values_list("id", "version")) != {
        one.entry.id: one.entry.version for one in wrong
    }:
        raise Denied(
            "changed_meanwhile", "Somebody has changed this entry meanwhile. Open it again and look."
        )


def _move(by: Actor, mistake: Mistake, chosen: Chosen, right_id: UUID) -> UUID | None:
    """Write what goes along into the right child's file for the same purpose, and link the reports to that child."""
    born_on = born_on_of(by.organisation_id, right_id)
    target = writing.ensure_file(by, right_id, mistake.file.purpose, born_on)
    today = date_words(timezone.localdate())
    first: UUID | None = None
    for one in mistake.wrong(chosen.joined):
        day = date_words(timezone.localtime(one.entry.recorded_at).date())
        words = f"First recorded with another child, on {day}. Put right on {today}."
        way = Way(mistake.file, target, words, born_on)
        moved = moving.move_entry(by, way, one.entry.id, _kept(one, chosen), about=first)
        made = moved.entry_id
        follow_entry(by.organisation_id, one.entry.id, made, moved.became)
        for action in one.actions:
            if action.id in chosen.pieces:
                moving.move_entry(by, Way(mistake.file, target, "", born_on), action.id, Kept(()), about=made)
        reports.link_to(by, one, mistake.file.child_id, right_id, made, is_joined=first is not None)
        first = first or made
    return first


def _kept(one: Wrong, chosen: Chosen) -> Kept:
    return Kept(
        statement_ids=chosen.statements,
        annotation_ids=[note.id for note in one.notes if note.id in chosen.pieces],
        attachment_ids=[file.id for file in one.attachments if file.id in chosen.pieces],
        with_told=one.entry.id in chosen.told_of,
    )


def _send_back(by: Actor, mistake: Mistake, chosen: Chosen) -> None:
    """Nobody knows whom it is about: it waits on the desk, with what explains it, until somebody finds out."""
    for one in mistake.wrong(chosen.joined):
        notes = [reports.note_statement(note.text) for note in one.notes if note.id in chosen.pieces]
        concern_id = one.concern_id
        if concern_id is None:
            before = open_contents(by, mistake.file, one.entry.id, one.entry.version, WHY)
            chosen_here = (each for each in before.statements if each.id in chosen.statements)
            staying = tuple(replace(each, about=()) for each in chosen_here)
            files = [file.id for file in one.attachments if file.id in chosen.pieces]
            concern_id = reports.report_anew(by, mistake.file, one, staying, files)
        else:
            reports.back_to_desk(by, one, mistake.file.child_id)
        reports.add_notes(by, concern_id, notes)


def _leave_the_others(by: Actor, mistake: Mistake, chosen: Chosen, made: UUID | None) -> None:
    """Reports that were joined to it and are about the child stand by themselves."""
    staying = [one for one in mistake.joined if one.entry.id not in chosen.joined]
    writing.stand_alone(by, [one.entry.id for one in staying])
    reports.stay_alone(by, [one.concern_id for one in staying if one.concern_id])
    for one in mistake.wrong(chosen.joined):
        reports.follow_joined(by, one.entry.id, made)


def _tell_family(by: Actor, child_id: UUID, readers: list[UUID], *, is_told_outside: bool) -> None:
    write_taken(by, child_id, readers, Because.WRONG_CHILD, is_told_outside=is_told_outside)
    hearing = [wants_to_hear(by.organisation_id, one, child_id) for one in readers]
    something_arrived(by.organisation_id, [one for one in hearing if one is not None])
