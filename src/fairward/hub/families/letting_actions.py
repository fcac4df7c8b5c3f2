"""Lets somebody of a case in, prints another code, ends it. Each is one act of a person; it shows them nothing."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.accounts import actions as accounts
from fairward.accounts.models import Account
from fairward.accounts.queries import sign_in_names
from fairward.audit.log import record_act
from fairward.families import account_policies, invite_policies
from fairward.families.account_queries import locked_account
from fairward.families.contact import Contact, protect_contact
from fairward.families.ending import close
from fairward.families.invite_actions import NO_CONTACT, FamilySheet
from fairward.families.invite_queries import contacts_held
from fairward.families.models import FamilyAccount
from fairward.families.new_accounts import new_account
from fairward.families.vocabulary import AccountState, IdentityCheck
from fairward.hub.decisions.policies import check_may_tell
from fairward.hub.families.models import CaseReader, OwnSide, ShownOutcome
from fairward.hub.families.policies import check_can_let_in
from fairward.hub.families.queries import children_of
from fairward.hub.families.vocabulary import Ending, Ground
from fairward.hub.intake import writing
from fairward.hub.intake.case_queries import InCase, people_of
from fairward.hub.intake.vocabulary import PersonKind
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Role
from fairward.keys.persons import has_person_key
from fairward.keys.records import forget_person
from fairward.organisations import actions as organisations
from fairward.organisations.queries import member


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who is let in to which case, on what ground, for which children, how the worker made sure, how they may be reached.

    `sign_in`: the name they sign in with here already, because of another case; then they keep that account.
    """

    case_id: UUID
    person_id: UUID
    ground: Ground
    identity_check: IdentityCheck
    children: frozenset[UUID] = frozenset()
    contact: Contact = NO_CONTACT
    wants_notices: bool = False
    sign_in: str = ""


@transaction.atomic
def let_in(*, by: Actor, invitation: Invitation) -> FamilySheet | None:
    """Let one person of a case in to what is theirs to see of it. The sheet to print; None for who has an account already."""
    check_may_tell(by)
    asked = invitation
    writing.locked(
        by.organisation_id, asked.case_id
    )  # two workers who let the same person in wait for each other
    person = _person(by.organisation_id, asked.case_id, asked.person_id)
    known = [one.id for one in children_of(by.organisation_id, asked.case_id)]
    check_can_let_in(
        person.kind, asked.ground, asked.children, known, has_name=bool(person.identity.name.strip())
    )
    if _standing(by.organisation_id, case_id=asked.case_id, person_id=asked.person_id):
        raise Denied("has_account", "This person was let in to this case already.")
    account, sheet = (_known(by, asked), None) if asked.sign_in.strip() else _new(by, asked, person)
    if _standing(by.organisation_id, case_id=asked.case_id, membership_id=account.membership_id):
        raise Denied("not_theirs", "This sign-in name is somebody else’s in this case.")
    reader = CaseReader.objects.create(
        organisation_id=by.organisation_id, case_id=asked.case_id, person_id=asked.person_id, family_account_id=account.id,
        membership_id=account.membership_id, account_id=account.account_id, ground=int(asked.ground),
        children=sorted(asked.children), since_at=timezone.now(), given_by=by.membership_id,
    )  # fmt: skip
    record_act(
        by, act="hub.reader_let_in", item_kind="case_reader", item_id=reader.id, subject_id=asked.case_id,
        why=asked.ground.word,
    )  # fmt: skip
    return sheet


@transaction.atomic
def renew_code(*, by: Actor, reader_id: UUID, has_lost_phone: bool = False) -> FamilySheet:
    """A new one-time code: the older one and every session end. It opens no record: the passphrase stays theirs."""
    check_may_tell(by)
    reader = _reader(by.organisation_id, reader_id)
    row = locked_account(by.organisation_id, reader.family_account_id)
    account_policies.check_can_renew_code(AccountState(row.state))
    if has_lost_phone:
        accounts.remove_second_factor(row.account_id)
    code = accounts.issue_first_code(row.account_id)
    record_act(
        by,
        act="hub.reader_code_printed",
        item_kind="case_reader",
        item_id=reader.id,
        subject_id=reader.case_id,
    )
    name = member(by.organisation_id, row.membership_id).name
    return FamilySheet(name, sign_in_names({row.account_id})[row.account_id], row.is_young_person, code)


@transaction.atomic
def end_reading(*, by: Actor, reader_id: UUID, reason: Ending) -> None:
    """Somebody sees a case no more, at once: the keys of what they were shown go; with their last case their account goes."""
    check_may_tell(by)
    reader = _reader(by.organisation_id, reader_id)
    row = locked_account(by.organisation_id, reader.family_account_id)
    reader.ended_at, reader.ended_by, reader.end_reason = timezone.now(), by.membership_id, int(reason)
    reader.save(update_fields=["ended_at", "ended_by", "end_reason"])
    if not _standing(by.organisation_id, family_account_id=row.id):
        close(by, row)
    elif has_person_key(row.account_id):
        forget_person(by.organisation_id, row.account_id, record_ids=_sealed_to(reader))
    record_act(
        by, act="hub.reader_ended", item_kind="case_reader", item_id=reader.id, subject_id=reader.case_id, why=reason.word
    )  # fmt: skip


def _person(organisation_id: UUID, case_id: UUID, person_id: UUID) -> InCase:
    for one in people_of(organisation_id, [case_id]).get(case_id, ()):
        if one.id == person_id:
            return one
    raise NotFound("person")


def _standing(organisation_id: UUID, **narrowed: object) -> bool:
    rows = CaseReader.objects.filter(organisation_id=organisation_id, ended_at__isnull=True, **narrowed)
    return rows.exists()


def _reader(organisation_id: UUID, reader_id: UUID) -> CaseReader:
    rows = CaseReader.objects.select_for_update().filter(
        organisation_id=organisation_id, id=reader_id, ended_at__isnull=True
    )
    row = rows.first()
    if row is None:
        raise NotFound("reader")
    return row


def _known(by: Actor, asked: Invitation) -> FamilyAccount:
    account = Account.objects.filter(sign_in=asked.sign_in.strip().lower()).first()
    found = FamilyAccount.objects.filter(organisation_id=by.organisation_id, ended_at__isnull=True)
    row = found.filter(account_id=account.id).first() if account else None
    if row is None:
        raise Denied(
            "no_such_name", "Nobody of a family signs in here with this name. Look at their sheet, or leave it empty."
        )  # fmt: skip
    return row


def _new(by: Actor, asked: Invitation, person: InCase) -> tuple[FamilyAccount, FamilySheet]:
    """Account, membership, and the row that says who this is; somebody of the family is never reached where another is."""
    own, is_young = by.organisation_id, person.kind is PersonKind.CHILD
    invite_policies.check_can_be_told(asked.contact, asked.wants_notices)
    young, grown = contacts_held(by, (), but=asked.person_id)
    invite_policies.check_contact_is_theirs_alone(
        asked.contact, is_young_person=is_young, of_young_people=young, of_adults=grown
    )
    account, name = new_account(), person.identity.name.strip()
    role = Role.YOUNG_PERSON if is_young else Role.FAMILY
    membership_id, row_id = (
        organisations.add_member(by=by, account_id=account.id, role=role, name=name),
        new_id(),
    )
    row = FamilyAccount.objects.create(
        organisation_id=own, id=row_id, membership_id=membership_id, account_id=account.id, person_id=asked.person_id,
        is_young_person=is_young, contact=protect_contact(own, row_id, asked.contact), wants_notices=asked.wants_notices,
        identity_check=int(asked.identity_check), checked_by=by.membership_id, checked_at=timezone.now(),
    )  # fmt: skip
    return row, FamilySheet(name, account.sign_in, is_young, accounts.issue_first_code(account.id))


def _sealed_to(reader: CaseReader) -> list[UUID]:
    own = {"organisation_id": reader.organisation_id, "reader_id": reader.id}
    return [
        one for table in (ShownOutcome, OwnSide) for one in table.objects.filter(**own).values_list("id", flat=True)
    ]  # fmt: skip
