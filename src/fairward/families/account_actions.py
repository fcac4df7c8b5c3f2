"""What becomes of a family account: code, pause, contact, end. It may not let anybody in, nor show them anything."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from fairward.access.decisions import check
from fairward.accounts import actions as accounts
from fairward.accounts.queries import sign_in_names
from fairward.audit.log import record_act
from fairward.families import account_policies, invite_policies, invite_queries
from fairward.families.account_queries import access_row, locked_account, standing_accesses_of
from fairward.families.contact import Contact, protect_contact
from fairward.families.ending import close, mark_ended, stop_access
from fairward.families.invite_actions import PERMISSION, FamilySheet
from fairward.families.queries import standing_of_person
from fairward.families.vocabulary import AccountState, EndReason
from fairward.kernel.actor import Actor
from fairward.organisations.queries import member
from fairward.rights.sharing import lock_out
from fairward.tenancy.context import as_organisation


def renew_code(*, by: Actor, family_account_id: UUID, has_lost_phone: bool = False) -> FamilySheet:
    """A new one-time code: the older one and every session end. It opens no record: the passphrase stays theirs."""
    check(by, PERMISSION)
    with as_organisation(by.organisation_id):
        row = locked_account(by.organisation_id, family_account_id)
        account_policies.check_can_renew_code(AccountState(row.state))
        if has_lost_phone:
            accounts.remove_second_factor(row.account_id)
        code = accounts.issue_first_code(row.account_id)
        record_act(by, act="family.code_printed", item_kind="family_account", item_id=row.id)
        name = member(by.organisation_id, row.membership_id).name
        return FamilySheet(name, sign_in_names({row.account_id})[row.account_id], row.is_young_person, code)


def pause(*, by: Actor, family_account_id: UUID) -> None:
    """Nobody comes in with this account, nobody stays in: one click, for the lead who hears of a danger."""
    check(by, PERMISSION)
    with as_organisation(by.organisation_id):
        row = locked_account(by.organisation_id, family_account_id)
        account_policies.check_can_pause(AccountState(row.state))
        row.state, row.paused_at, row.paused_by = int(AccountState.PAUSED), timezone.now(), by.membership_id
        row.save(update_fields=["state", "paused_at", "paused_by"])
        accounts.suspend_account(row.account_id)
        lock_out(by.organisation_id, row.person_id)
        record_act(by, act="family.paused", item_kind="family_account", item_id=row.id)


def resume(*, by: Actor, family_account_id: UUID) -> None:
    """The account is as it was before the pause; signing in begins anew."""
    check(by, PERMISSION)
    with as_organisation(by.organisation_id):
        row = locked_account(by.organisation_id, family_account_id)
        account_policies.check_can_resume(AccountState(row.state))
        before = AccountState.ACTIVE if row.first_used_at else AccountState.INVITED
        row.state, row.paused_at, row.paused_by = int(before), None, None
        row.save(update_fields=["state", "paused_at", "paused_by"])
        accounts.resume_account(row.account_id)
        record_act(by, act="family.resumed", item_kind="family_account", item_id=row.id)


def change_contact(*, by: Actor, family_account_id: UUID, contact: Contact, wants_notices: bool) -> None:
    """How somebody is reached safely. A young person's addresses are theirs alone."""
    check(by, PERMISSION)
    own = by.organisation_id
    with as_organisation(own):
        row = locked_account(own, family_account_id)
        account_policies.check_stands(AccountState(row.state))
        invite_policies.check_can_be_told(contact, wants_notices)
        children = [access.child_id for access in standing_accesses_of(own, row.id)]
        young, grown = invite_queries.contacts_held(by, children, but=row.person_id)
        invite_policies.check_contact_is_theirs_alone(
            contact, is_young_person=row.is_young_person, of_young_people=young, of_adults=grown
        )
        row.contact, row.wants_notices = protect_contact(own, row.id, contact), wants_notices
        row.save(update_fields=["contact", "wants_notices"])
        record_act(by, act="family.contact_changed", item_kind="family_account", item_id=row.id)


def confirm_access(*, by: Actor, access_id: UUID) -> None:
    """What had closed an access is undone, and the lead has looked: it opens again. Nothing does by itself."""
    check(by, PERMISSION)
    with as_organisation(by.organisation_id):
        access = access_row(by.organisation_id, access_id)
        row = locked_account(by.organisation_id, access.family_account_id)
        standing = standing_of_person(by.organisation_id, row.person_id, access.child_id)
        account_policies.check_can_confirm(standing.closed_because if standing else "It has ended.")
        access.confirmed_at = timezone.now()
        access.save(update_fields=["confirmed_at"])
        record_act(
            by,
            act="family.access_confirmed",
            item_kind="family_account",
            item_id=row.id,
            subject_id=access.child_id,
        )


def end_access(*, by: Actor, access_id: UUID, reason: EndReason) -> None:
    """Somebody sees one child's record no more, for a reason; their last access takes the account with it."""
    check(by, PERMISSION)
    with as_organisation(by.organisation_id):
        row = locked_account(by.organisation_id, access_row(by.organisation_id, access_id).family_account_id)
        child_id = stop_access(by, row, access_id, reason)
        record_act(
            by, act="family.access_ended", item_kind="family_account", item_id=row.id, subject_id=child_id,
            why=reason.word,
        )  # fmt: skip


def end_account(*, by: Actor, family_account_id: UUID, reason: EndReason) -> None:
    """The person sees nothing here any more: sessions, keys of what they were shown, contact, all of it ends now."""
    check(by, PERMISSION)
    with as_organisation(by.organisation_id):
        row = locked_account(by.organisation_id, family_account_id)
        account_policies.check_stands(AccountState(row.state))
        for access in standing_accesses_of(by.organisation_id, row.id):
            mark_ended(by, access, reason)
        record_act(
            by, act="family.account_ended", item_kind="family_account", item_id=row.id, why=reason.word
        )
        close(by, row)
