"""What a member of a family asks on their own pages: put right, object, complain. One act each, one transaction."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.cases import writing
from fairward.cases.arriving import take
from fairward.cases.models import Case
from fairward.cases.policies import check_is_open, check_words
from fairward.cases.queries import has_asked_already, is_line_about, officers, purpose_of_entry
from fairward.cases.restricting import release, restrict
from fairward.cases.texts import write_text
from fairward.cases.vocabulary import CaseKind, CaseOutcome, CaseState, HowAsked, TextKind, WhatIsWrong
from fairward.cases.writing import NewCase, Target
from fairward.families.queries import my_access
from fairward.files.writing import write_family_annotation
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import AnnotationKind, Purpose, RingKind
from fairward.notices.mail import something_arrived
from fairward.rights.models import MySide
from fairward.rights.shown_queries import one_shown_for

PERMISSION = "family:self:use"


@transaction.atomic
def ask_to_correct(
    *, by: Actor, child_id: UUID, entry_id: UUID, statement_id: UUID | None, what: WhatIsWrong, words: str
) -> UUID:
    """Ask to put right a statement that the asker is shown (None: the whole entry). Its use is restricted from now on."""
    check(by, PERMISSION)
    check_words(words, "what is wrong with it")
    statements, purpose = _shown_statements(by, child_id, entry_id, statement_id)
    _check_not_asked(by, CaseKind.CORRECTION, entry_id, statement_id)
    case_id = take(
        by, _new(by, CaseKind.CORRECTION, child_id, Target(entry_id, statement_id, what_is_wrong=what)),
        [(TextKind.ASKED, words)], accounts=[by.account_id], rings=[RingKind.of(purpose)],
    )  # fmt: skip
    restrict(by, entry_id, statements if statement_id else ())
    if what is WhatIsWrong.DISPUTED_OPINION:
        _stand_beside(by, child_id, entry_id, statement_id, purpose, words)
    writing.move(writing.locked_case(by, case_id), CaseState.CHECKING)
    record_act(by, act="case.opened", item_kind="case", item_id=case_id, subject_id=child_id)
    return case_id


def _shown_statements(
    by: Actor, child_id: UUID, entry_id: UUID, statement_id: UUID | None
) -> tuple[list[UUID], Purpose]:
    """The claims that are meant: an entry or a statement that the asker is not shown is not there."""
    shown = one_shown_for(by, child_id, entry_id, "asking to put something right")
    own = [one.id for one in shown.entry.statements]
    purpose = purpose_of_entry(by.organisation_id, entry_id, child_id)
    if purpose is None or (statement_id is not None and statement_id not in own):
        raise NotFound("statement")
    return ([statement_id] if statement_id else own), purpose


def _check_not_asked(by: Actor, kind: CaseKind, entry_id: UUID | None, statement_id: UUID | None) -> None:
    if entry_id and has_asked_already(by.organisation_id, by.membership_id, kind, entry_id, statement_id):
        raise Denied("already_asked", "You have asked about this already. It is being checked.")


def _stand_beside(
    by: Actor, child_id: UUID, entry_id: UUID, statement_id: UUID | None, purpose: Purpose, words: str
) -> None:
    """An opinion that is disputed is shown as that, with the family's words beside it, whatever is decided."""
    annotation_id = write_family_annotation(
        by, purpose, entry_id, AnnotationKind.DISPUTE, words, statement_id=statement_id
    )
    MySide.objects.create(
        organisation_id=by.organisation_id, annotation_id=annotation_id, entry_id=entry_id, child_id=child_id,
        person_id=my_access(by, child_id).person_id, membership_id=by.membership_id, purpose=int(purpose),
        made_at=timezone.now(),
    )  # fmt: skip


@transaction.atomic
def ask_to_object(*, by: Actor, child_id: UUID, entry_id: UUID | None, words: str) -> UUID:
    """Object to something being kept or used: one entry that the asker is shown, or (None) the record of this child."""
    check(by, PERMISSION)
    check_words(words, "what you object to, and why")
    targets: tuple[Target, ...] = ()
    if entry_id is not None:
        _shown_statements(by, child_id, entry_id, None)
        _check_not_asked(by, CaseKind.OBJECTION, entry_id, None)
        targets = (Target(entry_id),)
    case_id = _ask(by, CaseKind.OBJECTION, child_id, words, *targets)
    record_act(by, act="case.opened", item_kind="case", item_id=case_id, subject_id=child_id)
    return case_id


@transaction.atomic
def complain(*, by: Actor, child_id: UUID | None, words: str) -> UUID:
    """Complain about how personal data are handled: acknowledged within 30 days."""
    check(by, PERMISSION)
    check_words(words, "what went wrong")
    case_id = _ask(by, CaseKind.COMPLAINT, child_id, words)
    record_act(by, act="case.opened", item_kind="case", item_id=case_id, subject_id=child_id)
    return case_id


@transaction.atomic
def note_unrecognised_look(*, by: Actor, child_id: UUID, line_id: UUID, words: str) -> UUID:
    """Say that a line of "who looked" is not recognised; words may be empty. The officer finds out and answers."""
    check(by, PERMISSION)
    my_access(by, child_id)
    if not is_line_about(by.organisation_id, line_id, child_id):
        raise NotFound("line")
    case_id = _ask(
        by, CaseKind.UNRECOGNISED_LOOK, child_id, words or "I do not recognise this.", Target(line_id=line_id)
    )
    record_act(by, act="case.opened", item_kind="case", item_id=case_id, subject_id=child_id)
    return case_id


def _ask(by: Actor, kind: CaseKind, child_id: UUID | None, words: str, *targets: Target) -> UUID:
    return take(
        by, _new(by, kind, child_id, *targets), [(TextKind.ASKED, words)], accounts=[by.account_id]
    )  # fmt: skip


def _new(by: Actor, kind: CaseKind, child_id: UUID | None, *targets: Target) -> NewCase:
    person_id = my_access(by, child_id).person_id if child_id is not None else None
    return NewCase(kind, HowAsked.PORTAL, timezone.now(), child_id, person_id, by.membership_id, targets)


def _my_open_case(by: Actor, case_id: UUID) -> Case:
    case = writing.locked_case(by, case_id)
    if case.asked_by_membership != by.membership_id:
        raise NotFound("case")
    check_is_open(case)
    return case


@transaction.atomic
def withdraw(*, by: Actor, case_id: UUID) -> None:
    """Take back what one asked for. What was restricted may be used again; words that stand beside an opinion stay."""
    check(by, PERMISSION)
    case = _my_open_case(by, case_id)
    writing.close(by, case, CaseOutcome.WITHDRAWN, CaseState.WITHDRAWN)
    release(by, case.id)
    record_act(by, act="case.withdrawn", item_kind="case", item_id=case.id, subject_id=case.child_id)


@transaction.atomic
def answer_question(*, by: Actor, case_id: UUID, words: str) -> None:
    """Answer what was asked about one's own case: the clock runs on from today."""
    check(by, PERMISSION)
    check_words(words, "your answer")
    case = _my_open_case(by, case_id)
    write_text(by, case.id, TextKind.ANSWER, words, accounts=[by.account_id])
    writing.resume_if_standing(case, timezone.localdate())
    something_arrived(by.organisation_id, officers(by.organisation_id))
    record_act(by, act="case.answered", item_kind="case", item_id=case.id, subject_id=case.child_id)
