"""Reads access requests: the list, one with its texts, search lines and openings. It may not open a file of a child."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from fairward.access_requests.decided import Progress, progress_of_states
from fairward.access_requests.models import AccessRequest, CasePassage, FileOpening, SearchLine
from fairward.access_requests.policies import check_is_access_request, page_elsewhere
from fairward.access_requests.readiness_queries import Readiness, readiness_of
from fairward.access_requests.vocabulary import SearchedPlace, WhoseRight
from fairward.audit.log import record_list
from fairward.cases.clock import look_at_case
from fairward.cases.models import Case
from fairward.cases.texts import OpenedText, texts_of
from fairward.cases.vocabulary import CaseKind, CaseState, TextKind
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import Purpose
from fairward.organisations.queries import names_of_members, organisation
from fairward.people.queries import names_of_adults, names_of_children
from fairward.rules.clocks import Due, Standing

WHY = "answering an access request"
NOBODY_YET = "a child who is not named yet"


@dataclass(frozen=True, slots=True)
class RequestHead:
    """One request of a list."""

    case_id: UUID
    number: int
    child_id: UUID | None
    child: str
    state: CaseState
    due_at: datetime
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """A file that is open for somebody and this case."""

    file_id: UUID
    purpose: Purpose
    account_id: UUID
    until_at: datetime


@dataclass(frozen=True, slots=True)
class SearchRow:
    """A line of the search log with the name of who searched."""

    place: SearchedPlace
    purpose: Purpose | None
    file_id: UUID | None
    found: int
    at: datetime
    by: str
    role: str


@dataclass(frozen=True, slots=True)
class RequestView:
    """One request as its page shows it."""

    head: RequestHead
    case: Case
    request: AccessRequest
    due: Due | Standing
    asker: str
    texts: Sequence[OpenedText]
    searched: Sequence[SearchRow]
    openings: Sequence[Opening]
    progress: Progress
    readiness: Readiness

    @property
    def whose(self) -> WhoseRight | None:
        """Whose right it is, once that is settled."""
        return WhoseRight(self.request.whose_right) if self.request.whose_right else None


def requests_for(actor: Actor, why: str = "seeing requests to see what is recorded") -> list[RequestHead]:
    """Open requests, the next due first, then those closed lately. The list shown is logged."""
    rows = Case.objects.filter(organisation_id=actor.organisation_id, kind=int(CaseKind.ACCESS_REQUEST))
    found = [
        *rows.filter(closed_at__isnull=True).order_by("due_at"),
        *rows.filter(closed_at__isnull=False).order_by("-closed_at")[:20],
    ]
    names = names_of_children(actor.organisation_id, [one.child_id for one in found if one.child_id])
    record_list(actor, item_kind="case", item_ids=[one.id for one in found], why=why)
    return [_head(one, names[one.child_id].full if one.child_id in names else NOBODY_YET) for one in found]


def request_for(actor: Actor, case_id: UUID, why: str = WHY) -> RequestView:
    """One request with its texts, opened with the ring of rights."""
    case, request = rows_of(actor.organisation_id, case_id)
    texts = texts_of(actor, case_id, case.child_id, why)
    head = _head(case, _child_name(case))
    return RequestView(
        head, case, request, look_at_case(case), _asker(case, texts), texts, search_lines(case), openings_of(case),
        progress_of(case.organisation_id, case_id), readiness_of(case, request),
    )  # fmt: skip


def request_to_open(
    actor: Actor, case_id: UUID, why: str = "opening files for an access request"
) -> RequestView:
    """The same for a lead, who opens files for it: without the texts, which are the officer’s."""
    case, request = rows_of(actor.organisation_id, case_id)
    record_list(actor, item_kind="case", item_ids=[case_id], subject_id=case.child_id, why=why)
    head = _head(case, _child_name(case))
    return RequestView(
        head, case, request, look_at_case(case), "", (), search_lines(case), openings_of(case),
        progress_of(case.organisation_id, case_id), readiness_of(case, request),
    )  # fmt: skip


def rows_of(organisation_id: UUID, case_id: UUID) -> tuple[Case, AccessRequest]:
    """The two rows; another kind of case, and another organisation’s, are not there."""
    if page_elsewhere(organisation(organisation_id).kind):
        raise NotFound("request")  # these pages would answer without what is held elsewhere
    case = check_is_access_request(Case.objects.filter(organisation_id=organisation_id, id=case_id).first())
    mine = {"organisation_id": organisation_id, "case_id": case_id}
    # A request that was noted on the page for everything has no row of its own before its first step.
    return case, AccessRequest.objects.filter(**mine).first() or AccessRequest(**mine)


def progress_of(organisation_id: UUID, case_id: UUID) -> Progress:
    """Counts over the passages of a case, and the first place that waits for a decision."""
    rows = CasePassage.objects.filter(organisation_id=organisation_id, case_id=case_id)
    return progress_of_states(
        list(rows.order_by("place").values_list("place", "decision", "needs_second", "second_by"))
    )


def search_lines(case: Case) -> list[SearchRow]:
    """The search log of a case, newest search first."""
    rows = list(
        SearchLine.objects.filter(organisation_id=case.organisation_id, case_id=case.id).order_by(
            "-searched_at", "place", "purpose"
        )
    )
    names = names_of_members(case.organisation_id, {row.searched_by for row in rows})
    return [
        SearchRow(
            SearchedPlace(row.place), Purpose(row.purpose) if row.purpose else None, row.file_id, row.found,
            row.searched_at, names[row.searched_by].name, names[row.searched_by].role.word,
        )
        for row in rows
    ]  # fmt: skip


def openings_of(case: Case) -> list[Opening]:
    """The files that stand open for this case now."""
    rows = FileOpening.objects.filter(
        organisation_id=case.organisation_id,
        case_id=case.id,
        ended_at__isnull=True,
        until_at__gt=timezone.now(),
    )
    return [
        Opening(file_id, Purpose(purpose), account_id, until_at)
        for file_id, purpose, account_id, until_at in rows.order_by("purpose", "until_at").values_list(
            "file_id", "purpose", "account_id", "until_at"
        )
    ]


def of_child(case: Case) -> UUID:
    """The child whose record it is about; an access request always names one."""
    if case.child_id is None:
        raise NotFound("child")
    return case.child_id


def earliest_day(case: Case) -> date:
    """The day on which the request came."""
    return timezone.localtime(case.received_at).date()


def _head(case: Case, child: str) -> RequestHead:
    return RequestHead(
        case.id,
        case.number,
        case.child_id,
        child,
        CaseState(case.state),
        case.due_at,
        case.closed_at is not None,
    )


def _child_name(case: Case) -> str:
    names = names_of_children(case.organisation_id, [case.child_id] if case.child_id else [])
    return names[case.child_id].full if case.child_id in names else NOBODY_YET


def _asker(case: Case, texts: Sequence[OpenedText]) -> str:
    """Who asks: the child, an adult who is known here, or the words that were noted."""
    if case.person_id is not None:
        if case.person_id == case.child_id:
            return _child_name(case)
        known = names_of_adults(case.organisation_id, [case.person_id])
        if known:
            return known[case.person_id]
    return next((one.text for one in texts if one.kind is TextKind.WHO), "somebody whose name was not noted")
