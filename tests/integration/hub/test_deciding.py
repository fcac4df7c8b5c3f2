"""From what came back to a closed case: weighed with a challenge, decided by somebody else, told to everybody, dissolved."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from fairward.hub.decisions.actions import approve_decision
from fairward.hub.decisions.content import Reasons
from fairward.hub.decisions.models import CaseKept
from fairward.hub.decisions.policies import Telling
from fairward.hub.decisions.queries import Waits
from fairward.hub.decisions.vocabulary import How, Whom
from fairward.hub.packs.presenters import known_rows, lanes_of, open_points
from fairward.hub.vocabulary import CaseState
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import DisclosureKind, Label
from fairward.rules.calendars import add_months
from tests.support.hubs import ANALYST, HUB_MANAGER, SECOND_ANALYST, partner_id_of
from tests.support.kept import kept
from tests.support.travelling import arrivals, carry_due
from tests.support.weighing import Weighing, make_weighing

pytestmark = pytest.mark.django_db


weighing = kept(make_weighing)


def refused(code: str, act: object) -> None:
    with pytest.raises(Denied) as found:
        act()  # type: ignore[operator]
    assert found.value.code == code and found.value.sentence.endswith(".")


def test_a_case_is_weighed_decided_told_and_closed(weighing: Weighing) -> None:
    weighing.weigh()
    assert weighing.decide()
    assert weighing.state() is CaseState.FEEDBACK_DUE
    waiting = weighing.waiting()
    assert {one.whom for one in waiting} == {Whom.REFERRER, Whom.AGENCY, Whom.FAMILY}
    assert sum(one.whom is Whom.AGENCY for one in waiting) == 2
    refused("referrer_not_told", weighing.close)
    weighing.tell_family()
    for one in weighing.waiting():
        weighing.send(one)
    assert weighing.waiting() == []
    weighing.close()
    assert weighing.state() is CaseState.CLOSED


def test_nothing_is_decided_that_lacks_strengths_gaps_a_challenge_or_a_reason(weighing: Weighing) -> None:
    for name in ("strengths", "gaps", "child", "challenge", "view"):
        refused("analysis_incomplete", lambda name=name: weighing.weigh(**{name: " "}))
    refused("no_strengths", weighing.decide)
    weighing.weigh(cites={})
    refused("cites_nothing", weighing.decide)
    weighing.weigh()
    refused("no_reasons", lambda: weighing.decide(reasons=Reasons(" ")))
    refused("no_outcome", lambda: weighing.decide(outcome="a feeling"))


def test_whoever_weighed_it_alone_does_not_decide_it(weighing: Weighing) -> None:
    weighing.weigh(ANALYST)
    refused("decided_alone", lambda: weighing.decide(ANALYST))
    weighing.weigh(SECOND_ANALYST)
    assert weighing.decide(ANALYST)


def test_what_the_family_can_never_be_told_needs_a_second_person(db: None) -> None:
    weighing = make_weighing(label=Label.HUB_ONLY)
    weighing.weigh()
    assert not weighing.decide(HUB_MANAGER)
    assert weighing.state() is CaseState.ANALYSIS
    hub = weighing.asking.hub
    pack = weighing.pack(SECOND_ANALYST)
    with hub.transaction():
        refused("second_approver", lambda: approve_decision(by=hub.actor(HUB_MANAGER), pack=pack))
    with hub.transaction():
        approve_decision(by=hub.actor(SECOND_ANALYST), pack=pack)
    assert weighing.decided().stands and weighing.state() is CaseState.FEEDBACK_DUE


def test_weak_intelligence_stays_out_unless_somebody_says_why(db: None) -> None:
    weighing = make_weighing(label=Label.HUB_ONLY, grade="3EC")
    refused("analysis_incomplete", weighing.weigh)
    (item_id,) = weighing.pack().grades
    assert weighing.weigh(cites={item_id: "Two others say the same."}) == 1


def test_the_pack_shows_agencies_over_time_and_who_knows_what(weighing: Weighing) -> None:
    pack = weighing.pack()
    lanes = lanes_of(pack)
    assert lanes is not None and [lane.name for lane in lanes.lanes] == [weighing.asking.police.name]
    heads, rows = known_rows(pack)
    assert heads == ["About", weighing.asking.police.name, weighing.asking.health.name]
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["Robin Marsh", "1 × fact", "nothing relevant"]
    ]
    assert f"{weighing.asking.school.name} was not asked." in open_points(pack)


def test_the_referrer_and_the_agencies_get_the_outcome_and_nothing_of_the_pack(weighing: Weighing) -> None:
    weighing.weigh()
    weighing.decide()
    refused("family_first", lambda: weighing.send(weighing.waiting()[0]))
    weighing.tell_family()
    for one in weighing.waiting():
        weighing.send(one)
    to = partner_id_of(weighing.asking.hub, weighing.asking.health)
    weighing.send(Waits(Whom.RECEIVER, "Health", to), words="Begin this week.")
    carry_due(weighing.asking.hub)
    for other, count in (
        (weighing.asking.school, 1),
        (weighing.asking.police, 1),
        (weighing.asking.health, 2),
    ):
        assert sum(one.kind == int(DisclosureKind.OUTCOME) for one in arrivals(other)) == count


def test_a_family_hears_later_only_with_a_ground_and_a_day(weighing: Weighing) -> None:
    weighing.weigh()
    weighing.decide()
    mother = next(one for one in weighing.waiting() if one.whom is Whom.FAMILY)
    today = timezone.localdate()
    refused("no_ground", lambda: weighing.tell(mother, Telling(None, "Not yet.")))
    refused("no_review", lambda: weighing.tell(mother, Telling(None, "Not yet.", "increases_risk", today)))
    weighing.tell(mother, Telling(None, "Not yet.", "increases_risk", today + timedelta(3)))
    referrer = next(one for one in weighing.waiting() if one.whom is Whom.REFERRER)
    refused(
        "no_ground",
        lambda: weighing.tell(referrer, Telling(None, "Never.", "increases_risk", today + timedelta(3))),
    )


def finish(weighing: Weighing) -> None:
    weighing.decide(outcome="no_further_action")
    weighing.tell_family()
    for one in weighing.waiting():
        weighing.tell(one, Telling(How.TELEPHONE, "No further action."))
    weighing.close()


def test_closing_says_until_when_it_is_kept_and_reading_it_needs_a_reason(weighing: Weighing) -> None:
    weighing.weigh()
    finish(weighing)
    refused("closed_needs_reason", weighing.pack)
    assert len(weighing.pack(reason="complaint").items) == 1
    with weighing.asking.hub.transaction():
        kept = CaseKept.objects.get(organisation_id=weighing.asking.hub.organisation_id)
    today = timezone.localdate()
    assert (kept.ended, kept.closed_on, kept.rule_id) == ("no_further_action", today, "hub-case-nothing-more")
    assert (kept.review_on, kept.destroy_on) == (add_months(today, 11), add_months(today, 12))
