"""Everybody and everything that a scenario plays with: organisations, staff with their keys, the cast, what was made so far.

It makes organisations and staff that are missing; it may not record, send or read anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from fairward.access.permissions import permissions_of
from fairward.config.demo.agencies import Place
from fairward.config.demo.cast import Cast
from fairward.config.demo.crossing.events import Event
from fairward.config.demo.crossing.said import marked
from fairward.config.demo.organisations import (
    AGENCY_POSTS,
    PLANS,
    SCHOOL_POSTS,
    Plan,
    make_organisation,
    organisation_named,
)
from fairward.config.demo.partners import befriend_two
from fairward.config.demo.people import DemoPerson, actor_of, make_person, write_people
from fairward.config.demo.scenario_file import BadScenario
from fairward.files.policies import MOST_TEXT
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import OrganisationKind, Role
from fairward.tenancy.context import as_organisation

HUB = Place("Westmere Safeguarding Hub", OrganisationKind.HUB)
_DEPUTIES = re.compile(r"\bdeputy\b.*\b(dsl|safeguarding|designated)\b|\bddsl\b", re.IGNORECASE)
_LEADS = re.compile(r"\b(dsl|safeguarding|designated)\b", re.IGNORECASE)
_HEADS = re.compile(r"\b(head|headteacher|head teacher|principal)\b(?! of)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened: an event was recorded, or something crossed from one organisation to another.

    `carries` are the events whose words its sender let go; `event` the one with which, or after which, it happened.
    """

    what: str
    event: Event
    sender: str
    recipient: str = ""
    package_id: UUID | None = None
    carries: tuple[Event, ...] = ()


@dataclass(slots=True)
class Made:
    """What stands in one organisation because of one event: the concern, and its entry for each child in a school."""

    event: Event
    concern_id: UUID
    entries: dict[str, UUID] = field(default_factory=dict)


@dataclass(slots=True)
class Stage:
    """One replay. `is_marked`: words carry their event's mark. `seen` is called after each step."""

    known: list[DemoPerson]
    cast: Cast
    first: date
    is_marked: bool = False
    seen: Callable[[Step], None] = lambda _: None
    plans: Callable[[Plan], Plan] = lambda plan: plan
    made: dict[str, list[Made]] = field(default_factory=dict)
    cases: list[UUID] = field(default_factory=list)
    questions: dict[str, list[UUID]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    _ids: dict[str, UUID] = field(default_factory=dict)
    _actors: dict[str, Actor] = field(default_factory=dict)

    def enter(self, place: Place) -> UUID:
        """The organisation of a place, made if it is missing; the hub and it are partners from then on."""
        if place.name not in self._ids:
            found = organisation_named(place.name)
            self._ids[place.name] = found or self._found(place)
            if place.name != HUB.name:
                self.enter(HUB)
                befriend_two(self.keeper(HUB.name), self.keeper(place.name))
        return self._ids[place.name]

    @property
    def organisations(self) -> dict[str, UUID]:
        """The organisations of this scenario by name."""
        return dict(self._ids)

    @contextmanager
    def within(self, name: str) -> Iterator[UUID]:
        """A transaction of one organisation."""
        with as_organisation(self._ids[name]):
            yield self._ids[name]

    def staff(self, name: str) -> list[DemoPerson]:
        """Who works there."""
        return [person for person in self.known if person.organisation == name]

    def actor(self, person: DemoPerson) -> Actor:
        """Somebody at work, with their key open if they have one. Inside the organisation's transaction."""
        if person.sign_in not in self._actors:
            self._actors[person.sign_in] = actor_of(person, unlocked=person.is_reader)
        return self._actors[person.sign_in]

    def acting(self, name: str, role: Role, place: int = 0) -> Actor:
        """The first (or a later) person there in this role, at work."""
        found = [person for person in self.staff(name) if person.role == role.code]
        if len(found) <= place:
            raise BadScenario(f"Nobody at {name} is a {role.word}. Start the demo anew with: make demo")
        return self.actor(found[place])

    def keeper(self, name: str) -> DemoPerson:
        """Somebody there who looks after partners."""
        return next(
            person for person in self.staff(name)
            if "exchange:partners:manage" in permissions_of(Role[person.role.upper()])
        )  # fmt: skip

    def words(self, event: Event) -> str:
        """The event's words in names, and marked where this replay marks."""
        text = self.cast.in_names(event.text)
        return (marked(event.number, text) if self.is_marked else text)[:MOST_TEXT]

    def moment(self, event: Event) -> datetime:
        """When it happened."""
        return timezone.make_aware(datetime.combine(self.day(event), time(10, 55)))

    def day(self, event: Event) -> date:
        """The day on which it happened."""
        return self.first + timedelta(days=int(event.offset_days))

    def note(self, remark: str) -> None:
        """Something that was guessed, or could not be played."""
        if remark not in self.remarks:
            self.remarks.append(remark)

    def recorder(self, name: str, title: str) -> DemoPerson:
        """Whoever records with this job: a lead or head where the job says so, somebody known, or somebody new."""
        staff = self.staff(name)
        role = _role_of(title) if any(one.role == Role.SAFEGUARDING_LEAD.code for one in staff) else None
        for person in staff:
            if person.role == role.code if role else person.job_title.lower() == title.lower():
                return person
        with self.within(name) as organisation_id:
            made = make_person(
                organisation_id, name, staff[0].kind,
                name=f"{self.cast.names.adult(self.cast.names.sex())} {self.cast.names.surname()}",
                role=Role.RECORDER, job_title=title[:1].upper() + title[1:],
            )  # fmt: skip
        self.known.append(made)
        write_people(self.known)
        return made

    def _found(self, place: Place) -> UUID:
        """An organisation that the demo does not have yet."""
        usual = next((plan for plan in PLANS if plan.name == place.name), None)
        posts = SCHOOL_POSTS if place.kind is OrganisationKind.SCHOOL else AGENCY_POSTS
        plan = self.plans(usual or Plan(place.name, place.kind, posts))
        self.known += make_organisation(plan, self.cast.names)
        write_people(self.known)
        organisation_id = organisation_named(place.name)
        if organisation_id is None:
            raise BadScenario(f"The organisation {place.name} could not be made.")
        return organisation_id


def _role_of(title: str) -> Role | None:
    if _DEPUTIES.search(title):
        return Role.DEPUTY_LEAD
    if _LEADS.search(title):
        return Role.SAFEGUARDING_LEAD
    return Role.HEADTEACHER if _HEADS.search(title) else None
