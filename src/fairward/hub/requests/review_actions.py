"""Deciding passages, and agreeing or giving back as the second person. One act each; every one makes the answer anew."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.access_requests import deciding
from fairward.access_requests.decided import LEFT_OUT
from fairward.access_requests.deciding import REVIEW, again_on, requester_of
from fairward.access_requests.policies import Chosen, check_state
from fairward.access_requests.vocabulary import PassageDecision
from fairward.audit.log import record_act
from fairward.cases.models import Case
from fairward.hub.requests.models import HeldPassage
from fairward.hub.requests.policies import HANDLE, check_decision, check_originator
from fairward.hub.requests.queries import OpenedPassage, progress_of
from fairward.hub.requests.vocabulary import Held
from fairward.hub.requests.writing import drop_answer, locked, locked_passages, write_reason
from fairward.kernel.actor import Actor

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
        requester_of(request),
        today,
        has_words=view.words is not None,
        is_document=view.line.held is Held.DOCUMENT,
    )
    check_originator(chosen, view.line.label, view.asked, today)
    reason_id = write_reason(by, row.id, chosen) if chosen.decision in LEFT_OUT else None
    again = again_on(today, exemption)
    deciding.decide(row, by, chosen.decision, exemption, reason_id=reason_id, look_again_on=again)
    _after(by, case)
    record_act(by, act="passage.decided", item_kind="passage", item_id=row.id, subject_id=row.hub_case_id)


@transaction.atomic
def agree_as_second(*, by: Actor, case_id: UUID, view: OpenedPassage) -> None:
    """A second person, who is not the first, has read passage and reasons and agrees that it is left out."""
    row, case = _for_second(by, case_id, view)
    deciding.agree(row, by)
    _after(by, case)
    record_act(by, act="passage.agreed", item_kind="passage", item_id=row.id, subject_id=row.hub_case_id)


@transaction.atomic
def return_as_second(*, by: Actor, case_id: UUID, view: OpenedPassage, words: str) -> None:
    """The second person does not agree: the passage is decided anew, with their words beside the request."""
    row, case = _for_second(by, case_id, view)
    deciding.give_back(row, by, case_id, words, f"Passage {row.place}: {words.strip()}")
    _after(by, case)
    record_act(by, act="passage.returned", item_kind="passage", item_id=row.id, subject_id=row.hub_case_id)


def _for_second(by: Actor, case_id: UUID, view: OpenedPassage) -> tuple[HeldPassage, Case]:
    check(by, HANDLE)
    case, _ = locked(by, case_id)
    check_state(case, *REVIEW)
    (row,) = locked_passages(by, case_id, [view.line.place])
    deciding.check_waits_for(row, by)
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
    deciding.move_on(case, progress_of(by.organisation_id, case.id))
