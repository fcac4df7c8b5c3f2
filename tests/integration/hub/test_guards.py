"""Every guard of intake through the actions that people take: what is refused, with which sentence, and that danger never is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from fairward.exchange.travel.models import Arrival
from fairward.exchange.travel.vocabulary import TravelState
from fairward.hub.intake import case_actions, triage_actions
from fairward.hub.intake.case_queries import OpenedCase, case_for
from fairward.hub.intake.contact_actions import take_arrival, type_contact
from fairward.hub.intake.content import Identity, Told, Typed
from fairward.hub.intake.models import Case, CasePerson, Contact, Teller
from fairward.hub.intake.practice_actions import change_practice
from fairward.hub.intake.rating_actions import rate_case
from fairward.hub.intake.suggestion_queries import suggestions_for
from fairward.hub.intake.vocabulary import LinkKind, Missing, PersonKind
from fairward.hub.vocabulary import CaseState, Rating, Route
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Label
from tests.personas import Persona, School, make_school
from tests.support.hubs import (
    ANALYST,
    HUB_MANAGER,
    HUB_OFFICER,
    SCREENER,
    SECOND_SCREENER,
    connect,
    make_hub,
    refer,
)
from tests.support.kept import kept

WHY = "a test"
IVY = Identity("Ivy Stone", home="4 Mill Lane, Westmere")
CRIES = Typed("The baby cries all night.")


hub = kept(make_hub)


def phone(hub: School, child: Identity = IVY, *, is_danger: bool = False, told: Told | None = None) -> UUID:
    with hub.transaction():
        return type_contact(
            by=hub.actor(SCREENER), typed=CRIES, told=told or Told("Mrs Grey"), child=child, is_danger=is_danger
        )  # fmt: skip


def act(hub: School, action: Callable[..., object], who: Persona = SCREENER, **arguments: object) -> object:
    with hub.transaction():
        return action(by=hub.actor(who), **arguments)


def route(hub: School, case_id: UUID, way: Route, note: str = "") -> None:
    act(hub, triage_actions.choose_route, case_id=case_id, route=way, note=note)


def rate(
    hub: School, case_id: UUID, rating: Rating = Rating.AMBER, reasons: str = "Twice.", who: Persona = ANALYST
) -> None:
    act(hub, rate_case, who, case_id=case_id, rating=rating, reasons=reasons)


def opened(hub: School, case_id: UUID, who: Persona = SCREENER) -> OpenedCase:
    with hub.transaction():
        return case_for(hub.actor(who), case_id, WHY)


def refused(code: str, doing: Callable[[], object]) -> str:
    with pytest.raises(Denied) as caught:
        doing()
    assert caught.value.code == code
    return caught.value.sentence


def test_a_child_that_nobody_can_find_is_asked_for_first(hub: School) -> None:
    case_id = phone(hub, Identity())
    sentence = refused("no_identity", lambda: route(hub, case_id, Route.RATE))
    assert "what they look like" in sentence
    with pytest.raises(Denied, match="no_words"):
        act(hub, triage_actions.ask_for_missing, case_id=case_id, missing=Missing.WHO, words=" ")
    refused(
        "nothing_named",
        lambda: act(hub, triage_actions.ask_for_missing, case_id=case_id, missing=Missing.NOTHING, words="?"),
    )
    act(hub, triage_actions.ask_for_missing, case_id=case_id, missing=Missing.WHO, words="Who is it?")
    assert opened(hub, case_id).facts.state is CaseState.INCOMPLETE
    refused("no_identity", lambda: route(hub, case_id, Route.OPEN_CASE_FORWARDED, "Ann, told by telephone"))
    act(hub, triage_actions.add_person, case_id=case_id, kind=PersonKind.CHILD, identity=IVY)
    refused("still_missing", lambda: route(hub, case_id, Route.RATE))
    act(hub, triage_actions.note_missing_came, case_id=case_id, words="It is Ivy.")
    route(hub, case_id, Route.RATE)
    found = opened(hub, case_id)
    assert found.facts.state is CaseState.TRIAGE and found.facts.route is Route.RATE
    assert {note.words for note in found.notes} == {"Who is it?", "It is Ivy."}


def test_danger_is_asked_for_nothing(hub: School) -> None:
    nameless = phone(hub, Identity(), is_danger=True)
    route(hub, nameless, Route.RATE)
    quiet = phone(hub, Identity())
    with hub.transaction():
        locked = hub.actor(SCREENER, unlocked=False)
        triage_actions.act_first(by=locked, case_id=quiet)
    found = opened(hub, quiet)
    assert found.facts.is_danger and found.facts.reasons_due
    assert found.facts.state is CaseState.FEEDBACK_DUE
    assert found.came, "what came in still opens for the intake"
    refused("no_reasons", lambda: act(hub, triage_actions.complete_reasons, case_id=quiet, words=""))
    act(hub, triage_actions.complete_reasons, case_id=quiet, words="Police were sent.")
    assert opened(hub, quiet, ANALYST).came
    refused("not_now", lambda: act(hub, triage_actions.complete_reasons, case_id=quiet, words="Again."))


def test_danger_also_goes_first_while_something_is_missing(hub: School) -> None:
    case_id = phone(hub, Identity())
    act(hub, triage_actions.ask_for_missing, case_id=case_id, missing=Missing.WHERE, words="Where?")
    act(hub, triage_actions.act_first, case_id=case_id, called="999")
    assert opened(hub, case_id).facts.state is CaseState.FEEDBACK_DUE


def test_an_open_case_needs_its_worker_and_goes_no_further(hub: School) -> None:
    case_id = phone(hub)
    refused("no_note", lambda: route(hub, case_id, Route.OPEN_CASE_FORWARDED))
    route(hub, case_id, Route.OPEN_CASE_FORWARDED, "Ann Field, rung at ten")
    assert opened(hub, case_id).facts.state is CaseState.FEEDBACK_DUE
    refused("no_such_step", lambda: rate(hub, case_id))
    refused("not_now", lambda: route(hub, case_id, Route.RATE))


def test_advice_leaves_nothing_of_a_child(hub: School) -> None:
    case_id = phone(hub, told=Told("Mrs Grey", "01632 960 200"))
    other = phone(hub)
    act(hub, case_actions.link_cases, case_id=other, other_case_id=case_id, kind=LinkKind.FAMILY)
    act(hub, triage_actions.ask_for_missing, case_id=case_id, missing=Missing.WHERE, words="Where is Ivy?")
    act(hub, triage_actions.note_missing_came, case_id=case_id, words="Ivy is at school.")
    refused("no_note", lambda: route(hub, case_id, Route.ADVICE_ONLY, " "))
    route(hub, case_id, Route.ADVICE_ONLY, "Talk with the school's lead.")
    found = opened(hub, case_id)
    assert (found.people, found.came, found.has_teller, found.links) == ((), (), False, ())
    assert [one.words for one in found.notes] == ["Talk with the school's lead."]
    with hub.transaction():
        for table in (Contact, Teller, CasePerson):
            rows = table.objects.filter(organisation_id=hub.organisation_id, case_id=case_id)
            assert not rows.exists()


def test_advice_lets_go_of_the_sealed_package_too(hub: School) -> None:
    school = make_school()
    connect(school, hub)
    arrival = refer(school, hub, label=Label.SEALED)
    case_id = act(hub, take_arrival, arrival_id=arrival)
    act(
        hub,
        triage_actions.choose_route,
        case_id=case_id,
        route=Route.ADVICE_ONLY,
        note="Ask the family first.",
    )
    with hub.transaction():
        assert Arrival.objects.get(organisation_id=hub.organisation_id, id=arrival).sealed is None


def test_advice_needs_no_name_at_all(hub: School) -> None:
    case_id = phone(hub, Identity())
    route(hub, case_id, Route.ADVICE_ONLY, "Ask the child how she is.")
    assert opened(hub, case_id).facts.state is CaseState.FEEDBACK_DUE


def test_only_a_qualified_person_rates_what_is_to_be_rated(hub: School) -> None:
    case_id = phone(hub)
    refused("no_such_step", lambda: rate(hub, case_id))
    act(hub, triage_actions.ask_for_missing, case_id=case_id, missing=Missing.WHERE, words="Where?")
    act(hub, triage_actions.note_missing_came, case_id=case_id, words="At home.")
    refused("other_route", lambda: rate(hub, case_id))
    route(hub, case_id, Route.RATE)
    refused("not_your_role", lambda: rate(hub, case_id, who=SCREENER))
    refused("no_reasons", lambda: rate(hub, case_id, reasons="  "))
    rate(hub, case_id)
    assert opened(hub, case_id).facts.rated_by == hub[ANALYST].membership_id


def test_rating_again_keeps_the_first_and_counts_from_receipt(hub: School) -> None:
    case_id = phone(hub)
    with hub.transaction():
        received = timezone.now() - timedelta(minutes=90)
        Case.objects.filter(organisation_id=hub.organisation_id, id=case_id).update(received_at=received)
    route(hub, case_id, Route.RATE)
    rate(hub, case_id, Rating.GREEN)
    first = opened(hub, case_id).facts.decide_by
    rate(hub, case_id, Rating.RED, "He was hit.", HUB_MANAGER)
    found = opened(hub, case_id)
    assert [one.rating for one in found.ratings] == [Rating.RED, Rating.GREEN]
    assert found.facts.decide_by == received + timedelta(hours=4)
    rate(hub, case_id, Rating.BLUE, "It was another child.")
    last = opened(hub, case_id).facts.decide_by
    assert first and last and last <= first, (
        "a lower rating gains no time beyond one working day from receipt"
    )


def test_the_hub_s_own_thresholds_and_hours_count(hub: School) -> None:
    thresholds = {"threshold": "Level 4: harm.", "days": [0, 1, 2, 3, 4, 5, 6], "opens": time(7)}
    refused(
        "not_your_role", lambda: act(hub, change_practice, SCREENER, **thresholds, closes=time(20))
    )  # fmt: skip
    refused("hours", lambda: act(hub, change_practice, HUB_MANAGER, **thresholds, closes=time(6)))
    act(hub, change_practice, HUB_MANAGER, **thresholds, closes=time(20))
    case_id = phone(hub)
    route(hub, case_id, Route.RATE)
    rate(hub, case_id)
    assert opened(hub, case_id).ratings[0].practice_version == 1


def test_somebody_has_it_and_hands_it_over(hub: School) -> None:
    case_id = phone(hub)
    to = hub[SECOND_SCREENER].membership_id
    hand = case_actions.hand_over
    refused("no_note", lambda: act(hub, hand, case_id=case_id, to=to, note=""))
    refused("own", lambda: act(hub, hand, case_id=case_id, to=hub[SCREENER].membership_id, note="x"))
    refused(
        "cannot_read", lambda: act(hub, hand, case_id=case_id, to=hub[HUB_OFFICER].membership_id, note="x")
    )
    act(hub, hand, case_id=case_id, to=to, note="Ring the nurse at two.")
    assert opened(hub, case_id).facts.held_by == to
    act(hub, case_actions.take_case, ANALYST, case_id=case_id)
    assert opened(hub, case_id).facts.held_by == hub[ANALYST].membership_id


def test_a_whole_shift_is_handed_over(hub: School) -> None:
    first, second = phone(hub), phone(hub)
    to = hub[SECOND_SCREENER].membership_id
    shift = case_actions.hand_over_shift
    refused("own", lambda: act(hub, shift, to=hub[SCREENER].membership_id, note="x"))
    refused("nothing", lambda: act(hub, shift, ANALYST, to=to, note="x"))
    act(hub, shift, to=to, note="Both wait for the nurse.")
    for case_id in (first, second):
        found = opened(hub, case_id)
        assert found.facts.held_by == to and found.notes[0].words == "Both wait for the nurse."


def suggested(hub: School, case_id: UUID) -> list[tuple[UUID, tuple[str, ...]]]:
    with hub.transaction():
        return [(one.facts.id, one.because) for one in suggestions_for(hub.actor(SCREENER), case_id, WHY)]


def test_what_is_alike_is_shown_with_its_reason_and_joined_by_nobody(hub: School) -> None:
    first, second = phone(hub), phone(hub, Identity("stone, IVY"))
    brother = phone(hub, Identity("Max Hill", home="4, Mill Lane - Westmere"))
    phone(hub, Identity("Zoe Reed", home="9 Other Street"))
    assert dict(suggested(hub, first)) == {
        second: ("somebody of the same name; a date of birth is not known",), brother: ("the same home",)
    }  # fmt: skip
    link = case_actions.link_cases
    act(hub, link, case_id=first, other_case_id=brother, kind=LinkKind.FAMILY)
    act(hub, link, case_id=second, other_case_id=first, kind=LinkKind.APART)
    assert suggested(hub, first) == [] and suggested(hub, second) == []
    refused("itself", lambda: act(hub, link, case_id=first, other_case_id=first, kind=LinkKind.SAME))
    with hub.transaction():
        assert Case.objects.filter(organisation_id=hub.organisation_id).count() == 4


def test_what_is_over_is_opened_again_as_a_new_case(hub: School) -> None:
    case_id = phone(hub)
    new = {"case_id": case_id, "typed": Typed("It happened again."), "is_danger": False}
    refused("not_over", lambda: act(hub, case_actions.reopen_case, **new))
    route(hub, case_id, Route.OPEN_CASE_FORWARDED, "Ann Field")
    again = act(hub, case_actions.reopen_case, **new)
    assert isinstance(again, UUID)
    found = opened(hub, again)
    assert found.heading == "Ivy Stone" and found.facts.state is CaseState.CONTACT_RECEIVED
    assert (found.facts.rating, found.facts.route, found.notes) == (None, None, ())
    assert [(one.other_id, one.kind) for one in found.links] == [(case_id, LinkKind.REOPENS)]
    assert opened(hub, case_id).facts.state is CaseState.FEEDBACK_DUE
    refused(
        "reopened",
        lambda: act(hub, case_actions.link_cases, case_id=case_id, other_case_id=again, kind=LinkKind.APART),
    )


def test_whoever_sent_it_hears_what_is_missing_and_where_it_goes(hub: School) -> None:
    school = make_school()
    connect(school, hub)
    arrival = refer(school, hub)
    case_id = act(hub, take_arrival, arrival_id=arrival)
    act(hub, triage_actions.ask_for_missing, case_id=case_id, missing=Missing.WHERE, words="Where is he?")
    assert state_of(hub, arrival) is TravelState.QUERIED
    act(hub, triage_actions.note_missing_came, case_id=case_id, words="At school.")
    act(hub, triage_actions.choose_route, case_id=case_id, route=Route.RATE)
    assert state_of(hub, arrival) is TravelState.ACCEPTED


def state_of(hub: School, arrival_id: UUID) -> TravelState:
    with hub.transaction():
        return TravelState(Arrival.objects.get(organisation_id=hub.organisation_id, id=arrival_id).state)
