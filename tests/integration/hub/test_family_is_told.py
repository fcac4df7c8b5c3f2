"""A family sees what a hub did about them: let in by a worker, each their own truth, nothing without a person's act."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from fairward.accounts.models import Account
from fairward.families.contact import Contact
from fairward.families.models import FamilyAccount
from fairward.families.queries import family_addresses
from fairward.families.vocabulary import AccountState, IdentityCheck
from fairward.hub.decisions.actions import approve_decision
from fairward.hub.decisions.policies import Telling
from fairward.hub.decisions.queries import Waits
from fairward.hub.decisions.vocabulary import How, Whom
from fairward.hub.families.later_queries import later_of, put_off_counts
from fairward.hub.families.letting_actions import Invitation, end_reading, let_in, renew_code
from fairward.hub.families.my_queries import looks_of, my_reading_for
from fairward.hub.families.side_actions import say, say_wrong
from fairward.hub.families.vocabulary import Ending, Ground
from fairward.hub.packs.beside import said_beside
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Label, Role
from fairward.keys.records import held_by_person
from tests.support.asking import MOTHER, STRANGER, WHY
from tests.support.hub_families import PLAIN, ROBIN, Told, make_told
from tests.support.hubs import ANALYST, HUB_MANAGER, SCREENER, SECOND_ANALYST
from tests.support.kept import kept
from tests.support.weighing import make_weighing

pytestmark = pytest.mark.django_db


told = kept(make_told)


def refused(code: str, act: object) -> None:
    with pytest.raises(Denied) as found:
        act()  # type: ignore[operator]
    assert found.value.code == code and found.value.sentence.endswith(".")


def items(told: Told, name: str = MOTHER) -> list:  # type: ignore[type-arg]
    return [one.id for one in told.offered(name).showable]


def test_a_mother_reads_what_a_person_showed_her_and_nothing_before(told: Told) -> None:
    before = told.reads(MOTHER)
    assert before.outcome is None and before.case.shown is None
    first = told.show(MOTHER)
    outcome = told.reads(MOTHER).outcome
    assert outcome is not None and outcome.items == ()  # nobody ticked one
    told.show(MOTHER, shown=items(told))
    outcome = told.reads(MOTHER).outcome
    assert outcome is not None
    assert outcome.outcome == "A social worker will talk with you about what help your family needs."
    assert outcome.why == PLAIN and outcome.came == f"{told.weighing.asking.school.name} told us."
    answers = {one.agency: (one.answer, dict(one.kinds)) for one in outcome.asked}
    assert answers[told.weighing.asking.police.name] == ("They told us something.", {"fact": 1})
    assert (
        answers[told.weighing.asking.health.name][0] == "They said that they know nothing that matters here."
    )
    assert [one.claim.text for one in outcome.items] == ["He was seen alone on the bridge at night."]
    assert outcome.items[0].claim.basis_words and outcome.items[0].beside  # never bare
    assert {one.person_id for one in told.weighing.waiting() if one.whom is Whom.FAMILY} == {
        told.person(ROBIN), told.person(STRANGER)
    }  # fmt: skip
    account_id = told.hub[told.personas[MOTHER]].account_id
    with told.hub.transaction():  # what is shown now took the place of the version before
        assert held_by_person(told.hub.organisation_id, [first], account_id) == set()


def test_what_is_about_others_is_neither_shown_nor_counted(told: Told) -> None:
    assert [told.offered(STRANGER).questions, told.offered(STRANGER).others] == [(), ()]
    refused("not_to_be_shown", lambda: told.show(STRANGER, shown=items(told)))
    told.show(STRANGER)
    told.show(MOTHER)
    outcome = told.reads(STRANGER).outcome
    assert outcome is not None and (outcome.asked, outcome.items, outcome.others) == ((), (), 0)
    with told.hub.transaction():
        mother = told.hub.actor(told.personas[MOTHER])
        found = looks_of(mother, told.reader(MOTHER).id, timezone.localdate().year, WHY)
    roles = {one.role for one in found}  # she sees who of the hub looked, and nobody of the family
    assert Role.HUB_MANAGER in roles and Role.ANALYST in roles
    assert not roles & {Role.FAMILY, Role.YOUNG_PERSON}


@pytest.mark.parametrize("label", [Label.HUB_ONLY, Label.POINTER])
def test_what_a_label_keeps_is_counted_at_most(label: Label, db: None) -> None:
    more = {"call": "PC Hall, 01632 960 900"} if label is Label.POINTER else {}
    weighing = make_weighing(label=label, **more)
    weighing.weigh()
    if not weighing.decide():
        second = weighing.pack(SECOND_ANALYST)
        with weighing.asking.hub.transaction():
            approve_decision(by=weighing.asking.hub.actor(SECOND_ANALYST), pack=second)
    told = Told(weighing)
    told.let_in(MOTHER)
    assert items(told) == []
    told.show(MOTHER)
    outcome = told.reads(MOTHER).outcome
    assert outcome is not None
    assert outcome.others == 1
    assert all(not one.kinds for one in outcome.asked)


def test_a_summary_is_shown_where_only_it_may_be(db: None) -> None:
    told = make_told(
        label=Label.RELEASABLE_SUMMARY, summary="He is out late.", text="Seen by PC Hall at 2 a.m."
    )
    told.show(MOTHER, shown=items(told))
    (one,) = told.reads(MOTHER).outcome.items  # type: ignore[union-attr]
    assert (one.claim.text, one.claim.summary) == ("", "He is out late.")
    assert "PC Hall" not in repr(one)


def test_a_part_is_told_later_with_a_ground_and_a_day_and_stands_on_a_list(told: Told) -> None:
    (police,) = [
        one.facts.id for one in told.offered(MOTHER).questions
        if told.weighing.asking.police.name == one.content.to
    ]  # fmt: skip
    today = timezone.localdate()
    refused("no_ground", lambda: told.show(MOTHER, later=frozenset({police})))
    ground = {"later": frozenset({police}), "ground": "loses_evidence"}
    refused("no_review", lambda: told.show(MOTHER, **ground, look_again_on=today + timedelta(90)))
    refused("no_review", lambda: told.show(MOTHER, **ground))
    told.show(MOTHER, shown=items(told), **ground, look_again_on=today + timedelta(5))
    outcome = told.reads(MOTHER).outcome
    assert outcome is not None and outcome.is_held and outcome.items == ()
    assert [one.agency for one in outcome.asked] == [told.weighing.asking.health.name]
    with told.hub.transaction():
        (line,) = later_of(told.hub.organisation_id)
        assert (line.person_id, line.is_part, line.by) == (
            told.person(MOTHER),
            True,
            told.hub[HUB_MANAGER].membership_id,
        )
        assert put_off_counts(told.hub.organisation_id, today) == (1, 0)
        assert put_off_counts(told.hub.organisation_id, today + timedelta(5)) == (1, 1)
    told.show(MOTHER)
    with told.hub.transaction():
        assert later_of(told.hub.organisation_id) == []


def test_whoever_hears_it_later_hears_it_also_after_the_case_was_closed(told: Told) -> None:
    """Failed before: a closed case let nobody be told any more, so what was put off could never be made good."""
    later = Telling(None, "The police asked.", "loses_evidence", timezone.localdate() + timedelta(5))
    for one in told.weighing.waiting():
        if one.whom is Whom.FAMILY:
            told.weighing.tell(one, later)
    for one in told.weighing.waiting():
        told.weighing.send(one)
    told.weighing.close()
    with told.hub.transaction():
        assert {one.person_id for one in later_of(told.hub.organisation_id)} == {
            told.person(one) for one in (MOTHER, STRANGER, ROBIN)
        }
    told.show(MOTHER)
    man = Waits(Whom.FAMILY, STRANGER, person_id=told.person(STRANGER))
    told.weighing.tell(man, Telling(How.TALK, "We rang him."))
    with told.hub.transaction():
        assert {one.person_id for one in later_of(told.hub.organisation_id)} == {told.person(ROBIN)}
    refused("not_now", lambda: told.weighing.tell(man))


def test_nothing_is_shown_before_it_is_decided_or_before_they_came_in(db: None) -> None:
    told = Told(make_weighing())
    told.let_in(MOTHER)
    refused("not_now", lambda: told.show(MOTHER))
    told.weighing.weigh()
    told.weighing.decide()
    with told.hub.transaction():
        asked = Invitation(told.case_id, told.person(STRANGER), Ground.SELF, IdentityCheck.DOCUMENT)
        let_in(by=told.hub.actor(SCREENER), invitation=asked)
    refused("not_in_yet", lambda: told.show(STRANGER))


def test_ended_never_given_and_unknown_look_the_same(told: Told) -> None:
    told.show(MOTHER)
    told.show(STRANGER)
    mother, man = told.reader(MOTHER), told.reader(STRANGER)
    with told.hub.transaction():
        end_reading(by=told.hub.actor(SCREENER), reader_id=mother.id, reason=Ending.UNSAFE)
    actor_of_man = told.hub.actor(told.personas[STRANGER])
    with told.hub.transaction():
        for reader_id in (mother.id, told.case_id):
            with pytest.raises(NotFound):
                my_reading_for(actor_of_man, reader_id, WHY)
        assert my_reading_for(actor_of_man, man.id, WHY).outcome is not None
        row = FamilyAccount.objects.get(organisation_id=told.hub.organisation_id, id=mother.family_account_id)
        assert AccountState(row.state) is AccountState.ENDED
        assert not Account.objects.get(id=mother.account_id).is_active
    with pytest.raises(NotFound):
        end_again(told, mother.id)


def end_again(told: Told, reader_id: object) -> None:
    with told.hub.transaction():
        end_reading(by=told.hub.actor(SCREENER), reader_id=reader_id, reason=Ending.ASKED)  # type: ignore[arg-type]


def test_who_may_be_let_in(told: Told) -> None:
    def asks(name: str, ground: Ground, children: tuple[str, ...] = (), **more: object) -> None:
        asked = Invitation(
            told.case_id,
            told.person(name),
            ground,
            IdentityCheck.KNOWN,
            frozenset(map(told.person, children)),
            **more,
        )  # type: ignore[arg-type]
        with told.hub.transaction():
            let_in(by=told.hub.actor(SCREENER), invitation=asked)

    refused("has_account", lambda: asks(MOTHER, Ground.RESPONSIBILITY, (ROBIN,)))
    refused("wrong_ground", lambda: asks(ROBIN, Ground.RESPONSIBILITY))
    refused("which_child", lambda: asks(MOTHER, Ground.RESPONSIBILITY))
    refused("which_child", lambda: asks(MOTHER, Ground.RESPONSIBILITY, (STRANGER,)))
    refused("no_children", lambda: asks(STRANGER, Ground.SELF, (ROBIN,)))
    refused("no_such_name", lambda: asks(ROBIN, Ground.SELF, sign_in="nobody-1"))
    refused("not_theirs", lambda: asks(ROBIN, Ground.SELF, sign_in=told.hub[told.personas[MOTHER]].sign_in))
    refused("no_address", lambda: asks(ROBIN, Ground.SELF, wants_notices=True))
    mail = {"contact": Contact("robin@home.example"), "wants_notices": True}
    child = told.let_in(ROBIN, Ground.SELF, (), **mail)
    assert child.role is Role.YOUNG_PERSON
    told.show(ROBIN)
    told.show(MOTHER)  # she did not ask for a mail
    own, robin = told.hub.organisation_id, told.hub[child].membership_id
    with connection.cursor() as cursor:
        cursor.execute("SELECT args ->> 'membership_id' FROM procrastinate_jobs WHERE queue_name = 'notices'")
        mailed = {row[0] for row in cursor}
    assert str(robin) in mailed and str(told.hub[told.personas[MOTHER]].membership_id) not in mailed
    with told.hub.transaction():
        assert family_addresses(own, [robin]) == {robin: "robin@home.example"}
        sheet = renew_code(by=told.hub.actor(SCREENER), reader_id=told.reader(MOTHER).id)
    assert sheet.name == MOTHER and sheet.code


def test_her_side_stands_beside_what_it_answers_and_what_is_wrong_is_asked(told: Told) -> None:
    (item_id,) = items(told)
    told.show(MOTHER)
    reader_id = told.reader(MOTHER).id
    with told.hub.transaction():
        mother = told.hub.actor(told.personas[MOTHER])
        with pytest.raises(NotFound):  # an item that she was not shown is not there
            say(by=mother, reader_id=reader_id, words="x", item_id=item_id)
        with pytest.raises(NotFound):
            say_wrong(by=mother, reader_id=reader_id, words="x", item_id=item_id)
    told.show(MOTHER, shown=[item_id])
    with told.hub.transaction():
        mother = told.hub.actor(told.personas[MOTHER])
        say(by=mother, reader_id=reader_id, words="He was with me.", item_id=item_id)
        say(by=mother, reader_id=reader_id, words="Nobody asked me.", is_wrong=True)
        refused("no_words", lambda: say(by=mother, reader_id=reader_id, words=" "))
        say_wrong(by=mother, reader_id=reader_id, item_id=item_id, words="It was his cousin.")
    reading = told.reads(MOTHER)
    assert [(one.item_id, one.words) for one in reading.sides] == [
        (item_id, "He was with me."), (None, "Nobody asked me.")
    ]  # fmt: skip
    (line,) = reading.put_right
    assert (line.item_id, line.person_id) == (item_id, told.person(MOTHER))
    with told.hub.transaction():
        found = said_beside(told.hub.actor(ANALYST), told.case_id, WHY)
        assert [(one.by, one.item_id, one.is_wrong) for one in found] == [
            (MOTHER, item_id, False), (MOTHER, None, True)
        ]  # fmt: skip
