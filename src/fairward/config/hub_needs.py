"""What waits on the home page of somebody who works in a hub. It may not read a case: rooms count."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from fairward.access.decisions import may
from fairward.design.addresses import url
from fairward.design.pieces import Link, Need
from fairward.design.words import plural
from fairward.hub.families.later_queries import put_off_counts
from fairward.hub.intake.board_queries import danger_now
from fairward.kernel.actor import Actor


def hub_danger(actor: Actor) -> Sequence[Need]:
    """Before everything else in a hub, also while locked: contacts that say a child is in danger, not yet rated or acted on."""
    if not may(actor, "hub:case:read") or not (found := danger_now(actor.organisation_id)):
        return []
    note = f"{plural(found, 'contact waits', 'contacts wait')}"
    return [
        Need(
            "A child may be in danger",
            [Link("Open the board", url("intake:board"), note=note)],
            tone="danger",
            order=1,
        )
    ]


def hub_work(actor: Actor) -> Sequence[Need]:
    """The board of the shift."""
    if not may(actor, "hub:case:read"):
        return []
    links = [Link("The board", url("intake:board"), note="Everything that waits, danger first")]
    if may(actor, "hub:contact:take"):
        links.append(Link("Somebody telephones", url("intake:telephone")))
    return [Need("The hub", links, order=20)]


def families_wait(actor: Actor) -> Sequence[Need]:
    """Whoever of a family hears something later, red where somebody is to look at that again by now: counts alone."""
    if not may(actor, "hub:family:tell"):
        return []
    total, due = put_off_counts(actor.organisation_id, timezone.localdate())
    if not total:
        return []
    note = f"{plural(due, 'person is', 'people are')} to be looked at again now" if due else f"{total} in all"
    link = Link("Who hears it later", url("hub_families:put_off"), note=note)
    return [
        Need("Families who are told later", [link], tone="danger" if due else "plain", order=4 if due else 24)
    ]
