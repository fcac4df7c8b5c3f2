"""Who can see what, at every step of a scenario: found by opening, as each person of each organisation, what they can open.

docs/reference/scenario-report.md says what each field means. It may not take a word from the plan of what crosses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from fairward.access.permissions import roles_in
from fairward.config.demo.crossing import seen_queries
from fairward.config.demo.crossing.events import Event
from fairward.config.demo.crossing.seen_queries import Opened, Package
from fairward.config.demo.crossing.stage import Stage, Step
from fairward.config.demo.crossing.version_queries import Memory, versions_of
from fairward.kernel.vocabulary import OrganisationKind, Role

SCHEMA = "fairward-scenario-report/1"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the people of one role can open."""

    events: frozenset[Opened]
    packages: frozenset[Package]


@dataclass(slots=True)
class Watching:
    """Looks at every organisation after each step, and keeps what was seen. `watch` is what a stage calls."""

    stage: Stage
    memory: Memory = field(default_factory=Memory)
    steps: list[dict[str, Any]] = field(default_factory=list)
    undisclosed: list[dict[str, Any]] = field(default_factory=list)
    _seen: dict[str, dict[Role, Seen]] = field(default_factory=dict)
    _lengths: dict[str, int] = field(default_factory=dict)
    _sent: dict[str, set[int]] = field(default_factory=dict)

    def watch(self, step: Step) -> None:
        """One step: what is seen now, and what of it nobody sent there."""
        to = step.recipient or step.sender
        carried = step.carries if step.recipient else (step.event,)
        self._sent.setdefault(to, set()).update(one.number for one in carried)
        names = sorted(self.stage.organisations)
        for name in names:
            self._look(name)
        ids = _ids(self.stage)
        number = len(self.steps) + 1
        self.steps.append(
            {
                "number": number, "step": step.what, "event": step.event.id, "offset_days": step.event.offset_days,
                "from": step.sender, "to": step.recipient or None,
                "package": str(step.package_id) if step.package_id else None, "sent": [one.id for one in step.carries],
                "organisations": [self._organisation(name, ids) for name in names],
            }
        )  # fmt: skip
        self.undisclosed += [
            {"number": number, "organisation": name, "event": ids[event]}
            for name in names for event in sorted(self._numbers(name) - self._sent.get(name, set()))
        ]  # fmt: skip

    def _look(self, name: str) -> None:
        """Open everything as everybody there, unless nothing was written there since."""
        with self.stage.within(name) as own:
            if self._lengths.get(name) == seen_queries.log_length(own):
                return
            place, versions = self._place(name), versions_of(own)
            found = dict[Role, tuple[set[Opened], set[Package]]]()
            for person in self.stage.staff(name):
                role = Role[person.role.upper()]
                events, packages = seen_queries.opened_by(
                    self.stage.actor(person), place, self.memory, versions
                )
                before = found.setdefault(role, (set(), set()))
                before[0].update(events)
                before[1].update(packages)
            self._seen[name] = {role: Seen(*map(frozenset, both)) for role, both in found.items()}  # type: ignore[arg-type]
            self._lengths[name] = seen_queries.log_length(own)

    def _place(self, name: str) -> seen_queries.Place:
        made = self.stage.made.get(name, [])
        kind = _kind_of(self.stage, name)
        own: UUID = self.stage.organisations[name]
        unfiled = [one.concern_id for one in made if not one.entries]
        return seen_queries.Place(
            kind, self.stage.cast.children_of(own), unfiled, self.stage.questions.get(name, []),
            self.stage.cases if kind is OrganisationKind.HUB else [],
        )  # fmt: skip

    def _numbers(self, name: str) -> set[int]:
        return {one.number for seen in self._seen[name].values() for one in seen.events}

    def _organisation(self, name: str, ids: Mapping[int, str]) -> dict[str, Any]:
        kind, seen = _kind_of(self.stage, name), self._seen[name]
        roles = dict.fromkeys((*roles_in(kind), *sorted(seen, key=int)))
        return {
            "organisation": name, "kind": kind.code,
            "roles": [_role(role, seen.get(role, Seen(frozenset(), frozenset())), ids) for role in roles],
        }  # fmt: skip


def report_of(
    watching: Watching, scenario: Mapping[str, Any], events: Iterable[Event], digest: str
) -> dict[str, Any]:
    """The whole report, as plain values in a fixed order."""
    return {
        "schema": SCHEMA, "scenario": str(scenario.get("id") or ""), "title": str(scenario.get("title") or ""),
        "digest": digest, "events": [one.id for one in events], "steps": watching.steps,
        "undisclosed": watching.undisclosed, "remarks": list(watching.stage.remarks),
    }  # fmt: skip


def _role(role: Role, seen: Seen, ids: Mapping[int, str]) -> dict[str, Any]:
    return {
        "role": role.code, "events": [ids[one] for one in sorted({one.number for one in seen.events})],
        "disclosures": [_opened(one, ids) for one in sorted(seen.events)],
        "packages": [
            {"kind": one.kind, "from": one.sender, "package": one.package}
            for one in sorted(seen.packages, key=lambda one: one.package)
        ],
    }  # fmt: skip


def _opened(one: Opened, ids: Mapping[int, str]) -> dict[str, Any]:
    return {
        "event": ids[one.number], "by": one.by, "from": one.sender or None, "label": one.label or None,
        "package": one.package or None, "with_reason": one.with_reason,
    }  # fmt: skip


def _ids(stage: Stage) -> dict[int, str]:
    return {made.event.number: made.event.id for every in stage.made.values() for made in every}


def _kind_of(stage: Stage, name: str) -> OrganisationKind:
    return OrganisationKind[stage.staff(name)[0].kind.upper()]
