"""The demo world: two schools, a hub and agencies with invented people. It may not run where real people are recorded."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.utils import timezone

from fairward.access.permissions import permissions_of
from fairward.config.demo import (
    hub_after,
    hub_asked,
    hub_cases,
    keeping,
    moves,
    referring,
    rights_cases,
    weak_records,
)
from fairward.config.demo.crew import Crew
from fairward.config.demo.families import BOY, GIRL, make_family
from fairward.config.demo.hub_family import make_mother
from fairward.config.demo.names import DATA, Names
from fairward.config.demo.organisations import PLANS, PRIMARY, SECONDARY, bring_roll, make_organisation
from fairward.config.demo.partners import befriend
from fairward.config.demo.people import DemoPerson, actor_of, write_people
from fairward.config.demo.requests import ask_to_see
from fairward.config.demo.roll import invented_roll
from fairward.config.demo.scenarios import read, replay
from fairward.config.demo.shown import show_something
from fairward.kernel.vocabulary import Role
from fairward.people.queries import list_children
from fairward.tenancy.context import as_organisation

Progress = Callable[[float, str], None]
SCENARIOS = ("S08", "S20")


def build(progress: Progress) -> None:
    """Build the world once: organisations, rolls, records, scenarios. `progress(share, words)` with a share of 0 to 1."""
    people: list[DemoPerson] = []
    steps = len(PLANS) * 2 + 1 + len(SCENARIOS)
    for done, plan in enumerate(PLANS):
        progress(done / steps, plan.name)
        people += make_organisation(plan, Names(done + 1))
        write_people(people)
    for done, plan in enumerate(PLANS, start=len(PLANS)):
        progress(done / steps, f"roll of {plan.name}")
        if plan.pupils:
            roster = invented_roll(
                Names(100 + done),
                school_number=plan.number,
                pupils=plan.pupils,
                years=plan.years,
                today=timezone.localdate(),
            )
            administrator = _in_role(people, plan.name, Role.ADMINISTRATOR)
            bring_roll(UUID(administrator.organisation_id), administrator, roster)
    befriend([next(filter(_keeps_partners, _of(people, plan.name))) for plan in PLANS])
    progress((steps - 1 - len(SCENARIOS)) / steps, "records")
    _write_weak_records(people)
    _move_some(people)
    people.append(_write_contacts(people))
    crew = Crew(tuple(people))
    hub_after.play(crew, hub_asked.play(crew))
    people = _with_families(people)
    write_people(people)
    for done, name in enumerate(SCENARIOS):
        progress((steps - len(SCENARIOS) + done) / steps, "scenarios")
        replay(read(DATA / "scenarios" / f"{name}.json"), crosses=False)


def _with_families(people: list[DemoPerson]) -> list[DemoPerson]:
    """Everybody, each school's families after its staff."""
    found: list[DemoPerson] = []
    for family, school in ((BOY, PRIMARY), (GIRL, SECONDARY)):
        office, lead = (
            _in_role(people, school, role) for role in (Role.ADMINISTRATOR, Role.SAFEGUARDING_LEAD)
        )
        child_id, let_in = make_family(family, office, lead)
        show_something(child_id, _in_role(people, school, Role.RECORDER), lead)
        found += let_in
    names = [plan.name for plan in PLANS]
    return sorted([*people, *found], key=lambda person: names.index(person.organisation))


def _of(people: list[DemoPerson], organisation: str) -> list[DemoPerson]:
    return [person for person in people if person.organisation == organisation]


def _keeps_partners(person: DemoPerson) -> bool:
    return "exchange:partners:manage" in permissions_of(Role[person.role.upper()])


def _in_role(people: list[DemoPerson], organisation: str, role: Role, place: int = 0) -> DemoPerson:
    found = [person for person in people if person.organisation == organisation and person.role == role.code]
    return found[place]


def _move_some(people: list[DemoPerson]) -> None:
    """Three children of the primary school leave, one of them with a receipt of the secondary."""
    lead, office = (_in_role(people, PRIMARY, role) for role in (Role.SAFEGUARDING_LEAD, Role.ADMINISTRATOR))
    with as_organisation(UUID(lead.organisation_id)):
        found = [child.id for child in list_children(actor_of(office), size=240).children]
        reporter, by, at_desk = (
            actor_of(_in_role(people, PRIMARY, Role.RECORDER)),
            actor_of(lead, unlocked=True),
            actor_of(office),
        )
    with as_organisation(UUID(_in_role(people, SECONDARY, Role.SAFEGUARDING_LEAD).organisation_id)):
        there = actor_of(_in_role(people, SECONDARY, Role.SAFEGUARDING_LEAD), unlocked=True)
    moves.play(reporter, by, at_desk, there, found[200:203])


def _write_contacts(people: list[DemoPerson]) -> DemoPerson:
    """A hub's morning, and a mother who reads what it decided."""
    staff = [
        _in_role(people, hub_cases.HUB, role) for role in (Role.SCREENER, Role.HUB_MANAGER, Role.ANALYST)
    ]
    with as_organisation(UUID(staff[0].organisation_id)):
        hub_cases.play(*(actor_of(person, unlocked=True) for person in staff))
        return make_mother(*staff)


def _write_weak_records(people: list[DemoPerson]) -> None:
    lead = _in_role(people, PRIMARY, Role.SAFEGUARDING_LEAD)
    reporters = [_in_role(people, PRIMARY, Role.RECORDER, place) for place in range(3)]
    with as_organisation(UUID(lead.organisation_id)):
        by = actor_of(lead, unlocked=True)
        office = actor_of(_in_role(people, PRIMARY, Role.ADMINISTRATOR))
        children = [child.id for child in list_children(office, size=240).children]
        for number, record in enumerate(weak_records.RECORDS):
            record(actor_of(reporters[number % 3]), by, children[number * 31], children[number * 31 + 5])
        officer = actor_of(_in_role(people, PRIMARY, Role.DATA_PROTECTION_OFFICER), unlocked=True)
        ask_to_see(actor_of(reporters[0]), officer, by, children[0])
        rights_cases.play(actor_of(reporters[1]), by, officer, children[11])
        referring.play(actor_of(reporters[0]), by, children[60], children[75])
        keeping.play(actor_of(reporters[2]), by, officer, children[20:26])
