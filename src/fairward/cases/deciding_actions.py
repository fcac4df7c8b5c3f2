"""A lead decides what somebody asked to put right. One audit act, one transaction: entry, reply, recipients, clock."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.cases import deciding, writing
from fairward.cases.correcting_queries import Correction, correction_for, deciders_of
from fairward.cases.deciding import Applied
from fairward.cases.models import Case, CorrectionDecision
from fairward.cases.policies import check_is_of_kind, check_is_open
from fairward.cases.queries import account_of, officers
from fairward.cases.recipients import note_recipients
from fairward.cases.restricting import release
from fairward.cases.ruling import Ruling, check_ruling
from fairward.cases.texts import write_text
from fairward.cases.vocabulary import CaseKind, CaseOutcome, CaseState, TextKind
from fairward.files.rendering import RenderedEntry
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import RingKind
from fairward.notices.mail import something_arrived
from fairward.rights.sharing import reshow
from fairward.rules.letters import challenges

WHY = "deciding what somebody asked to put right"
CHANGED = frozenset({CaseOutcome.UPHELD, CaseOutcome.PARTLY, CaseOutcome.STATEMENT_ADDED})


@transaction.atomic
def decide_correction(*, by: Actor, case_id: UUID, ruling: Ruling) -> None:
    """Decide a request, carry it out, answer whoever asked, and begin telling everybody who received what was wrong."""
    check(by, "rights:correction:decide")
    case = writing.locked_case(by, case_id)
    check_is_of_kind(case, CaseKind.CORRECTION)
    check_is_open(case)
    found = correction_for(by, case_id, WHY)
    if found.entry is None or found.file is None:
        raise Denied("no_statement", "Say first which statement is meant.")
    is_own = found.is_own
    check_ruling(
        ruling, {one.id for one in found.statements}, is_own=is_own, by=by.membership_id,
        deciders=set(deciders_of(by.organisation_id)),
    )  # fmt: skip
    applied = deciding.apply(by, found, found.entry, found.file, ruling)
    _remember(by, case, ruling, applied, is_own=is_own)
    _answer(by, case, found.file, ruling)
    release(by, case.id)
    _tell(by, case, found, found.entry, ruling)
    # What families are shown follows at once; where something new would need a mask, a person prepares it again.
    reshow(by, found.file, found.entry.id)
    record_act(by, act="case.decided", item_kind="case", item_id=case.id, subject_id=case.child_id)


def _remember(by: Actor, case: Case, ruling: Ruling, applied: Applied, *, is_own: bool) -> None:
    CorrectionDecision.objects.create(
        organisation_id=by.organisation_id, case_id=case.id, outcome=int(ruling.outcome), entry_version=applied.version,
        statement_id=applied.statement_id, new_statement_id=applied.new_statement_id, is_own_entry=is_own,
        second_by=ruling.second_by, decided_at=timezone.now(), decided_by=by.membership_id,
    )  # fmt: skip


def _answer(by: Actor, case: Case, file: OpenedFile, ruling: Ruling) -> None:
    """The reasons for those who work with it; the reply for whoever asked as well, sealed to them."""
    rings = [RingKind.of(file.purpose)]
    write_text(by, case.id, TextKind.REASONS, ruling.reasons, rings=rings)
    asked_by = case.asked_by_membership
    accounts = [account_of(by.organisation_id, asked_by)] if asked_by else []
    write_text(by, case.id, TextKind.REPLY, _with_next_steps(ruling), rings=rings, accounts=accounts)
    writing.meet_clock(case, timezone.now())


def _with_next_steps(ruling: Ruling) -> str:
    """The reply; whoever was not found right in everything also reads whom they can ask to look again."""
    if ruling.outcome is CaseOutcome.UPHELD:
        return ruling.reply
    steps = [
        f"{one.who.format(organisation='The school')}: {one.what} {'. '.join(one.how)}".strip()
        for one in challenges()
    ]
    return "\n\n".join(
        [ruling.reply.strip(), "If you do not agree, you can ask somebody to look again.", *steps]
    )


def _tell(by: Actor, case: Case, found: Correction, entry: RenderedEntry, ruling: Ruling) -> None:
    """Whoever received it has to be told; where nobody did, the case is over with the answer."""
    has_changed = ruling.outcome in CHANGED
    count = note_recipients(by, case.id, entry.id, found.purpose) if has_changed else 0
    if count:
        writing.move(case, CaseState.TELLING)
        writing.set_outcome(case, ruling.outcome)
    else:
        writing.close(by, case, ruling.outcome)
    told = {*officers(by.organisation_id), *([case.asked_by_membership] if case.asked_by_membership else [])}
    if has_changed and found.recorded_by:
        told.add(found.recorded_by)  # they hear, without content, that something of theirs was put right
    something_arrived(by.organisation_id, told - {by.membership_id})
