"""Replays a scenario file through the same actions that people use, making what is missing. Only in a demonstration:
it needs the passphrases of invented people. The file's format stands in `scenario_file`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone

from fairward.config.demo import acting
from fairward.config.demo.agencies import Place, place_of
from fairward.config.demo.cast import Cast
from fairward.config.demo.names import Names
from fairward.config.demo.organisations import (
    AGENCY_POSTS,
    PLANS,
    Plan,
    make_organisation,
    organisation_named,
)
from fairward.config.demo.people import DemoPerson, actor_of, known_people, make_person, write_people
from fairward.config.demo.scenario_file import BadScenario, read
from fairward.kernel.vocabulary import Basis, OrganisationKind, Purpose, Role
from fairward.school.concerns.report_answers import Said
from fairward.tenancy.context import as_organisation

_BASES = {
    "fact": Basis.OBSERVED, "observation": Basis.OBSERVED, "action": Basis.OBSERVED, "decision": Basis.OBSERVED,
    "opinion": Basis.OPINION, "judgement": Basis.OPINION, "professional_opinion": Basis.OPINION,
    "hearsay": Basis.TOLD_BY, "allegation": Basis.TOLD_BY, "report": Basis.TOLD_BY, "document": Basis.DOCUMENT,
}  # fmt: skip
# What a subtype says of how something is known stands above the kind; other subtypes say nothing of it.
_SUBTYPES = {
    "child_words": Basis.CHILD_SAID, "child_said": Basis.CHILD_SAID, "child_voice": Basis.CHILD_SAID,
    "child_quote": Basis.CHILD_SAID, "parent_words": Basis.TOLD_BY, "adult_words": Basis.TOLD_BY,
    "carer_words": Basis.TOLD_BY, "third_party": Basis.TOLD_BY, "hearsay": Basis.TOLD_BY, "document": Basis.DOCUMENT,
    "record": Basis.DOCUMENT, "letter": Basis.DOCUMENT, "opinion": Basis.OPINION, "judgement": Basis.OPINION,
}  # fmt: skip
_TOLD = {"parent_words": "a parent", "carer_words": "a carer", "adult_words": "an adult"}
_DEPUTIES = re.compile(r"\bdeputy\b.*\b(dsl|safeguarding|designated)\b|\bddsl\b", re.IGNORECASE)
_LEADS = re.compile(r"\b(dsl|safeguarding|designated)\b", re.IGNORECASE)
_HEADS = re.compile(r"\b(head|headteacher|head teacher|principal)\b(?! of)", re.IGNORECASE)


@dataclass(slots=True)
class Loaded:
    """What a replay made: event id -> entry ids (schools) or the concern's id (agencies), and what was guessed."""

    title: str
    made: dict[str, list[UUID]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


__all__ = ["BadScenario", "Loaded", "load", "read", "replay"]


def load(path: Path) -> int:
    """Replay a file and say what was made (`fairward scenario load FILE`)."""
    done = replay(read(path))
    print(f"{done.title}: {len(done.made)} events replayed.")
    for event_id, ids in done.made.items():
        print(f"  {event_id}: {', '.join(str(one) for one in ids)}")
    for remark in done.remarks:
        print(f"  Note: {remark}")
    return 0


def replay(scenario: Mapping[str, Any], *, seed: int = 7) -> Loaded:
    """Replay every event in its order through the report and, in schools, the desk."""
    known = known_people()
    if not known:
        raise BadScenario(
            "Scenarios are loaded into the demonstration only. Run `make demo` once, then load it."
        )
    events = sorted(scenario["events"], key=lambda event: event["offset_days"])
    first = _first_day(events)
    cast = Cast(scenario["people"], Names(seed + sum(map(ord, str(scenario.get("id", ""))))), first)
    stage = _Stage(known, cast, first, Loaded(str(scenario.get("title") or "Scenario")))
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
        about = event.get("about") or []
        place = place_of(event["agency"], self.cast.school_of(about))
        name, organisation_id = place.name, organisation_named(place.name)
        if organisation_id is None:
            organisation_id = self._found(place)
        staff = [person for person in self.known if person.organisation == name]
        with as_organisation(organisation_id):
            writer = self._writer(
                organisation_id, name, staff, str(event.get("recorder_role") or "member of staff")
            )
            children = [
                self.cast.child_in(organisation_id, code) for code in about if self.cast.is_child(code)
            ]
            at = self._moment(event)
            concern_id = acting.report(actor_of(writer), children, [self._said(event)], at=at)
            lead = next((one for one in staff if one.role == Role.SAFEGUARDING_LEAD.code), None)
            if lead is None or not children:
                self.loaded.made[event["id"]] = [concern_id]
                return
            by = actor_of(lead, unlocked=True)
            self.loaded.made[event["id"]] = acting.file(by, concern_id, Purpose.CHILD_PROTECTION)

    def _found(self, place: Place) -> UUID:
        """An organisation that the demo does not have yet."""
        plan = next(
            (plan for plan in PLANS if plan.name == place.name), Plan(place.name, place.kind, AGENCY_POSTS)
        )
        self.known += make_organisation(plan, self.cast.names)
        write_people(self.known)
        organisation_id = organisation_named(place.name)
        if organisation_id is None:
            raise BadScenario(f"The organisation {place.name} could not be made.")
        return organisation_id

    def _writer(self, organisation_id: UUID, name: str, staff: list[DemoPerson], title: str) -> DemoPerson:
        is_school = any(person.role == Role.SAFEGUARDING_LEAD.code for person in staff)
        if is_school and _DEPUTIES.search(title):
            return next(one for one in staff if one.role == Role.DEPUTY_LEAD.code)
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

    def _moment(self, event: Mapping[str, Any]) -> datetime:
        day = self.first + timedelta(days=int(event["offset_days"]))
        return timezone.make_aware(datetime.combine(day, time(10, 55)))

    def _said(self, event: Mapping[str, Any]) -> Said:
        text = self.cast.in_names(event["text"])
        kind, subtype = event["kind"].lower(), str(event.get("subtype") or "").lower()
        basis = _SUBTYPES.get(subtype) or _BASES.get(kind)
        if subtype and subtype not in _SUBTYPES:
            self._note(f"{event['id']} has the unknown subtype {subtype}: it was not used.")
        if basis is None:
            self._note(f"{event['id']} is of the unknown kind {event['kind']}: taken as read in a document.")
            return Said(basis=Basis.DOCUMENT, text=text, read="the scenario")
        if basis is Basis.TOLD_BY:
            told = _TOLD.get(subtype, "somebody whom the scenario does not name")
            return Said(basis=basis, text=text, told=told)
        if basis is Basis.DOCUMENT:
            return Said(basis=basis, text=text, read="a document that the scenario does not name")
        return Said(basis=basis, text=text, rests_on_nothing=basis is Basis.OPINION)

    def _note(self, remark: str) -> None:
        self.loaded.remarks.append(remark)
