"""What becomes of a family account: first sign-in, code, pause, end; and who is told that there is something to read."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from fairward.accounts.actions import account_with_code
from fairward.accounts.models import Account, Session
from fairward.families import account_actions, handover_actions, notices, queries
from fairward.families.contact import Contact
from fairward.families.handover_actions import StepTaken
from fairward.families.models import ChildAccess, FamilyAccount, HandoverStep
from fairward.families.vocabulary import (
    AccessGround,
    AccountState,
    EndReason,
    Step,
    StepDecision,
)
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys import persons, records
from fairward.keys.keyring import fetch
from fairward.keys.records import Holder
from fairward.organisations.models import Membership
from fairward.people.actions import change_relationship
from fairward.people.identity import ChildIdentity, protect_child
from fairward.people.models import Child, Relationship
from fairward.people.vocabulary import RelationshipKind
from tests.personas import ADMINISTRATOR, LEAD, sign_in
from tests.support.families import let_in
from tests.support.household import Household

pytestmark = pytest.mark.django_db
PASSWORD, PASSPHRASE = "nine slow cats asleep", "eight red kites over water"


def row_of(home: Household, person_id: UUID) -> FamilyAccount:
    with home.school.transaction():
        return FamilyAccount.objects.get(organisation_id=home.school.organisation_id, person_id=person_id)


def come_in(client: Client, sign_in_name: str, code: str) -> None:
    """Code, password, no second factor, passphrase: as on the sheet."""
    client.post("/sign-in/first/", {"sign_in": sign_in_name, "code": code})
    client.post("/sign-in/first/password/", {"new": PASSWORD, "again": PASSWORD})
    client.post("/keys/passphrase/", {"new": PASSPHRASE, "again": PASSPHRASE})


def test_with_password_and_passphrase_the_account_is_in_use(home: Household, client: Client) -> None:
    sheet = home.invite(home.mother).sheet
    assert sheet is not None
    come_in(client, sheet.sign_in, sheet.code)
    row = row_of(home, home.mother)
    assert AccountState(row.state) is AccountState.ACTIVE and row.first_used_at is not None
    with home.school.transaction():
        standing = queries.standing_of_person(row.organisation_id, home.mother, home.girl)
    assert standing is not None and standing.is_open
    with pytest.raises(Denied):
        account_with_code(sheet.sign_in, sheet.code)


def test_an_order_that_arrives_closes_access_at_once(home: Household) -> None:
    father = let_in(home.school, home.father, [home.girl], "Karl Brook")
    with home.school.transaction():
        assert queries.my_access(home.school.actor(father), home.girl).is_open
    home.restrict(home.father)
    with home.school.transaction(), pytest.raises(NotFound):
        queries.my_access(home.school.actor(father), home.girl)


def test_nothing_opens_by_itself_when_the_order_is_taken_out(home: Household) -> None:
    """The office may undo what it recorded; the lead looks before the father sees anything again."""
    father = let_in(home.school, home.father, [home.girl], "Karl Brook")
    home.restrict(home.father)
    with home.school.transaction():
        lead, own = home.school.actor(LEAD), home.school.organisation_id
        access = queries.standing_accesses(own, home.girl)[0].access_id
        with pytest.raises(Denied, match="still_closed"):
            account_actions.confirm_access(by=lead, access_id=access)
    home.restrict(home.father, "")
    with home.school.transaction():
        with pytest.raises(NotFound):
            queries.my_access(home.school.actor(father), home.girl)
        assert "that was undone" in queries.standing_accesses(own, home.girl)[0].closed_because
        account_actions.confirm_access(by=home.school.actor(LEAD), access_id=access)
        assert queries.my_access(home.school.actor(father), home.girl).is_open
        with pytest.raises(Denied, match="open_already"):
            account_actions.confirm_access(by=home.school.actor(LEAD), access_id=access)


def test_responsibility_that_a_roster_takes_away_and_gives_back_is_looked_at(home: Household) -> None:
    let_in(home.school, home.mother, [home.girl], "Joan Brook")
    own = home.school.organisation_id
    with home.school.transaction():
        row = Relationship.objects.get(organisation_id=own, child_id=home.girl, adult_id=home.mother)
        for responsibility in (None, True):
            change_relationship(
                by=home.school.actor(ADMINISTRATOR), relationship_id=row.id, kind=RelationshipKind.MOTHER,
                has_responsibility=responsibility, lives_with=True, restriction="",
            )  # fmt: skip
        assert queries.standing_accesses(own, home.girl)[0].can_be_confirmed
    home.invite(home.mother, home.boy)  # another child: nothing about him was ever narrower
    with home.school.transaction():
        assert [one.can_be_confirmed for one in queries.standing_accesses(own, home.boy)] == [False]


def test_at_18_parents_see_it_again_only_if_the_young_adult_wants_it(home: Household) -> None:
    mother = let_in(home.school, home.mother, [home.girl], "Joan Brook")
    own, today = home.school.organisation_id, timezone.localdate()
    with home.school.transaction():
        identity = protect_child(
            own, home.girl, ChildIdentity("Isla", "Brook", born_on=today - timedelta(18 * 366))
        )
        Child.objects.filter(organisation_id=own, id=home.girl).update(identity=identity)
        with pytest.raises(NotFound):
            queries.my_access(home.school.actor(mother), home.girl)
        assert queries.standing_accesses(own, home.girl)[0].is_of_grown_up
    with pytest.raises(Denied, match="has_account"):
        home.invite(home.mother)
    invited = home.invite(home.mother, ground=AccessGround.PROXY)
    assert invited.sheet is None  # the account stays
    with home.school.transaction():
        assert queries.my_access(home.school.actor(mother), home.girl).ground is AccessGround.PROXY
        old = ChildAccess.objects.get(organisation_id=own, ended_at__isnull=False)
        assert EndReason(old.end_reason) is EndReason.GROWN_UP


def test_pausing_ends_a_live_session_at_the_next_click(home: Household, client: Client) -> None:
    mother = let_in(home.school, home.mother, [home.girl], "Joan Brook")
    sign_in(client, home.school[mother])
    assert client.get("/keys/passphrase/").status_code == 200
    row = row_of(home, home.mother)
    with home.school.transaction():
        account_actions.pause(by=home.school.actor(LEAD), family_account_id=row.id)
    answer = client.get("/keys/passphrase/")
    assert answer.status_code == 302 and answer.url.startswith("/sign-in/")
    assert not Session.objects.filter(account_id=row.account_id).exists()
    said = client.post(
        "/sign-in/", {"login": home.school[mother].sign_in, "password": "correct horse battery"}
    )
    assert "do not match" in said.content.decode()
    with home.school.transaction():
        lead = home.school.actor(LEAD)
        with pytest.raises(Denied):
            account_actions.pause(by=lead, family_account_id=row.id)
        with pytest.raises(Denied):
            account_actions.renew_code(by=lead, family_account_id=row.id)
        account_actions.resume(by=lead, family_account_id=row.id)
    assert AccountState(row_of(home, home.mother).state) is AccountState.ACTIVE
    said = client.post(
        "/sign-in/", {"login": home.school[mother].sign_in, "password": "correct horse battery"}
    )
    assert said.status_code == 302


def test_a_new_code_makes_the_older_one_worthless(home: Household) -> None:
    invited = home.invite(home.mother)
    assert invited.sheet is not None
    with home.school.transaction():
        fresh = account_actions.renew_code(
            by=home.school.actor(LEAD), family_account_id=invited.family_account_id
        )
    assert fresh.sign_in == invited.sheet.sign_in and fresh.code != invited.sheet.code
    with pytest.raises(Denied):
        account_with_code(fresh.sign_in, invited.sheet.code)
    assert account_with_code(fresh.sign_in, fresh.code)


def wraps_of(home: Household, account_id: UUID) -> int:
    who = Holder.person(account_id)
    rows = fetch(
        "SELECT 1 FROM keys_recordwrap WHERE holder_kind = %s AND holder_id = ANY(%s)",
        [who.kind, list(who.ids)],
    )
    return len(rows)


def test_the_last_access_takes_account_keys_and_contact_with_it(home: Household) -> None:
    let_in(home.school, home.mother, [home.girl, home.boy], "Joan Brook")
    row = row_of(home, home.mother)
    own = home.school.organisation_id
    with home.school.transaction():
        records.create_record(own, new_id(), rings=[RingKind.WELFARE], persons=[row.account_id])
        assert wraps_of(home, row.account_id) == 1
        accesses = ChildAccess.objects.filter(organisation_id=own, family_account_id=row.id).order_by("id")
        first, second = (one.id for one in accesses)
        lead = home.school.actor(LEAD)
        account_actions.end_access(by=lead, access_id=first, reason=EndReason.ASKED)
        assert wraps_of(home, row.account_id) == 1
        assert AccountState(row_of(home, home.mother).state) is AccountState.ACTIVE
        account_actions.end_access(by=lead, access_id=second, reason=EndReason.ASKED)
        assert wraps_of(home, row.account_id) == 0
        assert not Membership.objects.get(organisation_id=own, id=row.membership_id).is_active
    assert AccountState(row_of(home, home.mother).state) is AccountState.ENDED
    assert not Account.objects.get(id=row.account_id).is_active
    assert home.invite(home.mother).sheet is not None


def test_a_step_at_16_ends_what_the_young_person_decided(home: Household) -> None:
    mother = let_in(home.school, home.mother, [home.girl], "Joan Brook")
    let_in(home.school, home.father, [home.girl], "Karl Brook")
    let_in(home.school, home.girl, [home.girl], "Isla Brook", AccessGround.SELF)
    with home.school.transaction():
        lead = home.school.actor(LEAD)
        standing = queries.standing_accesses(lead.organisation_id, home.girl)
        ids = {one.person_id: one.access_id for one in standing}
        both = frozenset({ids[home.mother], ids[home.father]})
        for wrong, ending in (
            (StepDecision.STOP, both - {ids[home.mother]}), (StepDecision.LIMIT, both), (StepDecision.KEEP, both),
        ):  # fmt: skip
            with pytest.raises(Denied):
                handover_actions.note_step(by=lead, taken=StepTaken(home.girl, Step.PROXIES, wrong, ending))
        with pytest.raises(NotFound):
            handover_actions.note_step(
                by=lead, taken=StepTaken(home.girl, Step.PROXIES, StepDecision.STOP, frozenset(ids.values()))
            )
        handover_actions.note_step(
            by=lead,
            taken=StepTaken(home.girl, Step.PROXIES, StepDecision.LIMIT, frozenset({ids[home.father]})),
        )
        left = {one.person_id for one in queries.standing_accesses(lead.organisation_id, home.girl)}
        assert left == {home.mother, home.girl} and HandoverStep.objects.count() == 1
        assert queries.my_access(home.school.actor(mother), home.girl).is_open
    with pytest.raises(Denied, match="young_person_decided"):
        home.invite(home.father)


def waiting(home: Household) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'notices.send_notice'")
        return int(cursor.fetchone()[0])


def test_only_who_asked_and_may_see_now_is_told(home: Household) -> None:
    own = home.school.organisation_id
    mother = home.invite(home.mother, contact=Contact(email="joan@home.example"), wants_notices=True)
    girl = home.invite(home.girl, ground=AccessGround.SELF, contact=Contact(email="isla@own.example"))
    with home.school.transaction():
        assert not notices.tell(own, home.mother)  # not come in yet
        FamilyAccount.objects.filter(organisation_id=own).update(
            state=int(AccountState.ACTIVE), first_used_at=timezone.now() - timedelta(days=1)
        )
        assert not notices.tell(own, home.girl)  # a young person who did not ask
        assert not notices.tell(own, home.father)
        assert waiting(home) == 0
        assert notices.tell(own, home.mother) and notices.tell(own, home.mother, home.girl)
        assert not notices.tell(own, home.mother, home.boy)  # not let in to his record
        assert waiting(home) == 1
        row = FamilyAccount.objects.get(organisation_id=own, id=mother.family_account_id)
        assert notices.notice_addresses(own, [row.membership_id]) == {row.membership_id: "joan@home.example"}
        account_actions.pause(by=home.school.actor(LEAD), family_account_id=row.id)
        assert notices.notice_addresses(own, [row.membership_id]) == {}
        assert not notices.tell(own, home.mother)
        account_actions.change_contact(
            by=home.school.actor(LEAD), family_account_id=girl.family_account_id,
            contact=Contact(email="isla@own.example"), wants_notices=True,
        )  # fmt: skip
        assert notices.tell(own, home.girl)


def test_a_new_key_is_needed_to_be_told_nothing_opens_by_itself(home: Household) -> None:
    row_id = home.invite(home.mother).family_account_id
    with home.school.transaction():
        row = FamilyAccount.objects.get(organisation_id=home.school.organisation_id, id=row_id)
        assert not persons.has_person_key(row.account_id)
        assert queries.standing_of_person(row.organisation_id, home.mother, home.girl).closed_because  # type: ignore[union-attr]
