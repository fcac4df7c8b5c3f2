"""Who has a case, what belongs together, and opening again what was over. One act each. It may not join two cases by itself."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.hub.intake import writing
from fairward.hub.intake.case_queries import people_of
from fairward.hub.intake.content import Typed, typed_bytes
from fairward.hub.intake.models import CaseLink
from fairward.hub.intake.policies import READ, check_can_hand_to, check_can_reopen, check_can_take, check_says
from fairward.hub.intake.reader_queries import readers
from fairward.hub.intake.vocabulary import Format, LinkKind, NoteKind, Source
from fairward.hub.vocabulary import CaseState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied


@transaction.atomic
def take_case(*, by: Actor, case_id: UUID) -> None:
    """I have it from now on."""
    check(by, READ)
    row = writing.locked(by.organisation_id, case_id)
    writing.keep(row, held_by=by.membership_id)
    record_act(by, act="hub.taken_over", item_kind="case", item_id=case_id)


@transaction.atomic
def hand_over(*, by: Actor, case_id: UUID, to: UUID, note: str) -> None:
    """Somebody else has it from now on, and reads what they must know."""
    check(by, READ)
    check_says(note, "no_note", "Write what they must know and do next.")
    row = writing.locked(by.organisation_id, case_id)
    check_can_hand_to(to, row.held_by or UUID(int=0), _readers(by))
    writing.write_note(by, case_id, NoteKind.HANDED_OVER, note)
    writing.keep(row, held_by=to)
    record_act(by, act="hub.handed_over", item_kind="case", item_id=case_id)


@transaction.atomic
def hand_over_shift(*, by: Actor, to: UUID, note: str) -> None:
    """Everything that I have goes to somebody else, each with the same note."""
    check(by, READ)
    check_says(note, "no_note", "Write what they must know and do next.")
    check_can_hand_to(to, by.membership_id, _readers(by))
    mine = writing.locked_of(by)
    if not mine:
        raise Denied("nothing", "You have no case to hand over.")
    for row in mine:
        writing.write_note(by, row.id, NoteKind.HANDED_OVER, note)
        writing.keep(row, held_by=to)
    record_act(by, act="hub.shift_handed_over", item_kind="organisation", item_id=by.organisation_id)


@transaction.atomic
def link_cases(*, by: Actor, case_id: UUID, other_case_id: UUID, kind: LinkKind) -> None:
    """Say what two cases are to each other; also that they are nothing, so that nobody is asked again."""
    check(by, READ)
    if case_id == other_case_id:
        raise Denied("itself", "This is the same case.")
    for one in sorted((case_id, other_case_id)):
        writing.locked(by.organisation_id, one)
    both = (case_id, other_case_id)
    found = CaseLink.objects.filter(
        organisation_id=by.organisation_id, case_id__in=both, other_case_id__in=both
    )  # fmt: skip
    if found.filter(kind=int(LinkKind.REOPENS)).exists():
        raise Denied("reopened", "One of them was opened again as the other. That stays.")
    found.delete()
    _link(by, case_id, other_case_id, kind)
    record_act(by, act="hub.linked", item_kind="case", item_id=case_id, why=kind.code)


@transaction.atomic
def reopen_case(*, by: Actor, case_id: UUID, typed: Typed, is_danger: bool) -> UUID:
    """Begin a new case because of something new; the old one stays as it is, and what agencies said then is not taken over."""
    check_can_take(by)
    check_says(typed.words, "no_words", "Write what is new.")
    old = writing.locked(by.organisation_id, case_id)
    check_can_reopen(CaseState(old.state))
    people = people_of(by.organisation_id, [case_id]).get(case_id, ())
    row = writing.new_case(
        by.organisation_id,
        writing.NewCase(
            Source.REOPENED, is_danger, has_identity=bool(people), has_reason=True, acknowledged_at=timezone.now(),
            held_by=by.membership_id,
        ),
    )  # fmt: skip
    writing.write_contact(by.organisation_id, row.id, Format.TYPED, typed_bytes(typed))
    writing.copy_people(by.organisation_id, [(one.kind, one.identity) for one in people], row.id, by)
    _link(by, row.id, case_id, LinkKind.REOPENS)
    record_act(by, act="hub.reopened", item_kind="case", item_id=row.id)
    return row.id


def _readers(by: Actor) -> frozenset[UUID]:
    return frozenset(member_id for member_id, _ in readers(by.organisation_id))


def _link(by: Actor, case_id: UUID, other_case_id: UUID, kind: LinkKind) -> None:
    CaseLink.objects.create(
        organisation_id=by.organisation_id, case_id=case_id, other_case_id=other_case_id, kind=int(kind),
        decided_at=timezone.now(), decided_by=by.membership_id,
    )  # fmt: skip
