"""How an access and an account of a family end: rows, keys of what was shown, the way in. It may not decide that they do."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from fairward.accounts import actions as accounts
from fairward.families.account_queries import access_row, shown_to, standing_accesses_of
from fairward.families.models import ChildAccess, FamilyAccount
from fairward.families.vocabulary import AccountState, EndReason
from fairward.kernel.actor import Actor
from fairward.keys.persons import has_person_key
from fairward.keys.records import forget_person
from fairward.organisations import actions as organisations
from fairward.organisations.models import FAMILY_END


def stop_access(by: Actor, row: FamilyAccount, access_id: UUID, reason: EndReason) -> UUID:
    """End one access of an account that is held; its keys of what was shown are destroyed, the last one's with all others.

    Returns the child's id; the caller writes the act.
    """
    access = access_row(by.organisation_id, access_id)
    mark_ended(by, access, reason)
    if not standing_accesses_of(by.organisation_id, row.id):
        close(by, row)
    elif has_person_key(row.account_id):
        shown = shown_to(by.organisation_id, row.person_id, access.child_id)
        forget_person(by.organisation_id, row.account_id, record_ids=shown)
    return access.child_id


def mark_ended(by: Actor, access: ChildAccess, reason: EndReason) -> None:
    """The row says who ended it, when and why; the caller writes the act."""
    access.ended_at, access.ended_by = timezone.now(), by.membership_id
    access.end_reason = int(reason)
    access.save(update_fields=["ended_at", "ended_by", "end_reason"])


def close(by: Actor, row: FamilyAccount) -> None:
    """Membership and account end; every key of a record that was sealed to the person is destroyed with them."""
    row.state, row.ended_at, row.ended_by = int(AccountState.ENDED), timezone.now(), by.membership_id
    row.paused_at, row.paused_by = None, None
    row.contact, row.wants_notices = b"", False
    row.save()
    organisations.deactivate_member(by=by, membership_id=row.membership_id, reason=FAMILY_END)
    accounts.close_account(row.account_id)
