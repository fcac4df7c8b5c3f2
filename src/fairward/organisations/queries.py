"""Reads organisations, members and whom to call. It may not write, nor open the organisation's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection, transaction

from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import Role
from fairward.organisations.models import (
    CallNumber,
    InstalledOrganisation,
    Membership,
    Organisation,
    TermKind,
)
from fairward.organisations.names import MemberName, show
from fairward.rules.calendars import TermDates
from fairward.tenancy.rows import fetch

_NAMES_OF_MEMBERS = (
    "SELECT id, display_name, job_title, role FROM organisations_membership "
    "WHERE organisation_id = %s AND id = ANY(%s)"
)
_TERM_DATES = (
    "SELECT kind, first_on, last_on FROM organisations_termdates WHERE organisation_id = %s ORDER BY first_on"
)
_AT_WORK = (
    "SELECT m.account_id, m.role, m.year_groups, m.is_active, m.starts_on, m.ends_on, m.access_version, "
    "m.display_name, o.name, o.reporters_need_second_factor FROM organisations_membership m "
    "JOIN organisations_organisation o ON o.id = m.organisation_id WHERE m.organisation_id = %s AND m.id = %s"
)


@dataclass(frozen=True, slots=True)
class AtWork:
    """One member and their organisation, as every request needs them."""

    organisation_id: UUID
    membership_id: UUID
    account_id: UUID
    role: Role
    year_groups: tuple[int, ...]
    is_active: bool
    starts_on: date
    ends_on: date | None
    access_version: int
    hidden_name: bytes
    organisation_name: str
    reporters_need_second_factor: bool

    @property
    def name(self) -> str:
        """How the member is shown."""
        return show(self.organisation_id, "display_name", self.membership_id, self.hidden_name)

    def works_on(self, day: date) -> bool:
        """Whether the person works in this role on `day`."""
        return self.is_active and self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Member:
    """One row of the list of people."""

    membership_id: UUID
    account_id: UUID
    name: str
    job_title: str
    role: Role
    year_groups: tuple[int, ...]
    is_active: bool
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where an account can work: one choice on the page after signing in."""

    organisation_id: UUID
    organisation_name: str
    membership_id: UUID
    role: Role


@dataclass(frozen=True, slots=True)
class CallLead:
    """Whom to ring when a child is in danger."""

    whom: str
    number: str


def installed_organisations() -> list[UUID]:
    """Every organisation of the installation, by id, for jobs and `audit verify`."""
    return list(InstalledOrganisation.objects.order_by("id").values_list("id", flat=True))


def is_installed(organisation_id: UUID) -> bool:
    """Whether an organisation keeps its records in this installation."""
    return InstalledOrganisation.objects.filter(id=organisation_id).exists()


def organisation(organisation_id: UUID) -> Organisation:
    """The organisation and its settings."""
    found = Organisation.objects.filter(id=organisation_id).first()
    if found is None:
        raise NotFound("organisation")
    return found


def at_work(organisation_id: UUID, membership_id: UUID) -> AtWork | None:
    """The member and their organisation in one question; None when there is no such member here."""
    rows = fetch(_AT_WORK, [organisation_id, membership_id])
    if not rows:
        return None
    account_id, role, years, *rest = rows[0]
    return AtWork(organisation_id, membership_id, account_id, Role(role), tuple(years), *rest)


def names_of_members(organisation_id: UUID, ids: Iterable[UUID]) -> dict[UUID, MemberName]:
    """Membership id -> how that person is shown. People who left keep their name beside what they did."""
    rows = fetch(_NAMES_OF_MEMBERS, [organisation_id, list(set(ids))])
    return {
        row_id: MemberName(
            show(organisation_id, "display_name", row_id, name),
            show(organisation_id, "job_title", row_id, job),
            Role(role),
        )
        for row_id, name, job, role in rows
    }


def members(organisation_id: UUID, *, role: Role | None = None, include_ended: bool = False) -> list[Member]:
    """The people of an organisation by name; the order is made here because the database cannot read the names."""
    rows = Membership.objects.filter(organisation_id=organisation_id)
    families = [int(Role.FAMILY), int(Role.YOUNG_PERSON)]  # they have accounts, but do not work here
    rows = rows.exclude(role__in=families) if role is None else rows.filter(role=int(role))
    if not include_ended:
        rows = rows.filter(is_active=True)
    return sorted(
        (_member(row) for row in rows), key=lambda member: (not member.is_active, member.name.casefold())
    )


def works_here(organisation_id: UUID, membership_id: UUID) -> bool:
    """Whether this member works here now: neither somebody who left, nor a family's account, nor of another organisation."""
    rows = Membership.objects.filter(organisation_id=organisation_id, id=membership_id, is_active=True)
    return rows.exclude(role__in=[int(Role.FAMILY), int(Role.YOUNG_PERSON)]).exists()


def roles_by_account(organisation_id: UUID) -> dict[UUID, Role]:
    """Account id -> role of everybody who works here, without their names: cheap enough for every page."""
    rows = Membership.objects.filter(organisation_id=organisation_id, is_active=True)
    return {account_id: Role(role) for account_id, role in rows.values_list("account_id", "role")}


def member(organisation_id: UUID, membership_id: UUID) -> Member:
    """One member; someone of another organisation is not there."""
    row = Membership.objects.filter(organisation_id=organisation_id, id=membership_id).first()
    if row is None:
        raise NotFound("member")
    return _member(row)


def member_by_account(organisation_id: UUID, account_id: UUID) -> Member | None:
    """The active membership of an account here, if it has one."""
    row = Membership.objects.filter(
        organisation_id=organisation_id, account_id=account_id, is_active=True
    ).first()
    return _member(row) if row else None


def _member(row: Membership) -> Member:
    organisation_id, row_id = row.organisation_id, row.id
    return Member(
        membership_id=row_id,
        account_id=row.account_id,
        name=show(organisation_id, "display_name", row_id, row.display_name),
        job_title=show(organisation_id, "job_title", row_id, row.job_title),
        role=Role(row.role),
        year_groups=tuple(row.year_groups),
        is_active=row.is_active,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )


def notice_addresses(organisation_id: UUID, membership_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Membership id -> address for content-free notices; people without one are left out."""
    rows = Membership.objects.filter(
        organisation_id=organisation_id, id__in=set(membership_ids), is_active=True
    ).values_list("id", "notice_address")
    shown = ((row_id, show(organisation_id, "notice_address", row_id, sealed)) for row_id, sealed in rows)
    return {row_id: address for row_id, address in shown if address}


def leads_to_call(organisation_id: UUID) -> list[CallLead]:
    """Whom to ring, in order. May be empty until the administrator fills it in: pages then say 999 alone."""
    rows = CallNumber.objects.filter(organisation_id=organisation_id).order_by("position")
    return [
        CallLead(
            show(organisation_id, "whom", row.id, row.whom),
            show(organisation_id, "number", row.id, row.number),
        )
        for row in rows
    ]


def school_calendar(organisation_id: UUID) -> TermDates | None:
    """Terms, half terms and days without pupils, each in order; None if no term is known."""
    found: dict[int, list[tuple[date, date]]] = {int(kind): [] for kind in TermKind}
    for kind, first_on, last_on in fetch(_TERM_DATES, [organisation_id]):
        found[kind].append((first_on, last_on))
    if not found[TermKind.TERM]:
        return None
    closed = [first_on for first_on, _ in found[TermKind.CLOSED]]
    return TermDates(found[TermKind.TERM], found[TermKind.HALF_TERM], closed)


@contextmanager
def as_account(account_id: UUID) -> Iterator[None]:
    """A transaction that sees an account's own memberships in every organisation, for the choice after signing in."""
    with transaction.atomic(), connection.cursor() as cursor:
        # A checked literal: see tenancy.context for why not set_config.
        cursor.execute(f"SET LOCAL fairward.account = '{UUID(str(account_id))}'")
        try:
            yield
        finally:
            if not connection.needs_rollback:
                cursor.execute("SET LOCAL fairward.account = ''")


def workplaces(account_id: UUID, today: date) -> list[Workplace]:
    """Where this account works today. Read before any organisation is chosen."""
    with as_account(account_id):
        rows = list(Membership.objects.filter(account_id=account_id, is_active=True))
        names = dict(
            Organisation.objects.filter(id__in=[row.organisation_id for row in rows]).values_list(
                "id", "name"
            )
        )
    return [
        Workplace(row.organisation_id, names[row.organisation_id], row.id, Role(row.role))
        for row in rows
        if row.works_on(today) and row.organisation_id in names
    ]
