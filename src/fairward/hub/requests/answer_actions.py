"""Making the answer, handing it out, closing the request. One act each; none of them is done by a day that comes."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.access_requests.deciding import REVIEW
from fairward.access_requests.policies import check_state
from fairward.audit.log import record_act
from fairward.cases import writing as cases
from fairward.cases.vocabulary import CaseOutcome, CaseState
from fairward.design.words import date_words
from fairward.hub.intake.models import Case as HubCase
from fairward.hub.requests.answer_making import Made as MadeEntries
from fairward.hub.requests.answer_making import made_of
from fairward.hub.requests.finding_queries import links_of
from fairward.hub.requests.looking_queries import Looked, looked_at
from fairward.hub.requests.policies import HANDLE, check_all_decided
from fairward.hub.requests.queries import OpenedRequest, answer_for, opened_passages, request_for, states_of
from fairward.hub.requests.writing import forget_words, locked, write_answer
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.organisations.queries import names_of_members, organisation
from fairward.rights.answer import Answer, KeptUntil, Searched
from fairward.rights.answer_joining import whole_answer
from fairward.rights.letters import challenge

REACHED_BY = ("Write to the hub, telephone it, or ask whoever gave you this answer.",)
KEPT_WHY = "To keep a child safe, and to show what was decided and why."
KEPT_UNTIL = (
    "As long as the council keeps such decisions. Where nothing more was done it goes twelve months after the case was "
    "closed."
)


@transaction.atomic
def make_answer(*, by: Actor, case_id: UUID) -> None:
    """Draw the answer of what was decided and seal it. Denied while a passage waits for anybody."""
    check(by, HANDLE)
    case, _ = locked(by, case_id)
    check_state(case, *REVIEW)
    states = states_of(by.organisation_id, case_id)
    check_all_decided([row[1:] for row in states])
    view = request_for(by, case_id)
    references = _references(by.organisation_id, case_id)
    made = made_of(opened_passages(by, case_id), references, timezone.localdate())
    seen = looked_at(by, references, timezone.localtime(view.case.received_at).date())
    drawn = whole_answer(_answer(by, view, references, made, seen), made.entries, seen.looks, made.left_out)
    write_answer(by, case_id, drawn.pdf, drawn.data, len(made.entries), view.progress.left_out)
    record_act(by, act="request.drawn", item_kind="case", item_id=case_id)


@transaction.atomic
def take_answer(*, by: Actor, case_id: UUID) -> tuple[str, bytes, bytes]:
    """The answer for printing or saving: its name, PDF and JSON. From here on no log sees who reads it."""
    check(by, HANDLE)
    case, request = locked(by, case_id)
    if request.made_at is None:
        raise Denied("not_made", "The answer is not made yet.")
    pdf, data = answer_for(by, case_id)
    record_act(by, act="request.taken", item_kind="case", item_id=case_id)
    return f"R-{case.number}", pdf, data


@transaction.atomic
def close_request(*, by: Actor, case_id: UUID) -> None:
    """The end: the copies that were made for it are destroyed; what was sent is kept with the request for its time."""
    check(by, HANDLE)
    case, _ = locked(by, case_id)
    check_state(case, CaseState.ANSWERED)
    cases.close(by, case, CaseOutcome.SENT)
    forget_words(by, case_id)
    record_act(by, act="request.closed", item_kind="case", item_id=case_id)


def _answer(
    by: Actor, view: OpenedRequest, references: dict[UUID, str], made: MadeEntries, seen: Looked
) -> Answer:
    name = organisation(by.organisation_id).name
    return Answer(
        organisation_name=name, child_name=", ".join(view.about), asked_by=view.asker,
        asked_on=timezone.localtime(view.case.received_at).date(), answered_on=timezone.localdate(),
        reference=f"R-{view.case.number}", challenge=challenge(name, REACHED_BY),
        searched=_searched(by.organisation_id, view.case.id, references),
        kept=tuple(KeptUntil(f"Case {one}", KEPT_WHY, KEPT_UNTIL) for one in references.values()), entry_count=len(made.entries),
        look_count=len(seen.looks), proofs=seen.proofs,
    )  # fmt: skip


def _searched(organisation_id: UUID, case_id: UUID, references: dict[UUID, str]) -> tuple[Searched, ...]:
    links = [one for one in links_of(organisation_id, case_id) if one.gathered_at and one.gathered_by]
    roles = names_of_members(organisation_id, {one.gathered_by for one in links if one.gathered_by})
    lines = {
        one.hub_case_id: Searched(
            f"Case {references[one.hub_case_id]}", date_words(timezone.localtime(one.gathered_at).date()),
            roles[one.gathered_by].role.word, one.found,
        )
        for one in links
        if one.gathered_by and one.gathered_at
    }  # fmt: skip
    return tuple(lines.values())


def _references(organisation_id: UUID, case_id: UUID) -> dict[UUID, str]:
    ids = {one.hub_case_id for one in links_of(organisation_id, case_id)}
    rows = HubCase.objects.filter(organisation_id=organisation_id, id__in=ids).order_by("received_at")
    return dict(rows.values_list("id", "reference"))
