"""Lets somebody of a family in: account, membership, access to one child's record, and the sheet. It shows them nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils import timezone

from fairward.access.decisions import check
from fairward.accounts import actions as accounts
from fairward.audit.log import record_act
from fairward.families import invite_policies, invite_queries
from fairward.families.account_queries import access_row
from fairward.families.contact import Contact, protect_contact
from fairward.families.ending import mark_ended
from fairward.families.models import ChildAccess, FamilyAccount
from fairward.families.new_accounts import new_account
from fairward.families.queries import standing_of_person
from fairward.families.vocabulary import AccessGround, EndReason, IdentityCheck
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Role
from fairward.organisations import actions as organisations
from fairward.people.queries import names_of_adults, names_of_children
from fairward.tenancy.context import as_organisation

PERMISSION = "families:account:manage"
NO_CONTACT = Contact()


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who is let in to which child's record, on what ground, how the lead made sure, and how they may be reached.

    `person_id` is an adult's id, or the child's own.
    """

    child_id: UUID
    person_id: UUID
    ground: AccessGround
    identity_check: IdentityCheck
    contact: Contact = NO_CONTACT
    wants_notices: bool = False
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class FamilySheet:
    """What is printed once for somebody of a family. It is kept nowhere."""

    name: str
    sign_in: str
    is_young_person: bool
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Invited:
    """The account, and the sheet to print; none when the account was there already, for another child."""

    family_account_id: UUID
    sheet: FamilySheet | None


def invite(*, by: Actor, invitation: Invitation) -> Invited:
    """Let one person in to one child's record. Somebody who has an account for another child keeps that one."""
    check(by, PERMISSION)
    own, asked = by.organisation_id, invitation
    with as_organisation(own):
        invite_queries.hold_person(own, asked.child_id, asked.person_id)
        facts = invite_queries.invitation_facts(own, asked.child_id, asked.person_id, asked.ground)
        invite_policies.check_can_invite(facts, asked.until_on, timezone.localdate())
        _make_way(by, asked)
        account, sheet = invite_queries.standing_account(own, asked.person_id), None
        if account is None:
            account, sheet = _new_account(by, asked, is_young_person=facts.is_child)
        _let_in(by, account.id, asked)
        record_act(
            by, act="family.invited", item_kind="family_account", item_id=account.id, subject_id=asked.child_id,
            why=asked.ground.word,
        )  # fmt: skip
    return Invited(account.id, sheet)


def _make_way(by: Actor, asked: Invitation) -> None:
    """What a parent saw until the 18th birthday ends as it was; the young adult's wish is an access of its own."""
    old = standing_of_person(by.organisation_id, asked.person_id, asked.child_id)
    if old is not None and invite_queries.is_replaced(old, asked.ground):
        mark_ended(by, access_row(by.organisation_id, old.access_id), EndReason.GROWN_UP)


def _let_in(by: Actor, family_account_id: UUID, asked: Invitation) -> None:
    ChildAccess.objects.create(
        organisation_id=by.organisation_id, family_account_id=family_account_id, child_id=asked.child_id,
        ground=int(asked.ground), since_at=timezone.now(), given_by=by.membership_id, until_on=asked.until_on,
    )  # fmt: skip


def _new_account(by: Actor, asked: Invitation, *, is_young_person: bool) -> tuple[FamilyAccount, FamilySheet]:
    """Account, membership and the row that says who this is; the code is hashed before anything is stored."""
    own = by.organisation_id
    invite_policies.check_can_be_told(asked.contact, asked.wants_notices)
    young, grown = invite_queries.contacts_held(by, [asked.child_id], but=asked.person_id)
    invite_policies.check_contact_is_theirs_alone(
        asked.contact, is_young_person=is_young_person, of_young_people=young, of_adults=grown
    )
    name, account = _name_of(own, asked.person_id, is_young_person=is_young_person), new_account()
    role = Role.YOUNG_PERSON if is_young_person else Role.FAMILY
    membership_id = organisations.add_member(by=by, account_id=account.id, role=role, name=name)
    row_id = new_id()
    row = FamilyAccount.objects.create(
        organisation_id=own, id=row_id, membership_id=membership_id, account_id=account.id, person_id=asked.person_id,
        is_young_person=is_young_person, contact=protect_contact(own, row_id, asked.contact),
        wants_notices=asked.wants_notices, identity_check=int(asked.identity_check), checked_by=by.membership_id,
        checked_at=timezone.now(),
    )  # fmt: skip
    return row, FamilySheet(name, account.sign_in, is_young_person, accounts.issue_first_code(account.id))


def _name_of(organisation_id: UUID, person_id: UUID, *, is_young_person: bool) -> str:
    if is_young_person:
        known = names_of_children(organisation_id, [person_id])
        name = known[person_id].full if person_id in known else ""
    else:
        name = names_of_adults(organisation_id, [person_id]).get(person_id, "")
    if not name:
        raise NotFound("person")
    return name
