"""An item that an agency answered is put right at its source, and the correction reaches pack, decision and every recipient."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from fairward.exchange.answering.asking import asked_of
from fairward.exchange.answering.disputing import ASKS, asked_again
from fairward.exchange.package.refusals import Refused
from fairward.exchange.travel.vocabulary import TravelState
from fairward.hub.corrections.policies import said_by
from fairward.hub.corrections.reviewing_actions import decide_case_anew, leave_as_it_stands
from fairward.hub.corrections.vocabulary import PutRightState
from fairward.hub.decisions.actions import approve_decision
from fairward.hub.decisions.content import Reasons
from fairward.hub.decisions.keeping import due_items
from fairward.hub.decisions.queries import flagged_cases, told_of
from fairward.hub.enquiries.presenters import items_on_page
from fairward.hub.intake.models import Case
from fairward.hub.measures.fact_queries import facts_in
from fairward.hub.measures.spans import span_of
from fairward.hub.measures.vocabulary import What
from fairward.hub.packs.models import Citation
from fairward.hub.packs.presenters import cited_words
from fairward.hub.vocabulary import CaseState
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Label
from tests.personas import Persona
from tests.support.asking import MOTHER, STRANGER, WHY
from tests.support.hubs import ANALYST, HUB_MANAGER, SCREENER, SECOND_ANALYST
from tests.support.kept import kept
from tests.support.putting_right import RIGHT, WORDS, Righting, make_righting, question_of
from tests.support.travelling import arrivals
from tests.support.weighing import make_weighing

pytestmark = pytest.mark.django_db
S = PutRightState
BEFORE = "He was seen alone on the bridge at night."


righting = kept(make_righting)


def refused(code: str, act: object) -> None:
    with pytest.raises(Denied) as found:
        act()  # type: ignore[operator]
    assert found.value.code == code and found.value.sentence.endswith(".")


def review(world: Righting, persona: Persona, reasons: str = "It rests on more than that.") -> None:
    pack = world.pack(persona)
    with world.hub.transaction():
        leave_as_it_stands(by=world.hub.actor(persona), pack=pack, reasons=reasons)


def counted(world: Righting) -> dict[str, int]:
    """What measures count of decisions that a correction reached, in this month."""
    with world.hub.transaction():
        found = facts_in(world.hub.organisation_id, span_of(f"{timezone.localdate():%Y-%m}"))
    return {about: number for (_, what, about, _), number in found.items() if what is What.CORRECTED}


def anew(world: Righting, persona: Persona, outcome: str = "family_help") -> bool:
    pack = world.pack(persona)
    with world.hub.transaction():
        reasons = Reasons("He was at home.", minimum="Robin was at home.")
        return decide_case_anew(by=world.hub.actor(persona), pack=pack, outcome=outcome, reasons=reasons)


def test_it_goes_to_the_agency_in_the_words_of_whoever_says_it_and_without_a_name(righting: Righting) -> None:
    going = righting.goes(righting.asks(), added="Look at the log of that night.")
    assert [one.state for one in righting.asked()] == [S.SENT]
    assert MOTHER not in going.wrong.said_by
    found = righting.wrong(righting.opens())
    assert found.item is not None and found.item.text == BEFORE
    assert (found.said.wrong.words, found.said.wrong.added) == (WORDS, "Look at the log of that night.")
    assert found.said.wrong.said_by == going.wrong.said_by
    assert {one.name for one in found.said.asked.persons} == {"Robin Marsh"}
    assert not any(MOTHER in one.value for one in going.package.manifest.form)
    assert found.facts.answer_by == righting.asked()[0].answer_by
    refused("sent_already", lambda: righting.goes(righting.asked()[0].id))


def test_by_name_only_where_they_agreed(righting: Righting) -> None:
    going = righting.going(righting.asks(), is_named=True)
    assert going.wrong.said_by.startswith(f"{MOTHER}, ")
    assert said_by(None) == "somebody who works in the hub"


def test_a_reader_that_knows_nothing_of_it_sees_a_question(righting: Righting) -> None:
    asked = asked_of(righting.going(righting.asks()).package.manifest)
    assert [one.words for one in asked.questions] == [ASKS]
    assert {one.name for one in asked.persons} == {"Robin Marsh"}


def test_it_cannot_ask_about_anybody_whom_the_question_did_not_name(righting: Righting) -> None:
    asked = righting.going(righting.asks()).asked
    stranger = replace(asked.persons[0], name=STRANGER)
    for persons in ([stranger], []):
        with pytest.raises(Refused):
            asked_again(asked, persons, timezone.now())


def test_what_is_put_right_comes_back_into_pack_and_decision(righting: Righting) -> None:
    asked, old = righting.asks(), righting.item_id()
    righting.goes(asked)
    wrong_id = righting.opens()
    righting.corrects()
    righting.takes()
    (line,) = righting.asked()
    assert line.state is S.CORRECTED and line.answered_at is not None
    pack = righting.pack()
    (new,) = (one for one in pack.items if one.replaced_at is None)
    assert new.replaces == old and pack.cited == {new.id}
    (shown,) = (one for one in items_on_page(pack.items, pack.agencies) if one.id == new.id)
    assert shown.text == RIGHT
    assert any(fact.name == "Put right" and fact.value.endswith(BEFORE) for fact in shown.facts)
    assert len(cited_words(pack)) == 1 and RIGHT in cited_words(pack)[0]
    with righting.hub.transaction():
        own = righting.hub.organisation_id
        assert flagged_cases(own) == [righting.case_id]
        assert Citation.objects.filter(organisation_id=own, item_id=new.id).exists()
    with pytest.raises(NotFound):  # nothing of the words is left with the police
        righting.wrong(wrong_id)


def test_what_is_taken_back_goes_from_the_pack_and_the_pack_says_so(righting: Righting) -> None:
    righting.goes(righting.asks())
    righting.opens()
    righting.takes_back()
    righting.takes()
    assert [one.state for one in righting.asked()] == [S.WITHDRAWN]
    pack = righting.pack()
    assert pack.cited == frozenset() and cited_words(pack) == ["1 item was taken back by its agency since."]
    assert righting.decisions()[0].flagged_at is not None


def test_what_stands_goes_with_its_dispute_wherever_it_is_shown(righting: Righting) -> None:
    righting.goes(righting.asks())
    pack = righting.pack()
    assert "Disputed: being looked at" in cited_words(pack)[0] and WORDS in cited_words(pack)[0]
    righting.stands(righting.opens())
    righting.takes()
    assert [one.state for one in righting.asked()] == [S.STANDS]
    pack = righting.pack()
    (shown,) = items_on_page(pack.items, pack.agencies)
    words = " ".join(fact.value for fact in shown.facts)
    assert WORDS in words and "The officer wrote it down that night." in words
    assert "Disputed, stands" in cited_words(pack)[0] and WORDS in cited_words(pack)[0]
    assert righting.decisions()[0].flagged_at is None and righting.notices() == []


def test_a_correction_that_nobody_asked_for_does_the_same(righting: Righting) -> None:
    righting.corrects()
    righting.takes()
    assert righting.asked() == [] and righting.decisions()[0].flagged_at is not None
    assert len(righting.notices()) == len(told(righting))


def told(world: Righting) -> list[object]:
    with world.hub.transaction():
        return list(told_of(world.hub.actor(SCREENER), world.case_id, WHY))


def test_whoever_decided_it_does_not_look_at_it_alone_and_nothing_is_looked_at_twice(
    righting: Righting,
) -> None:
    refused("nothing_put_right", lambda: review(righting, SECOND_ANALYST))
    righting.corrects()
    righting.takes()
    refused("reviewed_alone", lambda: review(righting, HUB_MANAGER))
    refused("no_reasons", lambda: review(righting, SECOND_ANALYST, " "))
    refused("not_your_role", lambda: review(righting, SCREENER))
    refused("decided_alone", lambda: anew(righting, ANALYST))
    review(righting, SECOND_ANALYST)
    refused("nothing_put_right", lambda: review(righting, SECOND_ANALYST))
    with righting.hub.transaction():
        assert flagged_cases(righting.hub.organisation_id) == []
    assert counted(righting) == {"kept": 1}
    righting.corrects("His cousin’s friend was seen.")
    righting.takes()
    with righting.hub.transaction():
        assert flagged_cases(righting.hub.organisation_id) == [righting.case_id]


def test_decided_anew_keeps_how_it_was_and_is_counted(righting: Righting) -> None:
    righting.corrects()
    righting.takes()
    assert counted(righting) == {"waits": 1}
    refused("no_outcome", lambda: anew(righting, SECOND_ANALYST, ""))
    assert anew(righting, SECOND_ANALYST)
    old, new = righting.decisions()
    assert (old.stands, old.outcome, new.stands, new.outcome) == (False, "section_17", True, "family_help")
    assert old.replaced_at is not None and old.flagged_at is not None and new.flagged_at is None
    assert counted(righting) == {"changed": 1}


def test_what_the_family_can_never_be_told_is_decided_anew_by_two() -> None:
    sealed = make_hub_only()
    assert not anew(sealed, SECOND_ANALYST)
    old, new = sealed.decisions()
    assert old.stands and not new.stands
    pack = sealed.pack(HUB_MANAGER)
    with sealed.hub.transaction():
        approve_decision(by=sealed.hub.actor(HUB_MANAGER), pack=pack)
    old, new = sealed.decisions()
    assert not old.stands and old.replaced_at is not None and new.stands


def make_hub_only() -> Righting:
    """Decided by the manager with the second analyst, on an item that is for the hub only; put right since."""
    weighing = make_weighing(label=Label.HUB_ONLY)
    weighing.weigh()
    weighing.decide()
    pack = weighing.pack(SECOND_ANALYST)
    with weighing.asking.hub.transaction():
        approve_decision(by=weighing.asking.hub.actor(SECOND_ANALYST), pack=pack)
    world = Righting(weighing, question_of(weighing))
    world.corrects()
    world.takes()
    return world


def test_every_recipient_hears_it_by_a_person_and_signs_for_it(righting: Righting) -> None:
    righting.corrects()
    righting.takes()
    owed = righting.notices()
    assert len(owed) == len(told(righting)) and not any(one.sent_at for one in owed)
    righting.weighing.close()
    for one in owed:
        righting.tells(one)
    sent = righting.notices()
    assert all(one.sent_at for one in sent)
    packages = [one for one in sent if one.package_id]
    assert len(packages) == 3 and all(one.state is TravelState.DELIVERED for one in packages)
    for organisation in (righting.weighing.asking.school, righting.police, righting.weighing.asking.health):
        assert any(one.package_id in {p.package_id for p in packages} for one in arrivals(organisation))
    refused("told_already", lambda: righting.tells(sent[0]))
    assert anew(righting, SECOND_ANALYST)
    assert sum(one.sent_at is None for one in righting.notices()) == len(owed)


def test_what_somebody_says_is_wrong_does_not_go_before_its_agency_has_answered(righting: Righting) -> None:
    """Nothing rests on it and its case was closed 29 days ago: it would go tonight."""
    own, now = righting.hub.organisation_id, timezone.now()
    with righting.hub.transaction():
        Citation.objects.filter(organisation_id=own).delete()
        Case.objects.filter(organisation_id=own).update(
            state=int(CaseState.CLOSED), closed_at=now - timedelta(days=29)
        )
        assert len(due_items(own, timezone.localdate())) == 1
    righting.asks()
    with righting.hub.transaction():
        assert due_items(own, timezone.localdate()) == []
