"""Who sees a child's record now, for the people of the design; who can be let in; what a step can come to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fairward.families.account_policies import check_step_fits, reason_of
from fairward.families.handover_queries import next_due
from fairward.families.invite_policies import InvitationFacts, check_can_invite
from fairward.families.policies import AccessFacts, why_closed
from fairward.families.vocabulary import AccessGround, AccountState, EndReason, Step, StepDecision
from fairward.kernel.denied import Denied
from fairward.people.policies import is_narrower

TODAY = date(2026, 11, 25)
OF_NINE, OF_FOURTEEN, OF_NINETEEN = date(2017, 3, 4), date(2012, 5, 6), date(2007, 1, 2)
MOTHER = AccessFacts(
    state=AccountState.ACTIVE, ground=AccessGround.RESPONSIBILITY, is_ended=False, until_on=None, is_restricted=False,
    has_responsibility=True, is_related=True, child_born_on=OF_NINE, lives_with=True,
)  # fmt: skip
# He may see what is about the child; the address is not in what is built for him, so his access is an ordinary one.
FATHER_WITHOUT_ADDRESS = replace(MOTHER, lives_with=False)
FATHER_WITHOUT_RESPONSIBILITY = replace(MOTHER, has_responsibility=False, lives_with=False)
GRANDMOTHER = replace(MOTHER, ground=AccessGround.RESIDENCE, has_responsibility=None)
GIRL_OF_14 = replace(
    MOTHER, ground=AccessGround.SELF, has_responsibility=None, is_related=False, child_born_on=OF_FOURTEEN
)
CARE_LEAVER = replace(GIRL_OF_14, child_born_on=OF_NINETEEN)
OPEN = ""


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (MOTHER, OPEN),
        (replace(MOTHER, state=AccountState.INVITED), "The account is invited."),
        (replace(MOTHER, state=AccountState.PAUSED), "The account is paused."),
        (replace(MOTHER, state=AccountState.ENDED), "The account is ended."),
        (replace(MOTHER, is_ended=True), "The access has ended."),
        (replace(MOTHER, until_on=TODAY), OPEN),
        (replace(MOTHER, until_on=date(2026, 11, 24)), "The access has ended."),
        (replace(MOTHER, is_restricted=True), "A court order or contact restriction is recorded."),
        (replace(MOTHER, is_related=False), "no longer recorded as part of the child's family"),
        (replace(MOTHER, child_born_on=date(2008, 11, 25)), "The child is 18."),
        (replace(MOTHER, child_born_on=date(2008, 11, 26)), OPEN),
        (replace(MOTHER, child_born_on=None), OPEN),
        (FATHER_WITHOUT_ADDRESS, OPEN),
        (replace(FATHER_WITHOUT_ADDRESS, is_restricted=True), "A court order or contact restriction is recorded."),
        (FATHER_WITHOUT_RESPONSIBILITY, "Parental responsibility is no longer recorded."),
        (replace(FATHER_WITHOUT_RESPONSIBILITY, has_responsibility=None), "Parental responsibility is no longer"),
        (replace(FATHER_WITHOUT_RESPONSIBILITY, ground=AccessGround.DELEGATED), OPEN),
        (GRANDMOTHER, OPEN),
        (replace(GRANDMOTHER, lives_with=None), OPEN),
        (replace(GRANDMOTHER, lives_with=False), "no longer living with them"),
        (replace(GRANDMOTHER, is_restricted=True), "A court order or contact restriction is recorded."),
        (replace(MOTHER, is_overtaken=True), "that was undone"),
        (replace(MOTHER, is_overtaken=True, has_responsibility=False), "Parental responsibility is no longer"),
        (replace(GRANDMOTHER, is_overtaken=True), "that was undone"),
        (replace(GIRL_OF_14, is_overtaken=True), OPEN),
        (GIRL_OF_14, OPEN),
        (replace(GIRL_OF_14, state=AccountState.PAUSED), "The account is paused."),
        (replace(GIRL_OF_14, child_born_on=OF_NINE, state=AccountState.INVITED), "The account is invited."),
        (CARE_LEAVER, OPEN),
        (replace(MOTHER, child_born_on=OF_NINETEEN), "The child is 18."),
        (replace(GRANDMOTHER, child_born_on=OF_NINETEEN), "The child is 18."),
        (replace(MOTHER, ground=AccessGround.DELEGATED, child_born_on=OF_NINETEEN), "The child is 18."),
        (replace(MOTHER, ground=AccessGround.PROXY, child_born_on=OF_NINETEEN), OPEN),
        (replace(MOTHER, ground=AccessGround.PROXY, is_restricted=True), "A court order or contact restriction"),
    ],
)  # fmt: skip
def test_who_sees_a_record_now(facts: AccessFacts, said: str) -> None:
    found = why_closed(facts, TODAY)
    assert found == "" if said == OPEN else said in found


ASKED = InvitationFacts(
    ground=AccessGround.RESPONSIBILITY, is_child=False, is_related=True, is_restricted=False, has_responsibility=True,
    lives_with=True, child_age=9, decided_at_sixteen=None, has_access=False,
)  # fmt: skip
PROXY = replace(ASKED, ground=AccessGround.PROXY, has_responsibility=None)
SELF = replace(ASKED, ground=AccessGround.SELF, is_child=True, is_related=False, has_responsibility=None)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (ASKED, ""),
        (replace(ASKED, has_access=True), "has_account"),
        (replace(ASKED, is_related=False), "not_related"),
        (replace(ASKED, is_restricted=True), "restricted"),
        (replace(PROXY, child_age=17, is_restricted=True), "restricted"),
        (replace(ASKED, has_responsibility=False), "no_responsibility"),
        (replace(ASKED, has_responsibility=None), "no_responsibility"),
        (replace(ASKED, has_responsibility=None, ground=AccessGround.DELEGATED), ""),
        (replace(ASKED, has_responsibility=None, ground=AccessGround.RESIDENCE), ""),
        (replace(ASKED, lives_with=None, ground=AccessGround.RESIDENCE), "not_living_with"),
        (replace(ASKED, child_age=18), "grown_up"),
        (replace(ASKED, child_age=17), ""),
        (replace(ASKED, child_age=17, decided_at_sixteen=StepDecision.KEEP), ""),
        (replace(ASKED, child_age=17, decided_at_sixteen=StepDecision.STOP), "young_person_decided"),
        (replace(ASKED, child_age=17, decided_at_sixteen=StepDecision.LIMIT), "young_person_decided"),
        (replace(PROXY, child_age=15), "too_young_for_proxies"),
        (replace(PROXY, child_age=16), ""),
        (replace(PROXY, child_age=19), ""),
        (replace(PROXY, child_age=17, decided_at_sixteen=StepDecision.STOP), ""),
        (SELF, ""),
        (replace(SELF, child_age=19), ""),
        (replace(SELF, ground=AccessGround.RESPONSIBILITY), "wrong_ground"),
        (replace(ASKED, ground=AccessGround.SELF), "wrong_ground"),
    ],
)
def test_who_can_be_let_in(facts: InvitationFacts, code: str) -> None:
    if not code:
        check_can_invite(facts, None, TODAY)
        return
    with pytest.raises(Denied) as raised:
        check_can_invite(facts, None, TODAY)
    assert raised.value.code == code and raised.value.sentence.endswith(".")


@pytest.mark.parametrize(
    ("born_on", "taken", "step"),
    [
        (date(2017, 3, 4), {}, None),
        (date(2015, 5, 24), {}, Step.TALK),  # 12 in just under six months
        (date(2015, 5, 26), {}, None),
        (date(2014, 1, 1), {}, Step.TALK),
        (date(2014, 1, 1), {Step.TALK: None}, None),
        (date(2014, 1, 1), {Step.TALK: date(2026, 11, 26)}, None),
        (date(2014, 1, 1), {Step.TALK: TODAY}, Step.TALK),
        (date(2011, 1, 1), {Step.TALK: None}, Step.PROXIES),
        (date(2009, 1, 1), {Step.PROXIES: None}, Step.OWNER),
        (date(2009, 1, 1), {Step.PROXIES: None, Step.OWNER: None}, None),
    ],
)
def test_which_step_is_due(born_on: date, taken: dict[Step, date | None], step: Step | None) -> None:
    found = next_due(born_on, TODAY, taken)
    assert (found[0] if found else None) is step


@pytest.mark.parametrize(
    ("step", "decision", "chosen", "standing", "code"),
    [
        (Step.TALK, StepDecision.TALKED, 0, 2, ""),
        (Step.TALK, StepDecision.STOP, 2, 2, "too_early"),
        (Step.PROXIES, StepDecision.KEEP, 0, 2, ""),
        (Step.PROXIES, StepDecision.KEEP, 1, 2, "chosen_for_nothing"),
        (Step.PROXIES, StepDecision.NOT_ABLE, 1, 2, "chosen_for_nothing"),
        (Step.PROXIES, StepDecision.LIMIT, 1, 2, ""),
        (Step.PROXIES, StepDecision.LIMIT, 0, 2, "nobody_chosen"),
        (Step.PROXIES, StepDecision.LIMIT, 2, 2, "nobody_chosen"),
        (Step.OWNER, StepDecision.STOP, 2, 2, ""),
        (Step.OWNER, StepDecision.STOP, 1, 2, "somebody_left"),
        (Step.OWNER, StepDecision.STOP, 0, 0, ""),
    ],
)
def test_what_a_step_can_come_to(
    step: Step, decision: StepDecision, chosen: int, standing: int, code: str
) -> None:
    if not code:
        check_step_fits(step, decision, chosen, standing)
        return
    with pytest.raises(Denied) as raised:
        check_step_fits(step, decision, chosen, standing)
    assert raised.value.code == code


def test_why_an_access_ends_on_a_step() -> None:
    assert reason_of(Step.OWNER) is EndReason.GROWN_UP
    assert reason_of(Step.PROXIES) is EndReason.YOUNG_PERSON_DECIDED


@pytest.mark.parametrize(
    ("before", "after", "is_so"),
    [
        ((False, True, True), (False, True, True), False),
        ((False, True, True), (True, True, True), True),
        ((True, True, True), (False, True, True), False),
        ((False, True, True), (False, None, True), True),
        ((False, None, None), (False, True, True), False),
        ((False, None, True), (False, None, False), True),
        ((False, None, True), (False, None, None), False),
        ((False, None, None), (False, False, False), False),
    ],
)
def test_what_makes_less_stand_between_an_adult_and_a_child(
    before: tuple[bool, bool | None, bool | None], after: tuple[bool, bool | None, bool | None], is_so: bool
) -> None:
    assert is_narrower(before, after) is is_so
