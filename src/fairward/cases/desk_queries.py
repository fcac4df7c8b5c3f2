"""The officer's desk: every case of every kind, overdue first. Names are shown, content is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_list
from fairward.cases.clock import calendars_of, look_at_case
from fairward.cases.models import Case, CaseStop
from fairward.cases.vocabulary import CaseKind, CaseOutcome, CaseState
from fairward.kernel.actor import Actor
from fairward.organisations.queries import names_of_members
from fairward.people.queries import names_of_adults, names_of_children
from fairward.rules.clocks import Standing

PAGE = 50
SOON = timedelta(days=7)
HANDLE = "rights:case:handle"
DECIDE = "rights:correction:decide"
# What was answered or acknowledged already waits less than what was not.
_IS_MET = ExpressionWrapper(Q(met_at__isnull=False), BooleanField())


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What the desk is narrowed to."""

    kind: CaseKind | None = None
    state: CaseState | None = None
    mine: bool = False
    nobody: bool = False
    over: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class CaseItem:
    """One line of the desk, without content. `sentence` explains the clock; `is_met`: what it asks for was done."""

    id: UUID
    number: str
    kind: CaseKind
    state: CaseState
    outcome: CaseOutcome | None
    child: str
    person: str
    received_at: datetime
    due_at: datetime
    sentence: str
    is_standing: bool
    is_met: bool
    is_overdue: bool
    assigned: str


@dataclass(frozen=True, slots=True)
class CaseDesk:
    """One page of cases, how many there are of each kind, and how many are overdue."""

    items: Sequence[CaseItem]
    counts: dict[CaseKind, int]
    total: int
    overdue: int
    page: int


def case_desk_for(actor: Actor, wanted: CaseFilter, why: str) -> CaseDesk:
    """All cases for the officer, overdue first, then by when they are due; the list is logged."""
    check(actor, HANDLE)
    return _desk(actor, wanted, why)


def corrections_for(actor: Actor, wanted: CaseFilter, why: str) -> CaseDesk:
    """Only what somebody asked to put right, for the leads who decide it; the list is logged."""
    check(actor, DECIDE)
    only = CaseFilter(CaseKind.CORRECTION, wanted.state, wanted.mine, wanted.nobody, wanted.over, wanted.page)
    return _desk(actor, only, why)


def _desk(actor: Actor, wanted: CaseFilter, why: str) -> CaseDesk:
    everything = _fitting(actor, wanted)
    counts = Counter(everything.values_list("kind", flat=True))
    rows = everything if wanted.kind is None else everything.filter(kind=int(wanted.kind))
    order = ("-closed_at", "-number") if wanted.over else (_IS_MET, "due_at", "number")
    first = (wanted.page - 1) * PAGE
    shown = list(rows.order_by(*order)[first : first + PAGE])
    record_list(actor, item_kind="case", item_ids=[row.id for row in shown], why=why)
    late = rows.filter(closed_at__isnull=True, met_at__isnull=True, due_at__lt=timezone.now())
    standing = CaseStop.objects.filter(organisation_id=actor.organisation_id, answered_on__isnull=True)
    overdue = late.exclude(id__in=standing.values("case_id")).count()
    kinds = {CaseKind(kind): count for kind, count in sorted(counts.items())}
    return CaseDesk(case_items(actor.organisation_id, shown), kinds, rows.count(), overdue, wanted.page)


def _fitting(actor: Actor, wanted: CaseFilter) -> QuerySet[Case]:
    narrowed = Q(organisation_id=actor.organisation_id, closed_at__isnull=not wanted.over)
    if wanted.state is not None:
        narrowed &= Q(state=int(wanted.state))
    if wanted.mine:
        narrowed &= Q(assigned_to=actor.membership_id)
    if wanted.nobody:
        narrowed &= Q(assigned_to__isnull=True)
    return Case.objects.filter(narrowed)


def case_items(organisation_id: UUID, rows: Sequence[Case]) -> list[CaseItem]:
    """Cases as lines, with the names of whom they are about and who asked. The caller logs what it shows."""
    now = timezone.now()
    children = names_of_children(organisation_id, [row.child_id for row in rows if row.child_id])
    persons = {row.person_id for row in rows if row.person_id}
    adults = names_of_adults(organisation_id, persons - children.keys()) if persons else {}
    asked = {**adults, **{key: name.full for key, name in children.items()}}
    members = names_of_members(organisation_id, [row.assigned_to for row in rows if row.assigned_to])
    places = calendars_of(organisation_id)
    found = []
    for row in rows:
        clock = look_at_case(row, places=places)
        is_standing, is_met = isinstance(clock, Standing), row.met_at is not None
        is_open = row.closed_at is None
        found.append(
            CaseItem(
                row.id, f"R-{row.number}", CaseKind(row.kind), CaseState(row.state),
                CaseOutcome(row.outcome) if row.outcome else None,
                children[row.child_id].full if row.child_id in children else "",
                asked.get(row.person_id, "") if row.person_id else "", row.received_at, row.due_at, clock.sentence,
                is_standing, is_met, is_open and not is_standing and not is_met and row.due_at < now,
                members[row.assigned_to].name if row.assigned_to in members else "",
            )
        )  # fmt: skip
    return found


def waits_for_officers(organisation_id: UUID) -> bool:
    """Whether an answer is due within the next days, or late already: for the morning's content-free notice."""
    soon = timezone.now() + SOON
    rows = Case.objects.filter(organisation_id=organisation_id, closed_at__isnull=True, met_at__isnull=True)
    return rows.filter(due_at__lte=soon).exists()
