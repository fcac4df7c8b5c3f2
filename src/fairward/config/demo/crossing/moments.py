"""At which moments of a scenario the hub is told, and when it decides. Pure; docs/reference/scenarios.md says it in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from fairward.config.demo.agencies import Place
from fairward.config.demo.crossing.events import Event
from fairward.kernel.vocabulary import OrganisationKind


@dataclass(frozen=True, slots=True)
class Moment:
    """After this event its organisation tells the hub. `decides`: the event with which it is decided, None: at once."""

    event: Event
    decides: Event | None


def moments(
    events: Sequence[Event], places: Mapping[int, Place], together: Collection[str], children: Collection[str]
) -> list[Moment]:
    """The moments in order; none where no child is known, or only one organisation records anything.

    Told is after a referral, and after an event by which the scenario wants something seen across organisations. Where
    there is neither, after the last event.
    """
    if not children or len({one.name for one in places.values()}) < 2:
        return []
    tells = [one for one in events if one.is_referral or one.id in together] or [events[-1]]
    return [Moment(one, _decides(one, tells, events, places)) for one in tells]


def _decides(
    told: Event, tells: Sequence[Event], events: Sequence[Event], places: Mapping[int, Place]
) -> Event | None:
    """The first decision of social care or the hub that comes before the hub is told again."""
    for one in events[told.number :]:
        if (
            places[one.number].kind in (OrganisationKind.SOCIAL_CARE, OrganisationKind.HUB)
            and one.is_decision
        ):
            return one
        if one in tells:
            return None
    return None
