"""The only writer of organisations and memberships. It may not make accounts, end sessions or show pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone

from fairward.audit import log
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import OrganisationKind, RingKind, Role
from fairward.keys import file_keys, persons, records, rings
from fairward.organisations import policies, queries
from fairward.organisations.models import (
    END_REASONS,
    FAMILY_END,
    CallNumber,
    InstalledOrganisation,
    Membership,
    Organisation,
    TermDates,
    TermKind,
)
from fairward.organisations.names import hide
from fairward.organisations.queries import CallLead
from fairward.tenancy.context import as_organisation

NOBODY = UUID(int=0)


def installation(organisation_id: UUID) -> Actor:
    """Whoever runs the installation, acting from the command line: stands in the log, holds no key, has no account."""
    return Actor(organisation_id, NOBODY, NOBODY, Role.ADMINISTRATOR)


def _record(by: Actor, *, act: str, item_kind: str, item_id: UUID, why: str = "") -> None:
    if by.membership_id == NOBODY:
        log.record_job(by.organisation_id, act=act, item_kind=item_kind, item_id=item_id, why=why)
    else:
        log.record_act(by, act=act, item_kind=item_kind, item_id=item_id, why=why)


def create_organisation(*, kind: OrganisationKind, name: str, organisation_id: UUID | None = None) -> UUID:
    """Make an organisation without anybody in it. Done from the command line by whoever runs the installation."""
    organisation_id = organisation_id or new_id()
    with as_organisation(organisation_id):
        InstalledOrganisation.objects.create(id=organisation_id)
        Organisation.objects.create(id=organisation_id, kind=int(kind), name=name)
        log.record_job(
            organisation_id,
            act="organisation.created",
            item_kind="organisation",
            item_id=organisation_id,
        )
    return organisation_id


def add_member(
    *,
    by: Actor,
    account_id: UUID,
    role: Role,
    name: str,
    job_title: str = "",
    notice_address: str = "",
    year_groups: Collection[int] = (),
    starts_on: date | None = None,
) -> UUID:
    """Give an account a role here; return the membership's id."""
    organisation_id, membership_id = by.organisation_id, new_id()
    with as_organisation(organisation_id):
        Membership.objects.create(
            organisation_id=organisation_id,
            id=membership_id,
            account_id=account_id,
            role=int(role),
            display_name=hide(organisation_id, "display_name", membership_id, name),
            job_title=hide(organisation_id, "job_title", membership_id, job_title),
            notice_address=hide(organisation_id, "notice_address", membership_id, notice_address),
            year_groups=sorted(year_groups),
            starts_on=starts_on or timezone.localdate(),
        )
        _record(by, act="member.added", item_kind="membership", item_id=membership_id, why=role.code)
    return membership_id


def change_role(
    *,
    by: Actor,
    membership_id: UUID,
    role: Role,
    entitled: Collection[RingKind],
    year_groups: Collection[int] = (),
) -> None:
    """Give a member another role. Rings that the new role does not read are taken away and rotated."""
    with as_organisation(by.organisation_id):
        row = _to_change(by, membership_id)
        if role != Role.ADMINISTRATOR:
            policies.check_somebody_still_administers(Role(row.role), _other_administrators(row))
        row.role, row.year_groups = int(role), sorted(year_groups)
        row.access_version += 1
        row.save(update_fields=["role", "year_groups", "access_version"])
        _record(by, act="member.role_changed", item_kind="membership", item_id=membership_id, why=role.code)
        _take_rings(by, row.account_id, keep=entitled)
        file_keys.end_grants_of(by.organisation_id, row.account_id)


def deactivate_member(*, by: Actor, membership_id: UUID, reason: str) -> None:
    """End a membership today: every grant goes, the rings the person held are rotated, open sessions are void.

    `reason` is one of the codes of END_REASONS, or FAMILY_END.
    """
    if reason not in {*dict(END_REASONS), FAMILY_END}:
        raise ValueError("the reason of an end is one of a list")
    with as_organisation(by.organisation_id):
        row = _to_change(by, membership_id)
        policies.check_somebody_still_administers(Role(row.role), _other_administrators(row))
        row.is_active = False
        row.ends_on = max(timezone.localdate(), row.starts_on)
        row.access_version += 1
        row.save(update_fields=["is_active", "ends_on", "access_version"])
        _record(by, act="member.ended", item_kind="membership", item_id=membership_id, why=reason)
        _take_rings(by, row.account_id, keep=())
        file_keys.end_grants_of(by.organisation_id, row.account_id)
        if persons.has_person_key(row.account_id):
            records.forget_person(by.organisation_id, row.account_id)


def _to_change(by: Actor, membership_id: UUID) -> Membership:
    row = (
        Membership.objects.select_for_update()
        .filter(organisation_id=by.organisation_id, id=membership_id)
        .first()
    )
    if row is None:
        raise NotFound("member")
    policies.check_can_change_member(by, membership_id, is_active=row.is_active)
    return row


def _other_administrators(row: Membership) -> int:
    administrators = Membership.objects.filter(
        organisation_id=row.organisation_id, role=int(Role.ADMINISTRATOR), is_active=True
    )
    return administrators.exclude(id=row.id).count()


def _take_rings(by: Actor, account_id: UUID, *, keep: Collection[RingKind]) -> None:
    """Take what the person may no longer hold. A ring that only they hold stays until the sheet in the safe, or a new
    holder, has opened it: taking it now would close it for ever. `take_rings_of_leavers` then finishes the work."""
    for kind, holders in rings.holders(by.organisation_id).items():
        if account_id in holders and kind not in keep and len(holders) > 1:
            rings.revoke_holder(by, kind, account_id)


def take_rings_of_leavers(*, by: Actor, entitled: Callable[[Role], Collection[RingKind]]) -> int:
    """Take rings that were left with people who may not hold them any more, now that others hold them too."""
    taken = 0
    with as_organisation(by.organisation_id):
        roles = queries.roles_by_account(by.organisation_id)
        may_hold = {account_id: entitled(role) for account_id, role in roles.items()}
        for kind, holders in rings.holders(by.organisation_id).items():
            leavers = [account for account in holders if kind not in may_hold.get(account, ())]
            for account_id in leavers if len(leavers) < len(holders) else ():
                rings.revoke_holder(by, kind, account_id)
                taken += 1
    return taken


def change_settings(
    *, by: Actor, reporters_need_second_factor: bool, mail_from: str, notice_address: str
) -> None:
    """Change what the organisation decides for itself."""
    with as_organisation(by.organisation_id):
        Organisation.objects.filter(id=by.organisation_id).update(
            reporters_need_second_factor=reporters_need_second_factor,
            mail_from=mail_from,
            notice_address=notice_address,
        )
        _record(by, act="organisation.settings_changed", item_kind="organisation", item_id=by.organisation_id)


def set_call_numbers(
    *, by: Actor, leads: Sequence[CallLead], publish: Callable[[UUID, Sequence[CallLead]], None]
) -> None:
    """Replace whom to ring. `publish` writes them where they can be read while the database is away."""
    organisation_id = by.organisation_id
    with as_organisation(organisation_id):
        CallNumber.objects.filter(organisation_id=organisation_id).delete()
        CallNumber.objects.bulk_create(
            _call_number(organisation_id, n, lead) for n, lead in enumerate(leads, 1)
        )
        _record(
            by, act="organisation.call_numbers_changed", item_kind="organisation", item_id=organisation_id
        )
    publish(organisation_id, leads)


def _call_number(organisation_id: UUID, position: int, lead: CallLead) -> CallNumber:
    row_id = new_id()
    return CallNumber(
        organisation_id=organisation_id,
        id=row_id,
        position=position,
        whom=hide(organisation_id, "whom", row_id, lead.whom),
        number=hide(organisation_id, "number", row_id, lead.number),
    )


def set_term_dates(
    *,
    by: Actor,
    terms: Iterable[tuple[date, date]],
    half_terms: Iterable[tuple[date, date]] = (),
    inset: Iterable[date] = (),
) -> None:
    """Replace the terms, half terms and days without pupils. What is already due keeps its day."""
    organisation_id = by.organisation_id
    given = [(TermKind.TERM, *span) for span in terms]
    given += [(TermKind.HALF_TERM, *span) for span in half_terms]
    given += [(TermKind.CLOSED, day, day) for day in inset]
    with as_organisation(organisation_id):
        TermDates.objects.filter(organisation_id=organisation_id).delete()
        TermDates.objects.bulk_create(
            TermDates(organisation_id=organisation_id, kind=kind, first_on=first, last_on=last)
            for kind, first, last in given
        )
        _record(by, act="organisation.term_dates_changed", item_kind="organisation", item_id=organisation_id)
