"""Acts of the administrator: each joins a membership and an account. It may not give anybody a key."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone

from fairward.access.permissions import rings_of
from fairward.accounts import actions as accounts
from fairward.accounts import sessions
from fairward.administration import policies
from fairward.audit.log import record_act
from fairward.design.pieces import Contact
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Role
from fairward.organisations import actions as organisations
from fairward.organisations import queries
from fairward.organisations.queries import CallLead, Member
from fairward.rules.calendars import TermDates
from fairward.tenancy.context import as_organisation
from fairward.web.contacts import write_contacts


@dataclass(frozen=True, slots=True)
class FirstSheet:
    """What is printed for somebody who signs in for the first time, or again after losing everything."""

    name: str
    sign_in: str
    code: str = field(repr=False)


def add_person(
    *,
    by: Actor,
    sign_in: str,
    role: Role,
    name: str,
    job_title: str = "",
    notice_address: str = "",
    year_groups: Collection[int] = (),
) -> FirstSheet:
    """Make an account and a membership; returns the sheet to print, which is kept nowhere."""
    with as_organisation(by.organisation_id):
        account = accounts.create_account(sign_in=sign_in)
        organisations.add_member(
            by=by,
            account_id=account.id,
            role=role,
            name=name,
            job_title=job_title,
            notice_address=notice_address,
            year_groups=year_groups,
        )
        return FirstSheet(name, account.sign_in, accounts.issue_first_code(account.id))


def print_code(*, by: Actor, person: Member, sign_in: str, remove_second_factor: bool) -> FirstSheet:
    """A new one-time code; the old password works until the code is used, every session ends now."""
    with as_organisation(by.organisation_id):
        places = queries.workplaces(person.account_id, timezone.localdate())
        policies.check_can_print_code(by, person, len(places))
        if remove_second_factor:
            accounts.remove_second_factor(person.account_id)
            _record(by, "account.second_factor_removed", person.membership_id)
        code = accounts.issue_first_code(person.account_id)
        _record(by, "account.code_printed", person.membership_id)
    return FirstSheet(person.name, sign_in, code)


def _record(by: Actor, act: str, membership_id: UUID) -> None:
    record_act(by, act=act, item_kind="membership", item_id=membership_id)


def change_role(*, by: Actor, person: Member, role: Role, year_groups: Collection[int] = ()) -> None:
    """Another role: what it does not read is taken away, and the person signs in anew."""
    with as_organisation(by.organisation_id):
        organisations.change_role(
            by=by,
            membership_id=person.membership_id,
            role=role,
            entitled=rings_of(role),
            year_groups=year_groups,
        )
        sessions.end_all(person.account_id)


def end_person(*, by: Actor, person: Member, reason: str) -> None:
    """The person no longer works here: keys, sessions and, if they work nowhere else, the account end."""
    with as_organisation(by.organisation_id):
        organisations.deactivate_member(by=by, membership_id=person.membership_id, reason=reason)
        sessions.end_all(person.account_id)
        if not queries.workplaces(person.account_id, timezone.localdate()):
            accounts.close_account(person.account_id)


def change_settings(
    *, by: Actor, reporters_need_second_factor: bool, mail_from: str, notice_address: str
) -> None:
    """What the organisation decides for itself."""
    organisations.change_settings(
        by=by,
        reporters_need_second_factor=reporters_need_second_factor,
        mail_from=mail_from,
        notice_address=notice_address,
    )


def set_call_numbers(*, by: Actor, leads: Sequence[CallLead]) -> None:
    """Whom to call, in the database and where it is readable while the database is away."""
    organisations.set_call_numbers(by=by, leads=leads, publish=publish_call_numbers)


def publish_call_numbers(organisation_id: UUID, leads: Sequence[CallLead]) -> None:
    """Write the numbers for the page that is shown while the database is away."""
    write_contacts(organisation_id, [Contact(lead.whom, lead.number) for lead in leads])


def change_term_dates(*, by: Actor, dates: TermDates) -> None:
    """Put other terms, half terms and days without pupils in the place of all that stand."""
    with as_organisation(by.organisation_id):
        organisations.set_term_dates(by=by, terms=dates.terms, half_terms=dates.half_terms, inset=dates.inset)
