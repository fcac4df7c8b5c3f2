"""Reads which records are due to be handed over a step further. It may not change who sees one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from fairward.audit.log import record_list
from fairward.families.models import HandoverStep
from fairward.families.queries import Standing, standing_accesses, standing_everywhere
from fairward.families.vocabulary import AccessGround, Step, StepDecision
from fairward.kernel.actor import Actor
from fairward.organisations.queries import names_of_members
from fairward.people.queries import (
    ChildName,
    ChildRecord,
    births_of,
    child_for,
    names_of_adults,
    names_of_children,
)
from fairward.rules.ages import Prompt, prompts

# The steps by the ids of the rules; what else is due at an age belongs to other rooms.
STEPS = {"talk-12": Step.TALK, "proxies-16": Step.PROXIES, "owns-18": Step.OWNER}


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken: what came of it, when, by whom."""

    step: Step
    decision: StepDecision
    noted_at: datetime
    noted_by: str
    again_on: date | None


@dataclass(frozen=True, slots=True)
class Due:
    """A step that somebody should take with a child, as the rules prompt it."""

    child_id: UUID
    name: ChildName
    step: Step
    prompt: Prompt


@dataclass(frozen=True, slots=True)
class HandoverPage:
    """One child's steps: what is due, what was taken, and the adults who see the record now, with their names."""

    child: ChildRecord
    due: Due | None
    taken: list[Taken]
    adults: list[Standing]
    names: dict[UUID, str]


def handovers_due(actor: Actor) -> list[Due]:
    """Children of whose record somebody of the family sees something, and whose next step is near. The list is logged."""
    own, today = actor.organisation_id, timezone.localdate()
    ids = {one.child_id for one in standing_everywhere(own)}
    born, taken = births_of(own, ids), _decisions(own, ids)
    found = {
        child_id: due
        for child_id, day in born.items()
        if day is not None and (due := next_due(day, today, taken.get(child_id, {}))) is not None
    }
    names = names_of_children(own, found)
    record_list(
        actor, item_kind="child", item_ids=list(found), why="seeing which records are to be handed over"
    )
    all_due = [Due(child_id, names[child_id], step, prompt) for child_id, (step, prompt) in found.items()]
    return sorted(all_due, key=lambda one: (one.prompt.birthday_on, one.name.full))


def next_due(born_on: date, today: date, taken: dict[Step, date | None]) -> tuple[Step, Prompt] | None:
    """The furthest step that the rules prompt and that is not taken; `taken`: step -> when it is looked at again."""
    reached = [(STEPS[one.id], one) for one in prompts(born_on, today) if one.id in STEPS]
    if not reached:
        return None
    step, prompt = reached[-1]
    again_on = taken.get(step)
    is_done = step in taken and (again_on is None or again_on > today)
    return None if is_done else (step, prompt)


def handover_for(actor: Actor, child_id: UUID, why: str) -> HandoverPage:
    """One child's steps. The look is logged first."""
    own, today = actor.organisation_id, timezone.localdate()
    child = child_for(actor, child_id, why)
    adults = [one for one in standing_accesses(own, child_id) if one.ground is not AccessGround.SELF]
    taken = _taken(own, child_id)
    born_on = child.identity.born_on
    last = _decisions(own, [child_id]).get(child_id, {})
    found = next_due(born_on, today, last) if born_on else None
    due = Due(child_id, child.name, *found) if found else None
    return HandoverPage(child, due, taken, adults, names_of_adults(own, [one.person_id for one in adults]))


def _taken(organisation_id: UUID, child_id: UUID) -> list[Taken]:
    rows = list(
        HandoverStep.objects.filter(organisation_id=organisation_id, child_id=child_id).order_by(
            "-noted_at", "-id"
        )
    )
    names = names_of_members(organisation_id, [row.noted_by for row in rows])
    return [
        Taken(
            Step(row.step), StepDecision(row.decision), row.noted_at,
            names[row.noted_by].name if row.noted_by in names else "", row.again_on,
        )
        for row in rows
    ]  # fmt: skip


def _decisions(organisation_id: UUID, child_ids: Iterable[UUID]) -> dict[UUID, dict[Step, date | None]]:
    """Child -> step -> when the newest decision about it is looked at again."""
    rows = HandoverStep.objects.filter(organisation_id=organisation_id, child_id__in=list(child_ids))
    found: dict[UUID, dict[Step, date | None]] = {}
    for child_id, step, again_on in rows.order_by("noted_at", "id").values_list(
        "child_id", "step", "again_on"
    ):
        found.setdefault(child_id, {})[Step(step)] = again_on
    return found
