"""Replays a scenario file through the same actions that people use, making what is missing. Only in a demonstration:
it needs the passphrases of invented people.

Format `scsr-scenario/1`: `people` (code -> description) and `events` (id, offset_days, agency, recorder_role, kind,
subtype, text, about).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone

from fairward.config.demo import acting
from fairward.config.demo.cast import Cast
from fairward.config.demo.names import Names
from fairward.config.demo.organisations import (
    AGENCY_POSTS,
    PLANS,
    PRIMARY,
    SECONDARY,
    Plan,
    make_organisation,
    organisation_named,
)
from fairward.config.demo.people import DemoPerson, actor_of, known_people, make_person, write_people
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Basis, OrganisationKind, Purpose, Role
from fairward.school.concerns.report_answers import Said
from fairward.tenancy.context import as_organisation

SCHEMA = "scsr-scenario/1"
_AGENCIES: tuple[tuple[str, str], ...] = (
    ("primary", PRIMARY), ("infant", PRIMARY), ("junior", PRIMARY), ("nursery_school", PRIMARY), ("secondary", SECONDARY),
    ("college", SECONDARY), ("police", "Westmere Police"), ("social_care", "Westmere Children’s Services"),
    ("childrens_social", "Westmere Children’s Services"), ("housing", "Westmere Homes"), ("nurs", "Westmere Health"),
    ("gp", "Westmere Health"), ("health", "Westmere Health"), ("hospital", "Westmere Health"),
    ("camhs", "Westmere Health"), ("midwi", "Westmere Health"), ("ambulance", "Westmere Health"),
    ("mash", "Westmere Safeguarding Hub"), ("hub", "Westmere Safeguarding Hub"),
)  # fmt: skip
_BASES = {
    "fact": Basis.OBSERVED, "observation": Basis.OBSERVED, "action": Basis.OBSERVED, "decision": Basis.OBSERVED,
    "opinion": Basis.OPINION, "judgement": Basis.OPINION, "professional_opinion": Basis.OPINION,
    "hearsay": Basis.TOLD_BY, "allegation": Basis.TOLD_BY, "report": Basis.TOLD_BY, "document": Basis.DOCUMENT,
}  # fmt: skip
_LEADS = re.compile(r"\b(dsl|safeguarding|designated)\b", re.IGNORECASE)
_HEADS = re.compile(r"\b(head|headteacher|head teacher|principal)\b(?! of)", re.IGNORECASE)


class BadScenario(Denied):
    """The file cannot be replayed; the sentence says what is wrong and where."""

    def __init__(self, sentence: str) -> None:
        super().__init__("bad_scenario", sentence)


@dataclass(slots=True)
class Loaded:
    """What a replay made: event id -> entry ids (schools) or the concern's id (agencies), and what was guessed."""

    title: str
    made: dict[str, list[UUID]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def load(path: Path) -> int:
    """Replay a file and say what was made (`fairward scenario load FILE`)."""
    done = replay(read(path))
    print(f"{done.title}: {len(done.made)} events replayed.")
    for event_id, ids in done.made.items():
        print(f"  {event_id}: {', '.join(str(one) for one in ids)}")
    for remark in done.remarks:
        print(f"  Note: {remark}")
    return 0


def read(path: Path) -> dict[str, Any]:
    """The scenario, checked for everything that the replay relies on."""
    try:
        scenario = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, UnicodeDecodeError):
        raise BadScenario("The file is not JSON in UTF-8.") from None
    if not isinstance(scenario, dict) or scenario.get("schema") != SCHEMA:
        raise BadScenario(f"The file does not say that it is a scenario of the format {SCHEMA}.")
    if not isinstance(scenario.get("people"), dict) or not isinstance(scenario.get("events"), list):
        raise BadScenario("A scenario has people and events; this file lacks one of them.")
    for number, event in enumerate(scenario["events"], start=1):
        _check_event(event, number, scenario["people"])
    return scenario


def _check_event(event: Any, number: int, people: Mapping[str, Any]) -> None:
    place = f"Event {event.get('id', number)}" if isinstance(event, dict) else f"Event {number}"
    if not isinstance(event, dict):
        raise BadScenario(f"{place} is not an object.")
    for name in ("id", "agency", "kind", "text"):
        if not isinstance(event.get(name), str) or not event[name].strip():
            raise BadScenario(f"{place} has no {name}.")
    if isinstance(event.get("offset_days"), bool) or not isinstance(event.get("offset_days"), int | float):
        raise BadScenario(f"{place} has no offset_days as a number.")
    about = event.get("about", [])
    if not isinstance(about, list) or (unknown := [one for one in about if one not in people]):
        raise BadScenario(
            f"{place} is about somebody who is not among the people: {', '.join(map(str, unknown))}."
        )


def replay(scenario: Mapping[str, Any], *, seed: int = 7) -> Loaded:
    """Replay every event in its order through the report and, in schools, the desk."""
    known = known_people()
    if not known:
        raise BadScenario(
            "Scenarios are loaded into the demonstration only. Run `make demo` once, then load it."
        )
    events = sorted(scenario["events"], key=lambda event: event["offset_days"])
    first = _first_day(events)
    cast = Cast(scenario["people"], Names(seed + sum(map(ord, scenario.get("id", "")))), first)
    stage = _Stage(known, cast, first, Loaded(scenario.get("title", "Scenario")))
    for event in events:
        stage.play(event)
    return stage.loaded


def _first_day(events: Sequence[Mapping[str, Any]]) -> date:
    """The day of offset 0, so that the last event was a week ago."""
    last = max((event["offset_days"] for event in events), default=0)
    return timezone.localdate() - timedelta(days=int(last) + 7)


@dataclass(slots=True)
class _Stage:
    """Everybody who is there, and the events played so far."""

    known: list[DemoPerson]
    cast: Cast
    first: date
    loaded: Loaded

    def play(self, event: Mapping[str, Any]) -> None:
        """One event: reported by whoever recorded it, and filed by the lead where it is a school."""
        name = self._organisation_for(event)
        organisation_id = organisation_named(name)
        if organisation_id is None:
            organisation_id = self._found(name)
        staff = [person for person in self.known if person.organisation == name]
        with as_organisation(organisation_id):
            writer = self._writer(
                organisation_id, name, staff, str(event.get("recorder_role") or "member of staff")
            )
            children = self._children(organisation_id, staff, event)
            at = self._moment(event)
            concern_id = acting.report(actor_of(writer), children, [self._said(event)], at=at)
            lead = next((one for one in staff if one.role == Role.SAFEGUARDING_LEAD.code), None)
            if lead is None or not children:
                self.loaded.made[event["id"]] = [concern_id]
                return
            by = actor_of(lead, unlocked=True)
            self.loaded.made[event["id"]] = acting.file(by, concern_id, Purpose.CHILD_PROTECTION)

    def _organisation_for(self, event: Mapping[str, Any]) -> str:
        agency = event["agency"].lower().replace(" ", "_")
        for part, name in _AGENCIES:
            if part in agency:
                return name
        if "school" in agency or agency in {"education", "academy"}:
            return self.cast.school_of(event.get("about", []))
        return f"Westmere {event['agency'].replace('_', ' ').capitalize()}"

    def _found(self, name: str) -> UUID:
        """An organisation that no plan of the demo has: a voluntary one, or early help."""
        kind = OrganisationKind.EARLY_HELP if "early" in name.lower() else OrganisationKind.VOLUNTARY
        plan = next((plan for plan in PLANS if plan.name == name), Plan(name, kind, AGENCY_POSTS))
        self.known += make_organisation(plan, self.cast.names)
        write_people(self.known)
        organisation_id = organisation_named(name)
        if organisation_id is None:
            raise BadScenario(f"The organisation {name} could not be made.")
        return organisation_id

    def _writer(self, organisation_id: UUID, name: str, staff: list[DemoPerson], title: str) -> DemoPerson:
        is_school = any(person.role == Role.SAFEGUARDING_LEAD.code for person in staff)
        if is_school and _LEADS.search(title):
            return next(one for one in staff if one.role == Role.SAFEGUARDING_LEAD.code)
        if is_school and _HEADS.search(title):
            return next(one for one in staff if one.role == Role.HEADTEACHER.code)
        for person in staff:
            if person.job_title.lower() == title.lower():
                return person
        kind = staff[0].kind if staff else OrganisationKind.VOLUNTARY.code
        full_name = f"{self.cast.names.adult(self.cast.names.sex())} {self.cast.names.surname()}"
        made = make_person(
            organisation_id,
            name,
            kind,
            name=full_name,
            role=Role.RECORDER,
            job_title=title[:1].upper() + title[1:],
        )
        self.known.append(made)
        write_people(self.known)
        return made

    def _children(
        self, organisation_id: UUID, staff: list[DemoPerson], event: Mapping[str, Any]
    ) -> list[UUID]:
        codes = [code for code in event.get("about", []) if self.cast.is_child(code)]
        return [self.cast.child_in(organisation_id, code) for code in codes]

    def _moment(self, event: Mapping[str, Any]) -> datetime:
        day = self.first + timedelta(days=int(event["offset_days"]))
        return timezone.make_aware(datetime.combine(day, time(10, 55)))

    def _said(self, event: Mapping[str, Any]) -> Said:
        text = self.cast.in_names(event["text"])
        basis = _BASES.get(event["kind"].lower())
        if basis is None:
            self.loaded.remarks.append(
                f"{event['id']} is of the unknown kind {event['kind']}: taken as read in a document."
            )
            return Said(basis=Basis.DOCUMENT, text=text, read="the scenario")
        if str(event.get("subtype", "")).lower() in {"child_words", "child_said", "child_voice"}:
            return Said(basis=Basis.CHILD_SAID, text=text)
        if basis is Basis.TOLD_BY:
            return Said(basis=basis, text=text, told="somebody whom the scenario does not name")
        if basis is Basis.DOCUMENT:
            return Said(basis=basis, text=text, read="a document that the scenario does not name")
        return Said(basis=basis, text=text, rests_on_nothing=basis is Basis.OPINION)
