"""Reads rows of cases: states, dates, ids. It may not open a text of one: `texts` does, with the look logged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from fairward.cases.models import Case, CaseStop, CaseTarget
from fairward.cases.vocabulary import CaseKind, CaseState
from fairward.kernel.vocabulary import Purpose, Role
from fairward.organisations.queries import member, members
from fairward.tenancy.rows import fetch

Stop = tuple[date, date | None]
ENDED = (int(CaseState.CLOSED), int(CaseState.WITHDRAWN))
_PURPOSE = (
    "SELECT f.purpose FROM files_entry e JOIN files_file f ON f.organisation_id = e.organisation_id AND f.id = e.file_id "
    "WHERE e.organisation_id = %s AND e.id = %s AND f.child_id = %s"
)
# Refusals and lists name no subject: that the asker may know such a line is for their own pages to check.
_LINE = "SELECT 1 FROM audit_leaf WHERE organisation_id = %s AND id = %s AND (subject_id = %s OR subject_id IS NULL)"
_STILL_CHECKED = (
    "SELECT t.entry_id, t.statement_id FROM cases_casetarget t "
    "JOIN cases_case c ON c.organisation_id = t.organisation_id AND c.id = t.case_id "
    "WHERE t.organisation_id = %s AND t.entry_id = ANY(%s) AND c.kind = %s AND c.state = %s AND c.id <> %s"
)


_OPEN_ABOUT = (
    "SELECT DISTINCT c.id FROM cases_casetarget t "
    "JOIN cases_case c ON c.organisation_id = t.organisation_id AND c.id = t.case_id "
    "WHERE t.organisation_id = %s AND t.entry_id = ANY(%s) AND c.kind = %s AND c.state = ANY(%s) ORDER BY c.id"
)


def stops_of(organisation_id: UUID, case_id: UUID) -> list[Stop]:
    """(asked on, answered on or None while it stands still), oldest first."""
    rows = CaseStop.objects.filter(organisation_id=organisation_id, case_id=case_id).order_by(
        "asked_on", "id"
    )
    return list(rows.values_list("asked_on", "answered_on"))


def targets_of(organisation_id: UUID, case_id: UUID) -> list[CaseTarget]:
    """What a case is about, in the order in which it was said."""
    return list(CaseTarget.objects.filter(organisation_id=organisation_id, case_id=case_id).order_by("id"))


def purpose_of_entry(organisation_id: UUID, entry_id: UUID, child_id: UUID) -> Purpose | None:
    """Why the file of an entry is kept; None when there is no such entry about this child."""
    rows = fetch(_PURPOSE, [organisation_id, entry_id, child_id])
    return Purpose(rows[0][0]) if rows else None


def is_line_about(organisation_id: UUID, line_id: UUID, child_id: UUID) -> bool:
    """Whether a line of the log is about this child, or names none."""
    return bool(fetch(_LINE, [organisation_id, line_id, child_id]))


def checked_by_another(
    organisation_id: UUID, entry_ids: Iterable[UUID], except_case: UUID
) -> list[tuple[UUID, UUID | None]]:
    """(entry, statement or None for all of it) that another open correction is about: these stay restricted."""
    state, kind = int(CaseState.CHECKING), int(CaseKind.CORRECTION)
    rows = fetch(_STILL_CHECKED, [organisation_id, list(entry_ids), kind, state, except_case])
    return [(row[0], row[1]) for row in rows]


def open_corrections_of(organisation_id: UUID, entry_ids: Iterable[UUID]) -> list[UUID]:
    """Open requests to put something right in these entries that nobody has decided yet, the oldest first."""
    states = [int(CaseState.RECEIVED), int(CaseState.CHECKING)]
    kind = int(CaseKind.CORRECTION)
    return [row[0] for row in fetch(_OPEN_ABOUT, [organisation_id, list(entry_ids), kind, states])]


def has_asked_already(
    organisation_id: UUID, membership_id: UUID, kind: CaseKind, entry_id: UUID | None, statement_id: UUID | None
) -> bool:  # fmt: skip
    """Whether the same person has an open case of this kind about the same thing."""
    mine = Case.objects.filter(
        organisation_id=organisation_id, asked_by_membership=membership_id, kind=int(kind), closed_at__isnull=True
    )  # fmt: skip
    same = CaseTarget.objects.filter(
        organisation_id=organisation_id, case_id__in=mine.values("id"), entry_id=entry_id, statement_id=statement_id
    )  # fmt: skip
    return same.exists()


def account_of(organisation_id: UUID, membership_id: UUID) -> UUID:
    """The account to which a reply is sealed."""
    return member(organisation_id, membership_id).account_id


def officers(organisation_id: UUID) -> list[UUID]:
    """Memberships of the data protection officers; where there is none, of the headteacher."""
    return _first_of(organisation_id, (Role.DATA_PROTECTION_OFFICER,), (Role.HEADTEACHER,))


def leads(organisation_id: UUID) -> list[UUID]:
    """Memberships of the safeguarding leads and their deputies."""
    return _first_of(organisation_id, (Role.SAFEGUARDING_LEAD, Role.DEPUTY_LEAD))


def _first_of(organisation_id: UUID, *choices: Sequence[Role]) -> list[UUID]:
    for roles in choices:
        found = [one.membership_id for role in roles for one in members(organisation_id, role=role)]
        if found:
            return found
    return []
