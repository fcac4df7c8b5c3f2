"""Plays what follows when the hub is told: agencies and other schools are asked, it is decided, all hear of it.

It may not write: it lets people act, one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fairward.config.demo.agencies import Place
from fairward.config.demo.crossing import hub_case, hub_telling, referring
from fairward.config.demo.crossing.answering import answer
from fairward.config.demo.crossing.events import Event, outcome_of
from fairward.config.demo.crossing.hub_case import HubCase
from fairward.config.demo.crossing.hub_people import main_child
from fairward.config.demo.crossing.said import marks_in
from fairward.config.demo.crossing.school_answering import answer_from_file, is_asked
from fairward.config.demo.crossing.stage import HUB, Made, Stage, Step
from fairward.config.demo.crossing.travelling import arrived
from fairward.config.demo.partners import partner_named
from fairward.exchange.receiving.opening_actions import open_arrival
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.kernel.vocabulary import OrganisationKind, Role


@dataclass(slots=True)
class Going:
    """A case that is weighed and waits for its decision, with those that were forwarded to it."""

    case: HubCase
    forwarded: list[HubCase] = field(default_factory=list)


def tell_hub(stage: Stage, event: Event, place: Place, places: Sequence[Place]) -> Going:
    """The organisation of the event tells the hub; agencies and schools that know the child are asked and answer.

    What a school holds about a brother or sister alone answers no question about this child: it refers that one.
    """
    every = [code for made in stage.made.values() for one in made for code in one.event.about]
    child = main_child(stage.cast, event.about, every)
    stage.enter(HUB)
    schools = [one for one in places if one.kind is OrganisationKind.SCHOOL and one.name in stage.made]
    told = _referred(stage, event, place, child, must=event) if place in schools else []
    if not told:
        told = [_called(stage, event, place, child)]
    going = Going(told[0], told[1:])
    for school in schools:
        if school != place:
            going.forwarded += _referred(stage, event, school, child, beside=child)
    hub_case.rate(stage, going.case)
    for one in going.forwarded:
        hub_case.forward(stage, one, going.case)
    asked = [one for one in schools if one != place and is_asked(stage, one.name, child)]
    _ask_everybody(stage, event, going.case, [one for one in places if one not in schools or one in asked])
    hub_case.weigh(stage, going.case)
    return going


def end(
    stage: Stage, event: Event, going: Going, decisions: Sequence[Event], places: Sequence[Place]
) -> None:
    """It is decided as the scenario says it was, everybody is told, the cases are closed."""
    outcome = outcome_of(decisions)
    names = [one.name for one in places if one.name != HUB.name]
    hub_telling.decide(stage, going.case, outcome)
    for case in (going.case, *going.forwarded):
        for sent in hub_telling.tell_everybody(stage, case, outcome, names):
            _heard(stage, event, sent)


def _referred(
    stage: Stage, event: Event, school: Place, child: str, must: Event | None = None, beside: str = ""
) -> list[HubCase]:
    """A school sends its relevant events, a package for each child in whose file they stand; nothing where there is none.

    `beside`: a child in whose file it is asked; what stands there is not referred.
    """
    made = [one for one in stage.made.get(school.name, []) if beside not in one.entries]
    wanted = [one.event for one in made if one.entries and (one.event.is_answered or one.event == must)]
    if must is not None and must not in wanted:
        return []  # it stands in nobody's file: the school telephones
    found = []
    while wanted:
        code, goes = _most(made, child, wanted)
        found.append(_sent(stage, event, school, code, goes))
        wanted = [one for one in wanted if one not in [each.event for each in goes]]
    return found


def _most(made: Sequence[Made], child: str, wanted: Sequence[Event]) -> tuple[str, list[Made]]:
    """The child in whose file most of it stands, the main child before others, with what stands there."""
    codes = dict.fromkeys([child, *(code for one in made for code in one.entries)])
    held = {code: referring.filed_for(made, code, wanted) for code in codes}
    code = child if held[child] else max(held, key=lambda each: len(held[each]))
    return code, held[code]


def _sent(stage: Stage, event: Event, school: Place, code: str, made: Sequence[Made]) -> HubCase:
    package_id = referring.refer(stage, school.name, code, made)
    came = arrived(stage, school.name, HUB.name, EnvelopeKind.REFERRAL, package_id)
    stage.seen(Step("referral", event, school.name, HUB.name, package_id, tuple(one.event for one in made)))
    return hub_case.take_package(stage, code, came.arrival_id)


def _called(stage: Stage, event: Event, place: Place, child: str) -> HubCase:
    """An agency has no package for this: it telephones, and a screener types what it told."""
    case = hub_case.take_call(stage, child, stage.words(event), f"{event.role}, {place.name}"[:100])
    stage.seen(Step("contact", event, place.name, HUB.name, carries=(event,)))
    return case


def _ask_everybody(stage: Stage, event: Event, case: HubCase, agencies: Sequence[Place]) -> None:
    asked = [one for one in agencies if one.kind is not OrganisationKind.HUB]
    if not asked:
        return
    hub_case.open_its_gate(stage, case)
    doors = []
    for one in asked:
        with stage.within(HUB.name) as own:
            partner_id = partner_named(own, stage.organisations[one.name])
        package_id = hub_case.ask(stage, case, partner_id, one.kind)
        came = arrived(stage, HUB.name, one.name, EnvelopeKind.ENQUIRY, package_id)
        stage.seen(Step("question", event, HUB.name, one.name, package_id))
        doors.append((one, came.arrival_id))
    for one, arrival_id in doors:
        if one.kind is OrganisationKind.SCHOOL:
            said = answer_from_file(stage, one.name, arrival_id, case.child, case.people)
        else:
            said = answer(stage, one.name, arrival_id, case.people)
        came = arrived(stage, one.name, HUB.name, EnvelopeKind.RETURN, said.package_id)
        hub_case.take_in(stage, came.arrival_id)
        stage.seen(Step("answer", event, one.name, HUB.name, came.package_id, said.events))


def _heard(stage: Stage, event: Event, sent: hub_telling.Sent) -> None:
    came = arrived(stage, HUB.name, sent.recipient, EnvelopeKind.OUTCOME, sent.package_id)
    people = stage.staff(sent.recipient)
    role = next(
        (one for one in (Role.SAFEGUARDING_LEAD, Role.NAVIGATOR) if any(p.role == one.code for p in people)),
        None,
    )
    if role is not None:
        with stage.within(sent.recipient):
            open_arrival(by=stage.acting(sent.recipient, role), arrival_id=came.arrival_id)
    carried = marks_in([sent.minimum])
    events = tuple(
        made.event for every in stage.made.values() for made in every if made.event.number in carried
    )
    stage.seen(Step("outcome", event, HUB.name, sent.recipient, sent.package_id, events))
