"""Deciding passages, agreeing as the second person, asking for silence. One act each; every one makes the answer anew."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.access_requests import deciding
from fairward.access_requests.decided import LEFT_OUT
from fairward.access_requests.deciding import REVIEW, again_on, requester_of
from fairward.access_requests.models import CasePassage
from fairward.access_requests.policies import (
    Chosen,
    check_author_asked,
    check_handles,
    check_other,
    check_silence,
    check_state,
    exemption_of,
    missing_in,
)
from fairward.access_requests.queries import progress_of
from fairward.access_requests.review_queries import PassageView
from fairward.access_requests.vocabulary import PassageDecision
from fairward.access_requests.writing import drop_pieces, locked, write_reason
from fairward.audit.log import record_act
from fairward.cases.models import Case
from fairward.cases.texts import write_text
from fairward.cases.vocabulary import CaseState, TextKind
from fairward.files.queries import label_of
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import RingKind
from fairward.people.queries import born_on_of
from fairward.rules.calendars import add_months
from fairward.rules.exemptions import Exemption


@transaction.atomic
def decide_passage(*, by: Actor, view: PassageView, chosen: Chosen) -> None:
    """Decide one passage that was looked at; what is left out needs a listed reason, in words, and sometimes a second person."""
    check_handles(by)
    case, request = locked(by, view.case.id)
    check_state(case, *REVIEW)
    row = _locked_passage(by, view.row.id)
    if chosen.decision is PassageDecision.DISCLOSE:
        check_author_asked(view.entry.label, PassageDecision(row.decision))
    exemption = exemption_of(chosen.exemption, requester_of(request), timezone.localdate())
    missing = missing_in(chosen, exemption)
    if missing:
        raise Denied("decision_not_whole", missing[0][1])
    rings = [RingKind.of(view.file.purpose)] if deciding.needs_second(chosen.decision, exemption) else []
    keeps_words = chosen.decision in {*LEFT_OUT, PassageDecision.CONSULT}
    reason_id = write_reason(by, row.id, chosen, *rings) if keeps_words else None
    again = _again_on(case, exemption)
    deciding.decide(row, by, chosen.decision, exemption, reason_id=reason_id, look_again_on=again)
    _after(by, case)
    record_act(by, act="passage.decided", item_kind="entry", item_id=row.entry_id, subject_id=case.child_id)


@transaction.atomic
def disclose_rest_of_entry(*, by: Actor, case_id: UUID, entry_id: UUID) -> int:
    """Disclose every passage of one entry that is not decided yet; returns how many."""
    check_handles(by)
    case, _ = locked(by, case_id)
    check_state(case, *REVIEW)
    check_author_asked(label_of(by.organisation_id, entry_id), PassageDecision.UNDECIDED)
    rows = CasePassage.objects.filter(
        organisation_id=by.organisation_id,
        case_id=case_id,
        entry_id=entry_id,
        decision=int(PassageDecision.UNDECIDED),
    )
    count = rows.update(
        decision=int(PassageDecision.DISCLOSE), decided_by=by.membership_id, decided_at=timezone.now()
    )
    _after(by, case)
    record_act(by, act="passage.decided_alike", item_kind="entry", item_id=entry_id, subject_id=case.child_id)
    return count


@transaction.atomic
def agree_as_second(*, by: Actor, view: PassageView) -> None:
    """A second person, who is not the first, has read passage and reasons and agrees that it is left out."""
    row, case = _for_second(by, view)
    deciding.agree(row, by)
    _after(by, case)
    record_act(by, act="passage.agreed", item_kind="entry", item_id=row.entry_id, subject_id=case.child_id)


@transaction.atomic
def return_as_second(*, by: Actor, view: PassageView, words: str) -> None:
    """The second person does not agree: the passage is decided anew, with their words beside it."""
    row, case = _for_second(by, view)
    deciding.give_back(row, by, case.id, words, words)
    _after(by, case)
    record_act(by, act="passage.returned", item_kind="entry", item_id=row.entry_id, subject_id=case.child_id)


@transaction.atomic
def ask_for_silence(*, by: Actor, case_id: UUID, reasons: str, until: date) -> None:
    """Ask that the answer neither confirms nor denies, until a day; it needs a second person, and ends by itself."""
    check_handles(by)
    case, request = locked(by, case_id)
    check_state(case, CaseState.SEARCHING, *REVIEW)
    check_silence(until, timezone.localdate())
    if not reasons.strip():
        raise Denied("empty_text", "Write why even saying that something is held, or is not, would do harm.")
    request.silent_first_by, request.silent_second_by, request.silent_until_on = by.membership_id, None, until
    request.save(update_fields=["silent_first_by", "silent_second_by", "silent_until_on"])
    write_text(by, case_id, TextKind.REASONS, reasons)
    drop_pieces(by, case_id)
    record_act(by, act="request.silence_asked", item_kind="case", item_id=case_id, subject_id=case.child_id)


@transaction.atomic
def agree_to_silence(*, by: Actor, case_id: UUID) -> None:
    """A second person agrees, before the day on which the silence ends."""
    check(by, "rights:passage:second")
    case, request = locked(by, case_id)
    if request.silent_first_by is None or request.silent_until_on is None:
        raise NotFound("silence")
    check_other(
        by.membership_id, request.silent_first_by, "You asked for this yourself. Somebody else agrees to it."
    )
    check_silence(request.silent_until_on, timezone.localdate())
    request.silent_second_by = by.membership_id
    request.save(update_fields=["silent_second_by"])
    drop_pieces(by, case_id)
    record_act(by, act="request.silence_agreed", item_kind="case", item_id=case_id, subject_id=case.child_id)


def _for_second(by: Actor, view: PassageView) -> tuple[CasePassage, Case]:
    check(by, "rights:passage:second")
    case, _ = locked(by, view.case.id)
    check_state(case, *REVIEW)
    row = _locked_passage(by, view.row.id)
    deciding.check_waits_for(row, by)
    if view.chosen is None:
        raise Denied("no_key", "You cannot open the reasons for this passage, so you cannot agree to it.")
    return row, case


def _locked_passage(by: Actor, passage_id: UUID) -> CasePassage:
    row = (
        CasePassage.objects.select_for_update()
        .filter(organisation_id=by.organisation_id, id=passage_id)
        .first()
    )
    if row is None:
        raise NotFound("passage")
    return row


def _after(by: Actor, case: Case) -> None:
    """What was drawn is dropped, and the case waits for the second person or does not."""
    drop_pieces(by, case.id)
    deciding.move_on(case, progress_of(by.organisation_id, case.id))


def _again_on(case: Case, exemption: Exemption | None) -> date:
    """At 18, or in a year if that comes first; an opinion of a health professional counts for half a year."""
    today = timezone.localdate()
    days = [again_on(today, exemption)]
    born_on = born_on_of(case.organisation_id, case.child_id) if case.child_id else None
    if born_on is not None and add_months(born_on, 18 * 12) > today:
        days.append(add_months(born_on, 18 * 12))
    return min(days)
