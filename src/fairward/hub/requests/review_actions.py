"""Deciding passages, and agreeing or giving back as the second person. One act each; every one makes the answer anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.access_requests.models import AccessRequest
from fairward.access_requests.policies import Chosen, check_state
from fairward.access_requests.vocabulary import PassageDecision, WhoseRight
from fairward.audit.log import record_act
from fairward.cases import writing as cases
from fairward.cases.models import Case
from fairward.cases.texts import write_text
from fairward.cases.vocabulary import CaseState, TextKind
from fairward.hub.requests.consulting_actions import REVIEW
from fairward.hub.requests.models import HeldPassage
from fairward.hub.requests.policies import HANDLE, LEFT_OUT, check_decision, check_originator, check_second
from fairward.hub.requests.queries import OpenedPassage, progress_of
from fairward.hub.requests.vocabulary import Held
from fairward.hub.requests.writing import drop_answer, locked, locked_passages, write_reason
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.rules.calendars import add_months
from fairward.rules.exemptions import Exemption

ALWAYS_MASKED = "The name of somebody of the public who told the hub is always left out."
MASK = "third_party"


@transaction.atomic
def decide_passage(*, by: Actor, case_id: UUID, view: OpenedPassage, chosen: Chosen) -> None:
    """Decide one passage that was looked at; what is left out has a listed reason, in words, and sometimes a second person."""
    check(by, HANDLE)
    case, request = locked(by, case_id)
    check_state(case, *REVIEW)
    (row,) = locked_passages(by, case_id, [view.line.place])
    today, chosen = timezone.localdate(), _with_masks(view, chosen)
    exemption = check_decision(
        chosen,
        _requester(request),
        today,
        has_words=view.words is not None,
        is_document=view.line.held is Held.DOCUMENT,
    )
    check_originator(chosen, view.line.label, view.asked, today)
    is_left_out = chosen.decision in LEFT_OUT
    row.reason_id = write_reason(by, row.id, chosen) if is_left_out else None
    row.decision, row.exemption = int(chosen.decision), exemption.id if exemption else ""
    row.needs_second, row.second_by, row.second_at = (
        bool(exemption and exemption.needs_two_people),
        None,
        None,
    )
    row.decided_by, row.decided_at = by.membership_id, timezone.now()
    row.look_again_on = _again_on(today, exemption) if is_left_out else None
    row.save()
    _after(by, case)
    record_act(by, act="passage.decided", item_kind="passage", item_id=row.id, subject_id=row.hub_case_id)


@transaction.atomic
def agree_as_second(*, by: Actor, case_id: UUID, view: OpenedPassage) -> None:
    """A second person, who is not the first, has read passage and reasons and agrees that it is left out."""
    row, case = _for_second(by, case_id, view)
    row.second_by, row.second_at = by.membership_id, timezone.now()
    row.save(update_fields=["second_by", "second_at"])
    _after(by, case)
    record_act(by, act="passage.agreed", item_kind="passage", item_id=row.id, subject_id=row.hub_case_id)


@transaction.atomic
def return_as_second(*, by: Actor, case_id: UUID, view: OpenedPassage, words: str) -> None:
    """The second person does not agree: the passage is decided anew, with their words beside the request."""
    row, case = _for_second(by, case_id, view)
    if not words.strip():
        raise Denied("empty_text", "Write why you do not agree, for whoever decides it anew.")
    row.decision, row.exemption, row.reason_id = int(PassageDecision.UNDECIDED), "", None
    row.decided_by = row.decided_at = row.look_again_on = None
    row.needs_second = False
    row.save()
    write_text(by, case_id, TextKind.NOTE, f"Passage {row.place}: {words.strip()}")
    _after(by, case)
    record_act(by, act="passage.returned", item_kind="passage", item_id=row.id, subject_id=row.hub_case_id)


def _for_second(by: Actor, case_id: UUID, view: OpenedPassage) -> tuple[HeldPassage, Case]:
    check(by, HANDLE)
    case, _ = locked(by, case_id)
    check_state(case, *REVIEW)
    (row,) = locked_passages(by, case_id, [view.line.place])
    if not row.needs_second or row.second_by is not None:
        raise NotFound("passage")
    check_second(by.membership_id, row.decided_by)
    return row, case


def _with_masks(view: OpenedPassage, chosen: Chosen) -> Chosen:
    """Showing a passage in which somebody of the public is named shows a part of it: the name is left out, with its reason."""
    if view.words is None or not view.words.masked or chosen.decision is not PassageDecision.DISCLOSE:
        return chosen
    return replace(
        chosen, decision=PassageDecision.REDACT, exemption=MASK, reasons=ALWAYS_MASKED,
        cuts={place: view.words.masks_in(place) for place in sorted({one[0] for one in view.words.masked})},
    )  # fmt: skip


def _after(by: Actor, case: Case) -> None:
    """What was drawn is dropped, and the request waits for the second person or does not."""
    drop_answer(by, case.id)
    now = progress_of(by.organisation_id, case.id)
    only_second = bool(now.waiting) and now.decided == now.total
    if CaseState(case.state) is CaseState.REVIEWING and only_second:
        cases.move(case, CaseState.SECOND_CHECK)
    elif CaseState(case.state) is CaseState.SECOND_CHECK and not only_second and not now.is_ready:
        cases.move(case, CaseState.REVIEWING)


def _requester(request: AccessRequest) -> str:
    return WhoseRight(request.whose_right).requester if request.whose_right else "parent"


def _again_on(today: date, exemption: Exemption | None) -> date:
    """In a year; an opinion of a health professional counts for half a year."""
    is_health = exemption is not None and exemption.ask == "health_professional"
    return add_months(today, 6 if is_health else 12)
