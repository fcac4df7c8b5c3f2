"""Professional disagreement in the hub: a ladder with clocks, who said what, how it ended; strategy discussions as records."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from fairward.hub.decisions.content import Reasons
from fairward.hub.decisions.keeping import due_items
from fairward.hub.enquiries.models import Item
from fairward.hub.intake.models import Case
from fairward.hub.intake.practice_queries import places_of
from fairward.hub.talks.content import Discussed, Present, Said
from fairward.hub.talks.disagreement_actions import note_disagreement, settle, take_further
from fairward.hub.talks.discussion_actions import note_discussion
from fairward.hub.talks.models import Disagreement
from fairward.hub.talks.presenters import follow_words
from fairward.hub.talks.queries import (
    OpenedDisagreement,
    disagreement_for,
    discussions_of,
    open_disagreements,
)
from fairward.hub.talks.vocabulary import About, Settled, Whose
from fairward.kernel.denied import Denied
from fairward.rules import clocks, hub, referral
from tests.personas import Persona, sign_in
from tests.support.asking import WHY
from tests.support.hubs import ANALYST, HUB_MANAGER, SCREENER, SECOND_ANALYST
from tests.support.kept import kept
from tests.support.weighing import Weighing, make_weighing

pytestmark = pytest.mark.django_db
SAID = Said("Amira Khan, safeguarding lead", "He is not safe at night. I expect a strategy discussion.")
ANSWERED = Said("Marta Kowal, hub manager", "We looked again and think it is enough.")
HELD = Discussed(
    (Present("Ruth Osei", "Social care", "Social worker"), Present("Joan Pike", "Police", "Sergeant")),
    "A section 47 enquiry begins today.", "Ruth Osei",
)  # fmt: skip


weighing = kept(make_weighing)


def disagree(world: Weighing, about: About = About.RATING, said: Said = SAID) -> UUID:
    with world.asking.hub.transaction():
        return note_disagreement(
            by=world.asking.hub.actor(SCREENER), case_id=world.case_id, about=about, whose=Whose.REFERRER, said=said
        )  # fmt: skip


def act(world: Weighing, persona: Persona, action: Any, **more: Any) -> Any:
    with world.asking.hub.transaction():
        return action(by=world.asking.hub.actor(persona), **more)


def opened(world: Weighing, disagreement_id: UUID) -> OpenedDisagreement:
    with world.asking.hub.transaction():
        return disagreement_for(world.asking.hub.actor(SCREENER), disagreement_id, WHY)


def refused(code: str, action: Any) -> None:
    with pytest.raises(Denied) as denied:
        action()
    assert denied.value.code == code and denied.value.sentence.endswith(".")


def test_the_ladder_counts_the_same_days_as_the_school_s() -> None:
    assert [(one.id, one.clock) for one in hub.ladder()] == [(one.id, one.clock) for one in referral.steps()]


def test_a_disagreement_climbs_the_ladder_by_its_clocks_and_ends(weighing: Weighing) -> None:
    found = opened(weighing, disagree(weighing))
    with weighing.asking.hub.transaction():
        places = places_of(weighing.asking.hub.organisation_id)
    first = clocks.due("disagreement-manager", found.facts.raised_at, places).at
    assert (found.facts.step, found.facts.due_at, found.steps[0].said) == (1, first, SAID)
    one = found.facts.id
    assert act(weighing, SCREENER, take_further, disagreement_id=one, said=ANSWERED) == 2
    assert act(weighing, SCREENER, take_further, disagreement_id=one, said=ANSWERED) == 3
    refused("last_step", lambda: act(weighing, SCREENER, take_further, disagreement_id=one, said=ANSWERED))
    assert [step.number for step in opened(weighing, one).steps] == [0, 1, 2]
    settled = {
        "disagreement_id": one,
        "settled": Settled.CHANGED,
        "said": Said("The partnership", "Rated red."),
    }
    act(weighing, HUB_MANAGER, settle, **settled)
    last = opened(weighing, one)
    assert last.facts.settled is Settled.CHANGED and last.steps[-1].said.words == "Rated red."
    refused("settled", lambda: act(weighing, HUB_MANAGER, settle, **settled))
    with weighing.asking.hub.transaction():
        assert open_disagreements(weighing.asking.hub.organisation_id) == []


def test_what_it_needs_is_said(weighing: Weighing) -> None:
    refused("no_who", lambda: disagree(weighing, said=Said(" ", "No.")))
    refused("no_words", lambda: disagree(weighing, said=Said("Amira Khan", " ")))
    refused("not_decided", lambda: disagree(weighing, About.DECISION))


def test_whoever_rated_or_decided_it_does_not_settle_it(weighing: Weighing) -> None:
    one = disagree(weighing)
    how = {"disagreement_id": one, "settled": Settled.STANDS, "said": ANSWERED}
    refused("own", lambda: act(weighing, ANALYST, settle, **how))  # rated it
    refused("not_your_role", lambda: act(weighing, SCREENER, settle, **how))
    act(weighing, SECOND_ANALYST, settle, **how)
    weighing.weigh()
    weighing.decide()
    decided = disagree(weighing, About.DECISION)
    refused("own", lambda: act(weighing, HUB_MANAGER, settle, **{**how, "disagreement_id": decided}))


def test_what_is_not_answered_in_time_is_overdue(weighing: Weighing) -> None:
    one = disagree(weighing)
    now = timezone.now()
    assert not opened(weighing, one).facts.is_overdue(now)
    with weighing.asking.hub.transaction():
        Disagreement.objects.filter(id=one).update(due_at=now - timedelta(hours=1))
        (found,) = open_disagreements(weighing.asking.hub.organisation_id)
    assert found.is_overdue(now)
    client = sign_in(Client(), weighing.asking.hub[SCREENER])
    page = client.get(f"/hub/cases/{weighing.case_id}/disagreements/").content.decode()
    assert "Overdue" in page and SAID.words in page and "take it further" in page


def test_dissent_within_a_decision_is_shown(weighing: Weighing) -> None:
    weighing.weigh()
    weighing.decide(reasons=Reasons("Help is wanted.", dissent="Ruth Osei thinks that it is section 47."))
    client = sign_in(Client(), weighing.asking.hub[SCREENER])
    page = client.get(f"/hub/cases/{weighing.case_id}/told/").content.decode()
    assert "Disagreed" in page and "Ruth Osei thinks that it is section 47." in page


def discuss(world: Weighing, content: Discussed = HELD, **ago: int) -> UUID:
    held_at = timezone.now() - timedelta(**(ago or {"hours": 1}))
    return act(  # type: ignore[no-any-return]
        world, SCREENER, note_discussion, case_id=world.case_id, held_at=held_at, content=content
    )  # fmt: skip


def test_a_discussion_keeps_who_was_there_what_each_knew_and_what_was_decided(weighing: Weighing) -> None:
    (item_id,) = weighing.pack().grades
    first, second = HELD.present
    knew = Present(second.name, second.organisation, second.role, (item_id,))
    discuss(weighing, Discussed((first, knew), HELD.decided, HELD.decided_by))
    with weighing.asking.hub.transaction():
        (found,) = discussions_of(weighing.asking.hub.actor(ANALYST), weighing.case_id, WHY)
    assert found.content.present == (first, knew) and found.content.decided == HELD.decided
    client = sign_in(Client(), weighing.asking.hub[ANALYST])
    page = client.get(f"/hub/cases/{weighing.case_id}/discussions/").content.decode()
    assert (
        "Joan Pike, Sergeant, Police" in page
        and "seen alone on the bridge" in page
        and "may be shown" in page
    )


def test_a_discussion_needs_two_people_known_items_and_a_decider(weighing: Weighing) -> None:
    first, second = HELD.present
    stranger = Present("A", "B", "C", (weighing.case_id,))
    for code, content in (
        ("too_few", Discussed((first,), "x", "y")), ("who_present", Discussed((first, Present("A", "", "")), "x", "y")),
        ("not_in_pack", Discussed((first, stranger), "x", "y")), ("nothing_decided", Discussed((first, second), " ", "y")),
        ("no_decider", Discussed((first, second), "x", "")),
    ):  # fmt: skip
        refused(code, lambda content=content: discuss(weighing, content))
    refused("ahead", lambda: discuss(weighing, hours=-2))


def test_fifteen_working_days_count_from_the_discussion_and_not_from_the_decision(weighing: Weighing) -> None:
    discuss(weighing, days=3)
    weighing.weigh()
    weighing.decide(outcome="section_47")
    with weighing.asking.hub.transaction():
        held = discussions_of(weighing.asking.hub.actor(ANALYST), weighing.case_id, WHY)
        places = places_of(weighing.asking.hub.organisation_id)
    (words,) = follow_words(hub.outcomes()["section_47"], held, places)
    due = clocks.due("initial-conference", held[0].held_at, places).at
    assert f"{due.day} " in words and "Initial child protection conference" in words
    client = sign_in(Client(), weighing.asking.hub[ANALYST])
    assert words.split(" (")[0] in client.get(f"/hub/cases/{weighing.case_id}/discussions/").content.decode()


def test_a_decided_discussion_that_nobody_wrote_down_is_asked_for(weighing: Weighing) -> None:
    weighing.weigh()
    weighing.decide(outcome="strategy_discussion")
    client = sign_in(Client(), weighing.asking.hub[ANALYST])
    page = f"/hub/cases/{weighing.case_id}/discussions/"
    assert "A discussion is to be held" in client.get(page).content.decode()
    today = timezone.localdate()
    sent = {
        "present-TOTAL_FORMS": "2", "present-INITIAL_FORMS": "0", "present-0-name": "Ruth Osei",
        "present-0-organisation": "Social care", "present-0-role": "Social worker", "present-1-name": "Joan Pike",
        "present-1-organisation": "Police", "present-1-role": "Sergeant", "held_on-day": today.day,
        "held_on-month": today.month, "held_on-year": today.year, "held_at": "0.01", "decided": "It begins.",
        "decided_by": "Ruth Osei",
    }  # fmt: skip
    more = client.post(f"{page}new/", {**sent, "add-another": "present"}).content.decode()
    assert "Person 3" in more and "It begins." in more
    assert client.post(f"{page}new/", sent).status_code == 302
    assert "A discussion is to be held" not in client.get(page).content.decode()


def test_what_was_brought_to_a_discussion_does_not_go_after_28_days(weighing: Weighing) -> None:
    (item_id,) = weighing.pack().grades
    first, second = HELD.present
    knew = Present(second.name, second.organisation, second.role, (item_id,))
    discuss(weighing, Discussed((first, knew), HELD.decided, HELD.decided_by))
    weighing.weigh(cites={})
    own = weighing.asking.hub.organisation_id
    with weighing.asking.hub.transaction():
        now = timezone.now()
        Case.objects.filter(organisation_id=own).update(state=10, closed_at=now - timedelta(days=29))
        assert list(due_items(own, timezone.localdate())) == []
        assert Item.objects.filter(organisation_id=own, id=item_id).exists()
